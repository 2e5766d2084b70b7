import type { SurveyId } from '#domain/surveys/survey.ts';

/** A publication, by what a bibliography needs. */
interface Publication {
  readonly key: string;
  readonly author: string;
  readonly title: string;
  readonly journal: string;
  readonly year: number;
  readonly volume: string;
  readonly pages: string;
  readonly doi: string;
}

const fink: Publication = {
  key: '2021MNRAS.501.3272M',
  author: 'M{\\"o}ller, A. and others',
  title: 'FINK, a new generation of broker for the LSST community',
  journal: 'MNRAS',
  year: 2021,
  volume: '501',
  pages: '3272--3288',
  doi: '10.1093/mnras/staa3602',
};

const ofSurvey: Readonly<Record<SurveyId, readonly Publication[]>> = {
  ztf: [
    {
      key: '2019PASP..131a8002B',
      author: 'Bellm, E. C. and others',
      title: 'The Zwicky Transient Facility: System Overview, Performance, and First Results',
      journal: 'PASP',
      year: 2019,
      volume: '131',
      pages: '018002',
      doi: '10.1088/1538-3873/aaecbe',
    },
    {
      key: '2019PASP..131a8003M',
      author: 'Masci, F. J. and others',
      title: 'The Zwicky Transient Facility: Data Processing, Products, and Archive',
      journal: 'PASP',
      year: 2019,
      volume: '131',
      pages: '018003',
      doi: '10.1088/1538-3873/aae8ac',
    },
  ],
  lsst: [
    {
      key: '2019ApJ...873..111I',
      author: "Ivezi{\\'c}, {\\v Z}. and others",
      title: 'LSST: From Science Drivers to Reference Design and Anticipated Data Products',
      journal: 'ApJ',
      year: 2019,
      volume: '873',
      pages: '111',
      doi: '10.3847/1538-4357/ab042c',
    },
  ],
};

/** What else the page shows, by who says so. */
const ofSource: Readonly<Record<string, Publication>> = {
  SIMBAD: {
    key: '2000A&AS..143....9W',
    author: 'Wenger, M. and others',
    title: 'The SIMBAD astronomical database',
    journal: 'A&AS',
    year: 2000,
    volume: '143',
    pages: '9--22',
    doi: '10.1051/aas:2000332',
  },
  SNAD: {
    key: '2023PASP..135b4503M',
    author: 'Malanchev, K. and others',
    title: 'The SNAD Viewer: Everything You Want to Know about Your Favorite ZTF Object',
    journal: 'PASP',
    year: 2023,
    volume: '135',
    pages: '024503',
    doi: '10.1088/1538-3873/acb292',
  },
};

export interface CitedPage {
  readonly objectId: string;
  readonly survey: SurveyId;
  /** Address of the view that is cited. */
  readonly url: string;
  /** ISO day on which it was seen. */
  readonly seenOn: string;
  /** Who else is shown on it: `SIMBAD`, `SNAD`. */
  readonly sources: readonly string[];
}

function bibtexOf({ key, author, title, journal, year, volume, pages, doi }: Publication): string {
  const fields = { author, title: `{${title}}`, journal, year: String(year), volume, pages, doi };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`);
  return [`@article{${key},`, ...lines, '}'].join('\n');
}

function publicationsFor({ survey, sources }: CitedPage): readonly Publication[] {
  const others = sources.flatMap((source) => ofSource[source] ?? []);
  return [fink, ...ofSurvey[survey], ...others];
}

/** What this page rests on, and the page itself, for a bibliography. */
export function bibtexFor(page: CitedPage): string {
  const { objectId, url, seenOn } = page;
  const own = [
    `@misc{${objectId},`,
    `  title = {{${objectId} in the Fink portal}},`,
    `  howpublished = {\\url{${url}}},`,
    `  note = {Seen on ${seenOn}},`,
    '}',
  ].join('\n');
  return [...publicationsFor(page).map(bibtexOf), own].join('\n\n');
}

const surveyWords: Readonly<Record<SurveyId, string>> = {
  ztf: 'the Zwicky Transient Facility',
  lsst: 'the NSF–DOE Vera C. Rubin Observatory',
};

const shortAuthor = ({ author, year }: Publication): string =>
  `${author
    .split(',')[0]
    ?.replace(/\{\\"o\}/g, 'ö')
    .replace(/\{\\'c\}/g, 'ć')} et al. ${year}`;

/** A sentence for acknowledgements; the full texts that the projects ask for are on their own pages. */
export function acknowledgementFor(page: CitedPage): string {
  const { objectId, survey } = page;
  const cited = publicationsFor(page).map(shortAuthor).join('; ');
  return `The data of ${objectId} are alerts of ${surveyWords[survey]}, processed and distributed by the Fink broker (${cited}).`;
}
