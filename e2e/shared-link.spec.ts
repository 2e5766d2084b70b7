import { expect, type Page, test } from '@playwright/test';
import { positionFromText } from '#domain/coordinates/position-text.ts';
import { separationArcsec } from '#domain/coordinates/separation.ts';
import { demoObjectId, latestAlertOf, misspelled, warm } from './object-id.ts';

test.describe('a shared link, with JavaScript off', () => {
  test.use({ javaScriptEnabled: false });

  for (const [width, height] of [
    [1440, 900],
    [360, 740],
  ] as const) {
    test(`shows identity, place and light curve at ${width} px`, async ({ page, request }) => {
      await page.setViewportSize({ width, height });
      const objectId = demoObjectId();
      await warm(request, objectId);
      const response = await page.goto(`/${objectId}`);
      expect(response?.status()).toBe(200);
      await expect(page.getByRole('heading', { level: 1 })).toContainText(objectId);
      await expect(page.getByText(/^Simulated/).first()).toBeVisible();

      const { raDeg, decDeg } = await latestAlertOf(request, objectId);
      const shown = await placeShown(page);
      expect(separationArcsec(shown, { raDeg, decDeg })).toBeLessThan(2);

      await expectMarksInFrame(page);
    });
  }

  test('has the FITS files of the stamps, which need no script', async ({ page, request }) => {
    const objectId = demoObjectId();
    const { alertId } = await latestAlertOf(request, objectId);
    await warm(request, objectId);
    await page.goto(`/${objectId}`);
    const hrefs = await page
      .locator(`a[href$=".fits"]`)
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(hrefs).toEqual(
      ['Science', 'Template', 'Difference'].map((kind) => `/data/ztf/${objectId}/${alertId}/${kind}.fits`),
    );
  });
});

test.describe('a link to what is not there, with JavaScript off', () => {
  // Crawlers are waited for, so that their status is true however busy this machine is.
  test.use({ javaScriptEnabled: false, userAgent: 'examplebot/1.0' });

  test('an id that no object has: 404, what was searched, and what looks similar', async ({ page }) => {
    const objectId = demoObjectId();
    const wrong = misspelled(objectId);
    const response = await page.goto(`/${wrong}`);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(wrong);
    await expect(page.locator(`main a[href="/${objectId}"]`).first()).toBeVisible();
    await expect(page.locator('meta[name="robots"][content*="noindex"]').first()).toBeAttached();
  });

  for (const searched of ['999999999999999999', 'no-such-thing', 'ZTF17']) {
    test(`“${searched}” is no object: 404, and the screen says what was searched`, async ({ page }) => {
      const response = await page.goto(`/${searched}`);
      expect(response?.status()).toBe(404);
      await expect(page.getByRole('heading', { level: 1 })).toContainText(searched);
    });
  }
});

test.describe('a link pasted in a chat', () => {
  test.use({ userAgent: 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' });

  test('has title, description and picture in its head', async ({ request, baseURL }) => {
    const objectId = demoObjectId();
    const html = await (await request.get(`/${objectId}`)).text();
    const content = (property: string) =>
      new RegExp(`<meta (?:property|name)="${property}" content="([^"]*)"`).exec(html)?.[1];
    expect(content('og:title')).toContain(objectId);
    expect(content('og:description')).toMatch(/^Simulated · .* detections, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d/);
    expect(content('og:image')).toBe(`${baseURL}/og/${objectId}.png`);
    expect(content('twitter:card')).toBe('summary_large_image');
    expect(content('robots')).toContain('noindex');
  });
});

/** The position in the header, read back from its text. */
async function placeShown(page: Page) {
  const text = await page.getByTitle('Click: sexagesimal, degrees, galactic, ecliptic').textContent();
  const parts = /^(\S+ \S+ \S+) (\S+ \S+ \S+)$/.exec((text ?? '').trim().replaceAll('−', '-').replace(/\s+/g, ' '));
  if (parts === null) throw new Error(`“${text}” is no position.`);
  return positionFromText(parts[1], parts[2]);
}

/** Marks that a person sees: groups of them with a size, inside the drawing. */
async function expectMarksInFrame(page: Page): Promise<void> {
  const drawing = page.getByRole('region', { name: 'Light curve' }).locator('svg[role="img"]');
  await expect(drawing).toBeVisible();
  await expect(drawing).toHaveAttribute('aria-label', /./);
  const frame = await drawing.boundingBox();
  const boxes = await Promise.all((await drawing.locator('[data-mark]').all()).map((mark) => mark.boundingBox()));
  const seen = boxes.filter((box) => box !== null && box.width > 1 && box.height > 1);
  expect(seen.length).toBeGreaterThan(1);
  for (const box of seen) {
    if (box === null || frame === null) continue;
    expect(box.x + box.width / 2).toBeGreaterThan(frame.x);
    expect(box.x + box.width / 2).toBeLessThan(frame.x + frame.width);
    expect(box.y + box.height / 2).toBeGreaterThan(frame.y);
    expect(box.y + box.height / 2).toBeLessThan(frame.y + frame.height);
  }
}
