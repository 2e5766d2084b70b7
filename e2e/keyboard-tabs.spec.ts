import { expect, type Page, test } from '@playwright/test';
import { stamps, untilPlotReady } from './light-curve.ts';
import { alertsOf, demoObjectId } from './object-id.ts';

/** Opens a tab and puts the focus on its name. */
async function openTab(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await untilPlotReady(page);
  await page.getByRole('tab', { selected: true }).focus();
}

const isInPanel = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.activeElement?.closest('[role=tabpanel]') != null);

test('Tab goes into the table of all alerts once and then past it; arrows and Enter choose an alert', async ({
  page,
  request,
}) => {
  const objectId = demoObjectId();
  const [, second] = (await alertsOf(request, objectId)).toSorted((a, b) => b.mjd - a.mjd);
  await openTab(page, `/${objectId}?tab=alerts`);
  const grid = page.getByRole('tabpanel').getByRole('grid');
  await expect(grid.getByRole('gridcell').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(grid.getByRole('columnheader').first()).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('region', { name: /^All fields of alert/ }).getByRole('button')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect.poll(() => isInPanel(page)).toBe(false);
  await page.keyboard.press('Shift+Tab');
  await expect.poll(() => isInPanel(page)).toBe(true);

  await page.getByRole('tab', { selected: true }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  const row = grid.getByRole('row').filter({ hasText: second?.alertId ?? '' });
  for (let steps = 0; steps < 60 && !(await row.locator(':focus').count()); steps++)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(stamps(page)).toHaveAttribute('data-alert', second?.alertId ?? '');
});

test('the order of the table of all alerts is in the address, and Back undoes it', async ({ page }) => {
  const objectId = demoObjectId();
  const grid = page.getByRole('tabpanel').getByRole('grid');
  const header = (name: string) => grid.getByRole('columnheader', { name });
  /** How the times of the first rows run. */
  const times = async () => {
    const texts = await grid.locator('[role=gridcell][col-id=mjd]').allTextContents();
    const mjd = texts.slice(0, 6).map(Number);
    const steps = mjd.slice(1).map((own, index) => Math.sign(own - (mjd[index] ?? 0)));
    return mjd.length > 2 && new Set(steps.filter((step) => step !== 0)).size === 1 ? steps.find((step) => step) : 0;
  };
  await openTab(page, `/${objectId}?tab=alerts`);
  await expect.poll(times).toBe(-1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]rows=mjd(?:&|$)/);
  await expect(header('MJD')).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(times).toBe(1);
  await page.reload();
  await expect(header('MJD')).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(times).toBe(1);
  await header('Band').click();
  await expect(page).toHaveURL(/[?&]rows=band(?:&|$)/);
  await expect(header('MJD')).toHaveAttribute('aria-sort', 'none');
  await page.goBack();
  await expect(page).toHaveURL(/[?&]rows=mjd(?:&|$)/);
  await expect.poll(times).toBe(1);
});

test('code that scrolls says what it is when the keys come to it', async ({ page }) => {
  await openTab(page, `/${demoObjectId()}?tab=data`);
  await page.getByRole('button', { name: 'Copy as Python' }).focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('region', { name: 'Code, Python' })).toBeFocused();
});

test('periods to fold with are called by what they do', async ({ page }) => {
  await openTab(page, `/${demoObjectId('RR Lyrae star')}?tab=variable`);
  await expect(page.getByRole('button', { name: /^Fold with [\d.]+ d$/ }).first()).toBeVisible({ timeout: 20_000 });
});
