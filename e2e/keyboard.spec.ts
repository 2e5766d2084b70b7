import { expect, type Page, test } from '@playwright/test';
import { expectStampsOf, stamps, untilPlotReady } from './light-curve.ts';
import { alertsOf, demoObjectId } from './object-id.ts';

/** The element with the focus: what it is called, whether it is in view, and whether its looks (or those around it) tell. */
async function focused(page: Page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const looks = () => {
      const around = [element, element.parentElement, element.parentElement?.parentElement];
      return around.map((one) => {
        if (!one) return '';
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor } = getComputedStyle(one);
        return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor].join();
      });
    };
    const box = element.getBoundingClientRect();
    const withFocus = looks().join();
    element.blur();
    const without = looks().join();
    element.focus({ preventScroll: true });
    return {
      name: element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '',
      html: element.outerHTML.slice(0, 120),
      isInView: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      hasRing: withFocus !== without,
    };
  });
}

test('from home to the stamps of an earlier alert and back to the table, without a pointer', async ({
  page,
  request,
}) => {
  test.slow();
  const objectId = demoObjectId();
  const alerts = await alertsOf(request, objectId);
  await page.goto('/');
  const box = page.getByRole('textbox', { name: /^Search a name/ });
  await expect(box).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(box).not.toBeFocused();
  await page.keyboard.press('/');
  await expect(box).toBeFocused();
  await page.keyboard.type(objectId);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/${objectId}`);
  await expectStampsOf(page, alerts[0]?.alertId ?? '');
  await untilPlotReady(page);

  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(list).toBeVisible();
  for (const line of ['Search', 'Earlier epoch', 'Later epoch', 'Unit: magnitude, flux', 'This list'])
    await expect(list.getByText(line, { exact: true })).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByLabel('Unit of the light curve')).toHaveValue('mag');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();

  await page.keyboard.press('ArrowLeft');
  await expect(stamps(page)).not.toHaveAttribute('data-alert', alerts[0]?.alertId ?? '');
  await expectStampsOf(page, (await stamps(page).getAttribute('data-alert')) ?? '');
  await page.keyboard.press('u');
  await expect(page.getByLabel('Unit of the light curve')).toHaveValue('flux');
  await page.keyboard.press('Shift+T');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.keyboard.press('Shift+T');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await page.keyboard.press('/');
  await expect(box).toBeFocused();
  await page.keyboard.type('u?');
  await expect(page.getByLabel('Unit of the light curve')).toHaveValue('flux');
  await expect(list).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(box).not.toBeFocused();

  // Backwards over the end: which analyses an object has in between is its own affair.
  await page.getByRole('tab', { name: 'Summary' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tab', { name: 'Get data' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tab', { name: /All alerts/ })).toBeFocused();
  await expect(page.getByRole('tabpanel').getByRole('grid')).toBeVisible();
  await expect(page.getByRole('tabpanel').getByRole('row').nth(3)).toBeVisible();
  expect(new URL(page.url()).searchParams.get('tab')).toBe('alerts');
});

for (const theme of ['light', 'dark', 'red']) {
  test(`Tab reaches everything in order, and the focus is always seen (${theme})`, async ({
    page,
    context,
    baseURL,
  }) => {
    test.slow();
    await context.addCookies([{ name: 'theme', value: theme, url: baseURL ?? '' }]);
    await page.goto(`/${demoObjectId()}`);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await untilPlotReady(page);
    const seen: string[] = [];
    for (let step = 0; step < 120; step++) {
      await page.keyboard.press('Tab');
      const at = await focused(page);
      if (at === null) break;
      expect(at, `step ${step}`).toMatchObject({ isInView: true, hasRing: true });
      expect(at.name, at.html).not.toBe('');
      seen.push(at.name);
    }
    const places = [
      'Skip to content',
      'Fink portal, home',
      'Search a name, position or class',
      'Observer red',
      'Keyboard shortcuts',
      'Copy identifier',
      'Copy link',
      'Unit of the light curve',
      'Stretch',
      'Colour map',
      'Summary',
    ].map((name) => seen.indexOf(name));
    expect(places, seen.join(' | ')).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
}

test('the first Tab offers the way past the bar', async ({ page }) => {
  await page.goto(`/${demoObjectId()}`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#main$/);
});
