import type { FakeServiceHandler } from '../testing/fake-service.ts';

/** A grey JPEG of 8 × 8 pixels, all of one shade: tables and scan as encoders write them. */
export const fakeJpegBase64 =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO' +
  'UlNSMj5aYVpQYEpRUk//wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF' +
  'BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW' +
  'V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi' +
  '4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AOsr/9k=';

const block = 2880;
/** Survey of which the fake has no pixel: the fields that are asked of it are empty. */
const emptySurvey = 'CDS/P/DESI-Legacy-Surveys';
/** Stars of every field, arcsec east and north of what was asked for. */
const stars = [
  { east: 0, north: 0, peak: 400 },
  { east: 0, north: 12, peak: 900 },
  { east: 18, north: -6, peak: 700 },
] as const;
const seeing = 1.2;

interface Field {
  readonly raDeg: number;
  readonly decDeg: number;
  readonly fieldDeg: number;
  readonly side: number;
  readonly isEmpty: boolean;
}

/** The header that astropy's WCS writes, as hips2fits answers it: float32, the reference at half the side, no rotation. */
function fitsHeader({ raDeg, decDeg, fieldDeg, side }: Field): Buffer {
  const step = fieldDeg / side;
  const value = (number: number | string): string =>
    typeof number === 'string' ? `'${number.padEnd(8)}'`.padEnd(20) : String(number).padStart(20);
  const cards: readonly (readonly [string, number | string])[] = [
    ['BITPIX', -32],
    ['NAXIS', 2],
    ['NAXIS1', side],
    ['NAXIS2', side],
    ['WCSAXES', 2],
    ['CRPIX1', side / 2],
    ['CRPIX2', side / 2],
    ['CDELT1', -step],
    ['CDELT2', step],
    ['CUNIT1', 'deg'],
    ['CUNIT2', 'deg'],
    ['CTYPE1', 'RA---TAN'],
    ['CTYPE2', 'DEC--TAN'],
    ['CRVAL1', raDeg],
    ['CRVAL2', decDeg],
    ['LONPOLE', 180],
    ['LATPOLE', decDeg],
    ['RADESYS', 'ICRS'],
  ];
  const lines = [
    'SIMPLE  =                    T',
    ...cards.map(([key, of]) => `${key.padEnd(8)}= ${value(of)}`),
    'END',
  ];
  return Buffer.from(
    lines
      .map((line) => line.padEnd(80))
      .join('')
      .padEnd(block),
    'latin1',
  );
}

function fitsOf(field: Field): Buffer {
  const { side, fieldDeg, isEmpty } = field;
  const step = (fieldDeg * 3600) / side;
  const pixels = Buffer.alloc(Math.ceil((side * side * 4) / block) * block);
  for (let at = 0; at < side * side; at++) {
    const [east, north] = [(side / 2 - 1 - (at % side)) * step, (Math.floor(at / side) + 1 - side / 2) * step];
    const light = stars.reduce(
      (sum, star) =>
        sum + star.peak * Math.exp(-((east - star.east) ** 2 + (north - star.north) ** 2) / (2 * seeing ** 2)),
      // Noise that is the same every time.
      (at * 7919) % 23,
    );
    pixels.writeFloatBE(isEmpty ? Number.NaN : light, 4 * at);
  }
  return Buffer.concat([fitsHeader(field), pixels]);
}

/** Answers as hips2fits does: a picture or pixels for a survey that it has, a sentence for one that it has not. */
export function hips2FitsHandler(): FakeServiceHandler {
  return ({ url }) => {
    const hips = url.searchParams.get('hips') ?? '';
    const number = (name: string): number => Number(url.searchParams.get(name) ?? Number.NaN);
    const isAsked = ['ra', 'dec', 'fov', 'width', 'height'].every((name) => Number.isFinite(number(name)));
    if (!isAsked || !hips.startsWith('CDS/P/'))
      return {
        status: 400,
        contentType: 'application/json',
        body: '{"title": "Bad request", "description": "HiPS not found"}',
      };
    if (url.searchParams.get('format') !== 'fits')
      return { contentType: 'image/jpeg', body: Buffer.from(fakeJpegBase64, 'base64') };
    const [raDeg, decDeg, fieldDeg, side] = [number('ra'), number('dec'), number('fov'), number('width')];
    const isEmpty = hips.startsWith(emptySurvey);
    return { contentType: 'application/fits', body: fitsOf({ raDeg, decDeg, fieldDeg, side, isEmpty }) };
  };
}
