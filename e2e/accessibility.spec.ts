import { expect, test } from '@playwright/test';
import { axeViolations, expectNoViolationsInAnyTheme } from './axe.ts';
import { untilPlotReady } from './light-curve.ts';
import { demoObjectId, misspelled } from './object-id.ts';
import { addresses } from './stack/addresses.ts';

for (const theme of ['light', 'dark', 'red']) {
  test.describe(`in the theme ${theme}`, () => {
    test.beforeEach(async ({ context }) => {
      await context.addCookies([{ name: 'theme', value: theme, url: addresses.web }]);
    });

    test('axe finds nothing on an object page, before and after the plot is ready', async ({ page }) => {
      await page.goto(`/${demoObjectId()}`);
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('region', { name: 'Light curve' }).hover();
      await expect(page.locator('section[data-state="ready"]')).toBeVisible();
      await page.waitForFunction(() => performance.getEntriesByName('plot-ready').length > 0);
      expect(await axeViolations(page)).toEqual([]);
    });
  });
}

test('axe finds nothing on a Rubin page in any theme', async ({ page }) => {
  await page.goto(`${addresses.webOnMock}/999170024563371126`);
  await untilPlotReady(page);
  await expectNoViolationsInAnyTheme(page);
});

const paths = ['/', '/search', '/search?q=ZTF99aa', '/about', '/migration', 'a misspelled name', '/no-such-page'];

for (const path of paths) {
  test(`axe finds nothing on ${path} in any theme`, async ({ page }) => {
    await page.goto(path.startsWith('/') ? path : `/${misspelled(demoObjectId())}`);
    await expectNoViolationsInAnyTheme(page);
  });
}
