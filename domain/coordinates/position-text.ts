import { degreesFromAngleText } from '#domain/coordinates/angle-text.ts';
import { CoordinateError } from '#domain/coordinates/coordinate-error.ts';
import { eclipticFromIcrs, galacticFromIcrs } from '#domain/coordinates/frames.ts';
import { pythonFloat, pythonQuoted } from '#domain/coordinates/python-text.ts';
import { type SkyPosition, wrappedDeg } from '#domain/coordinates/separation.ts';
import { PortalError, shownValue } from '#domain/failure.ts';

function numberOrText(value: unknown, argument: string): number | string {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string') return value;
  throw new PortalError('bad-request', `\`${argument}\` is neither a number nor an angle: ${shownValue(value)}`, {
    argument,
  });
}

/** How a declination is read depends on how the right ascension was written, as in Fink's servers. */
function unitsFor(ra: number | string): readonly ['hour' | 'degree' | undefined, 'degree' | undefined] {
  if (typeof ra === 'number') return ['degree', 'degree'];
  if (ra.includes('h')) return [undefined, undefined];
  return /[: ]/.test(ra) ? ['hour', 'degree'] : ['degree', 'degree'];
}

/** A number keeps its own digits; text goes through the grammar of angles. */
function degreesOf(value: number | string, unit: 'hour' | 'degree' | undefined): number {
  if (typeof value === 'string') return degreesFromAngleText(value, unit);
  if (unit === undefined) throw new CoordinateError('UnitsError', pythonQuoted('No unit specified'));
  return unit === 'hour' ? value * 15 : value;
}

/**
 * Right ascension and declination as the APIs take them → ICRS degrees.
 *
 * Numbers are degrees. Text with `h` in ra names its units in both; with `:` or a space ra is in hours, dec in degrees;
 * otherwise both are degrees. ra is wrapped into [0, 360).
 * @throws {CoordinateError} with astropy's words for text that is no angle, or a declination beyond the poles
 */
export function positionFromText(ra: unknown, dec: unknown): SkyPosition {
  const raValue = numberOrText(ra, 'ra');
  const decValue = numberOrText(dec, 'dec');
  const [raUnit, decUnit] = unitsFor(raValue);
  const raDeg = wrappedDeg(degreesOf(raValue, raUnit));
  const decDeg = degreesOf(decValue, decUnit);
  if (!Number.isFinite(raDeg)) throw new CoordinateError('ValueError', pythonQuoted('Right ascension is not finite'));
  if (!(Math.abs(decDeg) <= 90)) {
    const words = `Latitude angle(s) must be within -90 deg <= angle <= 90 deg, got ${pythonFloat(decDeg)} deg`;
    throw new CoordinateError('ValueError', pythonQuoted(words));
  }
  return { raDeg, decDeg };
}

/** Whole, minutes and seconds of an angle whose seconds are rounded first, so that 60 never shows. */
function sexagesimal(value: number, decimals: number): readonly [whole: number, minutes: string, seconds: string] {
  const scale = 10 ** decimals;
  const ticks = Math.round(value * 3600 * scale);
  const seconds = (ticks % (60 * scale)) / scale;
  const minutes = Math.floor(ticks / (60 * scale)) % 60;
  const width = decimals > 0 ? decimals + 3 : 2;
  return [
    Math.floor(ticks / (3600 * scale)),
    String(minutes).padStart(2, '0'),
    seconds.toFixed(decimals).padStart(width, '0'),
  ];
}

/** Right ascension as `HH MM SS.ss`; `separator` goes between the parts. */
export function hmsFromRa(raDeg: number, decimals = 2, separator = ' '): string {
  const [hours, minutes, seconds] = sexagesimal(wrappedDeg(raDeg) / 15, decimals);
  return [String(hours % 24).padStart(2, '0'), minutes, seconds].join(separator);
}

/** Declination as `+DD MM SS.s`, always signed; `separator` goes between the parts. */
export function dmsFromDec(decDeg: number, decimals = 1, separator = ' '): string {
  const [degrees, minutes, seconds] = sexagesimal(Math.abs(decDeg), decimals);
  return `${decDeg < 0 ? '-' : '+'}${[String(degrees).padStart(2, '0'), minutes, seconds].join(separator)}`;
}

export const positionForms = ['hms', 'deg', 'galactic', 'ecliptic'] as const;
export type PositionForm = (typeof positionForms)[number];

const texts: Readonly<Record<PositionForm, (position: SkyPosition) => string>> = {
  hms: ({ raDeg, decDeg }) => `${hmsFromRa(raDeg)} ${dmsFromDec(decDeg)}`,
  deg: ({ raDeg, decDeg }) => pairText([raDeg, decDeg], 6),
  galactic: (position) => pairText(galacticFromIcrs(position), 5),
  ecliptic: (position) => pairText(eclipticFromIcrs(position), 5),
};

/** Longitude and latitude in degrees, the latitude always signed: `150.10000 +2.20000`. */
export function pairText([longitude, latitude]: readonly [number, number], decimals: number): string {
  return `${longitude.toFixed(decimals)} ${latitude < 0 ? '' : '+'}${latitude.toFixed(decimals)}`;
}

/** An ICRS position as people copy it: `12 34 56.78 +12 34 56.7`, degrees, or another frame in degrees. */
export function positionText(position: SkyPosition, form: PositionForm): string {
  return texts[form](position);
}
