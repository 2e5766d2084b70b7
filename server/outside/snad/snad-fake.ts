import { separationArcsec } from '#domain/coordinates/separation.ts';
import type { FakeServiceHandler } from '../testing/fake-service.ts';

/** Sources of the fake release, at one place: the same star in two filters (one of them in two fields), and a neighbour. */
const sources = [
  { oid: '633207400004730', filter: 'zg', fieldid: 633, rcid: 27, ra: 247.455001, dec: 24.772, mag: 17.9 },
  { oid: '633207400004731', filter: 'zr', fieldid: 633, rcid: 27, ra: 247.455002, dec: 24.772, mag: 17.2 },
  { oid: '1663111400001234', filter: 'zr', fieldid: 1663, rcid: 1, ra: 247.455, dec: 24.77201, mag: 17.25 },
  { oid: '633207400009999', filter: 'zr', fieldid: 633, rcid: 27, ra: 247.4556, dec: 24.7721, mag: 19.5 },
] as const;

/** Where the fake release has something. */
export const fakeReleasePlace = { raDeg: 247.455, decDeg: 24.772 } as const;

const epochs = 40;

/** Answers as the database does to a cone: entries by object id, each with what is known of the source and its epochs. */
export function snadHandler(): FakeServiceHandler {
  return ({ url }) => {
    const [ra, dec, radius] = ['ra', 'dec', 'radius_arcsec'].map((name) => Number(url.searchParams.get(name)));
    if (!url.pathname.endsWith('/api/v3/data/latest/circle/full/json') || !(Number(radius) > 0))
      return { status: 400, contentType: 'text/plain', body: 'Bad request' };
    const centre = { raDeg: Number(ra), decDeg: Number(dec) };
    const near = sources.filter(
      (source) => separationArcsec(centre, { raDeg: source.ra, decDeg: source.dec }) <= Number(radius),
    );
    const entries = near.map(({ oid, mag, ra: raDeg, dec: decDeg, ...meta }) => {
      const lc = Array.from({ length: epochs }, (_, index) => ({
        mjd: 58_194.48 + index * 3.01,
        mag: mag + 0.2 * Math.sin(index),
        magerr: 0.02,
        clrcoeff: -0.05,
      }));
      const known = { nobs: epochs, ngoodobs: epochs, duration: 3.01 * epochs, coord: { ra: raDeg, dec: decDeg } };
      return [oid, { meta: { ...meta, ...known }, lc }] as const;
    });
    return { contentType: 'application/json; charset=utf-8', body: JSON.stringify(Object.fromEntries(entries)) };
  };
}
