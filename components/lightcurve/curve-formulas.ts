import type { ReactElement } from 'react';
import { formula, mfrac, mi, mn, mo, mrow, msub, msubsup, msup, mtext } from '#components/ui/mathml.ts';

const equals = mo('=');
const minus = mo('−');
const named = (of: string) => (of.length === 1 ? mi(of) : mtext(of));
const sigma = (of: string) => msub(mi('σ'), named(of));
const squared = (of: string) => msubsup(mi('σ'), named(of), mn('2'));
const reference = msub(mi('f'), mtext('ref'));
const pogson = mfrac(mn('2.5'), mrow(mtext('\u2009ln\u2009'), mn('10')));
const log10 = mrow(mtext('\u2009'), msub(mtext('log'), mn('10')), mtext('\u2009'));
const inParentheses = (...parts: readonly ReactElement[]) => mrow(mo('('), ...parts, mo(')'));
const size = (of: string) => mrow(mo('|'), mi(of), mo('|'));

/** f = ±10^(0.4(23.9 − m)), µJy. */
export const differenceFluxFormula = formula(
  mi('f'),
  equals,
  mo('±'),
  msup(mn('10'), mrow(mn('0.4'), inParentheses(mn('23.9'), minus, mi('m')))),
);

/** m = 23.9 − 2.5 log₁₀|f|, f in µJy. */
export const differenceMagFormula = formula(mi('m'), equals, mn('23.9'), minus, mn('2.5'), log10, size('f'));

/** σ_m = 2.5/ln 10 · σ_f/|f|. */
export const magErrorFormula = formula(sigma('m'), equals, pogson, mfrac(sigma('f'), size('f')));

/** F = f_ref + f, σ_F² = σ_ref² + σ_f². */
export const apparentFluxFormula = formula(mi('F'), equals, reference, mo('+'), mi('f'));
export const apparentErrorFormula = formula(squared('F'), equals, squared('ref'), mo('+'), squared('f'));

/** m_DC = 23.9 − 2.5 log₁₀ F, σ = 2.5/ln 10 · σ_F/F. */
export const apparentMagFormula = formula(
  msub(mi('m'), mtext('DC')),
  equals,
  mn('23.9'),
  minus,
  mn('2.5'),
  log10,
  mi('F'),
  mo(','),
  mtext('\u2003'),
  msub(mi('σ'), mtext('DC')),
  equals,
  pogson,
  mfrac(sigma('F'), mi('F')),
);

/** μ = −2.5/ln 10 · (asinh(f/2b) + ln(b/f₀)). */
export const asinhMagFormula = formula(
  mi('μ'),
  equals,
  minus,
  pogson,
  inParentheses(
    mtext('\u2009asinh\u2009'),
    mfrac(mi('f'), mrow(mn('2'), mi('b'))),
    mo('+'),
    mtext('\u2009ln\u2009'),
    mfrac(mi('b'), msub(mi('f'), mn('0'))),
  ),
);

/** σ_(g−r)² = σ_g² + σ_r². */
export const colourErrorFormula = formula(
  msubsup(mi('σ'), mrow(mi('g'), minus, mi('r')), mn('2')),
  equals,
  squared('g'),
  mo('+'),
  squared('r'),
);
