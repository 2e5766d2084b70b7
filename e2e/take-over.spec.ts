import { expect, type Locator, test } from '@playwright/test';
import { observeShifts, shiftOf } from './layout-shift.ts';
import { lightCurve, type Place, startPlot, untilPlotReady } from './light-curve.ts';
import { type DemoKind, demoObjectId } from './object-id.ts';
import { withoutIdleTime } from './page-scripts.ts';

const kinds: readonly DemoKind[] = ['type Ia supernova', 'RR Lyrae star'];

for (const width of [360, 800, 1440]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 900 } });

    test('Plotly’s marks stand where the server drew them, and nothing else moves', async ({ page }) => {
      await page.addInitScript(observeShifts);
      // Idle time would start Plotly before the server's marks are measured; the first touch starts it below.
      await page.addInitScript(withoutIdleTime);
      for (const kind of kinds) {
        await page.goto(`/${demoObjectId(kind)}`);
        const drawn = lightCurve(page).locator('svg[role="img"]');
        const before = await centresOf(drawn.locator('g[data-mark] use'));
        expect(before.length).toBeGreaterThan(20);
        const frame = await drawn.boundingBox();

        await startPlot(page);
        await expect(drawn.locator('g[data-mark] use')).toHaveCount(0);
        const after = await centresOf(lightCurve(page).locator('[data-plotly] path.point'));
        expect(await drawn.boundingBox()).toEqual(frame);
        expect(after).toHaveLength(before.length);
        const moved = before.map(({ x, y }, k) => Math.hypot(x - (after[k]?.x ?? NaN), y - (after[k]?.y ?? NaN)));
        test
          .info()
          .annotations.push({ type: `largest move, px (${kind})`, description: Math.max(...moved).toFixed(3) });
        expect(Math.max(...moved)).toBeLessThanOrEqual(1);

        const shift = await shiftOf(page);
        test.info().annotations.push({ type: `layout shift (${kind})`, description: shift.toFixed(4) });
        expect(shift).toBeLessThanOrEqual(0.02);
      }
    });
  });
}

test('idle time alone starts Plotly, without a touch and without a shift', async ({ page }) => {
  await page.addInitScript(observeShifts);
  await page.goto(`/${demoObjectId()}`);
  await untilPlotReady(page);
  await expect(lightCurve(page).locator('[data-plotly] path.point').first()).toBeVisible();
  expect(await shiftOf(page)).toBeLessThanOrEqual(0.02);
});

function centresOf(marks: Locator): Promise<Place[]> {
  return marks.evaluateAll((elements) =>
    elements.map((element) => {
      const { left, width, top, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }),
  );
}
