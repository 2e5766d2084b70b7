import type { Position } from './palomar-sky.ts';
import type { Random } from './random.ts';
import { byBand, fluxOfMag, foreground, type Truth } from './truth.ts';

/** Depths in magnitudes and widths (1σ, cycles) of the two eclipses, and the swing between them from the stars' shapes. */
export interface Eclipses {
  readonly primary: number;
  readonly secondary: number;
  readonly width: number;
  readonly ellipsoidal: number;
}

/** Dimming, mag, at `phase` (0 = primary eclipse): two Gaussians and a cosine of half the period (model of Mowlavi et al. 2017, A&A 606, A92). */
export function eclipseDimming(phase: number, { primary, secondary, width, ellipsoidal }: Eclipses): number {
  const dip = (at: number): number => {
    const d = phase - at - Math.round(phase - at);
    return Math.exp(-0.5 * (d / width) ** 2);
  };
  return primary * dip(0) + secondary * dip(0.5) + (ellipsoidal / 2) * (1 + Math.cos(4 * Math.PI * phase));
}

/** A detached (EA) or contact (EW) eclipsing binary of magnitude `magR` outside eclipse. */
export function createEclipsingBinary(
  place: Position & { readonly name: string; readonly kind: 'EA' | 'EW'; readonly magR: number },
  random: Random,
): Truth {
  const detached = place.kind === 'EA';
  const periodDays = detached ? random.uniform(0.9, 4.5) : random.uniform(0.24, 0.48);
  const primary = detached ? random.uniform(0.7, 1.8) : random.uniform(0.12, 0.3);
  const eclipses: Eclipses = detached
    ? { primary, secondary: primary * random.uniform(0.1, 0.5), width: random.uniform(0.018, 0.035), ellipsoidal: 0.03 }
    : { primary, secondary: primary * random.uniform(0.6, 0.95), width: 0.06, ellipsoidal: random.uniform(0.3, 0.5) };
  const epoch = random.next();
  const colour = detached ? 0.3 : 0.55;
  const bright = byBand(
    (fid) => place.magR + { 1: colour, 2: 0, 3: -0.4 * colour }[fid] + foreground(place, fid) - foreground(place, 2),
  );
  const mean = detached ? 0.05 : 0.25;
  return {
    ...place,
    reference: byBand((fid) => fluxOfMag(bright[fid] + mean)),
    flux: (jd, fid) => fluxOfMag(bright[fid] + eclipseDimming((jd - 2459000.5) / periodDays + epoch, eclipses)),
    labels: { simbad: 'EclBin', vsx: place.kind, gaiaClass: 'ECL', parallaxMas: random.uniform(0.3, 2.2) },
    known: { sinceJd: 2458200.5 + random.uniform(5, 200), detections: random.integer(60, detached ? 180 : 900) },
    realness: 0.98,
  };
}
