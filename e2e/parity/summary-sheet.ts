import { expect, type Page } from '@playwright/test';
import { lightCurve, stamps } from '../light-curve.ts';
import { demoObjectId } from '../object-id.ts';
import { type Line, offers, patience, type Sheet, see, seeAll } from './line.ts';

const classes = (page: Page) => page.getByRole('list', { name: 'Classes' });
const facts = (page: Page) => page.getByRole('complementary', { name: 'Facts' });
const context = (page: Page) => page.getByRole('region', { name: 'Context' });
const legend = (page: Page) => page.getByRole('group', { name: 'Shown in the light curve' });
const film = (page: Page) => page.getByRole('region', { name: 'Film strip' });

const identity: readonly Line[] = [
  ['identity: id to copy', see((page) => page.getByRole('button', { name: 'Copy identifier' }))],
  ['identity: classes that open who says them', seeAll('button', classes, /Fink/)],
  ['identity: badge of the reference source with its distance', seeAll('button', classes, /source \d/)],
  ['identity: name that a person gave', see((page) => classes(page).getByText('Simulated type Ia supernova'))],
  [
    'identity: first and last detection, days, numbers good, bad and upper',
    see(
      (page) => page.getByText(/^first/),
      (page) => page.getByText(/^last/),
      (page) => page.getByText(/\d+ detections, \d+ limits, \d+ bad/),
    ),
  ],
  ['identity: coordinates in forms, to copy', seeAll('button', (page) => page.getByRole('main'), 'Copy coordinates')],
  ['neighbourhood: constellation', see((page) => page.getByText('Cetus'))],
];

const curve: readonly Line[] = [
  [
    'light curve: four views of ZTF, and one in which faint and negative flux stays',
    offers(
      'Unit of the light curve',
      'Difference mag',
      'Difference flux',
      'Apparent mag',
      'Apparent flux',
      'Asinh mag',
    ),
  ],
  [
    'light curve: date, MJD, days since first, peak and last',
    offers('Time axis', 'MJD', 'Date', 'Days since first', 'Days since peak', 'Days since last'),
  ],
  [
    'light curve: bands counted; limits, negative, forced and bad apart',
    seeAll('button', legend, /^g \d/, /^r \d/, /^limits/, /^negative/, /^forced/, /^bad/),
  ],
  ['light curve: a summary in words', see((page) => lightCurve(page).getByText(/brightest . = [\d.]+ on /))],
  [
    'classification bar: a strip of classes on the time axis',
    see((page) => lightCurve(page).getByText(/^\d classes$/)),
  ],
  [
    'light curve: S/N filter, means of nights, reference level, residuals, colour with its tolerance, overlays, zoom in numbers',
    async (page) => {
      await lightCurve(page).getByRole('button', { name: 'Options' }).click();
      for (const label of [/^S\/N at least/, /^One point a night/, /^Brightness of the reference/, /^Residuals/])
        await expect(page.getByLabel(label), String(label)).toBeVisible(patience);
      for (const label of ['Colour panel', /^Most days between/, 'Time axis from', 'Brightness axis to'])
        await expect(page.getByLabel(label), String(label)).toBeVisible();
      for (const name of ['Data-release photometry', 'Rubin alerts'])
        await expect(lightCurve(page).getByRole('button', { name }), name).toBeVisible();
      await page.keyboard.press('Escape');
    },
  ],
  [
    'export: figure for a paper, five tables',
    async (page) => {
      await lightCurve(page).getByRole('button', { name: 'Export figure or points' }).click();
      for (const name of ['PDF', 'SVG', 'PNG', 'CSV', 'VOTable', 'Arrow', 'Parquet', 'JSON'])
        await expect(lightCurve(page).getByRole('button', { name, exact: true }), name).toBeVisible(patience);
      await page.keyboard.press('Escape');
    },
  ],
];

