import { expect, test } from '@playwright/test';
import { stamps } from './light-curve.ts';
import { demoObjectId } from './object-id.ts';
import { addresses } from './stack/addresses.ts';
import { coloursOf, openStamps, readout, tile } from './stamp-tiles.ts';

const rubin = `${addresses.webOnMock}/999170024563371126`;

test('stamps with a WCS turn north up by button and by key, the address keeps it, and the read-out follows', async ({
  page,
}) => {
  await openStamps(page, rubin);
  const science = tile(page, 'Science').locator('canvas');
  const asTaken = await coloursOf(science, 30);
  const button = stamps(page).getByRole('button', { name: 'North up' });
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('n');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/[?&]north=1/);
  await expect.poll(() => coloursOf(science, 30)).not.toEqual(asTaken);

  await page.reload();
  await stamps(page).getByRole('heading', { name: 'Stamps' }).hover();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  const first = tile(page, 'Science');
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await expect(readout(page)).toContainText('from the alert');
  const declination = async (): Promise<number> => {
    const [, sign, degrees] = /([+−])(\d+\.\d+)°/.exec((await readout(page).textContent()) ?? '') ?? [];
    return Number(degrees) * (sign === '−' ? -1 : 1);
  };
  const before = await declination();
  await page.keyboard.press('ArrowUp');
  // Straight up is north: one pixel is 0.2″.
  await expect.poll(async () => ((await declination()) - before) * 3600).toBeCloseTo(0.2, 1);

  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/north/);
  await expect.poll(() => coloursOf(science, 30)).toEqual(asTaken);
});

test('stamps without a WCS are not offered north up, and say why', async ({ page }) => {
  await openStamps(page, `/${demoObjectId()}?north=1`);
  await expect(readout(page)).toContainText('no orientation (no WCS)');
  await expect(stamps(page).getByRole('button', { name: 'North up' })).toHaveCount(0);
});
