/** Where things stand in the sky over Palomar, to the accuracy that a cadence needs (0.1° for stars and Sun, 1° for the Moon). */

const degrees = Math.PI / 180;

/** Palomar Observatory, geodetic, degrees (east positive). */
export const palomar = { latitudeDeg: 33.3563, longitudeDeg: -116.865 } as const;

/** Mean obliquity of the ecliptic at J2000, degrees. */
const obliquityDeg = 23.4393;

export interface Position {
  /** ICRS J2000, degrees. */
  readonly raDeg: number;
  readonly decDeg: number;
}

/** `angle` brought into [0, 360). */
export function wrapped(angleDeg: number): number {
  return ((angleDeg % 360) + 360) % 360;
}

/** Equatorial position of ecliptic longitude and latitude, degrees. */
export function equatorialFromEcliptic(longitudeDeg: number, latitudeDeg: number): Position {
  const l = longitudeDeg * degrees;
  const b = latitudeDeg * degrees;
  const e = obliquityDeg * degrees;
  const sinDec = Math.sin(b) * Math.cos(e) + Math.cos(b) * Math.sin(e) * Math.sin(l);
  const y = Math.sin(l) * Math.cos(e) - Math.tan(b) * Math.sin(e);
  return { raDeg: wrapped(Math.atan2(y, Math.cos(l)) / degrees), decDeg: Math.asin(sinDec) / degrees };
}

/** Great-circle distance, degrees (Vincenty's form, exact for all angles). */
export function separationDeg(a: Position, b: Position): number {
  const d = (b.raDeg - a.raDeg) * degrees;
  const [sa, ca] = [Math.sin(a.decDeg * degrees), Math.cos(a.decDeg * degrees)];
  const [sb, cb] = [Math.sin(b.decDeg * degrees), Math.cos(b.decDeg * degrees)];
  const y = Math.hypot(cb * Math.sin(d), ca * sb - sa * cb * Math.cos(d));
  return Math.atan2(y, sa * sb + ca * cb * Math.cos(d)) / degrees;
}

/** Position of the Sun (low-precision formula of the Astronomical Almanac, section C: 0.01°). */
export function sunPosition(jdUtc: number): Position {
  const n = jdUtc - 2451545;
  const anomaly = (357.528 + 0.9856003 * n) * degrees;
  const longitude = 280.46 + 0.9856474 * n + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly);
  return equatorialFromEcliptic(longitude, 0);
}

/** Position of the Moon: mean longitude, equation of the centre and evection only (Astronomical Almanac, section D: about 1°). */
export function moonPosition(jdUtc: number): Position {
  const centuries = (jdUtc - 2451545) / 36525;
  const sin = (deg: number): number => Math.sin(deg * degrees);
  const longitude =
    218.32 +
    481267.881 * centuries +
    6.29 * sin(134.9 + 477198.85 * centuries) -
    1.27 * sin(259.2 - 413335.38 * centuries) +
    0.66 * sin(235.7 + 890534.23 * centuries);
  const latitude = 5.13 * sin(93.3 + 483202.03 * centuries);
  return equatorialFromEcliptic(longitude, latitude);
}

/** Illuminated fraction of the Moon, 0…1. */
export function moonPhase(jdUtc: number): number {
  return (1 - Math.cos(separationDeg(moonPosition(jdUtc), sunPosition(jdUtc)) * degrees)) / 2;
}

/** Altitude over Palomar, degrees. Sidereal time: IAU 1982, linear terms. */
export function altitudeDeg(position: Position, jdUtc: number): number {
  const siderealDeg = 280.46061837 + 360.98564736629 * (jdUtc - 2451545) + palomar.longitudeDeg;
  const hourAngle = (siderealDeg - position.raDeg) * degrees;
  const [lat, dec] = [palomar.latitudeDeg * degrees, position.decDeg * degrees];
  const sinAltitude = Math.sin(lat) * Math.sin(dec) + Math.cos(lat) * Math.cos(dec) * Math.cos(hourAngle);
  return Math.asin(sinAltitude) / degrees;
}

/** Galactic latitude and longitude, degrees (pole of the IAU 1958 system at J2000). */
export function galacticDeg(position: Position): readonly [l: number, b: number] {
  const pole = { ra: 192.85948 * degrees, dec: 27.12825 * degrees };
  const [ra, dec] = [position.raDeg * degrees - pole.ra, position.decDeg * degrees];
  const sinB = Math.sin(dec) * Math.sin(pole.dec) + Math.cos(dec) * Math.cos(pole.dec) * Math.cos(ra);
  const y = Math.cos(dec) * Math.sin(ra);
  const x = Math.sin(dec) * Math.cos(pole.dec) - Math.cos(dec) * Math.sin(pole.dec) * Math.cos(ra);
  return [wrapped(122.93192 - Math.atan2(y, x) / degrees), Math.asin(sinB) / degrees];
}
