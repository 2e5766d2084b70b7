import { distanceModulus } from './cosmology.ts';
import type { Position } from './palomar-sky.ts';
import type { Random } from './random.ts';
import type { Fid } from './survey-plan.ts';
import { type ByBand, byBand, fluxOfMag, foreground, type Galaxy, type Truth } from './truth.ts';

export const supernovaKinds = ['SN Ia', 'SN II', 'SN Ibc', 'SN IIn', 'SLSN-I'] as const;
export type SupernovaKind = (typeof supernovaKinds)[number];

/** Shape of a supernova in one band, times in days at rest: plateau slope per day, plateau length, rise and fall. */
interface Shape {
  readonly slope: number;
  readonly plateau: number;
  readonly rise: number;
  readonly fall: number;
}

interface Model {
  /** Absolute magnitude at peak, AB, and its scatter. */
  readonly peak: ByBand;
  readonly scatter: number;
  readonly shape: Readonly<Record<Fid, Shape>>;
  /** Height of the second maximum of the redder bands, relative to the peak, 26 days after it. */
  readonly bump?: ByBand;
  /** Level of the radioactive tail relative to the peak. */
  readonly tail: number;
  readonly tns: string;
}

const shape = (slope: number, plateau: number, rise: number, fall: number): Shape => ({ slope, plateau, rise, fall });

/**
 * Mean peak magnitudes and scatter: Richardson et al. 2014 (AJ 147, 118, table 1; Ia −19.26, Ib/c −17.5, II-P −16.75 raised by
 * the brighter II-L, IIn −18.53) and De Cia et al. 2018 (SLSN-I −21.7 near r). Shapes are ours, inside the priors of
 * Villar et al. 2019 (ApJ 884, 83, table 1).
 */
const models: Readonly<Record<SupernovaKind, Model>> = {
  'SN Ia': {
    peak: { 1: -19.25, 2: -19.2, 3: -18.6 },
    scatter: 0.2,
    tail: 0.03,
    tns: 'SN Ia',
    bump: { 1: 0, 2: 0.16, 3: 0.38 },
    shape: { 1: shape(0.004, 13, 3.2, 13), 2: shape(0.004, 14, 3.4, 17), 3: shape(0.002, 13, 3.4, 17) },
  },
  'SN II': {
    peak: { 1: -17.2, 2: -17.2, 3: -17.1 },
    scatter: 0.7,
    tail: 0.09,
    tns: 'SN II',
    shape: { 1: shape(-0.0088, 80, 1.8, 9), 2: shape(-0.0035, 84, 2.2, 8), 3: shape(-0.002, 86, 2.6, 8) },
  },
  'SN Ibc': {
    peak: { 1: -17.2, 2: -17.6, 3: -17.5 },
    scatter: 0.5,
    tail: 0.08,
    tns: 'SN Ic',
    shape: { 1: shape(0.002, 9, 3.2, 9), 2: shape(0.002, 11, 3.6, 14), 3: shape(0.002, 12, 3.8, 17) },
  },
  'SN IIn': {
    peak: { 1: -18.6, 2: -18.5, 3: -18.4 },
    scatter: 0.6,
    tail: 0.02,
    tns: 'SN IIn',
    shape: { 1: shape(-0.006, 30, 6, 48), 2: shape(-0.005, 32, 6.5, 60), 3: shape(-0.004, 34, 7, 66) },
  },
  'SLSN-I': {
    peak: { 1: -21.7, 2: -21.6, 3: -21.4 },
    scatter: 0.3,
    tail: 0.01,
    tns: 'SLSN-I',
    shape: { 1: shape(0, 26, 9, 32), 2: shape(0, 30, 10, 42), 3: shape(0, 32, 11, 48) },
  },
};

/** Flux `t` days (at rest) after half rise: the piecewise form of Villar et al. 2019, eq. 1, for unit amplitude. */
export function villarFlux(t: number, { slope, plateau, rise, fall }: Shape): number {
  const onset = 1 / (1 + Math.exp(-t / rise));
  if (t < plateau) return (1 + slope * t) * onset;
  return (1 + slope * plateau) * Math.exp(-(t - plateau) / fall) * onset;
}

/** Flux relative to the peak, with second maximum and a tail that decays with cobalt-56 (111.3 d). */
function relativeFlux(t: number, model: Model, fid: Fid, peakFlux: number): number {
  const curve = model.shape[fid];
  const bump = (model.bump?.[fid] ?? 0) * Math.exp(-0.5 * ((t - curve.plateau - 23) / 7) ** 2);
  const tail = t > 0 ? model.tail * Math.exp(-t / 111.3) * (1 - Math.exp(-t / 30)) : 0;
  return villarFlux(t, curve) / peakFlux + bump + tail;
}

function peakOf(curve: Shape): number {
  let peak = 0;
  for (let t = -10; t < 130; t += 0.5) peak = Math.max(peak, villarFlux(t, curve));
  return peak;
}

/** A galaxy of luminosity `absoluteMagR` at redshift `z` whose centre lies `offset` (arcsec) away. */
export function hostGalaxy(z: number, random: Random, absoluteMagR = -20.5 + 0.9 * random.normal()): Galaxy {
  const mag = absoluteMagR + distanceModulus(z);
  const kiloparsec = 3.2 * 10 ** (-0.15 * (absoluteMagR + 20.5));
  const radiusArcsec = Math.min(9, Math.max(0.8, (kiloparsec / (z * 4283)) * 206.265));
  const [distance, angle] = [radiusArcsec * random.uniform(0.1, 1.5), random.uniform(0, 2 * Math.PI)];
  return {
    east: distance * Math.sin(angle),
    north: distance * Math.cos(angle),
    radiusArcsec,
    redshift: z,
    mag: { 1: mag + 0.6 + 1.2 * z, 2: mag, 3: mag - 0.3 },
    axisRatio: random.uniform(0.35, 0.95),
    angleDeg: random.uniform(0, 180),
  };
}

/** A supernova at redshift `z` that reaches half of its peak at `halfRiseJd`. */
export function createSupernova(
  kind: SupernovaKind,
  place: Position & { readonly name: string; readonly z: number; readonly halfRiseJd: number },
  random: Random,
): Truth {
  const model = models[kind];
  const offset = model.scatter * Math.max(-1.6, Math.min(1.6, random.normal()));
  const stretch = 1 + 0.1 * Math.max(-2, Math.min(2, random.normal()));
  const modulus = distanceModulus(place.z);
  const peakFlux = byBand((fid) => peakOf(model.shape[fid]));
  const amplitude = byBand((fid) => fluxOfMag(model.peak[fid] + offset + modulus + foreground(place, fid)));
  const classified = kind === 'SLSN-I' || random.chance(0.45);
  return {
    ...place,
    kind,
    reference: { 1: 0, 2: 0, 3: 0 },
    flux(jd, fid) {
      const t = (jd - place.halfRiseJd) / (1 + place.z) / stretch;
      return t < -25 ? 0 : amplitude[fid] * relativeFlux(t, model, fid, peakFlux[fid]);
    },
    galaxy: hostGalaxy(place.z, random, kind === 'SLSN-I' ? -17.3 : undefined),
    labels: {
      simbad: random.chance(0.25) ? 'Galaxy' : undefined,
      tns: classified ? { type: model.tns, afterDays: random.uniform(5, 14) } : undefined,
    },
    realness: 0.97,
  };
}
