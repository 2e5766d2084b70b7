import type { Position } from './palomar-sky.ts';
import type { Random } from './random.ts';
import { type ByBand, byBand, fluxOfMag, foreground, type Labels, type Truth } from './truth.ts';

/** One harmonic: amplitude relative to the first, and phase difference φₖ − kφ₁, radians, in a sine series. */
interface Harmonic {
  readonly ratio: number;
  readonly phase: number;
}

/** Typical Fourier parameters of V light curves, sine series: RRab and RRc (Jurcsik & Kovács 1996, A&A 312, 111; Morgan et al. 2007). */
const rrab: readonly Harmonic[] = [
  { ratio: 1, phase: 0 },
  { ratio: 0.48, phase: 2.35 },
  { ratio: 0.34, phase: 5.0 },
  { ratio: 0.22, phase: 1.45 },
  { ratio: 0.14, phase: 4.2 },
];
const rrc: readonly Harmonic[] = [
  { ratio: 1, phase: 0 },
  { ratio: 0.15, phase: 3.0 },
  { ratio: 0.07, phase: 6.1 },
];
/** Classical Cepheids of short and long period (Simon & Lee 1981, ApJ 248, 291). */
const cepheid: readonly Harmonic[] = [
  { ratio: 1, phase: 0 },
  { ratio: 0.42, phase: 2.6 },
  { ratio: 0.2, phase: 5.4 },
  { ratio: 0.09, phase: 1.8 },
];
const mira: readonly Harmonic[] = [
  { ratio: 1, phase: 0 },
  { ratio: 0.12, phase: 2.2 },
];

/** The series at `phase` (cycles), scaled to a peak-to-peak range of 1 about its mean, in magnitudes (bright = negative). */
export function createFourierShape(harmonics: readonly Harmonic[]): (phase: number) => number {
  const raw = (phase: number): number =>
    harmonics.reduce(
      (sum, { ratio, phase: shift }, i) => sum + ratio * Math.sin(2 * Math.PI * (i + 1) * phase + shift),
      0,
    );
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < 400; i++) {
    const value = raw(i / 400);
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return (phase) => raw(phase) / (high - low);
}

interface Pulsation {
  readonly kind: 'RR Lyrae' | 'Cepheid' | 'Mira';
  readonly harmonics: readonly Harmonic[];
  readonly periodDays: number;
  /** Mean magnitudes and peak-to-peak ranges. */
  readonly mean: ByBand;
  readonly range: ByBand;
  readonly labels: Labels;
}

type Place = Position & { readonly name: string };

function createPulsator(place: Place, star: Pulsation, random: Random): Truth {
  const shape = createFourierShape(star.harmonics);
  const epoch = random.next();
  const spread = random.uniform(-0.12, 0.12);
  return {
    ...place,
    kind: star.kind,
    reference: byBand((fid) => fluxOfMag(star.mean[fid] + spread * star.range[fid])),
    flux: (jd, fid) => fluxOfMag(star.mean[fid] + star.range[fid] * shape((jd - 2459000.5) / star.periodDays + epoch)),
    labels: star.labels,
    known: { sinceJd: 2458200.5 + random.uniform(5, 90), detections: random.integer(250, 1200) },
    realness: 0.98,
  };
}

/** Ratios of the ranges in g, r, i of RR Lyrae stars (Sesar et al. 2010, ApJ 708, 717, section 4). */
const rrRange = { 1: 1, 2: 0.72, 3: 0.57 } as const satisfies ByBand;

/** An RR Lyrae star of mean magnitude `magR`: fundamental mode (RRab) or first overtone (RRc). */
export function createRrLyrae(
  place: Place & { readonly magR: number; readonly overtone: boolean },
  random: Random,
): Truth {
  const periodDays = place.overtone ? random.uniform(0.27, 0.38) : random.uniform(0.46, 0.72);
  const range = place.overtone ? random.uniform(0.45, 0.6) : 1.75 - 1.4 * (periodDays - 0.42);
  const labels = {
    simbad: 'RRLyrae',
    vsx: place.overtone ? 'RRC' : 'RRAB',
    gcvs: random.chance(0.3) ? (place.overtone ? 'RRC' : 'RRAB') : undefined,
    gaiaClass: 'RR',
    parallaxMas: random.uniform(0.08, 0.5),
  };
  const mean = byBand(
    (fid) => place.magR + { 1: 0.22, 2: 0, 3: -0.05 }[fid] + foreground(place, fid) - foreground(place, 2),
  );
  const star = { kind: 'RR Lyrae', harmonics: place.overtone ? rrc : rrab, periodDays, mean, labels } as const;
  return createPulsator(place, { ...star, range: byBand((fid) => range * rrRange[fid]) }, random);
}

/** A classical Cepheid; range grows with the period, redder bands vary less (Klagyivik & Szabados 2009, A&A 504, 959). */
export function createCepheid(
  place: Place & { readonly magR: number; readonly periodDays: number },
  random: Random,
): Truth {
  const range = 0.75 + 0.35 * Math.log10(place.periodDays);
  const mean = byBand((fid) => place.magR + { 1: 0.75, 2: 0, 3: -0.3 }[fid]);
  const labels = {
    simbad: 'ClassicalCep',
    vsx: 'DCEP',
    gcvs: 'DCEP',
    gaiaClass: 'CEP',
    parallaxMas: random.uniform(0.1, 0.4),
  };
  const star = { kind: 'Cepheid', harmonics: cepheid, periodDays: place.periodDays, mean, labels } as const;
  return createPulsator(place, { ...star, range: byBand((fid) => range * { 1: 1.25, 2: 0.85, 3: 0.65 }[fid]) }, random);
}

/** A Mira: months long, magnitudes deep, red. */
export function createMira(place: Place & { readonly magR: number }, random: Random): Truth {
  const mean = byBand((fid) => place.magR + { 1: 2.1, 2: 0, 3: -1.4 }[fid]);
  const labels = { simbad: 'Mira', vsx: 'M', gaiaClass: 'LPV', parallaxMas: random.uniform(0.1, 0.6) };
  const star = { kind: 'Mira', harmonics: mira, periodDays: random.uniform(180, 420), mean, labels } as const;
  return createPulsator(
    place,
    { ...star, range: byBand((fid) => random.uniform(2.6, 3.6) * { 1: 1.2, 2: 1, 3: 0.7 }[fid]) },
    random,
  );
}

export { rrab as rrabHarmonics };
