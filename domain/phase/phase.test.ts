import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type FittedParameter, fitPhaseCurve, fitPhaseCurveInTurns, type PhaseFit } from './fit-phase-curve.ts';
import { hg1g2Basis, hg1g2Magnitude, hgBasis, hgMagnitude, phi1, phi2, phi3 } from './phase-functions.ts';
import { hg, hg1g2, hg12, type PhaseModel, type PhaseObservation, shg1g2, socca } from './phase-models.ts';
import {
  cosAspect,
  ellipsoidMagnitude,
  lightTimeCorrected,
  oblatenessMagnitude,
  rotationPhase,
  subObserverLongitude,
} from './spin.ts';

const golden = JSON.parse(readFileSync(new URL('phase.golden.json', import.meta.url), 'utf8'));
const degrees = (value: number): number => (value * Math.PI) / 180;
const phases: number[] = golden.phaseDegrees.map(degrees);

/** Reproducible numbers between 0 and 1, and of a normal distribution. */
function randomFrom(seed: number) {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

describe('phase functions', () => {
  test.each([phi1, phi2, phi3].map((basis, i) => [`φ${i + 1}`, basis, golden.basis[i]] as const))(
    '%s is that of sbpy',
    (_, basis, values) => {
      for (const [i, phase] of phases.entries()) expect(basis(phase)).toBeCloseTo(values[i], 12);
    },
  );

  test('H, G₁, G₂ and H, G are those of sbpy', () => {
    for (const { magnitudes, ...parameters } of golden.hg1g2)
      phases.forEach((phase, i) => {
        if (magnitudes[i] !== null && Number.isFinite(magnitudes[i]))
          expect(hg1g2Magnitude(hg1g2Basis(phase), parameters)).toBeCloseTo(magnitudes[i], 10);
      });
    for (const { magnitudes, ...parameters } of golden.hg)
      for (const [i, phase] of phases.entries())
        expect(hgMagnitude(hgBasis(phase), parameters)).toBeCloseTo(magnitudes[i], 10);
  });

  test('H, G₁₂ of Penttilä et al. 2016 are those of sbpy', () => {
    for (const { magnitudes, h, g12 } of golden.hg12)
      for (const [i, phase] of phases.entries()) {
        const observation = { magnitude: 0, sigma: 1, phase, ra: 0, dec: 0, band: 'g' };
        // Beyond 150° the basis is next to nothing: magnitudes there are of no object.
        if (phase < degrees(145)) expect(hg12.magnitude(observation, [h, g12])).toBeCloseTo(magnitudes[i], 8);
      }
  });

  test('at opposition the magnitude is H, and it grows with the phase angle', () => {
    expect(hg1g2Magnitude(hg1g2Basis(0), { h: 12, g1: 0.3, g2: 0.3 })).toBeCloseTo(12, 8);
    expect(hgMagnitude(hgBasis(0), { h: 12, g: 0.15 })).toBeCloseTo(12, 8);
    for (let angle = 1; angle < 120; angle++) {
      expect(hg1g2Magnitude(hg1g2Basis(degrees(angle)), { h: 12, g1: 0.3, g2: 0.3 })).toBeGreaterThan(
        hg1g2Magnitude(hg1g2Basis(degrees(angle - 1)), { h: 12, g1: 0.3, g2: 0.3 }),
      );
      expect(hgMagnitude(hgBasis(degrees(angle)), { h: 12, g: 0.15 })).toBeGreaterThan(
        hgMagnitude(hgBasis(degrees(angle - 1)), { h: 12, g: 0.15 }),
      );
    }
  });
});

describe('spin geometry', () => {
  const axis = { ra: 1.2, dec: 0.7 };

  test('the aspect is 1 over the pole, −1 over the other, 0 on the equator', () => {
    expect(cosAspect(axis, axis)).toBeCloseTo(1, 12);
    expect(cosAspect({ ra: axis.ra + Math.PI, dec: -axis.dec }, axis)).toBeCloseTo(-1, 12);
    expect(cosAspect({ ra: axis.ra, dec: axis.dec - Math.PI / 2 }, axis)).toBeCloseTo(0, 12);
  });

  test('a sphere dims nowhere', () => {
    expect(oblatenessMagnitude(1, 0.7)).toBeCloseTo(0, 12);
    for (const longitude of [0, 1, 2])
      expect(ellipsoidMagnitude({ aToB: 1, aToC: 1 }, 0.3, longitude)).toBeCloseTo(0, 12);
  });

  test('on the equator an ellipsoid changes by 2.5 log₁₀(a/b), twice a turn', () => {
    const shape = { aToB: 1.5, aToC: 2 };
    expect(ellipsoidMagnitude(shape, 0, 0) - ellipsoidMagnitude(shape, 0, Math.PI / 2)).toBeCloseTo(
      2.5 * Math.log10(1.5),
      12,
    );
    expect(ellipsoidMagnitude(shape, 0, 0.4)).toBeCloseTo(ellipsoidMagnitude(shape, 0, 0.4 + Math.PI), 12);
  });

  test('over a pole an ellipsoid does not change with its rotation', () => {
    const shape = { aToB: 1.5, aToC: 2 };
    expect(ellipsoidMagnitude(shape, 1, 0)).toBeCloseTo(ellipsoidMagnitude(shape, 1, 1), 12);
    expect(ellipsoidMagnitude(shape, 1, 0)).toBeCloseTo(-2.5 * Math.log10(2), 12);
  });

  test('the longitude turns once a period, and with the direction by as much the other way', () => {
    const spin = { phi0: 0.3, period: 0.25 };
    expect(rotationPhase(2_459_580.5, spin)).toBe(0.3);
    expect(rotationPhase(2_459_580.75, spin)).toBeCloseTo(0.3 + 2 * Math.PI, 9);
    const pole = { ra: 0, dec: Math.PI / 2 };
    const at = (ra: number): number => subObserverLongitude(0, { ra, dec: 0 }, pole);
    const turn = at(0.5) - at(0.2);
    expect(Math.abs(turn)).toBeCloseTo(0.3, 12);
  });

  test('light takes 499.005 s an au', () => {
    expect((2_459_580.5 - lightTimeCorrected(2_459_580.5, 1)) * 86_400).toBeCloseTo(499.005, 1);
  });
});

interface Simulation {
  readonly model: PhaseModel;
  readonly byBand: Readonly<Record<string, readonly number[]>>;
  readonly common: readonly number[];
  readonly seed: number;
}

/** Photometry of an object seen over several years from everywhere around it, with normal errors. */
function simulated({ model, byBand, common, seed }: Simulation, count = 240): PhaseObservation[] {
  const { uniform, normal } = randomFrom(seed);
  const bands = Object.keys(byBand);
  return Array.from({ length: count }, (_, i) => {
    const band = bands[i % bands.length] ?? '';
    const sigma = 0.01 + 0.03 * uniform();
    const place: PhaseObservation = {
      magnitude: 0,
      sigma,
      phase: degrees(0.2 + 27 * uniform() ** 1.5),
      ra: 2 * Math.PI * uniform(),
      dec: Math.asin(uniform() - 0.5),
      jd: 2_459_580.5 + 40 * uniform(),
      band,
    };
    const exact = model.magnitude(place, [...(byBand[band] ?? []), ...common]);
    return { ...place, magnitude: exact + sigma * normal() };
  });
}

function fitted(fit: unknown): PhaseFit {
  expect(fit).toBeTypeOf('object');
  return fit as PhaseFit;
}

/** Deviations from the truth in units of the errors; the poles of an axis can't be told apart by |cos Λ|. */
function deviations(fit: PhaseFit, { model, byBand, common }: Simulation): number[] {
  const truths = new Map(
    Object.entries(byBand).flatMap(([band, values]) =>
      model.perBand.map(({ name }, i): [string, number] => [`${name}_${band}`, values[i] ?? 0]),
    ),
  );
  const found = new Map<string, FittedParameter>(fit.parameters);
  for (const [i, { name }] of model.common.entries()) truths.set(name, common[i] ?? 0);
  const dec = found.get('delta0');
  const isFlipped =
    dec !== undefined &&
    Math.abs(dec.value - (truths.get('delta0') ?? 0)) > Math.abs(-dec.value - (truths.get('delta0') ?? 0));
  return [...truths].map(([name, truth]) => {
    const { value = Number.NaN, error = Number.NaN } = found.get(name) ?? {};
    const difference = name === 'delta0' && isFlipped ? -value - truth : value - truth;
    const turned = name === 'alpha0' ? Math.atan2(Math.sin(2 * difference), Math.cos(2 * difference)) / 2 : difference;
    return turned / error;
  });
}

const models: readonly (Omit<Simulation, 'seed'> & { readonly start?: Readonly<Record<string, number>> })[] = [
  { model: hg, byBand: { '1': [12.4, 0.23], '2': [11.8, 0.31] }, common: [] },
  { model: hg12, byBand: { '1': [12.4, 0.32], '2': [11.9, 0.55] }, common: [] },
  { model: hg1g2, byBand: { '1': [12.4, 0.31, 0.34], '2': [11.9, 0.27, 0.41] }, common: [] },
  { model: shg1g2, byBand: { '1': [12.4, 0.31, 0.34], '2': [11.9, 0.27, 0.41] }, common: [0.72, 2.1, 0.5] },
  {
    model: socca,
    byBand: { '1': [12.4, 0.31, 0.34], '2': [11.9, 0.27, 0.41] },
    common: [2.1, 0.5, 0.3, 1.4, 1.9, 0.6],
    start: { period: 0.30001, alpha0: 2.4, delta0: 0.2, a_b: 1.2, a_c: 1.5, phi0: 0.3 },
  },
];

describe.each(models)('a fit of $model.name', ({ start, ...simulation }) => {
  test('recovers the parameters of simulated photometry within their errors', () => {
    const all = Array.from({ length: 12 }, (_, seed) => {
      const one = { ...simulation, seed: seed + 1 };
      const fit = fitted(fitPhaseCurve(simulation.model, simulated(one), { weighted: true, start }));
      expect(fit.chi2red).toBeGreaterThan(0.6);
      expect(fit.chi2red).toBeLessThan(1.5);
      return deviations(fit, one);
    }).flat();
    expect(all.filter((deviation) => !(Math.abs(deviation) < 5))).toEqual([]);
    expect(all.filter((deviation) => Math.abs(deviation) < 3).length / all.length).toBeGreaterThan(0.96);
  });
});

describe('a fit of a light curve', () => {
  const observations: PhaseObservation[] = golden.fit.observations;

  test.each([
    ['squares', true],
    ['soft-l1', false],
  ] as const)('with %s ends where that of scipy does, errors included', (loss, weighted) => {
    const fit = fitted(fitPhaseCurve(shg1g2, observations, { loss, weighted }));
    const names = ['H_1', 'G1_1', 'G2_1', 'H_2', 'G1_2', 'G2_2', 'R', 'alpha0', 'delta0'];
    const scatter = weighted
      ? 1
      : fit.residuals.reduce((sum, value) => sum + value * value, 0) / (observations.length - names.length);
    names.forEach((name, i) => {
      const { value, error } = fit.parameters.get(name) ?? {};
      expect(value).toBeCloseTo(golden.fit[loss].x[i], 5);
      expect((error ?? 0) / Math.sqrt(golden.fit[loss].variances[i] * scatter)).toBeCloseTo(1, 3);
    });
  });

  test('residuals are observed minus modelled, and their size by band', () => {
    const fit = fitted(fitPhaseCurve(shg1g2, observations, { loss: 'soft-l1' }));
    const values = ['H', 'G1', 'G2'].map((name) => fit.parameters.get(`${name}_${observations[0]?.band}`)?.value ?? 0);
    const common = ['R', 'alpha0', 'delta0'].map((name) => fit.parameters.get(name)?.value ?? 0);
    const first = observations[0];
    expect(first).toBeDefined();
    if (first)
      expect(fit.residuals[0]).toBeCloseTo(first.magnitude - shg1g2.magnitude(first, [...values, ...common]), 9);
    expect(fit.rmsByBand.get('1')).toBeGreaterThan(0.02);
    expect(fit.rms).toBeLessThan(0.06);
  });

  test('too few observations, and values that are no numbers, are said', () => {
    expect(fitPhaseCurve(shg1g2, observations.slice(0, 9))).toBe('too-few');
    expect(
      fitPhaseCurve(hg, [...observations, { ...observations[0], magnitude: Number.NaN } as PhaseObservation]),
    ).toBe('bad-values');
  });

  test('in turns it is the same', async () => {
    const pause = async (): Promise<void> => {};
    expect(await fitPhaseCurveInTurns(shg1g2, observations, { pause })).toEqual(fitPhaseCurve(shg1g2, observations));
  });
});
