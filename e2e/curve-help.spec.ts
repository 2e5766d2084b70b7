import { expect, test } from '@playwright/test';
import { axeViolations } from './axe.ts';
import { lightCurve, startPlot } from './light-curve.ts';
import { demoObjectId } from './object-id.ts';
import { addresses } from './stack/addresses.ts';

for (const theme of ['light', 'dark', 'red']) {
  for (const width of [1440, 390]) {
    test(`what the light curve shows is explained by keyboard at ${width} px (${theme})`, async ({ page, context }) => {
      await context.addCookies([{ name: 'theme', value: theme, url: addresses.web }]);
      await page.setViewportSize({ width, height: 844 });
      await page.goto(`/${demoObjectId()}`);
      await startPlot(page);
      const opener = lightCurve(page).getByRole('button', { name: 'What the light curve shows' });
      await opener.focus();
      await page.keyboard.press('Enter');
      const help = page.getByRole('dialog', { name: 'What the light curve shows' });
      await expect(help).toContainText('Lupton, Gunn & Szalay 1999');
      await expect(help.locator('math')).toHaveCount(8);
      await expect(help.locator('math mfrac').first()).toBeVisible();
      // Letters of mathematical italic are blanks where no font has them.
      await expect(help.locator('math mi').first()).toHaveCSS('text-transform', 'none');
      // Nor is the sign of a root drawn without a font for mathematics: sums of squares say the same.
      await expect(help.locator('msqrt, mroot')).toHaveCount(0);
      const box = await help.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      expect(await axeViolations(page)).toEqual([]);
      await page.keyboard.press('Tab');
      await expect(help.getByRole('region', { name: 'Marks and quantities' })).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(help).toHaveCount(0);
      await expect(opener).toBeFocused();
    });
  }
}