const pictures: readonly Line[] = [
  ['stamps: seven stretches', offers('Stretch', 'linear', 'sqrt', 'log', 'asinh', 'power', 'sigmoid', 'zscale')],
  ['stamps: colour maps', offers('Colour map', 'grey', 'inverted', 'viridis', 'magma', 'cividis')],
  ['stamps: contrast by two cuts', seeAll('slider', stamps, 'Lower cut', 'Upper cut')],
  [
    'stamps: the FITS file of each',
    async (page) => {
      for (const name of ['Sci', 'Tem', 'Dif'])
        await expect(stamps(page).getByRole('link', { name }), name).toHaveAttribute('href', /\.fits$/);
    },
  ],
  [
    'stamps: linked zoom by keys, words instead of the picture',
    see(
      (page) => stamps(page).getByRole('group', { name: /arrows move the cursor, plus and minus zoom/ }),
      (page) => stamps(page).getByRole('img', { name: /^Difference stamp of alert \d+$/ }),
    ),
  ],
  [
    'stamps: scale stated, no orientation claimed',
    see((page) => stamps(page).getByText(/1\.01″ \(nominal\).*no orientation/)),
  ],
  ['stamps: blink', seeAll('button', stamps, /^Blink/)],
  [
    'film of all epochs: played, stepped, saved',
    seeAll('button', film, /^Play/, 'Step back', 'Step on', 'GIF', 'WebM'),
  ],
];

const around: readonly Line[] = [
  [
    'neighbourhood: SIMBAD type, distances of the ZTF, PS1 and Gaia sources',
    see(
      ...['SIMBAD type', 'ZTF reference source', 'PS1 source', 'Gaia source'].map(
        (name) => (page: Page) => facts(page).getByText(name, { exact: true }),
      ),
    ),
  ],
  [
    'nine searches at this place elsewhere, three other brokers',
    seeAll(
      'link',
      context,
      ...'TNS,SIMBAD,SNAD,Data Central,NED,SDSS,ASAS-SN,VSX,CASDA,ALeRCE,ANTARES,Lasair'.split(','),
    ),
  ],
  ['neighbours of our own cone search', seeAll('button', context, 'Neighbours')],
  ['the sky in Aladin, after a click', seeAll('button', facts, 'Open in Aladin')],
  [
    'scores with who gives them',
    seeAll('button', facts, 'Early SN Ia', 'SN Ia', 'Supernova', 'Kilonova', 'Microlensing'),
  ],
  [
    'colour and rates of the latest night',
    see(
      (page) => facts(page).getByText('g − r, same night'),
      (page) => facts(page).getByText('Rate g'),
    ),
  ],
  [
    'dark, light and red',
    seeAll('button', (page) => page.getByRole('group', { name: 'Theme' }), 'Light', 'Dark', 'Observer red'),
  ],
  [
    'tabs where they make sense only',
    async (page) => {
      const names = await page.getByRole('tab').allTextContents();
      const wanted = 'Summary,Supernova,Variable,Observability,Position,All alerts,Get data'.split(',');
      expect(names.map((name) => name.replace(/\s*\d+$/, ''))).toEqual(wanted);
    },
  ],
  [
    'caveats beside a field: what it is not, and what is known of all alerts, with sources',
    async (page) => {
      await stamps(page).getByRole('button', { name: 'PSF magnitude' }).click();
      const dialog = page.getByRole('dialog', { name: 'PSF magnitude' });
      await expect(dialog.getByText(/^It is no magnitude of the object/)).toBeVisible(patience);
      await dialog.getByText('Known of all ZTF alerts').click();
      // Its words are broken, though those of the line that it stands in are not.
      expect(await dialog.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
      await expect(dialog.getByRole('link', { name: 'Alert schema' })).toBeVisible();
      await dialog.getByRole('button', { name: 'Close' }).click();
    },
  ],
  [
    'caveats beside a class',
    async (page) => {
      await classes(page).getByRole('button', { name: /Fink/ }).click();
      await expect(page.getByRole('dialog').getByText(/^A candidate: without a spectrum/)).toBeVisible(patience);
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    },
  ],
  [
    'share: QR code, frame for other pages, cite and acknowledge',
    async (page) => {
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: /Share/ });
      for (const name of ['QR code', 'Embed', 'Cite and acknowledge'])
        await expect(dialog.getByRole('button', { name }), name).toBeVisible(patience);
    },
  ],
];

/** The page as it opens, of a supernova. */
export const summarySheet: Sheet = {
  name: 'the page as it opens',
  path: () => `/${demoObjectId()}`,
  async ready(page) {
    await expect(stamps(page)).toHaveAttribute('data-state', 'ready', patience);
    await expect(context(page).getByRole('link').first()).toBeVisible(patience);
  },
  lines: [...identity, ...curve, ...pictures, ...around],
};
