import type { Position } from './palomar-sky.ts';
import type { Random } from './random.ts';
import { blackbodyColour, byBand, fluxOfMag, foreground, type Truth } from './truth.ts';

/**
 * A classical nova. Peak: M_V = −11.32 + 2.55 log₁₀ t₂ (Downes & Duerbeck 2000, AJ 120, 2007, eq. 5); decline: flux ∝ (1 + t/τ)^(−1.75),
 * the universal law of Hachisu & Kato 2006 (ApJS 167, 59), with τ such that two magnitudes are lost in t₂ days.
 */
export function createNova(
  place: Position & {
    readonly name: string;
    readonly modulus: number;
    readonly peakJd: number;
    readonly t2Days: number;
  },
  random: Random,
): Truth {
  const absolute = -11.32 + 2.55 * Math.log10(place.t2Days);
  const scale = place.t2Days / (10 ** (0.8 / 1.75) - 1);
  const wobble = random.uniform(0, 2 * Math.PI);
  const peak = byBand((fid) =>
    fluxOfMag(absolute + blackbodyColour(9000, fid) + place.modulus + foreground(place, fid)),
  );
  return {
    ...place,
    kind: 'Nova',
    reference: { 1: 0, 2: 0, 3: 0 },
    flux(jd, fid) {
      const t = jd - place.peakJd;
      if (t < 0) return peak[fid] * 10 ** (0.4 * 2.2 * Math.max(-6, t));
      return peak[fid] * (1 + t / scale) ** -1.75 * 10 ** (0.06 * Math.sin(t / 2.3 + wobble));
    },
    labels: { tns: { type: 'Nova', afterDays: random.uniform(2, 5) } },
    realness: 0.98,
  };
}

/**
 * A dwarf nova: outbursts on a quiescent disc. The rise takes a day, the decline about 0.6 d/mag (Warner 1995, Cataclysmic Variable Stars,
 * section 3.2); outbursts recur after `cycleDays` with a fifth of scatter.
 */
export function createDwarfNova(
  place: Position & {
    readonly name: string;
    readonly quiescentMag: number;
    readonly amplitude: number;
    readonly cycleDays: number;
  },
  random: Random,
  survey: { readonly fromJd: number; readonly toJd: number },
): Truth {
  const outbursts: { jd: number; plateauDays: number; height: number }[] = [];
  for (let jd = survey.fromJd - random.uniform(0, place.cycleDays); jd < survey.toJd; ) {
    outbursts.push({ jd, plateauDays: random.uniform(2, 6), height: place.amplitude * random.uniform(0.85, 1.05) });
    jd += place.cycleDays * Math.exp(0.2 * random.normal());
  }
  const quiescent = byBand((fid) =>
    fluxOfMag(place.quiescentMag + blackbodyColour(9000, fid) + foreground(place, fid)),
  );
  const brightening = (t: number, plateauDays: number, height: number): number => {
    if (t < 0) return Math.max(0, height * (1 + t));
    return t < plateauDays ? height - 0.08 * t : Math.max(0, height - 0.08 * plateauDays - (t - plateauDays) / 0.6);
  };
  return {
    ...place,
    kind: 'Dwarf nova',
    reference: quiescent,
    flux(jd, fid) {
      let mag = 0;
      for (const outburst of outbursts)
        mag = Math.max(mag, brightening(jd - outburst.jd, outburst.plateauDays, outburst.height));
      const bluer = fid === 1 ? 0.1 * (mag / place.amplitude) : 0;
      return quiescent[fid] * 10 ** (0.4 * (mag + bluer));
    },
    labels: {
      simbad: 'CataclyV*',
      vsx: 'UGSS',
      gcvs: random.chance(0.3) ? 'UG' : undefined,
      gaiaClass: 'CV',
      parallaxMas: random.uniform(0.8, 2.6),
    },
    known: { sinceJd: survey.fromJd - random.uniform(1500, 2600), detections: random.integer(18, 60) },
    realness: 0.98,
  };
}
