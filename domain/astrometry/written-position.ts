import { eclipticFromIcrs, galacticFromIcrs } from '#domain/coordinates/frames.ts';
import { dmsFromDec, hmsFromRa, pairText } from '#domain/coordinates/position-text.ts';
import type { SkyPosition } from '#domain/coordinates/separation.ts';

/** A position in one way of writing it. */
export interface WrittenPosition {
  readonly name: string;
  readonly text: string;
}

/** Digits after the point of seconds of arc, so that the last one is at most half an error; at most thousandths. */
function arcsecDecimals(errorArcsec: number): number {
  return Math.min(3, Math.max(0, Math.ceil(-Math.log10(errorArcsec / 2))));
}

/** A position in all the ways that people write it, each as fine as its error (1σ, arcsec) is worth. ICRS unless it is named otherwise. */
export function writtenPositions(position: SkyPosition, errorArcsec: number): readonly WrittenPosition[] {
  const { raDeg, decDeg } = position;
  const seconds = arcsecDecimals(errorArcsec);
  // A degree has 3600″, an hour of right ascension 54,000″.
  const [degrees, hours] = [seconds + 4, seconds + 1];
  const pair = (name: string, lonLat: readonly [number, number]): WrittenPosition => ({
    name,
    text: pairText(lonLat, degrees),
  });
  const colons = [hmsFromRa(raDeg, hours, ':'), dmsFromDec(decDeg, seconds, ':')].join(' ');
  const [h, m, s] = hmsFromRa(raDeg, hours, ':').split(':');
  const [d, minutes, rest] = dmsFromDec(decDeg, seconds, ':').split(':');
  return [
    { name: 'RA Dec', text: colons },
    { name: 'RA Dec with units', text: `${h}h${m}m${s}s ${d}d${minutes}m${rest}s` },
    pair('RA Dec (°)', [raDeg, decDeg]),
    pair('Galactic l b (°)', galacticFromIcrs(position)),
    pair('Ecliptic λ β (°, J2000)', eclipticFromIcrs(position)),
  ];
}
