import type { Position } from './palomar-sky.ts';
import type { Random } from './random.ts';
import { hostGalaxy } from './supernova.ts';
import type { Fid } from './survey-plan.ts';
import { byBand, fluxOfMag, foreground, type Truth } from './truth.ts';

/** A walk sampled every quarter of a day and read by linear interpolation. */
export type Walk = (jd: number) => number;

/**
 * Damped random walk (Ornstein-Uhlenbeck process; Kelly et al. 2009, ApJ 698, 895, eq. 1): mean 0, standard deviation `sigma`,
 * correlation time `tauDays`, both for the observer.
 */
export function dampedRandomWalk(
  walk: { sigma: number; tauDays: number; fromJd: number; toJd: number },
  random: Random,
): Walk {
  const step = 0.25;
  const count = Math.ceil((walk.toJd - walk.fromJd) / step) + 2;
  const memory = Math.exp(-step / walk.tauDays);
  const kick = walk.sigma * Math.sqrt(1 - memory * memory);
  const values = new Float64Array(count);
  values[0] = walk.sigma * random.normal();
  for (let i = 1; i < count; i++) values[i] = memory * (values[i - 1] ?? 0) + kick * random.normal();
  return (jd) => {
    const x = Math.min(count - 1.001, Math.max(0, (jd - walk.fromJd) / step));
    const i = Math.floor(x);
    return (values[i] ?? 0) * (1 - x + i) + (values[i + 1] ?? 0) * (x - i);
  };
}

interface Span {
  readonly fromJd: number;
  readonly toJd: number;
}
type Place = Position & { readonly name: string; readonly magR: number; readonly z: number };

/**
 * A quasar or Seyfert nucleus. Structure function and damping time at its wavelength: MacLeod et al. 2010 (ApJ 721, 1014, eq. 7 with table 1)
 * for M_i = −24 and 10^8.5 solar masses; σ = SF∞/√2.
 */
export function createActiveNucleus(place: Place, random: Random, span: Span): Truth {
  const restMicron = 0.4746 / (1 + place.z);
  const logWave = Math.log10((restMicron * 1e4) / 4000);
  const structure = 10 ** (-0.51 - 0.479 * logWave + 0.131 * (-24 + 23) + 0.18 * -0.5);
  const tauDays = 10 ** (2.4 + 0.17 * logWave + 0.03 * (-24 + 23) + 0.21 * -0.5) * (1 + place.z);
  const walk = dampedRandomWalk({ sigma: (1.6 * structure) / Math.SQRT2, tauDays, ...span }, random);
  // The reference is years older than the survey: the nucleus has walked on since.
  const since = 1.6 * (structure / Math.SQRT2) * random.normal();
  const mag = byBand(
    (fid) => place.magR + { 1: 0.2, 2: 0, 3: -0.1 }[fid] + foreground(place, fid) - foreground(place, 2),
  );
  const share = { 1: 1, 2: 0.82, 3: 0.72 } as const;
  const galaxy = place.z < 0.4 ? { ...hostGalaxy(place.z, random, -21), east: 0, north: 0 } : undefined;
  return {
    ...place,
    kind: 'AGN',
    reference: byBand((fid) => fluxOfMag(mag[fid] + share[fid] * since)),
    flux: (jd, fid) => fluxOfMag(mag[fid] + share[fid] * walk(jd)),
    galaxy,
    labels: { simbad: place.z < 0.4 ? 'Seyfert_1' : 'QSO', gaiaClass: 'AGN' },
    known: { sinceJd: 2458200.5 + random.uniform(30, 400), detections: random.integer(80, 500) },
    realness: 0.97,
  };
}

/** Flare of Abdo et al. 2010 (ApJ 722, 520, eq. 7): exponential rise and decay, 1 at its top. */
export function flareFlux(t: number, riseDays: number, fallDays: number): number {
  const k = (riseDays / fallDays) ** (fallDays / (riseDays + fallDays));
  const top = 1 / (k + k ** (-riseDays / fallDays));
  return 1 / (Math.exp(-t / riseDays) + Math.exp(t / fallDays)) / Math.max(top, 1e-9);
}

/** A BL Lac object: fast achromatic walk, and flares given as (day of the top, height relative to the mean). */
export function createBlazar(
  place: Place & { readonly flares: readonly { readonly jd: number; readonly height: number }[] },
  random: Random,
  span: Span,
): Truth {
  const walk = dampedRandomWalk({ sigma: 0.3, tauDays: 18, ...span }, random);
  const slope = random.uniform(0.35, 0.5);
  const mag = byBand((fid: Fid) => place.magR + { 1: slope, 2: 0, 3: -0.6 * slope }[fid]);
  const flare = (jd: number): number =>
    place.flares.reduce((sum, f) => sum + f.height * flareFlux(jd - f.jd, 2.5, 6), 0);
  const [h, d] = [Math.floor(place.raDeg / 15), place.decDeg < 0 ? '-' : '+'];
  const minutes = Math.floor((place.raDeg / 15 - h) * 60);
  const spot = `J${String(h).padStart(2, '0')}${String(minutes).padStart(2, '0')}${d}${Math.abs(place.decDeg).toFixed(1).padStart(4, '0')}`;
  return {
    ...place,
    kind: 'Blazar',
    reference: byBand((fid) => fluxOfMag(mag[fid] + 0.35)),
    flux: (jd, fid) => fluxOfMag(mag[fid] + walk(jd)) * (1 + flare(jd)),
    labels: { simbad: 'BLLac', x3hsp: `SIM 3HSP ${spot}`, x4lac: `SIM 4FGL ${spot}`, gaiaClass: 'AGN' },
    known: { sinceJd: 2458200.5 + random.uniform(5, 60), detections: random.integer(400, 900) },
    realness: 0.98,
  };
}
