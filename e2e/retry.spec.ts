import { expect, test } from '@playwright/test';
import { namedFailures } from '#server/mock-api/failures.ts';
import { lightCurve, stamps, startPlot } from './light-curve.ts';
import { demoObjectId } from './object-id.ts';
import { addresses } from './stack/addresses.ts';

test('a figure whose code does not come says so, keeps the keyboard, and is saved by “Try again”', async ({ page }) => {
  await page.goto(`/${demoObjectId()}`);
  await startPlot(page);
  await lightCurve(page).getByRole('button', { name: 'Export figure or points' }).click();
  const pdf = page.getByRole('button', { name: 'PDF', exact: true });
  await expect(pdf).toBeVisible();
  await page.route('**/*', (route) => route.abort());
  await pdf.click();
  const failed = page.getByRole('alert').filter({ hasText: 'The PDF file was not made' });
  const again = failed.getByRole('button', { name: 'Try again' });
  await expect(failed).toContainText('the code that makes it did not arrive');
  await again.focus();
  await page.keyboard.press('Enter');
  await expect(again).toBeFocused();
  await page.unroute('**/*');
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(file.suggestedFilename()).toMatch(/\.pdf$/);
  await expect(failed).toHaveCount(0);
  await expect(page.getByRole('dialog', { name: 'Export figure or points' })).toBeFocused();
});

test('stamps that fail again give the keyboard back to “Try again”', async ({ page }) => {
  const objectId = namedFailures.find(({ name }) => name === 'failing stamps')?.ids.ztf;
  await page.goto(`${addresses.webOnMock}/${objectId}`);
  const again = stamps(page).getByRole('button', { name: 'Try again' });
  await again.focus();
  const retried = page.waitForResponse((response) => response.url().endsWith('.stamps'));
  await page.keyboard.press('Enter');
  await retried;
  await expect(again).toBeFocused();
});
