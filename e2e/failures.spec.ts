import { expect, type Locator, type Page, test } from '@playwright/test';
import { namedFailures } from '#server/mock-api/failures.ts';
import { observeShifts, shiftOf } from './layout-shift.ts';
import { lightCurve, stamps, startPlot, untilPlotReady } from './light-curve.ts';
import { demoObjectId } from './object-id.ts';
import { addresses } from './stack/addresses.ts';

test.use({ baseURL: addresses.webOnMock });

const surveys = ['ztf', 'lsst'] as const;

/** The identifier that makes the mock fail in the way of this name (docs/mock-api.md). */
function idOf(name: string, survey: (typeof surveys)[number]): string {
  const failure = namedFailures.find((candidate) => candidate.name === name);
  if (!failure) throw new Error(`The mock has no failure “${name}”.`);
  return failure.ids[survey];
}

const title = (page: Page) => page.getByRole('heading', { level: 1 });

async function expectFailedScreen(page: Page, objectId: string, words: RegExp, status: number): Promise<void> {
  await expect(title(page)).toHaveText(words);
  await expect(title(page)).toContainText('object API');
  await expect(page.locator('main')).toContainText(new RegExp(`Request [0-9a-f]{16} · .* UTC · HTTP ${status}`));
  await expect(page.getByRole('link', { name: 'Try again' })).toHaveAttribute('href', `/${objectId}`);
  await expect(page.getByRole('link', { name: 'Report it' })).toHaveAttribute('href', /request%20[0-9a-f]{16}#report$/);
  await expect(page.locator('main')).toContainText(objectId);
  await expect(page.locator('meta[name="robots"][content*="noindex"]').first()).toBeAttached();
}

/** Failures that a page without an object shows: what it says, and the status where the answer comes in time. */
const pageFailures: readonly (readonly [name: string, words: RegExp, status: number])[] = [
  ['failing', /did not answer as it should/, 502],
  ['busy', /did not answer as it should|has too much to do/, 502],
  ['limited', /asks us to slow down/, 429],
  ['proxy', /did not answer in time/, 504],
  ['malformed', /did not answer as it should/, 502],
  ['cut', /did not answer as it should/, 502],
];

/** What is said to those for whom the page waits; to a browser, whose page does not wait for long, the status may be 200. */
const answersInTime: readonly (readonly [name: string, status: number])[] = [
  ...pageFailures.map(([name, , status]) => [name, status] as const),
  ['empty', 404],
  ['gone', 410],
];

for (const survey of surveys) {
  test.describe(`an object API in trouble, ${survey}`, () => {
    for (const [name, words, status] of pageFailures) {
      const objectId = idOf(name, survey);

      test(`${name}: the screen names the service, the request and a way on`, async ({ page }) => {
        const response = await page.goto(`/${objectId}`);
        expect([200, status]).toContain(response?.status());
        await expectFailedScreen(page, objectId, words, status);
      });
    }

    for (const [name, status] of answersInTime) {
      test(`${name}: whoever waits for the whole answer is told ${status}`, async ({ request }) => {
        const headers = { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' };
        const response = await request.get(`/${idOf(name, survey)}`, { headers });
        expect(response.status()).toBe(status);
        expect(response.headers()['cache-control']).toMatch(/no-store|no-cache/);
      });
    }

    test('slow: first the name and reserved heights, then the curve, and nothing jumps', async ({ page }) => {
      const objectId = idOf('slow', survey);
      await page.addInitScript(observeShifts);
      await page.goto(`/${objectId}`, { waitUntil: 'commit' });
      await expect(page.getByRole('status', { name: `${objectId} is loading` })).toBeVisible();
      await expect(title(page)).toHaveText(objectId);
      await expect(lightCurve(page).locator('svg[role="img"]')).toBeVisible();
      await expect(page.getByRole('status', { name: /is loading/ })).toHaveCount(0);
      await startPlot(page);
      const shift = await shiftOf(page);
      test.info().annotations.push({ type: 'layout shift', description: shift.toFixed(4) });
      expect(shift).toBeLessThanOrEqual(0.02);
    });

    test('empty: the 404 screen', async ({ page }) => {
      const objectId = idOf('empty', survey);
      const response = await page.goto(`/${objectId}`);
      expect([200, 404]).toContain(response?.status());
      await expect(title(page)).toHaveText(`${objectId} does not exist`);
      await expect(page.locator('main')).toContainText(/404 · request [0-9a-f]{16}/);
    });

    test('gone: the page says that the object was withdrawn', async ({ page }) => {
      const objectId = idOf('gone', survey);
      const response = await page.goto(`/${objectId}`);
      expect([200, 410]).toContain(response?.status());
      await expect(title(page)).toHaveText(`${objectId} was withdrawn`);
      await expect(page.locator('main')).toContainText(/410 · request [0-9a-f]{16}/);
    });

    test('huge: five thousand alerts are drawn, by the server and on the canvas under Plotly’s axes', async ({
      page,
    }) => {
      test.slow();
      await page.goto(`/${idOf('huge', survey)}`);
      const drawing = lightCurve(page).locator('svg[role="img"]');
      await expect(drawing).toHaveAttribute('aria-label', /\b5000 detections/);
      await untilPlotReady(page);
      const canvas = lightCurve(page).locator('canvas[data-marks]').first();
      expect(Number(await canvas.getAttribute('data-marks'))).toBeGreaterThanOrEqual(5000);
      expect(await lightCurve(page).locator('[data-plotly] path.point').count()).toBe(0);
      await expect(stamps(page)).toHaveAttribute('data-state', 'ready');
    });

    test('sparse: cells that are missing break nothing', async ({ page }) => {
      const response = await page.goto(`/${idOf('sparse', survey)}`);
      expect(response?.status()).toBe(200);
      await startPlot(page);
      await expect(page.locator('main')).not.toContainText(/NaN|undefined|null|Infinity/);
    });
  });

  test.describe(`stamps in trouble, ${survey}`, () => {
    /** What the panel says; the curve and the facts of the alert are there whatever it is. */
    const panels: readonly (readonly [name: string, says: RegExp])[] = [
      ['failing stamps', /The stamps did not arrive.*HTTP 502, request [0-9a-f]{16}/],
      ['busy stamps', /The stamps did not arrive.*HTTP 50\d, request [0-9a-f]{16}/],
      ['malformed stamps', /The stamps did not arrive.*HTTP 502, request [0-9a-f]{16}/],
      ['cut stamps', /The stamps did not arrive.*HTTP 502, request [0-9a-f]{16}/],
      ['gone stamps', /No stamps for this alert.*HTTP 404, request [0-9a-f]{16}/],
      ['empty stamps', /no science stamp.*no template stamp.*no difference stamp|No stamps for this alert/],
    ];
    for (const [name, says] of panels) {
      test(`${name}: the panel says so and the page stays`, async ({ page }) => {
        const response = await page.goto(`/${idOf(name, survey)}`);
        expect(response?.status()).toBe(200);
        await expect(stamps(page)).toContainText(says, { useInnerText: false, timeout: 20_000 });
        await expect(lightCurve(page).locator('svg[role="img"]')).toBeVisible();
        await expect(stamps(page).locator('dl')).toContainText('MJD');
      });
    }

    test('slow stamps: reserved tiles, then the stamps, and nothing jumps', async ({ page }) => {
      await page.addInitScript(observeShifts);
      await page.goto(`/${idOf('slow stamps', survey)}`, { waitUntil: 'commit' });
      await expect(stamps(page)).toHaveAttribute('data-state', 'loading');
      await expect(stamps(page)).toHaveAttribute('data-state', 'ready');
      await expect(stamps(page).getByRole('img')).toHaveCount(3);
      expect(await shiftOf(page)).toBeLessThanOrEqual(0.02);
    });

    test('“Try again” asks again', async ({ page }) => {
      const objectId = idOf('failing stamps', survey);
      await page.goto(`/${objectId}`);
      const again = stamps(page).getByRole('button', { name: 'Try again' });
      const retried = page.waitForResponse((response) => response.url().endsWith('.stamps'));
      await again.click();
      expect((await retried).status()).toBe(502);
      await expect(again).toBeVisible();
    });
  });
}

test('an object API that never answers, and stamps that never come: both are given up, and the page says so', async ({
  browser,
}) => {
  test.setTimeout(90_000);
  const [one, other] = await Promise.all([browser.newPage(), browser.newPage()]);
  const objectId = idOf('hanging', 'ztf');
  await Promise.all([
    one.goto(`${addresses.webOnMock}/${objectId}`, { waitUntil: 'commit' }),
    other.goto(`${addresses.webOnMock}/${idOf('hanging stamps', 'ztf')}`),
  ]);
  const patient = { timeout: 45_000 };
  await expect(title(one)).toHaveText(/object API did not answer in time/, patient);
  await expectFailedScreen(one, objectId, /did not answer in time/, 504);
  await expect(stamps(other)).toContainText(/The stamps did not arrive.*HTTP 504/, patient);
  await Promise.all([one.close(), other.close()]);
});

test.describe('the network goes away under an open page', () => {
  const part = (page: Page, says: string): Locator => page.getByRole('status').filter({ hasText: says });

  async function stepBack(page: Page): Promise<void> {
    const before = page.url();
    await page.keyboard.press('ArrowLeft');
    await expect(page).not.toHaveURL(before);
  }

  /** A demo object with its curve and stamps, one epoch back; whatever is asked for from now on fails. */
  async function openThenCut(page: Page): Promise<string> {
    const objectId = demoObjectId();
    await page.goto(`${addresses.web}/${objectId}`);
    await startPlot(page);
    await stepBack(page);
    await expect(stamps(page)).toHaveAttribute('data-state', 'ready');
    await page.route('**/*', (route) => route.abort());
    return objectId;
  }

  async function comesBack(page: Page, failed: Locator): Promise<void> {
    await page.unroute('**/*');
    await failed.getByRole('button', { name: 'Try again' }).click();
    await expect(failed).toHaveCount(0);
  }

  test('stamps of another epoch: their place says so, though the code for the long words is missing too', async ({
    page,
  }) => {
    const objectId = await openThenCut(page);
    // Beyond those that were loaded ahead.
    for (let step = 0; step < 4; step++) await stepBack(page);
    const failed = part(page, 'The stamps did not arrive.');
    await expect(failed).toBeVisible();
    await expect(title(page)).toContainText(objectId);
    await comesBack(page, failed);
    await expect(stamps(page)).toHaveAttribute('data-state', 'ready');
    await expect(stamps(page).getByRole('img')).toHaveCount(3);
  });

  const panels: readonly (readonly [what: string, says: string, opener: (page: Page) => Locator, shown: RegExp])[] = [
    ['a tab', 'The table did not arrive.', (page) => page.getByRole('tab', { name: /^All alerts/ }), /candid|Alert/i],
    [
      'a menu',
      'The export did not arrive.',
      (page) => page.getByRole('button', { name: 'Export figure or points' }),
      /Points that are shown/,
    ],
  ];
  for (const [what, says, opener, shown] of panels) {
    test(`${what} whose code does not come: the page stays, and “Try again” brings it`, async ({ page }) => {
      const objectId = await openThenCut(page);
      await opener(page).click();
      const failed = part(page, says);
      await expect(failed).toBeVisible();
      await expect(title(page)).toContainText(objectId);
      await comesBack(page, failed);
      await expect(page.locator('main')).toContainText(shown);
    });
  }
});
