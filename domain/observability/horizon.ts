import { wrappedDeg } from '#domain/coordinates/separation.ts';
import { difference, type Vector } from '#domain/coordinates/vector.ts';
import type { Place } from './place.ts';
import type { Sky } from './sky-path.ts';

const radians = Math.PI / 180;
const kmOfAu = 149_597_870.7;
const equatorKm = 6378.137;
const flattening = 1 / 298.257_223_563;

/** Where something stands: degrees above the horizon without refraction, and from north over east. */
export interface Horizontal {
  readonly altDeg: number;
  readonly azDeg: number;
}

/** Direction of a vector (equator and equinox of date) in the sky of a place. */
export function horizontalOf(vector: Vector, sky: Sky, place: Place): Horizontal {
  const localDeg = sky.siderealDeg + place.lonDeg;
  const [x, y, z] = vector;
  const cosT = Math.cos(localDeg * radians);
  const sinT = Math.sin(localDeg * radians);
  const sinLat = Math.sin(place.latDeg * radians);
  const cosLat = Math.cos(place.latDeg * radians);
  const towards = x * cosT + y * sinT;
  const east = y * cosT - x * sinT;
  const north = z * cosLat - towards * sinLat;
  const up = z * sinLat + towards * cosLat;
  return {
    altDeg: Math.atan2(up, Math.hypot(east, north)) / radians,
    azDeg: wrappedDeg(Math.atan2(east, north) / radians),
  };
}

/** From the centre of the Earth (WGS 84) to a place, au, equator of date. */
function observerVector(sky: Sky, place: Place): Vector {
  const sinLat = Math.sin(place.latDeg * radians);
  const cosLat = Math.cos(place.latDeg * radians);
  const square = (1 - flattening) ** 2;
  const c = 1 / Math.hypot(cosLat, (1 - flattening) * sinLat);
  const height = place.heightM / 1000;
  const across = ((equatorKm * c + height) * cosLat) / kmOfAu;
  const along = ((equatorKm * c * square + height) * sinLat) / kmOfAu;
  const local = (sky.siderealDeg + place.lonDeg) * radians;
  return [across * Math.cos(local), across * Math.sin(local), along];
}

/** The Moon as a place sees it: up to 1° from where the centre of the Earth does. au, equator of date. */
export function moonFrom(sky: Sky, place: Place): Vector {
  return difference(sky.moon, observerVector(sky, place));
}

/** Altitude of the centre of the Sun, degrees, without refraction. */
export function sunAltDeg(sky: Sky, place: Place): number {
  return horizontalOf(sky.sun, sky, place).altDeg;
}
