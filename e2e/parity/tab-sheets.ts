import { expect, type Page } from '@playwright/test';
import { axeViolations } from '../axe.ts';
import { demoObjectId } from '../object-id.ts';
import { firstObject, type Line, offers, pane, patience, type Sheet, see, seeAll } from './line.ts';

/** A tab that an address opens; its lines are looked at within it. */
function tab(title: string, path: Sheet['path'], lines: readonly Line[]): Sheet {
  return {
    name: `the tab ${title}`,
    path,
    ready: (page) => expect(pane(page, title)).not.toBeEmpty(patience),
    lines,
  };
}

const within = (title: string) => (page: Page) => pane(page, title);
const words = (title: string, ...texts: readonly (string | RegExp)[]) =>
  see(...texts.map((text) => (page: Page) => pane(page, title).getByText(text)));

const supernova = tab('Supernova', () => `/${demoObjectId()}?tab=supernova`, [
  ['fit of rise and decline: two models', offers('Model of the light curve', 'Bazin 2009', 'Villar 2019')],
  [
    'fit: peak with date, magnitude and errors, χ² by degrees of freedom',
    seeAll('row', within('Supernova'), /Peak, MJD.*±/, /Peak, mag.*±/),
  ],
  ['fit: residuals', seeAll('group', within('Supernova'), 'Residuals of the fit')],
  ['colour over time, rates over time, on the same axis', seeAll('group', within('Supernova'), 'Colour', 'Rates')],
  [
    'scores over time: SN Ia, supernova, early SN Ia, anomaly, real/bogus, star-like',
    seeAll(
      'group',
      within('Supernova'),
      'SN Ia (SuperNNova)',
      'Supernova (SuperNNova)',
      'Early SN Ia (RF)',
      /^Anomaly/,
      'Real/bogus, deep',
      /^Star-like/,
    ),
  ],
]);

const variable = tab('Variable', () => `/${demoObjectId('RR Lyrae star')}?tab=variable`, [
  [
    'method, shared and own harmonics',
    offers('Harmonics that all bands share', '0 common harmonics', '1 common harmonic', '4 common harmonics'),
  ],
  [
    'range of periods, period by hand, phase',
    see(
      (page) => page.getByLabel('Periods from'),
      (page) => page.getByLabel(/^Fold with/),
      (page) => page.getByRole('slider', { name: 'Shift of the phase' }),
    ),
  ],
  [
    'folded and unfolded with the model, window function',
    seeAll('group', within('Variable'), 'Folded light curve', 'Light curve and model', 'Window function'),
  ],
  ['periodogram to drag', seeAll('slider', within('Variable'), /^Fold period, from peak/, /^Fold period, finely/)],
  [
    'period with uncertainty, χ², false alarm',
    seeAll('row', within('Variable'), /^Period [\d.]+ ± [\d.]+ d/, /^χ²/, /^False alarm/),
  ],
  ['aliases', seeAll('button', within('Variable'), /^Fold with [\d.]+ d/)],
]);

const solarSystem = tab(
  'Solar System',
  async (request) => `/${await firstObject(request, 'sso', { n_or_d: '9990003' })}?tab=solar-system`,
  [
    [
      'light curve of all apparitions, with predicted magnitudes',
      seeAll('group', within('Solar System'), 'Light curve of all apparitions'),
    ],
    [
      'phase curve, residuals and their histogram',
      seeAll('group', within('Solar System'), 'Phase curve', 'Residuals of the phase curve', 'Histogram of residuals'),
    ],
    ['positions against the ephemeris', seeAll('group', within('Solar System'), 'Positions against the ephemeris')],
    ['five models', offers('Model of the phase curve', 'H, G', 'H, G₁₂', 'H, G₁, G₂', 'sHG1G2', 'SOCCA')],
    ['reduced magnitude on its axis', words('Solar System', /^Reduced magnitude/)],
    [
      'the card of the object; IMCCE, MPC and JPL',
      seeAll('link', within('Solar System'), 'IMCCE ssoCard', 'Minor Planet Center', /^JPL/),
    ],
    ['apparitions', seeAll('row', within('Solar System'), /^20\d\d-\d\d/)],
  ],
);

