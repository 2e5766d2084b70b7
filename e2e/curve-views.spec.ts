import { readFile } from 'node:fs/promises';
import { type APIRequestContext, type Download, expect, type Page, test } from '@playwright/test';
import { lightcurveFromArrow } from '#components/lightcurve/read-arrow.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { observeShifts, shiftOf } from './layout-shift.ts';
import { axesOf, lightCurve, markCount, stamps, startPlot } from './light-curve.ts';
import { demoObjectId } from './object-id.ts';

const variable = () => demoObjectId('RR Lyrae star');
const queryOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const drawing = (page: Page) => lightCurve(page).locator('svg[role="img"]').first();

async function curveOf(request: APIRequestContext, objectId: string): Promise<Lightcurve> {
  const response = await request.get(`/data/ztf/${objectId}.arrow`);
  expect(response.status()).toBe(200);
  return lightcurveFromArrow(new Uint8Array(await response.body()));
}

/** What the legend counts, hidden or not. */
async function counted(page: Page): Promise<number> {
  const texts = await page
    .getByRole('group', { name: 'Shown in the light curve' })
    .getByRole('button')
    .allTextContents();
  return texts.reduce((sum, text) => sum + Number(/(\d+)$/.exec(text)?.[1] ?? 0), 0);
}

/** What the plot says that it does not show. */
async function omitted(page: Page): Promise<number> {
  const text = (await drawing(page).getAttribute('aria-label')) ?? '';
  const reasons = text.split('not shown: ')[1] ?? '';
  return [...reasons.matchAll(/(?:^|; )(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
}

test('in every unit each row is a mark or counted as not shown', async ({ page, request }) => {
  const objectId = variable();
  const rows = (await curveOf(request, objectId)).mjd.length;
  await page.goto(`/${objectId}`);
  await startPlot(page);
  const titles = {
    flux: 'Difference flux (µJy)',
    dcmag: 'Apparent magnitude (AB)',
    dcflux: 'Apparent flux (µJy)',
    asinh: 'Difference asinh magnitude (AB)',
    mag: 'Difference magnitude (AB)',
  } as const;
  for (const [unit, title] of Object.entries(titles)) {
    await page.getByLabel('Unit of the light curve').selectOption(unit);
    await expect(drawing(page).getByText(title)).toBeVisible();
    await expect(async () => {
      expect((await counted(page)) + (await omitted(page))).toBe(rows);
      expect(await markCount(page)).toBe(await counted(page));
    }).toPass();
  }
  await page.getByLabel('Unit of the light curve').selectOption('asinh');
  await expect(drawing(page).getByText(/softening b = [\d.]+ µJy \(Lupton et al\. 1999\)/)).toBeVisible();
});

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false });

  test('a view of an address is drawn by the server', async ({ page }) => {
    await page.goto(`/${variable()}?unit=dcmag&x=peak&snr=8&colour=g-r`);
    await expect(drawing(page).getByText('Apparent magnitude (AB)')).toBeVisible();
    await expect(drawing(page).getByText(/^Days since brightest detection/)).toBeVisible();
    await expect(
      drawing(page)
        .getByText(/reference 1\d\.\d\d/)
        .first(),
    ).toBeVisible();
    await expect(page.locator('[data-lower="colour"]')).toContainText('within 0.3 d');
  });
});

test('panels of an address take their room from the first HTML on', async ({ page }) => {
  await page.addInitScript(observeShifts);
  await page.goto(`/${variable()}?unit=dcmag&colour=g-r&nights=1`);
  await startPlot(page);
  expect(await shiftOf(page)).toBeLessThanOrEqual(0.02);
  await expect(page.locator('[data-lower="colour"] path').first()).toBeVisible();
});

test('the threshold, one point a night and the pairing tolerance are in the address, and Back undoes them', async ({
  page,
}) => {
  await page.goto(`/${variable()}?unit=dcmag&colour=g-r`);
  await startPlot(page);
  const all = await markCount(page);
  await page.getByRole('button', { name: 'Options' }).click();
  const options = page.getByRole('dialog', { name: 'Options' });
  await options.getByLabel('Most days between the two measurements of a colour').fill('2.5');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-lower="colour"]')).toContainText('within 2.5 d');
  await options.getByLabel(/^One point a night/).check();
  await expect.poll(() => queryOf(page)).toHaveProperty('nights', '1');
  await options.getByRole('slider', { name: /S\/N at least/ }).fill('12');
  await expect(drawing(page)).toHaveAttribute('aria-label', /\d+ with S\/N < 12/);
  expect(queryOf(page)).toMatchObject({ snr: '12', nights: '1', within: '2.5' });
  await page.keyboard.press('Escape');
  await expect(options).toBeHidden();
  for (const gone of ['snr', 'nights', 'within'] as const) {
    await page.goBack();
    await expect.poll(() => queryOf(page)).not.toHaveProperty(gone);
  }
  await expect.poll(() => markCount(page)).toBe(all);
});

