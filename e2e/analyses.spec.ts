import { type APIRequestContext, expect, type Locator, type Page, test } from '@playwright/test';
import { axeViolations, expectNoViolationsInAnyTheme } from './axe.ts';
import { demoObjectId, ztfRows } from './object-id.ts';
import { withoutEphemeris } from './stack/imcce.ts';

/** An object of the survey that is an alert of a simulated asteroid. */
async function alertOfAsteroid(request: APIRequestContext, name: string): Promise<string> {
  const [row] = await ztfRows(request, 'sso', { n_or_d: name, columns: 'i:objectId' });
  return String(row?.['i:objectId'] ?? '');
}

/** An object of the survey that is an alert of a simulated tracklet. */
async function alertOfTracklet(request: APIRequestContext): Promise<string> {
  const [row] = await ztfRows(request, 'latests', { class: 'Tracklet', n: 1, columns: 'i:objectId' });
  return String(row?.['i:objectId'] ?? '');
}

const pane = (page: Page, name: string | RegExp) => page.getByRole('tabpanel', { name });

test.describe('Supernova', () => {
  test('a fit gives the peak with its error, costs no call, and is shown over the light curve', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/data/')) asked.push(new URL(request.url()).pathname);
    });
    await page.goto(`/${demoObjectId()}?tab=supernova`);
    const tab = pane(page, 'Supernova');
    await expect(tab.getByRole('row', { name: /Peak, mag .*±/ })).toBeVisible();
    await expect(tab.getByText(/χ²\/dof/)).toBeVisible();
    await expect(tab.getByRole('group', { name: 'Difference flux and fit' })).toBeVisible();
    expect(asked.filter((path) => path.endsWith('.arrow'))).toHaveLength(1);
  });

  test('model and points are in the address, and a link shows them again', async ({ page }) => {
    await page.goto(`/${demoObjectId()}?tab=supernova`);
    const tab = pane(page, 'Supernova');
    await tab.getByLabel('Model of the light curve').selectOption('villar');
    await tab.getByRole('button', { name: 'Constant flux' }).click();
    await expect(page).toHaveURL(/snmodel=villar/);
    await expect(page).toHaveURL(/snbase=1/);
    await expect(tab.getByText(/after Villar et al/)).toBeVisible();
    await page.reload();
    await expect(tab.getByLabel('Model of the light curve')).toHaveValue('villar');
    await expect(tab.getByRole('row', { name: /^plateau/ })).toBeVisible();
  });

  test('a score opens who says it, from the keyboard, and gives the focus back', async ({ page }) => {
    await page.goto(`/${demoObjectId()}?tab=supernova`);
    // In the table of the shape, and over the chart by time.
    const named = pane(page, 'Supernova').getByRole('button', { name: 'SN Ia (SuperNNova)' });
    await expect(named).toHaveCount(2);
    const score = named.first();
    await score.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'SN Ia (SuperNNova)' });
    await expect(dialog).toContainText('recurrent neural network');
    await expect(dialog).toContainText('above 0.5');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(score).toBeFocused();
  });
});

test('a badge opens the rule of its class', async ({ page }) => {
  await page.goto(`/${demoObjectId('flaring blazar')}`);
  await page.getByRole('list', { name: 'Classes' }).getByRole('button').first().click();
  await expect(page.getByRole('dialog')).toContainText('SIMBAD');
});

test.describe('Blazar', () => {
  test('states follow the slider, which the address keeps', async ({ page }) => {
    await page.goto(`/${demoObjectId('flaring blazar')}?tab=blazar`);
    const tab = pane(page, 'Blazar');
    await expect(tab.getByRole('table').first()).toContainText('High');
    const words = tab.getByText(/low up to/);
    const before = await words.textContent();
    await tab.getByRole('slider', { name: /Extreme states/ }).fill('25');
    await expect(page).toHaveURL(/bzq=25/);
    await expect(words).not.toHaveText(before ?? '');
    await page.reload();
    await expect(tab.getByRole('slider', { name: /Extreme states/ })).toHaveValue('25');
    await expect(tab.getByRole('row', { name: /Flux \/ low threshold/ })).toBeVisible();
  });
});

