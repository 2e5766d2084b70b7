import { positionAt } from '#domain/astrometry/offsets.ts';
import { separationArcsec } from '#domain/coordinates/separation.ts';
import type { FakeServiceHandler } from '../testing/fake-service.ts';

/** Where the fake sky has its stars: one without motion, as Gaia writes that, and one that moves fast. */
export const fakeGaiaPlace = { raDeg: 49.155133, decDeg: 44.144978 } as const;

const offsets = [
  { id: '242341237001843328', mag: 12.31, east: 60, north: -20, pm: '5.25,-3.1' },
  { id: '242341271361581824', mag: 13.9, east: -75, north: 55, pm: ',' },
  { id: '242341275655950720', mag: 15.02, east: 20, north: 95, pm: '-1200.5,830.25' },
  { id: '242341202642106240', mag: 19.4, east: -30, north: -10, pm: '0.4,0.1' },
] as const;

const circlePattern = /CIRCLE\('ICRS', ([-\d.]+), ([-\d.]+), ([-\d.]+)\)\) AND phot_g_mean_mag < ([\d.]+)/;

/** Answers as a TAP service does to a synchronous query in CSV, for queries of the form that is sent here. */
export function gaiaHandler(): FakeServiceHandler {
  return ({ url }) => {
    const match = circlePattern.exec(url.searchParams.get('QUERY') ?? '');
    if (!url.pathname.endsWith('/sync') || url.searchParams.get('FORMAT') !== 'csv' || !match)
      return {
        status: 400,
        contentType: 'text/xml',
        body: '<VOTABLE><INFO name="QUERY_STATUS" value="ERROR"/></VOTABLE>',
      };
    const [ra = 0, dec = 0, radius = 0, faintest = 0] = match.slice(1).map(Number);
    const rows = offsets
      .map((star) => ({
        ...star,
        ...positionAt(fakeGaiaPlace, { eastArcsec: star.east, northArcsec: star.north }),
      }))
      .filter((star) => separationArcsec({ raDeg: ra, decDeg: dec }, star) <= radius * 3600 && star.mag < faintest)
      .map(({ id, raDeg, decDeg, mag, pm }) => `${id},${raDeg},${decDeg},${mag},${pm}`);
    return {
      contentType: 'text/csv;charset=UTF-8',
      body: `${['source_id,ra,dec,phot_g_mean_mag,pmra,pmdec', ...rows].join('\n')}\n`,
    };
  };
}
