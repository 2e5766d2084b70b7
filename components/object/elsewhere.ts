import type { SkyPosition } from '#domain/coordinates/separation.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';

export interface Elsewhere {
  readonly name: string;
  readonly href: string;
  /** What is asked there. */
  readonly about: string;
}

/** Degrees to 0.004″, without the zeros at their end. */
const degrees = (value: number): string => String(Number(value.toFixed(6)));

/** The same place in other people's archives. Links only: nothing is asked before a visitor clicks. */
export function catalogueLinks({ raDeg, decDeg }: SkyPosition): readonly Elsewhere[] {
  const [ra, dec] = [degrees(raDeg), degrees(decDeg)];
  const pair = `${ra}%20${decDeg < 0 ? '' : '%2B'}${dec}`;
  const link = (name: string, about: string, href: string): Elsewhere => ({ name, about, href });
  return [
    link('TNS', 'within 5″', `https://www.wis-tns.org/search?ra=${ra}&decl=${dec}&radius=5&coords_unit=arcsec`),
    link('SIMBAD', 'within 0.08′', `https://simbad.cds.unistra.fr/simbad/sim-coo?Coord=${pair}&Radius=0.08`),
    link('SNAD', 'data releases of ZTF within 5″', `https://ztf.snad.space/search/${ra}%20${dec}/5`),
    link(
      'Data Central',
      'spectra and images within 2″',
      `https://das.datacentral.org.au/open?RA=${ra}&DEC=${dec}&FOV=0.5&ERR=2.0`,
    ),
    link(
      'NED',
      'within 1′',
      `https://ned.ipac.caltech.edu/cgi-bin/objsearch?search_type=Near+Position+Search&in_csys=Equatorial&in_equinox=J2000.0&lon=${ra}d&lat=${dec}d&radius=1`,
    ),
    link('SDSS', 'sky viewer', `https://skyserver.sdss.org/dr13/en/tools/chart/navi.aspx?ra=${ra}&dec=${dec}`),
    link('ASAS-SN', 'light curves', `https://asas-sn.osu.edu/?ra=${ra}&dec=${dec}`),
    link(
      'VSX',
      'variable stars within 0.1°',
      `https://www.aavso.org/vsx/index.php?view=results.get&coords=${pair}&format=d&size=0.1`,
    ),
    link(
      'CASDA',
      'radio (RACS) within 5′',
      `https://data.csiro.au/domain/casdaCutoutService/results?size=5&ra=${ra}&dec=${dec}`,
    ),
    link('VizieR', 'all catalogues within 10″', `https://vizier.cds.unistra.fr/viz-bin/VizieR-4?-c=${pair}&-c.rs=10`),
    link(
      'Legacy Survey',
      'sky viewer',
      `https://www.legacysurvey.org/viewer?ra=${ra}&dec=${dec}&zoom=15&mark=${ra},${dec}`,
    ),
    link('Aladin Lite', 'sky viewer', `https://aladin.cds.unistra.fr/AladinLite/?target=${pair}&fov=0.05`),
  ];
}

const antaresQuery = (objectId: string): string =>
  encodeURIComponent(
    JSON.stringify({
      currentPage: 1,
      filters: [
        {
          type: 'query_string',
          field: { query: `*${objectId}*`, fields: ['properties.ztf_object_id', 'locus_id'] },
          value: null,
          text: `ID Lookup: ${objectId}`,
        },
      ],
      sortBy: 'properties.newest_alert_observation_time',
      sortDesc: true,
      perPage: 25,
    }),
  );

/** Pages of the same object at brokers that get the same alerts. */
const brokers: Readonly<Record<SurveyId, (objectId: string) => Readonly<Record<string, string>>>> = {
  ztf: (id) => ({
    ALeRCE: `https://alerce.online/object/${id}`,
    ANTARES: `https://antares.noirlab.edu/loci?query=${antaresQuery(id)}`,
    Lasair: `https://lasair-ztf.lsst.ac.uk/objects/${id}`,
    Fink: `https://ztf.fink-portal.org/${id}`,
  }),
  lsst: (id) => ({
    ALeRCE: `https://lsst.alerce.online/object/${id}`,
    ANTARES: `https://antares.noirlab.edu/loci?search=${id}`,
    Lasair: `https://lasair.lsst.ac.uk/objects/${id}/`,
    Fink: `https://lsst.fink-portal.org/${id}`,
  }),
};

/** The same object at other brokers. */
export function brokerLinks(survey: SurveyId, objectId: string): readonly Elsewhere[] {
  const links = brokers[survey](encodeURIComponent(objectId));
  return Object.entries(links).map(([name, href]) => ({ name, href, about: 'the same object' }));
}