test.describe('Solar System', () => {
  test('all alerts, phase curve, positions and the card of the object are there', async ({ page, request }) => {
    await page.goto(`/${await alertOfAsteroid(request, '9990003')}?tab=solar-system`);
    const tab = pane(page, 'Solar System');
    await expect(tab.getByRole('group', { name: 'Phase curve', exact: true })).toBeVisible();
    await expect(tab.getByRole('row', { name: /H, mag .*±/ })).toBeVisible();
    await expect(tab.getByRole('group', { name: 'Positions against the ephemeris' })).toBeVisible();
    await expect(tab.getByRole('row', { name: /Diameter 21.4/ })).toContainText('Simulated+2026');
    await expect(tab.getByRole('link', { name: 'Minor Planet Center' })).toHaveAttribute('href', /object_id=9990003/);
    await tab.getByLabel('Model of the phase curve').selectOption('shg1g2');
    await expect(page).toHaveURL(/ssmodel=shg1g2/);
    await expect(tab.getByRole('row', { name: /Oblateness/ })).toBeVisible();
  });

  test('without Miriade the observed light curve stays, and the line names it', async ({ page, request }) => {
    await page.goto(`/${await alertOfAsteroid(request, withoutEphemeris)}?tab=solar-system`);
    const tab = pane(page, 'Solar System');
    await expect(tab.getByText(/No ephemerides: .*Miriade/)).toBeVisible({ timeout: 20_000 });
    await expect(tab.getByRole('group', { name: 'Light curve of all apparitions' })).toBeVisible();
    await expect(tab.getByRole('group', { name: 'Phase curve', exact: true })).toBeHidden();
  });

  test('neither ephemerides nor card are asked for before the tab is opened', async ({ page, request }) => {
    const asked: string[] = [];
    page.on('request', (call) => {
      if (call.url().includes('/api/trpc/sso')) asked.push(call.url());
    });
    await page.goto(`/${await alertOfAsteroid(request, '9990003')}`);
    await page.getByRole('region', { name: 'Light curve' }).hover();
    await page.waitForLoadState('networkidle');
    expect(asked).toEqual([]);
    await page.getByRole('tab', { name: 'Solar System' }).click();
    await expect.poll(() => asked.length).toBe(3);
  });
});

test('a tracklet shows its alerts, what moves how, and says what its few positions do not tell', async ({
  page,
  request,
}) => {
  await page.goto(`/${await alertOfTracklet(request)}?tab=tracklet`);
  const tab = pane(page, 'Tracklet');
  await expect(tab.getByRole('heading', { name: /^TRCK_/ })).toBeVisible();
  await expect(tab.getByText(/alerts within .* min/)).toBeVisible();
  await expect(tab.getByRole('columnheader', { name: 'Time, UTC' })).toBeVisible();
  await expect(tab.getByRole('link', { name: /^ZTF/ }).first()).toBeVisible();
});

/** Tabs, and what is there when they are. */
const tabs: readonly (readonly [
  name: string,
  shown: (page: Page) => Locator,
  objectOf: (request: APIRequestContext) => string | Promise<string>,
])[] = [
  ['supernova', (page) => page.getByRole('region', { name: 'Peaks' }), () => demoObjectId()],
  ['blazar', (page) => page.getByRole('region', { name: 'Extreme states' }), () => demoObjectId('flaring blazar')],
  [
    'solar-system',
    (page) => page.getByRole('region', { name: 'Parameters of the phase curve' }),
    (request) => alertOfAsteroid(request, '9990003'),
  ],
  ['tracklet', (page) => page.getByRole('region', { name: 'Alerts of the tracklet' }), alertOfTracklet],
  [
    'alerts',
    (page) =>
      pane(page, /All alerts/)
        .getByRole('gridcell')
        .first(),
    () => demoObjectId(),
  ],
  ['data', (page) => pane(page, 'Get data').getByRole('group', { name: /^Copy/ }), () => demoObjectId()],
];

for (const [name, shown, objectOf] of tabs) {
  test(`axe finds nothing on the tab ${name} in any theme`, async ({ page, request }) => {
    await page.goto(`/${await objectOf(request)}?tab=${name}`);
    await expect(shown(page)).toBeVisible();
    await expectNoViolationsInAnyTheme(page);
  });
}

test('on a phone nothing of these tabs is wider than the screen', async ({ page, request }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of [
    `/${demoObjectId()}?tab=supernova`,
    `/${demoObjectId('flaring blazar')}?tab=blazar`,
    `/${await alertOfAsteroid(request, '9990003')}?tab=solar-system`,
    `/${await alertOfTracklet(request)}?tab=tracklet`,
  ]) {
    await page.goto(path);
    await expect(page.getByRole('table').last()).toBeVisible();
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 390]);
  }
});
