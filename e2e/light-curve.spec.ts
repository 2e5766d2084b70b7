import { expect, type Page, test } from '@playwright/test';
import { axesOf, expectStampsOf, lightCurve, stamps, startPlot } from './light-curve.ts';
import { type ApiAlert, alertsOf, demoObjectId } from './object-id.ts';

const shownAlert = (page: Page) => stamps(page).getAttribute('data-alert');
const queryOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

async function clickMark(page: Page, { mjd, mag }: ApiAlert): Promise<void> {
  const place = (await axesOf(page))(mjd, mag);
  await page.mouse.move(place.x - 3, place.y - 3);
  await page.mouse.click(place.x, place.y);
}

/** The two alerts that are closest in time, and far enough apart in brightness for a pointer. */
function closestPair(alerts: readonly ApiAlert[]): readonly [ApiAlert, ApiAlert] {
  const pairs = alerts.flatMap((first, k) => {
    const second = alerts[k + 1];
    return second && Math.abs(first.mag - second.mag) > 0.2 ? [[first, second] as const] : [];
  });
  const [closest] = pairs.sort(([a, b], [c, d]) => a.mjd - b.mjd - (c.mjd - d.mjd));
  if (!closest) throw new Error('The object has no two alerts that a pointer can tell apart.');
  return closest;
}

test.describe('the light curve chooses the alert', () => {
  test('a click on a point, and stamps, facts, links and address are those of its alert', async ({ page, request }) => {
    const objectId = demoObjectId();
    const alerts = await alertsOf(request, objectId);
    await page.goto(`/${objectId}`);
    await expectStampsOf(page, alerts[0]?.alertId ?? '');
    await startPlot(page);
    for (const alert of [alerts[20], alerts[9], alerts.at(-1)]) {
      if (!alert) throw new Error(`${objectId} has too few alerts.`);
      await clickMark(page, alert);
      await expectStampsOf(page, alert.alertId);
      expect(queryOf(page)).toEqual({ alert: alert.alertId });
    }
  });

  test('alerts of the same night are told apart by id, not by time', async ({ page, request }) => {
    const objectId = demoObjectId();
    const [later, earlier] = closestPair(await alertsOf(request, objectId));
    expect((later.mjd - earlier.mjd) * 24).toBeLessThan(1);
    await page.goto(`/${objectId}`);
    await startPlot(page);
    for (const alert of [later, earlier, later]) {
      await clickMark(page, alert);
      await expectStampsOf(page, alert.alertId);
    }
  });

  test('arrow keys walk the epochs in time, stop at the ends, and are one step of Back', async ({ page, request }) => {
    const objectId = demoObjectId('RR Lyrae star');
    const alerts = await alertsOf(request, objectId);
    await page.goto(`/${objectId}`);
    await startPlot(page);
    const known = new Set(alerts.map(({ alertId }) => alertId));
    const walked = [await shownAlert(page)];
    expect(walked[0]).toBe(alerts[0]?.alertId);
    await page.keyboard.press('ArrowRight');
    expect(await shownAlert(page)).toBe(walked[0]);
    for (let step = 1; step <= 3; step++) {
      await page.keyboard.press('ArrowLeft');
      await expect(stamps(page)).not.toHaveAttribute('data-alert', walked.at(-1) ?? '');
      walked.push(await shownAlert(page));
    }
    expect(new Set(walked).size).toBe(4);
    const mjdOf = (id: string | null) => alerts.find(({ alertId }) => alertId === id)?.mjd ?? Number.NaN;
    const times = walked.filter((id) => known.has(id ?? '')).map(mjdOf);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    await page.keyboard.press('ArrowRight');
    await expect(stamps(page)).toHaveAttribute('data-alert', walked[2] ?? '');
    await expectStampsOf(page, walked[2] ?? '');
    await page.goBack();
    await expect(stamps(page)).toHaveAttribute('data-alert', walked[0] ?? '');
    expect(queryOf(page)).toEqual({});
  });
});

