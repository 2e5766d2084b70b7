import { expect, type Locator, type Page, test } from '@playwright/test';
import { observeShifts, shiftOf } from './layout-shift.ts';
import { lightCurve, markCount, type Place, startPlot, untilPlotReady } from './light-curve.ts';
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
        expect(await drawn.boundingBox()).toEqual(frame);
        expect(await markCount(page)).toBe(before.length);
        const moved = await movesOf(page, before);
        expect(moved.length).toBeGreaterThanOrEqual(5);
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

/** A place and whether its mark is as high as it is wide: a circle or square, whose colour has its middle there. */
interface Mark extends Place {
  readonly isEven: boolean;
}

/** Far enough apart that neither a mark nor its error bar is near the other. */
const isApart = (one: Place, other: Place): boolean => Math.abs(one.x - other.x) > 11 || Math.abs(one.y - other.y) > 30;

/** px between the server's marks and those that are there now: Plotly's each, of the canvas even ones that stand alone. */
async function movesOf(page: Page, before: readonly Mark[]): Promise<number[]> {
  const points = await centresOf(lightCurve(page).locator('[data-plotly] path.point'));
  const alone = before.filter((mark) => mark.isEven && before.every((other) => other === mark || isApart(mark, other)));
  const [places, after] = points.length > 0 ? [before, points] : [alone, await paintedCentres(page, alone)];
  expect(after).toHaveLength(places.length);
  return places.map(({ x, y }, k) => Math.hypot(x - (after[k]?.x ?? NaN), y - (after[k]?.y ?? NaN)));
}

/** The middle of the colour within 6 px of each place, of what is painted on the canvas; none where nothing is. */
function paintedCentres(page: Page, places: readonly Place[]): Promise<Place[]> {
  return lightCurve(page)
    .locator('canvas[data-marks]')
    .first()
    .evaluate((canvas, wanted) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('This is no canvas.');
      const context = canvas.getContext('2d');
      const { left, top, width } = canvas.getBoundingClientRect();
      const scale = canvas.width / width;
      const reach = Math.round(6 * scale);
      const side = 2 * reach + 1;
      return wanted.flatMap((place) => {
        const [column, row] = [Math.floor((place.x - left) * scale), Math.floor((place.y - top) * scale)];
        const { data } = context?.getImageData(column - reach, row - reach, side, side) ?? { data: [] };
        let [all, across, down] = [0, 0, 0];
        for (let at = 0; at < side * side; at++) {
          const alpha = data[4 * at + 3] ?? 0;
          all += alpha;
          across += alpha * ((at % side) + 0.5);
          down += alpha * (Math.floor(at / side) + 0.5);
        }
        const x = left + (column - reach + across / all) / scale;
        const y = top + (row - reach + down / all) / scale;
        return all > 0 ? [{ x, y }] : [];
      });
    }, places);
}

function centresOf(marks: Locator): Promise<Mark[]> {
  return marks.evaluateAll((elements) =>
    elements.map((element) => {
      const { left, width, top, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2, isEven: Math.abs(width - height) < 0.2 };
    }),
  );
}
