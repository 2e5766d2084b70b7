import { wrappedDeg } from '#domain/coordinates/separation.ts';
import { angleDeg, difference, type Vector } from '#domain/coordinates/vector.ts';
import type { Sky } from './sky-path.ts';

const radians = Math.PI / 180;

/** How the Moon looks from the centre of the Earth. */
export interface MoonPhase {
  /** Lit part of the disc, 0 to 1. */
  readonly illumination: number;
  /** Longitude ahead of the Sun's, degrees: 0 new, 90 first quarter, 180 full. */
  readonly ageDeg: number;
  readonly name: string;
}

const names = [
  'new',
  'waxing crescent',
  'first quarter',
  'waxing gibbous',
  'full',
  'waning gibbous',
  'last quarter',
  'waning crescent',
] as const;

/** Quarters are named within 6° (half a day) of their moment. */
function nameOf(ageDeg: number): string {
  const quarter = Math.round(ageDeg / 90);
  const isQuarter = Math.abs(ageDeg - quarter * 90) <= 6;
  const index = isQuarter ? (quarter % 4) * 2 : Math.floor(ageDeg / 90) * 2 + 1;
  return names[index] ?? names[0];
}

/** Longitude on the ecliptic of a vector whose equator is the true one; the mean obliquity of our century does. */
function eclipticLonDeg([x, y, z]: Vector): number {
  const obliquity = 23.4388 * radians;
  return Math.atan2(y * Math.cos(obliquity) + z * Math.sin(obliquity), x) / radians;
}

/** Lit part and age of the Moon. The lit part follows from the angle Sun–Moon–Earth. */
export function moonPhase(sky: Sky): MoonPhase {
  const toSun = difference(sky.sun, sky.moon);
  const toEarth = difference([0, 0, 0], sky.moon);
  const ageDeg = wrappedDeg(eclipticLonDeg(sky.moon) - eclipticLonDeg(sky.sun));
  return { illumination: (1 + Math.cos(angleDeg(toSun, toEarth) * radians)) / 2, ageDeg, name: nameOf(ageDeg) };
}
