import type { Quantity } from '#domain/units/quantity.ts';
import { createSpline } from './spline.ts';

/** An angle in radians. */
export type Radians = Quantity<'radians'>;

const radians = (degrees: readonly number[]): number[] => degrees.map((value) => (value * Math.PI) / 180);

/**
 * The basis functions φ₁, φ₂, φ₃ of the H, G₁, G₂ system as splines (Muinonen et al. 2010, Icarus 209, 542, §3.3). φ₁ and φ₂ are straight
 * lines below 7.5°; none is negative. The slope of φ₃ at 0 is −1.0630097 a radian, as in the implementations that made the published tables.
 */
const basisSplines = [
  createSpline({
    at: radians([7.5, 30, 60, 90, 120, 150]),
    values: [0.75, 0.33486016, 0.1341056, 0.051104756, 0.021465687, 0.0036396989],
    slopes: [-1.9098593, -0.091328612],
  }),
  createSpline({
    at: radians([7.5, 30, 60, 90, 120, 150]),
    values: [0.925, 0.62884169, 0.31755495, 0.12716367, 0.022373903, 0.00016505689],
    slopes: [-0.5729578, -8.6573138e-8],
  }),
  createSpline({
    at: radians([0, 0.3, 1, 2, 4, 8, 12, 20, 30]),
    values: [1, 0.83381185, 0.57735424, 0.42144772, 0.2317423, 0.10348178, 0.061733473, 0.016107006, 0],
    slopes: [-1.0630097, 0],
  }),
] as const;

export const phi1 = (phase: Radians): number => Math.max(0, basisSplines[0](phase));
export const phi2 = (phase: Radians): number => Math.max(0, basisSplines[1](phase));
export const phi3 = (phase: Radians): number => Math.max(0, basisSplines[2](phase));

const magnitudeOf = (flux: number): number => -2.5 * Math.log10(flux);

/** φ₁, φ₂, φ₃ at a phase angle. */
export function hg1g2Basis(phase: Radians): readonly number[] {
  return [phi1(phase), phi2(phase), phi3(phase)];
}

/** H − 2.5 log₁₀(G₁φ₁ + G₂φ₂ + (1 − G₁ − G₂)φ₃) with the values of {@link hg1g2Basis}. */
export function hg1g2Magnitude(
  [first = Number.NaN, second = Number.NaN, third = Number.NaN]: readonly number[],
  { h, g1, g2 }: { h: number; g1: number; g2: number },
): number {
  return h + magnitudeOf(g1 * first + g2 * second + (1 - g1 - g2) * third);
}

/** Bowell et al. 1989 (Asteroids II, 524), eq. A4: the part near opposition and the part away from it, blended. */
function bowellPhase(phase: Radians, { a, b, c }: { a: number; b: number; c: number }): number {
  const sine = Math.sin(phase);
  const tangent = Math.tan(phase / 2);
  const near = 1 - (c * sine) / (0.119 + 1.341 * sine - 0.754 * sine * sine);
  const away = Math.exp(-a * tangent ** b);
  const weight = Math.exp(-90.56 * tangent * tangent);
  return weight * near + (1 - weight) * away;
}

/** Φ₁, Φ₂ of the H, G system at a phase angle (Bowell et al. 1989). */
export function hgBasis(phase: Radians): readonly number[] {
  return [bowellPhase(phase, { a: 3.332, b: 0.631, c: 0.986 }), bowellPhase(phase, { a: 1.862, b: 1.218, c: 0.238 })];
}

/** H − 2.5 log₁₀((1 − G)Φ₁ + GΦ₂) with the values of {@link hgBasis}. */
export function hgMagnitude(
  [first = Number.NaN, second = Number.NaN]: readonly number[],
  { h, g }: { h: number; g: number },
): number {
  return h + magnitudeOf((1 - g) * first + g * second);
}