test.describe('the view is in the address', () => {
  test('unit, hidden band, alert, stretch and map survive a reload, and Back undoes them', async ({
    page,
    request,
  }) => {
    const objectId = demoObjectId();
    const [, , chosen] = await alertsOf(request, objectId);
    if (!chosen) throw new Error(`${objectId} has too few alerts.`);
    await page.goto(`/${objectId}`);
    await startPlot(page);
    await clickMark(page, chosen);
    await page.keyboard.press('u');
    await page.getByRole('group', { name: 'Shown in the light curve' }).getByRole('button', { name: /^g \d/ }).click();
    await page.getByLabel('Stretch').selectOption('linear');
    await page.getByLabel('Colour map').selectOption('viridis');
    const view = { alert: chosen.alertId, unit: 'flux', hide: 'g', stretch: 'linear', map: 'viridis' };
    await expect(async () => expect(queryOf(page)).toEqual(view)).toPass();

    await page.reload();
    await startPlot(page);
    await expectView(page, chosen.alertId);
    expect(queryOf(page)).toEqual(view);

    const asked: string[] = [];
    page.on('request', (sent) => {
      if (new URL(sent.url()).pathname === `/${objectId}`) asked.push(sent.url());
    });
    for (const gone of ['map', 'stretch', 'hide', 'unit', 'alert'] as const) {
      await page.goBack();
      await expect(async () => expect(queryOf(page)).not.toHaveProperty(gone)).toPass();
    }
    await expect(page.getByLabel('Unit of the light curve')).toHaveValue('mag');
    expect(await shownAlert(page)).not.toBe(chosen.alertId);
    expect(asked, 'Back asks the server for nothing').toEqual([]);
  });

  test('the copied link opens the same view at somebody else’s', async ({ page, context, browser, request }) => {
    const objectId = demoObjectId();
    const chosen = (await alertsOf(request, objectId))[3];
    if (!chosen) throw new Error(`${objectId} has too few alerts.`);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`/${objectId}?alert=${chosen.alertId}&unit=flux&hide=g&stretch=linear&map=viridis`);
    await startPlot(page);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(link).pathname).toBe(`/${objectId}`);
    expect(Object.fromEntries(new URL(link).searchParams)).toEqual(queryOf(page));

    const other = await browser.newContext();
    const theirs = await other.newPage();
    await theirs.goto(link);
    await expectView(theirs, chosen.alertId);
    await other.close();
  });

  test('an alert that the object lacks, or nonsense in the address, opens the latest', async ({ page, request }) => {
    const objectId = demoObjectId();
    const [latest] = await alertsOf(request, objectId);
    for (const query of ['alert=1', 'alert=abc', 'unit=furlong&hide=,,;&stretch=%3Cb%3E&map=no&tab=x']) {
      const response = await page.goto(`/${objectId}?${query}`);
      expect(response?.status()).toBe(200);
      await expectStampsOf(page, latest?.alertId ?? '');
    }
  });
});

test('the legend hides a band and the limits, moves nothing else, and shows them again', async ({ page }) => {
  await page.goto(`/${demoObjectId()}`);
  await startPlot(page);
  const legend = page.getByRole('group', { name: 'Shown in the light curve' });
  const points = lightCurve(page).locator('[data-plotly] path.point');
  const band = legend.getByRole('button', { name: /^g \d/ });
  const limits = legend.getByRole('button', { name: /^limits g \d/ });
  const count = async (button: typeof band) => Number(/(\d+)$/.exec((await button.textContent()) ?? '')?.[1]);
  const all = await points.count();
  const first = await points.last().boundingBox();
  for (const button of [band, limits]) {
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'false');
    await expect(async () => expect(all - (await points.count())).toBeGreaterThanOrEqual(await count(button))).toPass();
    expect(await points.last().boundingBox()).toEqual(first);
    await button.click();
    await expect(points).toHaveCount(all);
  }
});

/** The view of the address above, as far as eyes can tell. */
async function expectView(page: Page, alertId: string): Promise<void> {
  await expectStampsOf(page, alertId);
  await expect(page.getByLabel('Unit of the light curve')).toHaveValue('flux');
  await expect(lightCurve(page).getByText('Difference flux (µJy)')).toBeVisible();
  await expect(lightCurve(page).getByRole('button', { name: /^g \d/ })).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByLabel('Stretch')).toHaveValue('linear');
  await expect(page.getByLabel('Colour map')).toHaveValue('viridis');
}
