const radians = Math.PI / 180;

/** A direction on the sky, degrees; which frame is said where it is used (ICRS unless said otherwise). */
export interface SkyPosition {
  readonly raDeg: number;
  readonly decDeg: number;
}

/** Longitude brought into [0, 360). */
export function wrappedDeg(longitudeDeg: number): number {
  const wrapped = longitudeDeg % 360;
  return wrapped < 0 ? (wrapped + 360) % 360 : wrapped + 0;
}

/**
 * Great-circle distance between two directions, degrees.
 * Vincenty's formula on the sphere: good at all distances, the antipodes included.
 */
export function separationDeg(a: SkyPosition, b: SkyPosition): number {
  return separationsFrom(a)(b.raDeg, b.decDeg);
}

/** What `Math.hypot` gives for two numbers, to the last bit, in a tenth of its time. */
function lengthOf(x: number, y: number): number {
  const larger = Math.max(Math.abs(x), Math.abs(y));
  if (larger === 0) return 0;
  const a = x / larger;
  const b = y / larger;
  return Math.sqrt(a * a + b * b) * larger;
}

/** {@link separationDeg} of many directions, in degrees, from one. */
export function separationsFrom({ raDeg: fromRaDeg, decDeg: fromDecDeg }: SkyPosition) {
  const sin1 = Math.sin(fromDecDeg * radians);
  const cos1 = Math.cos(fromDecDeg * radians);
  return (raDeg: number, decDeg: number): number => {
    const dLon = (raDeg - fromRaDeg) * radians;
    const sin2 = Math.sin(decDeg * radians);
    const cos2 = Math.cos(decDeg * radians);
    const cosLon = Math.cos(dLon);
    const y = lengthOf(cos2 * Math.sin(dLon), cos1 * sin2 - sin1 * cos2 * cosLon);
    const x = sin1 * sin2 + cos1 * cos2 * cosLon;
    return Math.atan2(y, x) / radians;
  };
}

export function separationArcsec(a: SkyPosition, b: SkyPosition): number {
  return separationDeg(a, b) * 3600;
}
