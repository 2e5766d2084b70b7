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

/** Objects of the mock that have stamps and no failure, each used once: the portal remembers what it was asked. */
async function objectIds(request: APIRequestContext): Promise<readonly string[]> {
  const params = { class: 'allclasses', n: '50', columns: 'i:objectId' };
  const rows = await (await request.get(`${addresses.farMockApi}/ztf/api/v1/latests`, { params })).json();
  const ids = rows.map((row: Record<string, unknown>) => String(row['i:objectId']));
  return [...new Set<string>(ids)];
}

test('the shell is there before the upstream has answered, and the curve follows in the same HTML', async ({
  request,
}) => {
  const [objectId = ''] = await objectIds(request);
  const objects = async () => (await answered(request)).get('ztf/objects') ?? 0;
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
  const [, objectId = ''] = await objectIds(request);
  const open = async (target: typeof page) => {
    await target.goto(`/${objectId}`);
    await expect(stamps(target)).toHaveAttribute('data-state', 'ready');
    await startPlot(target);
  };
  const cold = await callsOf(request, () => open(page));
  const { 'ztf/stamp-locations': places = 0, ...data } = cold;
  expect(data).toEqual({ 'ztf/objects': 1, 'cutout-stamps': 1 });
  expect(places).toBeLessThanOrEqual(1);

  // Another browser has nothing in its cache; the stamps of an alert never change.
  const other = await browser.newContext({ baseURL: addresses.webOnFarMock });
  const again = await callsOf(request, async () => open(await other.newPage()));
  await other.close();
  expect(Object.keys(again).filter((route) => /stamp|cutout/.test(route))).toEqual([]);
});

test('nothing jumps while a far upstream makes the page wait', async ({ page, request }) => {
  const [, , objectId = ''] = await objectIds(request);
  await page.addInitScript(observeShifts);
  await page.goto(`/${objectId}`);
  await expect(stamps(page)).toHaveAttribute('data-state', 'ready');
  await expect(lightCurve(page).locator('svg[role="img"]')).toBeVisible();
  await startPlot(page);
  const shift = await shiftOf(page);
  test.info().annotations.push({ type: 'layout shift', description: shift.toFixed(4) });
  expect(shift).toBeLessThanOrEqual(0.02);
});
