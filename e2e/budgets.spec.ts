import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { observeShifts, shiftOf } from './layout-shift.ts';
import { lightCurve, stamps, startPlot } from './light-curve.ts';
import { addresses } from './stack/addresses.ts';

// An upstream that is far away: every answer takes 800 ms. Nobody else asks it, so that its calls can be counted.
test.use({ baseURL: addresses.webOnFarMock });
test.describe.configure({ mode: 'serial' });

/** Requests that the upstream has answered so far, by route. */
async function answered(request: APIRequestContext): Promise<ReadonlyMap<string, number>> {
  const text = await (await request.get(`${addresses.farMockApi}/metrics`)).text();
  const counts = new Map<string, number>();
  for (const [, route = '', count] of text.matchAll(/^portal_requests_total\{route="([^"]+)".*\} (\d+)$/gm))
    counts.set(route, (counts.get(route) ?? 0) + Number(count));
  return counts;
}

/** Routes of the upstream that were asked while `work` ran, with how often; its own health and metrics are no data. */
async function callsOf(request: APIRequestContext, work: () => Promise<void>): Promise<Record<string, number>> {
  const before = await answered(request);
  await work();
  const calls: Record<string, number> = {};
  for (const [route, count] of await answered(request)) {
    const more = count - (before.get(route) ?? 0);
    if (more > 0 && !/^(health|ready|metrics|index)$/.test(route)) calls[route] = more;
  }
  return calls;
}

/** The object of the mock for a test of this file: the portal remembers what it was asked, so that no test, not even a repeated one, sees another's. */
function unseenObject(place: number): string {
  const index: { objects: { survey: string; objectId: string; stamps: string[] }[] } = JSON.parse(
    readFileSync(fileURLToPath(new URL('../fixtures/index.json', import.meta.url)), 'utf8'),
  );
  const objects = index.objects.filter(({ survey, stamps }) => survey === 'ztf' && stamps.length > 0);
  const found = objects[test.info().retry * 4 + place];
  if (!found) throw new Error('The fixtures have too few objects for so many tries.');
  return found.objectId;
}

test('the shell is there before the upstream has answered, and the curve follows in the same HTML', async ({
  request,
}) => {
  const objectId = unseenObject(0);
  const objects = async () => (await answered(request)).get('objects') ?? 0;
  const before = await objects();
  const response = await fetch(`${addresses.webOnFarMock}/${objectId}`);
  if (!response.body) throw new Error('The page has no body.');
  let html = '';
  let shell = '';
  for await (const bytes of response.body.pipeThrough(new TextDecoderStream())) {
    html += bytes;
    if (shell !== '' || !html.includes(`${objectId} is loading`)) continue;
    shell = html;
    expect(await objects()).toBe(before);
  }
  expect(response.status).toBe(200);
  expect(shell).toContain(`<h1`);
  expect(shell).not.toContain('against time;');
  expect(html).toContain('aria-label="Difference magnitude (AB) against time;');
  expect(await objects()).toBe(before + 1);
});

test('a cold page asks for one light curve and one batch of stamps, and seen again for nothing', async ({
  page,
  browser,
  request,
}) => {
  const objectId = unseenObject(1);
  const open = async (target: typeof page) => {
    await target.goto(`/${objectId}`);
    await expect(stamps(target)).toHaveAttribute('data-state', 'ready');
    await startPlot(target);
  };
  const cold = await callsOf(request, () => open(page));
  // Where stamps are, and how else an object is called, may be asked once each.
  const { 'stamp-locations': places = 0, metadata = 0, resolver = 0, ...data } = cold;
  expect(data).toEqual({ objects: 1, 'cutout-stamps': 1 });
  for (const count of [places, metadata, resolver]) expect(count).toBeLessThanOrEqual(1);

  // Another browser has nothing in its cache; the stamps of an alert never change.
  const other = await browser.newContext({ baseURL: addresses.webOnFarMock });
  const again = await callsOf(request, async () => open(await other.newPage()));
  await other.close();
  expect(Object.keys(again).filter((route) => /stamp|cutout/.test(route))).toEqual([]);
});

test('without scripts what comes behind the shell is shown, and the shell is not', async ({ browser }) => {
  const objectId = unseenObject(3);
  const context = await browser.newContext({ baseURL: addresses.webOnFarMock, javaScriptEnabled: false });
  const page = await context.newPage();
  const response = await page.goto(`/${objectId}`);
  expect(await response?.text()).toContain(`${objectId} is loading`);
  const plot = lightCurve(page).locator('svg[role="img"]').first();
  await expect(plot.getByText('Difference magnitude (AB)')).toBeVisible();
  await expect(page.getByRole('status', { name: /is loading/ })).toHaveCount(0);
  const [curve, footer] = [await plot.boundingBox(), await page.getByRole('contentinfo').boundingBox()];
  expect(curve?.y).toBeLessThan(400);
  expect(footer?.y).toBeGreaterThan((curve?.y ?? 0) + (curve?.height ?? 0));
  await context.close();
});

test('nothing jumps while a far upstream makes the page wait', async ({ page }) => {
  const objectId = unseenObject(2);
  await page.addInitScript(observeShifts);
  await page.goto(`/${objectId}`);
  await expect(stamps(page)).toHaveAttribute('data-state', 'ready');
  await expect(lightCurve(page).locator('svg[role="img"]')).toBeVisible();
  await startPlot(page);
  const shift = await shiftOf(page);
  test.info().annotations.push({ type: 'layout shift', description: shift.toFixed(4) });
  expect(shift).toBeLessThanOrEqual(0.02);
});
