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
  const dLon = (b.raDeg - a.raDeg) * radians;
  const sin1 = Math.sin(a.decDeg * radians);
  const cos1 = Math.cos(a.decDeg * radians);
  const sin2 = Math.sin(b.decDeg * radians);
  const cos2 = Math.cos(b.decDeg * radians);
  const y = Math.hypot(cos2 * Math.sin(dLon), cos1 * sin2 - sin1 * cos2 * Math.cos(dLon));
  const x = sin1 * sin2 + cos1 * cos2 * Math.cos(dLon);
  return Math.atan2(y, x) / radians;
}

export function separationArcsec(a: SkyPosition, b: SkyPosition): number {
  return separationDeg(a, b) * 3600;
}
