import { expect, type Page, test } from '@playwright/test';
import { axeViolations } from './axe.ts';
import { demoObjectId, latestAlertOf } from './object-id.ts';

/** A grey tile, so that the sky is not empty. */
const tile = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const properties = [
  'creator_did = ivo://CDS/P/test',
  'obs_title = test',
  'dataproduct_type = image',
  'hips_version = 1.4',
  'hips_frame = equatorial',
  'hips_order = 3',
  'hips_order_min = 0',
  'hips_tile_width = 512',
  'hips_tile_format = png',
].join('\n');

/** Hosts outside, as they are asked by the page: none of them is there in a test. */
async function outsideOf(page: Page, answer: 'tiles' | 'nothing'): Promise<string[]> {
  const asked: string[] = [];
  await page.route(/^https:\/\//, async (route) => {
    const { host, pathname } = new URL(route.request().url());
    asked.push(host);
    if (answer === 'nothing') return await route.abort();
    const headers = { 'access-control-allow-origin': '*' };
    if (pathname.endsWith('/properties'))
      return await route.fulfill({ body: properties, contentType: 'text/plain', headers });
    if (/Npix\d+\.\w+$/.test(pathname)) return await route.fulfill({ body: tile, contentType: 'image/png', headers });
    return await route.fulfill({ status: 404, body: '', headers });
  });
  return asked;
}

test('nobody outside is asked before a visitor opens the sky; then the alerts stand on it', async ({ page }) => {
  const asked = await outsideOf(page, 'tiles');
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`/${demoObjectId()}`);
  await page.waitForLoadState('networkidle');
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: 'Open in Aladin' }).click();
  await expect(page.locator('[data-sky] canvas').first()).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('section', { hasText: 'reference source' }).first()).toBeVisible();
  expect(new Set(asked).size).toBeGreaterThan(0);
  for (const host of asked) expect(host).toMatch(/cds\.unistra\.fr$|alasky\w*\.unistra\.fr$/);
  expect(errors).toEqual([]);
});

test('image servers that are not there are said so, and take nothing of the page', async ({ page }) => {
  const asked = await outsideOf(page, 'nothing');
  await page.goto(`/${demoObjectId()}`);
  await page.getByRole('button', { name: 'Open in Aladin' }).click();
  await expect(page.getByText(/images of .* can’t be reached/)).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('region', { name: 'Light curve' })).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/images of .* can’t be reached/)).toBeVisible({ timeout: 15_000 });
  expect(asked.length).toBe(2);
});

test('neighbours come from our own cone search after a click, without the object itself', async ({ page, request }) => {
  const objectId = demoObjectId();
  const { raDeg, decDeg } = await latestAlertOf(request, objectId);
  const searches: string[] = [];
  page.on('request', (sent) => {
    if (sent.url().includes('/api/trpc/search')) searches.push(sent.url());
  });
  await page.goto(`/${objectId}`);
  await page.waitForLoadState('networkidle');
  expect(searches).toEqual([]);
  await page.getByRole('button', { name: 'Neighbours' }).click();
  await expect(page.getByText(/No other object within|object.* within/)).toBeVisible();
  expect(decodeURIComponent(searches[0] ?? '')).toContain(raDeg.toFixed(4));
  expect(decodeURIComponent(searches[0] ?? '')).toContain(Math.abs(decDeg).toFixed(4));
  await expect(page.locator('#neighbours').getByRole('link', { name: objectId, exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Copy as…' }).click();
  await expect(page.locator('#neighbours pre')).toContainText('conesearch');
  expect(await axeViolations(page)).toEqual([]);
});

test('catalogues and brokers are linked with exactly this place and id', async ({ page, request }) => {
  const objectId = demoObjectId();
  const { raDeg, decDeg } = await latestAlertOf(request, objectId);
  await page.goto(`/${objectId}`);
  const [ra, dec] = [String(Number(raDeg.toFixed(6))), String(Number(decDeg.toFixed(6)))];
  const links = page.locator('section[aria-labelledby="context-title"] a');
  // They come when the page is quiet.
  await expect(links).toHaveCount(16);
  const hrefs = await links.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(hrefs.length).toBe(16);
  const byPlace = hrefs.filter((href) => href.includes(ra) && href.includes(dec.replace('-', '')));
  expect(byPlace.length).toBe(12);
  expect(hrefs.filter((href) => href.includes(objectId)).length).toBe(4);
});

test('photometry of others is asked when it is switched on, its failure is said, and the address keeps it', async ({
  page,
}) => {
  const asked: string[] = [];
  await page.route('**/api/trpc/release**', async (route) => {
    asked.push(route.request().url());
    const data = { code: 'BAD_GATEWAY', httpStatus: 502, requestId: 'r' };
    const error = { message: 'The SNAD database answered 500.', code: -32_603, data };
    await route.fulfill({ status: 502, contentType: 'application/json', body: JSON.stringify({ error }) });
  });
  await page.goto(`/${demoObjectId()}`);
  await page.waitForLoadState('networkidle');
  expect(asked).toEqual([]);
  await page.goto(`/${demoObjectId()}?over=release`);
  await expect(page.getByText(/SNAD database answered 500/).first()).toBeAttached({ timeout: 15_000 });
  expect(asked.length).toBeGreaterThan(0);
});

test('what is shared is what is seen: link, code, frame and citation', async ({ page }) => {
  const objectId = demoObjectId();
  await page.goto(`/${objectId}?map=viridis`);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /Share/ });
  await expect(dialog.getByText(`/${objectId}?map=viridis`).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'QR code' }).click();
  await expect(dialog.getByRole('img', { name: /QR code of http.*map=viridis/ })).toBeVisible();
  await dialog.getByRole('button', { name: 'Embed' }).click();
  await expect(dialog.getByText(`/embed/${objectId}?map=viridis`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Cite and acknowledge' }).click();
  await expect(dialog.getByText(/@article\{2021MNRAS/)).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('editors are told how a page is embedded, and nobody else’s', async ({ request, baseURL }) => {
  const objectId = demoObjectId();
  const answer = await request.get(`/oembed?url=${encodeURIComponent(`${baseURL}/${objectId}`)}`);
  expect(await answer.json()).toMatchObject({ type: 'rich', title: objectId });
  expect((await request.get('/oembed?url=https://evil.example/ZTF21aaxtctv')).status()).toBe(404);
});

test('a policy for the sky view stands on object pages only', async ({ request }) => {
  const policyOf = async (path: string) => (await request.get(path)).headers()['content-security-policy'] ?? '';
  expect(await policyOf(`/${demoObjectId()}`)).toContain("'wasm-unsafe-eval'");
  for (const path of ['/', '/search', '/about', `/embed/${demoObjectId()}`])
    expect(await policyOf(path)).not.toMatch(/wasm|unistra/);
});
