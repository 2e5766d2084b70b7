import { expect, type Page, test } from '@playwright/test';
import { demoObjectId } from './object-id.ts';
import { hasPython, python, runExample } from './run-example.ts';

if (!hasPython) console.warn('\n*** LEFT OUT: Python calls of the pages, because Python 3 is not there ***\n');

/** The light curve of lightkurve is a time series of astropy; the package itself is 800 MB, so its base stands for it. */
const lightkurve = `from astropy.timeseries import TimeSeries


class LightCurve(TimeSeries):
    def __init__(self, time, flux, flux_err):
        super().__init__(time=time, data={"flux": flux, "flux_err": flux_err})
`;

async function snippet(page: Page, name: string): Promise<string> {
  await page.getByRole('group', { name: /^Copy/ }).getByRole('button', { name, exact: true }).click();
  return (await page.locator('[role="tabpanel"]:not([hidden]) pre').textContent()) ?? '';
}

async function openData(page: Page): Promise<number> {
  await page.goto(`/${demoObjectId()}?tab=data`);
  const tab = await page.getByRole('tab', { name: /All alerts/ }).textContent();
  return Number(/\d+/.exec(tab ?? '')?.[0]);
}

/** Ids of alerts in the light curve that the page shows. */
async function idsShown(page: Page): Promise<readonly string[]> {
  await page.goto(`/${demoObjectId()}?tab=data`);
  const latex = await snippet(page, 'LaTeX');
  return latex.split('\n').filter((line) => /detection/.test(line));
}

test('the call for the shell gives the rows of the page', async ({ page }) => {
  const rows = await openData(page);
  const { status, errors, files } = await runExample({
    command: 'bash',
    args: ['-eu', '-s'],
    text: await snippet(page, 'curl'),
  });
  expect([status, errors]).toEqual([0, '']);
  const [csv] = Object.values(files);
  expect(csv?.toString().trimEnd().split('\n').length).toBe(rows + 1);
});

if (hasPython) {
  for (const name of ['Python', 'astropy']) {
    test(`the call from ${name} gives the rows of the page`, async ({ page }) => {
      const rows = await openData(page);
      const text = `${await snippet(page, name)}\nprint("rows", len(table))\n`;
      const { status, errors, output } = await runExample({ command: python, args: ['-'], text });
      expect([status, errors]).toEqual([0, '']);
      expect(output).toContain(`rows ${rows}`);
    });
  }

  test('the call for lightkurve gives the detections of one band', async ({ page }) => {
    const shown = (await idsShown(page)).length;
    const text = `${await snippet(page, 'lightkurve')}\nprint("rows", len(curve))\n`;
    const { status, errors, output } = await runExample({
      command: python,
      args: ['-'],
      text,
      beside: { 'lightkurve.py': lightkurve },
    });
    expect([status, errors]).toEqual([0, '']);
    const rows = Number(/rows (\d+)/.exec(output)?.[1]);
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThanOrEqual(shown);
  });

  test('the call for a stamp gives its pixels', async ({ page }) => {
    await openData(page);
    await page.getByRole('combobox', { name: 'What to get' }).selectOption('Science');
    const text = await snippet(page, 'Python');
    const { status, errors, output } = await runExample({ command: python, args: ['-'], text });
    expect([status, errors]).toEqual([0, '']);
    expect(output).toMatch(/\(\d+, \d+\)/);
  });
}

test('a search gives its calls in the languages they are pasted into, and they find what it found', async ({
  page,
}) => {
  await page.goto('/search?q=class%3D"SN candidate" last=20');
  const found = await page.getByText(/\d+ objects? in/).textContent();
  await page.getByText('API call', { exact: true }).click();
  await page.getByRole('button', { name: 'Copy as…' }).click();
  const group = page.getByRole('group', { name: 'Copy the call as' });
  await group.getByRole('button', { name: 'curl' }).click();
  const { status, errors, files } = await runExample({
    command: 'bash',
    args: ['-eu', '-s'],
    text: (await page.locator('pre').textContent()) ?? '',
  });
  expect([status, errors]).toEqual([0, '']);
  const lines = (Object.values(files)[0]?.toString() ?? '').trimEnd().split('\n');
  const at = lines[0]?.split(',').indexOf('i:objectId') ?? -1;
  const ids = new Set(lines.slice(1).map((line) => line.split(',')[at]));
  expect(`${ids.size}`).toBe(/\d+/.exec(found ?? '')?.[0]);
});
