import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectNoViolationsInAnyTheme } from './axe.ts';
import { demoObjectId } from './object-id.ts';

const pane = (page: Page): Locator => page.getByRole('tabpanel', { name: 'Variable' });
const overview = (page: Page): Locator => pane(page).getByRole('slider', { name: 'Fold period, from peak to peak' });
const detail = (page: Page): Locator => pane(page).getByRole('slider', { name: 'Fold period, finely' });
const folded = (page: Page): Locator => pane(page).getByRole('group', { name: 'Folded light curve' });
const rowOf = (page: Page, name: string | RegExp): Locator =>
  pane(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) });
const periodOf = async (page: Page): Promise<number> => Number(await overview(page).getAttribute('aria-valuenow'));
const addressed = (page: Page): number => Number(new URL(page.url()).searchParams.get('period'));
/** Places of the first marks of the fold: they move when the period does. */
const marksOf = (page: Page): Promise<string> =>
  folded(page)
    .locator('[data-series] use')
    .first()
    .evaluate((use) => use.parentElement?.innerHTML.slice(0, 400) ?? '');

async function untilFound(page: Page): Promise<void> {
  await expect(overview(page)).toBeVisible({ timeout: 60_000 });
  await expect(pane(page).getByRole('progressbar', { name: 'Search' })).toBeHidden({ timeout: 60_000 });
}

test.describe('the variable analysis', () => {
  test.slow();

  test('finds the period of a simulated RR Lyrae star, and its fold is smooth', async ({ page }) => {
    await page.goto(`/${demoObjectId('RR Lyrae star')}?tab=variable&vbase=4&vband=0`);
    await untilFound(page);
    const period = await periodOf(page);
    expect(period).toBeGreaterThan(0.25);
    expect(period).toBeLessThan(0.75);
    await expect(rowOf(page, 'Period')).toContainText('±');
    const power = Number(await rowOf(page, 'Power').getByRole('cell').textContent());
    expect(power).toBeGreaterThan(0.9);
    await expect(rowOf(page, 'False alarm')).toContainText(/bootstrap, 100|Baluev/, { timeout: 60_000 });
    await expect(folded(page).getByRole('img')).toHaveAttribute('aria-label', /^\d+ points folded with 0\.\d+ days/);
  });

  test('dragging the periodogram folds anew while it is dragged, and the address keeps where it ended', async ({
    page,
  }) => {
    await page.goto(`/${demoObjectId('RR Lyrae star')}?tab=variable`);
    await untilFound(page);
    const found = await periodOf(page);
    await overview(page).scrollIntoViewIfNeeded();
    const box = await overview(page).boundingBox();
    if (!box) throw new Error('The periodogram is not on the page.');
    const before = await marksOf(page);
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2);
    await page.mouse.down();
    await expect.poll(() => marksOf(page)).not.toBe(before);
    const during = await marksOf(page);
    expect(addressed(page)).toBe(0);
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 5 });
    await expect.poll(() => marksOf(page)).not.toBe(during);
    await page.mouse.up();
    const dragged = await periodOf(page);
    expect(dragged).not.toBe(found);
    await expect.poll(() => addressed(page)).toBeCloseTo(dragged, 6);
    await page.reload();
    await untilFound(page);
    expect(await periodOf(page)).toBeCloseTo(dragged, 6);
    await page.getByRole('button', { name: 'Best period' }).click();
    await expect.poll(() => periodOf(page)).toBeCloseTo(found, 9);
    expect(addressed(page)).toBe(0);
  });

  test('an address restores method, harmonics, range, quantity and period', async ({ page }) => {
    const query = 'tab=variable&vmethod=lafler&vbase=2&vband=0&vrange=0.2..0.9&vof=dcflux&period=0.4&vshift=0.25';
    await page.goto(`/${demoObjectId('RR Lyrae star')}?${query}`);
    await untilFound(page);
    const chosen = (name: string) => pane(page).getByRole('combobox', { name });
    await expect(chosen('Method')).toHaveValue('lafler');
    await expect(chosen('Harmonics that all bands share')).toHaveValue('2');
    await expect(chosen('Harmonics of each band')).toHaveValue('0');
    await expect(chosen('What is searched')).toHaveValue('dcflux');
    await expect(pane(page).getByLabel('Periods from')).toHaveValue('0.2');
    await expect(pane(page).getByRole('textbox', { name: 'Fold with' })).toHaveValue('0.4');
    expect(await periodOf(page)).toBe(0.4);
    expect(new URL(page.url()).search).toBe(`?${query}`);
  });

  test('without a pointer: f opens it, arrows move the fold, the walk over points speaks, a period is typed', async ({
    page,
  }) => {
    await page.goto(`/${demoObjectId('RR Lyrae star')}`);
    await expect(page.getByRole('tab', { name: 'Variable' })).toBeVisible();
    await expect(async () => {
      await page.keyboard.press('f');
      await expect(page.getByRole('tab', { name: 'Variable' })).toHaveAttribute('aria-selected', 'true');
    }).toPass();
    await untilFound(page);
    const found = await periodOf(page);
    await detail(page).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => periodOf(page)).toBeGreaterThan(found);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => periodOf(page)).toBeCloseTo(found, 4);
    await folded(page).focus();
    await page.keyboard.press('ArrowRight');
    await expect(pane(page).locator('[aria-live]', { hasText: /± .*phase/ })).toBeAttached();
    await pane(page).getByRole('textbox', { name: 'Fold with' }).fill('0.51');
    await page.keyboard.press('Enter');
    await expect.poll(() => periodOf(page)).toBe(0.51);
  });

  test('a search that is stopped says so and can begin again; the page answers meanwhile', async ({ page }) => {
    await page.goto(`/${demoObjectId('RR Lyrae star')}?tab=variable&vmethod=bls&vrange=0.006..40`);
    await pane(page).getByRole('button', { name: 'Stop' }).click({ timeout: 60_000 });
    await expect(pane(page).getByText('Search stopped')).toBeVisible();
    await pane(page).getByRole('button', { name: 'Start again' }).click();
    await expect(pane(page).getByRole('progressbar', { name: 'Search' })).toBeVisible();
  });

  test('axe finds nothing on it in any theme', async ({ page }) => {
    await page.goto(`/${demoObjectId('RR Lyrae star')}?tab=variable`);
    await untilFound(page);
    await expectNoViolationsInAnyTheme(page);
  });

  test('on a phone nothing is wider than the screen', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`/${demoObjectId('RR Lyrae star')}?tab=variable`);
    await untilFound(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
