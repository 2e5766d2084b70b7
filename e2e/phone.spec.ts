import { expect, type Page, test } from '@playwright/test';
import { lightCurve, stamps, untilPlotReady } from './light-curve.ts';
import { demoObjectId, misspelled } from './object-id.ts';
import { mostGreenOrBlue } from './pixels.ts';
import { addresses } from './stack/addresses.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

const paths = () => {
  const objectId = demoObjectId();
  return [
    '/',
    `/${objectId}`,
    `/${objectId}?tab=alerts`,
    `/${objectId}?tab=data&unit=flux`,
    '/search',
    '/search?q=ZTF99aa',
    '/about',
    '/migration',
    `/${misspelled(objectId)}`,
  ];
};

test('no page scrolls sideways', async ({ page }) => {
  test.slow();
  for (const path of paths()) {
    await page.goto(path);
    if (path.includes('?tab') || path === `/${demoObjectId()}`) await untilPlotReady(page);
    const { wide, wider } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      wider: [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .filter((element) => !element.closest('svg, [data-plotly], pre, .ag-root-wrapper, [data-scrolls]'))
        .map((element) => element.outerHTML.slice(0, 100)),
    }));
    expect([path, wide, wide > 390 ? wider : []]).toEqual([path, 390, []]);
  }
});

test('the curve, the stamps and the facts are there and in this order', async ({ page }) => {
  await page.goto(`/${demoObjectId()}`);
  await untilPlotReady(page);
  const drawing = lightCurve(page).locator('svg[role="img"]');
  const box = await drawing.boundingBox();
  expect(box?.width).toBeGreaterThan(300);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(844);
  await expect(stamps(page)).toHaveAttribute('data-state', 'ready');
  await expect(stamps(page).getByRole('img')).toHaveCount(3);
  const tops = await Promise.all(
    [lightCurve(page), stamps(page), page.getByRole('complementary', { name: 'Facts' })].map(
      async (part) => (await part.boundingBox())?.y ?? Number.NaN,
    ),
  );
  expect(tops).toEqual(tops.toSorted((a, b) => a - b));
});

test('a tap on a point chooses its alert', async ({ page }) => {
  await page.goto(`/${demoObjectId()}`);
  await untilPlotReady(page);
  const before = await stamps(page).getAttribute('data-alert');
  const mark = await lightCurve(page).locator('[data-plotly] path.point').nth(12).boundingBox();
  if (!mark) throw new Error('The mark has no place.');
  await page.touchscreen.tap(mark.x + mark.width / 2, mark.y + mark.height / 2);
  await expect(stamps(page)).not.toHaveAttribute('data-alert', before ?? '');
  await expect(stamps(page)).toHaveAttribute('data-state', 'ready');
});

test('whatever can be pressed takes a finger that is 36 px high', async ({ page }) => {
  for (const path of [`/${demoObjectId()}`, '/', '/search?q=ZTF99aa', '/about']) {
    await page.goto(path);
    expect([path, await tooSmallForFingers(page)]).toEqual([path, []]);
  }
});

test.describe('observer red', () => {
  test.beforeEach(async ({ context }) => {
    await context.addCookies([{ name: 'theme', value: 'red', url: addresses.web }]);
  });

  for (const viewport of [
    { width: 390, height: 844 },
    { width: 1440, height: 900 },
  ]) {
    test(`no pixel gives green or blue light at ${viewport.width} px`, async ({ page }) => {
      test.slow();
      await page.setViewportSize(viewport);
      for (const path of [...paths(), `/${demoObjectId()}?map=coolwarm`, `/${demoObjectId()}?map=viridis&unit=flux`]) {
        await page.goto(path);
        if (new URL(page.url()).pathname === `/${demoObjectId()}`) {
          await untilPlotReady(page);
          await expect(stamps(page)).toHaveAttribute('data-state', 'ready');
        }
        const picture = await page.screenshot({ fullPage: true, scale: 'css' });
        expect(mostGreenOrBlue(picture), path).toBeLessThanOrEqual(40);
      }
    });
  }
});

/** Controls that a finger 36 px high would miss: lower themselves, not part of a row that is as high, and no larger to touch. */
function tooSmallForFingers(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const takesFinger = (control: Element): boolean => {
      const row = control.closest('[role=group], [role=search]')?.getBoundingClientRect().height ?? 0;
      const own = control.getBoundingClientRect().height;
      if (own >= 36 || (row >= 36 && own >= row - 2)) return true;
      control.scrollIntoView({ block: 'center' });
      const { left, width, top, height } = control.getBoundingClientRect();
      const touched = (dy: number) => document.elementFromPoint(left + width / 2, top + height / 2 + dy);
      return [-17, 17].every((dy) => control.contains(touched(dy)));
    };
    return [...document.querySelectorAll('button:enabled, select, input, [role=tab]')]
      .filter((control) => control.checkVisibility() && !takesFinger(control))
      .map((control) => `${control.getAttribute('aria-label') ?? control.textContent?.trim()}`);
  });
}