const tracklet = tab(
  'Tracklet',
  async (request) => `/${await firstObject(request, 'latests', { class: 'Tracklet', n: '1' })}?tab=tracklet`,
  [
    ['magnitudes and positions of its alerts', seeAll('group', within('Tracklet'), 'Magnitude over time', 'Positions')],
    ['its alerts, each to be opened', seeAll('link', within('Tracklet'), /^ZTF/)],
  ],
);

const blazar = tab('Blazar', () => `/${demoObjectId('flaring blazar')}?tab=blazar`, [
  ['standardised flux with the low and the high state', seeAll('group', within('Blazar'), 'Standardised flux')],
  ['threshold of extreme states', seeAll('slider', within('Blazar'), /^Extreme states/)],
  ['epochs in either state', seeAll('row', within('Blazar'), /^Low 20/, /^High 20/)],
  ['what the broker computed', seeAll('button', within('Blazar'), 'Flux / low threshold', 'Flux / high threshold')],
]);

const observability = tab('Observability', () => `/${demoObjectId()}?tab=observability`, [
  ['the usual sites, or one of one’s own', offers('Site', 'Palomar')],
  ['any night, live', seeAll('button', within('Observability'), 'Night before', 'Night after', 'Tonight')],
  ['several sites at once', seeAll('button', within('Observability'), 'Compare sites')],
  ['elevation with twilights, air mass and Moon', seeAll('group', within('Observability'), /^Elevation at Palomar/)],
  [
    'the way over the sky',
    see((page) => pane(page, 'Observability').getByRole('img', { name: /way of target and Moon/ })),
  ],
  ['air mass and Moon in words', words('Observability', /air mass [\d.]+\. Moon/)],
  ['the next twelve months', seeAll('slider', within('Observability'), 'Night at Palomar')],
]);

const position = tab('Position', () => `/${demoObjectId()}?tab=position`, [
  [
    'scatter of the positions, by band, equatorial or galactic',
    seeAll('button', within('Position'), 'Equatorial', 'Galactic'),
  ],
  ['scatter drawn', seeAll('group', within('Position'), 'Astrometric scatter')],
  [
    'coordinates in five forms, each to copy, in the right digits',
    seeAll(
      'button',
      within('Position'),
      /^Copy RA Dec: /,
      /^Copy RA Dec with units/,
      /^Copy RA Dec \(°\)/,
      /^Copy Galactic/,
      /^Copy Ecliptic/,
    ),
  ],
  ['finding chart as SVG and PDF', seeAll('button', within('Position'), 'SVG', 'PDF', 'Get stars and picture')],
]);

const allAlerts = tab('All alerts', () => `/${demoObjectId()}?tab=alerts`, [
  ['a table of all points', see((page) => pane(page, 'All alerts').getByRole('gridcell', { name: /detection/ }))],
  [
    'alert content: every field of the chosen alert, filtered by name, value or meaning',
    async (page) => {
      const part = pane(page, 'All alerts').getByRole('region', { name: /^All fields of alert/ });
      await part.getByRole('button', { name: 'Show' }).click();
      await expect(part.getByText(/^\d{3} fields$/)).toBeVisible(patience);
      await expect(part.getByRole('button', { name: 'i:magap' })).toBeVisible();
      await part.getByRole('searchbox').fill('isdiffpos');
      await expect(part.getByRole('rowheader')).toHaveText(['i:isdiffpos']);
      expect(await axeViolations(page)).toEqual([]);
    },
  ],
]);

const getData = tab('Get data', () => `/${demoObjectId()}?tab=data`, [
  [
    'downloads with every field: JSON, CSV, VOTable, and Parquet and FITS beside',
    async (page) => {
      for (const format of ['csv', 'json', 'votable', 'parquet', 'fits'])
        await expect(pane(page, 'Get data').getByRole('link', { name: `All fields: ${format}` })).toHaveAttribute(
          'href',
          new RegExp(`/ztf/api/v1/objects\\?.*withupperlim=True.*output-format=${format}$`),
        );
    },
  ],
  [
    'snippets of the call that was made',
    seeAll('button', within('Get data'), 'Python', 'astropy', 'lightkurve', 'curl', 'STILTS', 'LaTeX'),
  ],
]);

export const tabSheets: readonly Sheet[] = [
  supernova,
  variable,
  solarSystem,
  tracklet,
  blazar,
  observability,
  position,
  allAlerts,
  getData,
];
