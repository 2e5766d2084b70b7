import type { SkyPosition } from '#domain/coordinates/separation.ts';
import { wrappedDeg } from '#domain/coordinates/separation.ts';

const radians = Math.PI / 180;
const arcsec = 3600 / radians;

/** East and north of a centre, arcsec; of galactic coordinates: along longitude and latitude. */
export interface Offset {
  readonly eastArcsec: number;
  readonly northArcsec: number;
}

/**
 * Place of a position on the plane that touches the sky at a centre (gnomonic), arcsec. On arcminutes it is ΔRA cos Dec and ΔDec;
 * right across RA 0 and at the poles. NaN more than 90° away.
 */
export function offsetFrom(centre: SkyPosition, position: SkyPosition): Offset {
  const dRa = (position.raDeg - centre.raDeg) * radians;
  const [sin0, cos0] = [Math.sin(centre.decDeg * radians), Math.cos(centre.decDeg * radians)];
  const [sin1, cos1] = [Math.sin(position.decDeg * radians), Math.cos(position.decDeg * radians)];
  const depth = sin0 * sin1 + cos0 * cos1 * Math.cos(dRa);
  if (!(depth > 0)) return { eastArcsec: Number.NaN, northArcsec: Number.NaN };
  return {
    eastArcsec: ((cos1 * Math.sin(dRa)) / depth) * arcsec,
    northArcsec: ((cos0 * sin1 - sin0 * cos1 * Math.cos(dRa)) / depth) * arcsec,
  };
}

/** The position that lies at an offset: the inverse of {@link offsetFrom}. */
export function positionAt(centre: SkyPosition, { eastArcsec, northArcsec }: Offset): SkyPosition {
  const [x, y] = [eastArcsec / arcsec, northArcsec / arcsec];
  const [sin0, cos0] = [Math.sin(centre.decDeg * radians), Math.cos(centre.decDeg * radians)];
  const across = cos0 - y * sin0;
  return {
    raDeg: wrappedDeg(centre.raDeg + Math.atan2(x, across) / radians),
    decDeg: Math.atan2(sin0 + y * cos0, Math.hypot(x, across)) / radians,
  };
}

/** Angle of an offset from north over east, degrees in [0, 360). */
export function positionAngleDeg({ eastArcsec, northArcsec }: Offset): number {
  return wrappedDeg(Math.atan2(eastArcsec, northArcsec) / radians);
}
