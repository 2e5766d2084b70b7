import { expect, type Page, test } from '@playwright/test';
import { expectNoViolationsInAnyTheme } from './axe.ts';
import { stamps } from './light-curve.ts';
import { demoObjectId } from './object-id.ts';
import { addresses } from './stack/addresses.ts';
import { coloursOf, openStamps, tile } from './stamp-tiles.ts';

const rubin = `${addresses.webOnMock}/999170024563371126`;
const bar = (page: Page) => stamps(page).getByRole('group', { name: 'Comparison' });

/** Lightness of the image that lies over the first tile, by pixel of the detector. */
async function overlaid(page: Page, across: number): Promise<(x: number, y: number) => number> {
  const colours = await coloursOf(tile(page, 'Science').locator('canvas').nth(1), across);
  return (x, y) => [0, 1, 2].reduce((sum, channel) => sum + (colours[(y * across + x) * 3 + channel] ?? 0), 0);
}

test('a stamp blinks with the image of a survey in the alert’s own band', async ({ page }) => {
  await openStamps(page, `/${demoObjectId()}`);
  await page.keyboard.press('b');
  await bar(page).getByLabel('Stamps compared').selectOption('science, sky survey');
  await expect(page).toHaveURL(/pair=si/);
  await expect(bar(page).getByRole('status')).toHaveText(/^with Pan-STARRS DR1 [gr], CDS hips2fits$/);
  const shown = tile(page, 'Science').locator('[data-turn]');
  for (const name of [/^PS1 [gr]$/, /^Science$/, /^PS1 [gr]$/]) await expect(shown).toHaveText(name);
  await expect(stamps(page).getByText('aligned on the centre, north up is assumed')).toBeVisible();
  await bar(page).getByLabel('Sky survey').selectOption('DSS2');
  await expect(page).toHaveURL(/image=dss2/);
  await expect(bar(page).getByRole('status')).toHaveText(/^with DSS2 (blue|red), CDS hips2fits$/);
});

test('stars of a survey lie where the nominal scale of the stamp puts them', async ({ page }) => {
  await openStamps(page, `/${demoObjectId()}?cmp=swipe&pair=si&swipe=0`);
  await expect(bar(page).getByRole('status')).toHaveText(/^with Pan-STARRS/);
  const light = await overlaid(page, 63);
  // 12″ north; 18″ east and 6″ south; and nothing where they would be were the image mirrored.
  const [north, east] = [31 - Math.round(12 / 1.01), 31 - Math.round(18 / 1.01)];
  expect(light(31, north)).toBeGreaterThan(1.4 * light(31, 62 - north));
  expect(light(east, 37)).toBeGreaterThan(1.4 * light(62 - east, 37));
  expect(light(east, 37)).toBeGreaterThan(1.4 * light(east, 25));
});

test('a stamp with a WCS is laid upon the survey by both', async ({ page }) => {
  await openStamps(page, `${rubin}?cmp=swipe&pair=si&swipe=0`);
  await expect(bar(page).getByRole('status')).toHaveText(/^with Pan-STARRS/);
  await expect(stamps(page).getByText('aligned by the WCS')).toBeVisible();
});

test('a field that a survey has not seen is told, and one that fails can be asked for again', async ({ page }) => {
  await openStamps(page, `/${demoObjectId()}?cmp=blink&pair=ti&image=legacy`);
  await expect(bar(page).getByRole('status')).toHaveText(/^Legacy Surveys DR10 [gr] has no image here\.$/);
  await page.route('**/api/trpc/fieldImage**', (route) =>
    route.fulfill({
      status: 502,
      contentType: 'application/json',
      body: JSON.stringify({
        error: {
          message: "The hips2fits service of the CDS can't be reached.",
          code: -32603,
          data: { httpStatus: 502, requestId: 'request-8' },
        },
      }),
    }),
  );
  await bar(page).getByLabel('Sky survey').selectOption('Pan-STARRS DR1');
  const status = bar(page).getByRole('status');
  await expect(status).toContainText(
    "No image of Pan-STARRS DR1: The hips2fits service of the CDS can't be reached (request request-8).",
  );
  await page.unroute('**/api/trpc/fieldImage**');
  await status.getByRole('button', { name: 'Try again' }).click();
  await expect(status).toHaveText(/^with Pan-STARRS/);
});

test('nobody is asked before a survey is chosen, and once for each band while one walks', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (sent) => {
    if (sent.url().includes('fieldImage')) asked.push(decodeURIComponent(sent.url()));
  });
  await openStamps(page, `/${demoObjectId()}?cmp=blink`);
  expect(asked).toEqual([]);
  await bar(page).getByLabel('Stamps compared').selectOption('difference, sky survey');
  for (let step = 0; step < 5; step++) {
    await expect(bar(page).getByRole('status')).toHaveText(/^with Pan-STARRS/);
    await page.keyboard.press('ArrowLeft');
  }
  await expect(bar(page).getByRole('status')).toHaveText(/^with Pan-STARRS/);
  expect(asked.length).toBe(new Set(asked).size);
  expect(asked.length).toBeLessThanOrEqual(2);
});

test('nothing is wrong for assistive technology, in three themes', async ({ page }) => {
  test.slow();
  await openStamps(page, `/${demoObjectId()}?cmp=swipe&pair=si`);
  await expect(bar(page).getByRole('status')).toHaveText(/^with Pan-STARRS/);
  await expectNoViolationsInAnyTheme(page);
});
