import { expect, type Page, test } from '@playwright/test';
import { demoObjectId, latestAlertOf } from './object-id.ts';

const box = (page: Page) => page.getByRole('textbox', { name: /^Search a name/ });
const results = (page: Page) => page.getByRole('table', { name: /found for/ });

/** Types into the box of the home page and sends it, as a person does. */
async function searchFromHome(page: Page, text: string): Promise<void> {
  await page.goto('/');
  await box(page).fill(text);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`the search box, with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    test('a whole identifier, in any case, leads to its page', async ({ page }) => {
      const objectId = demoObjectId();
      await searchFromHome(page, objectId.toLowerCase());
      await expect(page).toHaveURL(`/${objectId}`);
      await expect(page.getByRole('heading', { level: 1 })).toContainText(objectId);
    });

    test('the beginning of an identifier lists the objects that have it', async ({ page }) => {
      const objectId = demoObjectId();
      await searchFromHome(page, objectId.slice(0, 8));
      await expect(results(page)).toBeVisible();
      const ids = await results(page).getByRole('rowheader').allTextContents();
      expect(ids).toContain(objectId);
      for (const id of ids) expect(id.startsWith(objectId.slice(0, 8))).toBe(true);
      await results(page).getByRole('link', { name: objectId }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText(objectId);
    });

    test('a position with a radius lists what is there, nearest first, with its separation', async ({
      page,
      request,
    }) => {
      const objectId = demoObjectId();
      const { raDeg, decDeg } = await latestAlertOf(request, objectId);
      await searchFromHome(page, `${raDeg} ${decDeg} r=30`);
      await expect(page.getByText('understood as')).toBeVisible();
      await expect(results(page).getByRole('rowheader').first()).toHaveText(objectId);
      await expect(results(page).getByRole('row').nth(1)).toContainText(/\d″/);
    });

    test('a class lists its objects', async ({ page }) => {
      await searchFromHome(page, 'class="SN candidate"');
      await expect(results(page)).toBeVisible();
      const rows = await results(page).getByRole('row').allTextContents();
      expect(rows.length).toBeGreaterThan(5);
      for (const row of rows.slice(1)) expect(row).toContain('SN candidate');
    });

    test('an example of the home page finds something', async ({ page }) => {
      await page.goto('/');
      await page
        .getByRole('table', { name: /latest alerts/i })
        .getByRole('link')
        .first()
        .click();
      await expect(page.getByRole('region', { name: 'Light curve' })).toBeVisible();
    });

    test('what nobody understands, and what nobody has, is said in words, with the text kept', async ({ page }) => {
      for (const text of ['no such thing at all', 'ZTF99zzzz', '<script>alert(1)</script>', '%00', "'; DROP TABLE--"]) {
        await searchFromHome(page, text);
        await expect(box(page)).toHaveValue(text);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.getByRole('table', { name: /found for/ })).toHaveCount(0);
      }
    });
  });
}

test('a row that the pointer rests on is fetched ahead, and opening it asks nobody', async ({ page }) => {
  const objectId = demoObjectId();
  const devtools = await page.context().newCDPSession(page);
  const ready = new Promise<string>((resolve) => {
    devtools.on('Preload.prefetchStatusUpdated', ({ prefetchUrl, status }) => {
      if (status === 'Ready') resolve(new URL(prefetchUrl).pathname);
    });
  });
  await devtools.send('Preload.enable');
  await page.goto(`/search?q=${objectId.slice(0, 8)}`);
  const row = results(page).getByRole('link', { name: objectId });
  await row.hover();
  expect(await ready).toBe(`/${objectId}`);
  await row.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(objectId);
  const delivery = await page.evaluate(() => performance.getEntriesByType('navigation').map((entry) => entry.toJSON()));
  expect(delivery).toEqual([expect.objectContaining({ deliveryType: 'navigational-prefetch' })]);
});

test('a link to a search shows in a chat what was asked and found', async ({ page, request, baseURL }) => {
  const objectId = demoObjectId();
  const text = objectId.slice(0, 8);
  await page.goto(`/search?q=${text}`);
  const content = (property: string) => page.locator(`meta[property="og:${property}"]`).getAttribute('content');
  expect(await content('title')).toBe(text);
  expect(await content('description')).toMatch(/^beginning of an identifier: .* · (more than )?\d+ objects?$/);
  const image = await content('image');
  expect(image).toBe(`${baseURL}/og/search.png?q=${text}`);
  const picture = await request.get(image ?? '');
  expect([picture.status(), picture.headers()['content-type']]).toEqual([200, 'image/png']);
  const bytes = await picture.body();
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
  for (const q of ['', 'x'.repeat(401)]) expect((await request.get(`/og/search.png?q=${q}`)).status()).toBe(400);
});

test('a short number that is no object leads to the minor planet of that number', async ({ page }) => {
  await page.goto('/9990001');
  await page.getByRole('link', { name: 'Search the Solar System for 9990001' }).click();
  await expect(page).toHaveURL(/\/search\?q=sso%3D9990001$/);
  await expect(
    page
      .getByText('31 objects found')
      .or(page.getByText(/^\d+ objects$/))
      .first(),
  ).toBeVisible();
});
