import { describe, expect, test } from 'vitest';
import { brokerLinks, catalogueLinks } from './elsewhere.ts';

const place = { raDeg: 49.1551331, decDeg: -44.144978 };
const hrefs = new Map(catalogueLinks(place).map(({ name, href }) => [name, href]));

describe('other people’s archives are asked for exactly this place', () => {
  test.each([
    ['TNS', 'https://www.wis-tns.org/search?ra=49.155133&decl=-44.144978&radius=5&coords_unit=arcsec'],
    ['SIMBAD', 'https://simbad.cds.unistra.fr/simbad/sim-coo?Coord=49.155133%20-44.144978&Radius=0.08'],
    ['SNAD', 'https://ztf.snad.space/search/49.155133%20-44.144978/5'],
    ['Data Central', 'https://das.datacentral.org.au/open?RA=49.155133&DEC=-44.144978&FOV=0.5&ERR=2.0'],
    [
      'NED',
      'https://ned.ipac.caltech.edu/cgi-bin/objsearch?search_type=Near+Position+Search&in_csys=Equatorial&in_equinox=J2000.0&lon=49.155133d&lat=-44.144978d&radius=1',
    ],
    ['SDSS', 'https://skyserver.sdss.org/dr13/en/tools/chart/navi.aspx?ra=49.155133&dec=-44.144978'],
    ['ASAS-SN', 'https://asas-sn.osu.edu/?ra=49.155133&dec=-44.144978'],
    ['VSX', 'https://www.aavso.org/vsx/index.php?view=results.get&coords=49.155133%20-44.144978&format=d&size=0.1'],
    ['CASDA', 'https://data.csiro.au/domain/casdaCutoutService/results?size=5&ra=49.155133&dec=-44.144978'],
  ])('%s', (name, href) => {
    expect(hrefs.get(name)).toBe(href);
  });

  test('a northern declination keeps its sign where signs tell numbers apart', () => {
    const north = catalogueLinks({ raDeg: 0.00001, decDeg: 2 });
    expect(north.find(({ name }) => name === 'SIMBAD')?.href).toContain('Coord=0.00001%20%2B2&');
    expect(north.find(({ name }) => name === 'TNS')?.href).toContain('ra=0.00001&decl=2&');
  });
});

test('other brokers are asked for the object by its id, each survey’s own', () => {
  expect(brokerLinks('ztf', 'ZTF21aaxtctv').map(({ name, href }) => [name, new URL(href).host])).toEqual([
    ['ALeRCE', 'alerce.online'],
    ['ANTARES', 'antares.noirlab.edu'],
    ['Lasair', 'lasair-ztf.lsst.ac.uk'],
    ['Fink', 'ztf.fink-portal.org'],
  ]);
  const antares = new URL(brokerLinks('ztf', 'ZTF21aaxtctv')[1]?.href ?? '');
  expect(JSON.parse(antares.searchParams.get('query') ?? '').filters[0].field.query).toBe('*ZTF21aaxtctv*');
  for (const { href } of brokerLinks('lsst', '170587115523932323')) expect(href).toContain('170587115523932323');
});
