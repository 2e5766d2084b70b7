import { expect, type Locator, type Page } from '@playwright/test';

export const lightCurve = (page: Page): Locator => page.getByRole('region', { name: 'Light curve' });
export const stamps = (page: Page): Locator => page.getByRole('region', { name: 'Stamps' });

/** Starts Plotly and waits until it has the marks. The pointer enters the panel, as a visitor's would; idle time would start it too. */
export async function startPlot(page: Page): Promise<void> {
  await lightCurve(page).hover();
  await untilPlotReady(page);
  await page.mouse.move(0, 0);
}

/** Asked every quarter second and not every frame: frames of five thousand points are long on a busy machine. */
export async function untilPlotReady(page: Page): Promise<void> {
  const options = { polling: 250 };
  await page.waitForFunction(() => performance.getEntriesByName('plot-ready').length > 0, undefined, options);
}

/** Marks that the plot shows: Plotly's while they are few, else those of the canvas under its axes. */
export async function markCount(page: Page): Promise<number> {
  const canvas = lightCurve(page).locator('canvas[data-marks]').first();
  const painted = Number(await canvas.getAttribute('data-marks'));
  return painted + (await lightCurve(page).locator('[data-plotly] path.point').count());
}

/** Waits until the panel shows the stamps of this alert, and checks that every part of it speaks about this one. */
export async function expectStampsOf(page: Page, alertId: string): Promise<void> {
  await expect(stamps(page)).toHaveAttribute('data-alert', alertId);
  await expect(stamps(page)).toHaveAttribute('data-state', 'ready');
  for (const kind of ['Science', 'Template', 'Difference'])
    await expect(stamps(page).getByRole('img', { name: `${kind} stamp of alert ${alertId}` })).toBeVisible();
  await expect(stamps(page).locator('dd', { hasText: alertId })).toBeVisible();
  await expect(stamps(page).getByRole('link', { name: 'Sci' })).toHaveAttribute('href', new RegExp(`/${alertId}/`));
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Where the axes say that a value is, px of the viewport: read from the tick labels alone, so that a click finds a mark
 * by its numbers and not by how it was drawn.
 */
export async function axesOf(page: Page): Promise<(mjd: number, value: number) => Place> {
  const labels = await lightCurve(page)
    .locator('svg[role="img"] text')
    .evaluateAll((texts) =>
      texts.map((text) => {
        const { left, width, top, height } = text.getBoundingClientRect();
        const sideways = text.getAttribute('text-anchor') === 'end';
        return { text: text.textContent ?? '', sideways, x: left + width / 2, y: top + height / 2, width };
      }),
    );
  const seen = labels.filter(({ width }) => width > 0);
  const times = seen.filter(({ text, sideways }) => !sideways && /^\d{5}$/.test(text));
  const values = seen.filter(({ text, sideways }) => sideways && /^[−-]?\d+(\.\d+)?$/.test(text));
  const x = lineThrough(times.map((label) => [Number(label.text), label.x]));
  const y = lineThrough(values.map((label) => [Number(label.text.replace('−', '-')), label.y]));
  return (mjd, value) => ({ x: x(mjd), y: y(value) });
}

function lineThrough(points: readonly (readonly [at: number, px: number])[]): (at: number) => number {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || first[0] === last[0]) throw new Error('The axis has fewer than two labels.');
  const slope = (last[1] - first[1]) / (last[0] - first[0]);
  return (at) => first[1] + (at - first[0]) * slope;
}
