import type { JdUtc } from '#domain/units/quantity.ts';
import { hg1g2Basis, hg1g2Magnitude, hgBasis, hgMagnitude, type Radians } from './phase-functions.ts';
import {
  cosAspect,
  type Direction,
  ellipsoidMagnitude,
  oblatenessMagnitude,
  rotationPhase,
  subObserverLongitude,
} from './spin.ts';

/** One measurement of an object, its magnitude reduced to distances of 1 au: m − 5 log₁₀(Δ·r). */
export interface PhaseObservation extends Direction {
  readonly magnitude: number;
  /** 1σ, magnitudes. */
  readonly sigma: number;
  readonly phase: Radians;
  readonly band: string;
  /** When the light left the object; only rotation needs it. */
  readonly jd?: JdUtc;
  /** The model's own {@link PhaseModel.basis} at this phase, where it is at hand: it costs more than all the rest of a magnitude. */
  readonly basis?: readonly number[];
}

/** A parameter of a model: where a fit begins, and its bounds. */
export interface ParameterRange {
  readonly name: string;
  readonly start: number;
  readonly lower: number;
  readonly upper: number;
}

/** How bright an object is by where it is seen from. Parameters by band come first, then those that all bands share. */
export interface PhaseModel {
  readonly name: string;
  readonly perBand: readonly ParameterRange[];
  readonly common: readonly ParameterRange[];
  /** Values of the basis functions at a phase angle: they don't depend on parameters. */
  basis(phase: Radians): readonly number[];
  /** Reduced magnitude; `values` are the parameters of the observation's band, then the common ones. */
  magnitude(observation: PhaseObservation, values: readonly number[]): number;
}

const range = (name: string, start: number, lower: number, upper: number): ParameterRange => ({
  name,
  start,
  lower,
  upper,
});

const absolute = range('H', 15, -3, 30);
const slopes = [range('G1', 0.15, 0, 1), range('G2', 0.15, 0, 1)];
const axis = [range('alpha0', Math.PI, 0, 2 * Math.PI), range('delta0', 0, -Math.PI / 2, Math.PI / 2)];

/** H, G: Bowell et al. 1989. */
export const hg: PhaseModel = {
  name: 'HG',
  perBand: [absolute, range('G', 0.15, 0, 1)],
  common: [],
  basis: hgBasis,
  magnitude: ({ phase, basis = hgBasis(phase) }, [h = Number.NaN, g = Number.NaN]) => hgMagnitude(basis, { h, g }),
};

/** H, G₁, G₂: Muinonen et al. 2010. */
export const hg1g2: PhaseModel = {
  name: 'HG1G2',
  perBand: [absolute, ...slopes],
  common: [],
  basis: hg1g2Basis,
  magnitude: ({ phase, basis = hg1g2Basis(phase) }, [h = Number.NaN, g1 = Number.NaN, g2 = Number.NaN]) =>
    hg1g2Magnitude(basis, { h, g1, g2 }),
};

/** H, G₁₂ with G₁ = 0.84293649·G₁₂ and G₂ = 0.53513350·(1 − G₁₂): Penttilä et al. 2016 (PSS 123, 117). */
export const hg12: PhaseModel = {
  name: 'HG12',
  perBand: [absolute, range('G12', 0.3, 0, 1)],
  common: [],
  basis: hg1g2Basis,
  magnitude: ({ phase, basis = hg1g2Basis(phase) }, [h = Number.NaN, g12 = Number.NaN]) =>
    hg1g2Magnitude(basis, { h, g1: 0.84293649 * g12, g2: 0.5351335 * (1 - g12) }),
};

/** sHG1G2: H, G₁, G₂ of an oblate object seen at changing aspects (Carry et al. 2024). `R` oblateness, `alpha0`, `delta0` of the spin axis. */
export const shg1g2: PhaseModel = {
  name: 'SHG1G2',
  perBand: hg1g2.perBand,
  common: [range('R', 0.8, 0.3, 1), ...axis],
  basis: hg1g2Basis,
  magnitude(observation, values) {
    const [, , , oblateness = Number.NaN, ra = Number.NaN, dec = Number.NaN] = values;
    const cosLambda = cosAspect(observation, { ra, dec });
    return hg1g2.magnitude(observation, values) + oblatenessMagnitude(oblateness, cosLambda);
  },
};

/**
 * SOCCA: H, G₁, G₂ of a rotating triaxial ellipsoid. `period` in days, `a_b` and `a_c` ratios of axes, `phi0` rotation phase at
 * 2022-01-01. Fits begin near the true period only: it is found by other means.
 */
export const socca: PhaseModel = {
  name: 'SOCCA',
  perBand: hg1g2.perBand,
  common: [
    ...axis,
    range('period', 1, 2.2 / 24, 1000),
    range('a_b', 1.05, 1, 5),
    range('a_c', 1.05, 1, 5),
    range('phi0', 0, -Math.PI / 2, Math.PI / 2),
  ],
  basis: hg1g2Basis,
  magnitude(observation, values) {
    const [
      ra = Number.NaN,
      dec = Number.NaN,
      period = Number.NaN,
      aToB = Number.NaN,
      aToC = Number.NaN,
      phi0 = Number.NaN,
    ] = values.slice(3);
    const spin = { ra, dec };
    const rotation = rotationPhase(observation.jd ?? Number.NaN, { phi0, period });
    const longitude = subObserverLongitude(rotation, observation, spin);
    const shape = ellipsoidMagnitude({ aToB, aToC }, cosAspect(observation, spin), longitude);
    return hg1g2.magnitude(observation, values) + shape;
  },
};