test('a box that is dragged zooms, the address keeps it, a double click shows everything', async ({ page }) => {
  await page.goto(`/${variable()}`);
  await startPlot(page);
  const frame = await drawing(page).boundingBox();
  if (!frame) throw new Error('The frame has no place.');
  const at = (x: number, y: number) => [frame.x + frame.width * x, frame.y + frame.height * y] as const;
  await page.mouse.move(...at(0.4, 0.2));
  await page.mouse.down();
  await page.mouse.move(...at(0.6, 0.6), { steps: 5 });
  await page.mouse.move(...at(0.7, 0.8), { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => Object.keys(queryOf(page)).sort()).toEqual(['zx', 'zy']);
  const zoomed = page.url();
  const labels = () => drawing(page).locator('text').allTextContents();
  const seen = await labels();
  await page.reload();
  expect(await labels()).toEqual(seen);
  await startPlot(page);
  expect(page.url()).toBe(zoomed);
  await page.mouse.dblclick(...at(0.5, 0.5));
  await expect.poll(() => queryOf(page)).toEqual({});
  await page.goBack();
  await expect.poll(() => page.url()).toBe(zoomed);
});

test('a pointer on a mark shows its three stamps; with Shift its epoch is kept beside the selected one', async ({
  page,
  request,
}) => {
  const objectId = demoObjectId();
  const curve = await curveOf(request, objectId);
  const rows = [...curve.mjd.keys()].filter((row) => curve.kind[row] === 'detection');
  await page.goto(`/${objectId}`);
  await startPlot(page);
  const selected = await stamps(page).getAttribute('data-alert');
  const axes = await axesOf(page);
  const kept: string[] = [];
  for (const row of [rows[6], rows[16]]) {
    if (row === undefined) throw new Error('The object has too few alerts.');
    const place = axes(curve.mjd[row] ?? 0, curve.mag[row] ?? 0);
    await page.mouse.move(place.x - 2, place.y - 2);
    await page.mouse.move(place.x, place.y);
    const triplet = lightCurve(page).locator('[data-triplet]').first();
    const under = (await triplet.getAttribute('data-triplet')) ?? '';
    expect(curve.alertId).toContain(under);
    await page.keyboard.down('Shift');
    await page.mouse.click(place.x, place.y);
    await page.keyboard.up('Shift');
    await expect(page.locator(`[data-pinned="${under}"]`)).toBeVisible();
    kept.push(under);
  }
  expect(queryOf(page)).toEqual({ pin: kept.join(',') });
  expect(await stamps(page).getAttribute('data-alert')).toBe(selected);
  await page.getByRole('button', { name: 'Let go of epoch 1' }).click();
  await expect.poll(() => queryOf(page)).toEqual({ pin: kept[1] });
});

async function bytesOf(download: Download): Promise<Buffer> {
  return await readFile(await download.path());
}

test('what is shown leaves as files: the rows of the view, and a figure in the width of a column', async ({ page }) => {
  await page.goto(`/${variable()}?unit=dcmag&hide=r`);
  await startPlot(page);
  const shown = await markCount(page);
  await page.getByRole('button', { name: 'Export figure or points' }).click();
  const save = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: await bytesOf(download) };
  };
  const csv = await save('CSV');
  expect(csv.name).toBe(`${variable()}-dcmag.csv`);
  const lines = csv.bytes.toString().trimEnd().split('\r\n');
  expect(lines).toHaveLength(shown + 1);
  expect(lines.slice(1).every((line) => line.includes('"g"'))).toBe(true);
  expect(JSON.parse((await save('JSON')).bytes.toString())).toHaveLength(shown);
  expect((await save('VOTable')).bytes.toString().match(/<TR>/g)).toHaveLength(shown);
  expect((await save('Arrow')).bytes.subarray(0, 6).toString()).toBe('ARROW1');
  expect((await save('Parquet')).bytes.subarray(0, 4).toString()).toBe('PAR1');
  expect((await save('PDF')).bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const svg = (await save('SVG')).bytes.toString();
  expect(svg).toContain('width="249.449pt"');
  expect(svg).toContain('Apparent magnitude (AB)');
  expect((await save('PNG')).bytes.subarray(1, 4).toString()).toBe('PNG');
});

test('the same points are a table for those whom a plot does not serve', async ({ page }) => {
  await page.goto(`/${variable()}`);
  await startPlot(page);
  const shown = await markCount(page);
  await expect(lightCurve(page)).toHaveAccessibleDescription(
    /^\d+ detections in 2 bands, brightest [gr] = 1\d\.\d\d on 2026-\d\d-\d\d/,
  );
  await page.keyboard.press('t');
  const table = page.getByRole('dialog', { name: 'Points that the light curve shows' });
  await expect(table.getByRole('row')).toHaveCount(shown + 1);
  await page.keyboard.press('Escape');
  await expect(table).toBeHidden();
});

test('a fit of a tab is a line in the light curve, and what it leaves over a panel below', async ({ page }) => {
  await page.goto(`/${demoObjectId()}?tab=supernova&res=1`);
  await startPlot(page);
  const panel = page.locator('[data-lower^="residuals-"]').first();
  await expect(panel.getByRole('img', { name: /^Residuals of .+ fit \(σ\); [1-9]\d* points$/ })).toBeVisible();
  await expect(panel.locator('[data-mark]').first()).toBeVisible();
  await expect(page.locator('[data-lower="residuals"]')).toHaveCount(0);
});
