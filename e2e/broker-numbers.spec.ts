import { type APIRequestContext, expect, type Locator, type Page, test } from '@playwright/test';
import { lcFeatures } from '#domain/lightcurve/lc-features.ts';
import { expectNoViolationsInAnyTheme } from './axe.ts';
import { type ApiRow, demoObjectId, ztfRows } from './object-id.ts';
import { pane } from './parity/line.ts';

/** Alerts of an object, newest first, with these columns. */
async function rowsOf(request: APIRequestContext, objectId: string, columns: string): Promise<readonly ApiRow[]> {
  const rows = await ztfRows(request, 'objects', { objectId, columns: `i:candid,i:jd,${columns}` });
  return rows.toSorted((a, b) => Number(b['i:jd']) - Number(a['i:jd']));
}

const rowNamed = (table: Locator, name: string | RegExp): Locator =>
  table.getByRole('row').filter({ has: table.page().getByRole('rowheader', { name }) });
/** On a phone a wide table scrolls in its own room, and the page stays. */
async function expectNoSidewaysPage(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 800 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
}

test.describe('what the broker computed', () => {
  test.slow();

  test('scores of an alert are a shape with its numbers, which follow the selection; a score without a value is no zero', async ({
    page,
    request,
  }) => {
    const objectId = demoObjectId();
    const [latest, before] = await rowsOf(request, objectId, 'd:snn_snia_vs_nonia,d:slsn_score');
    await page.goto(`/${objectId}?tab=supernova&alert=${latest?.['i:candid']}`);
    const table = pane(page, 'Supernova').getByRole('region', { name: 'Scores of the selected alert' });
    const shape = pane(page, 'Supernova').getByRole('img', { name: /^Scores of the selected alert: / });
    const ofIa = rowNamed(table, /SN Ia \(SuperNNova\)/)
      .getByRole('cell')
      .first();
    await expect(ofIa).toHaveText(Number(latest?.['d:snn_snia_vs_nonia']).toFixed(3));
    expect(latest?.['d:snn_snia_vs_nonia']).not.toBe(before?.['d:snn_snia_vs_nonia']);
    await page.keyboard.press('ArrowLeft');
    const text = Number(before?.['d:snn_snia_vs_nonia']).toFixed(3);
    await expect(ofIa).toHaveText(text);
    await expect(shape).toHaveAttribute('aria-label', new RegExp(`SN Ia \\(SuperNNova\\) ${text}`));
    expect(before?.['d:slsn_score']).toBe(-1);
    await expect(rowNamed(table, /Superluminous/)).toHaveCount(0);
    await expectNoViolationsInAnyTheme(page);
    await expectNoSidewaysPage(page);
  });

  test('the features of a light curve are told by name and band when they are asked for', async ({ page }) => {
    const values = lcFeatures.map((_, index) => (index === 5 ? 'NaN' : String(index + 0.25)));
    await page.route('**/api/trpc/alertFeatures*', async (route) => {
      const answer = await route.fetch();
      const body: { result: { data: { byAlert: Record<string, string[]> } } } = await answer.json();
      const { byAlert } = body.result.data;
      for (const alert of Object.keys(byAlert)) byAlert[alert] = [`[${values.join(', ')}]`, '[]'];
      await route.fulfill({ response: answer, json: body });
    });
    const asked: string[] = [];
    page.on('request', (sent) => (sent.url().includes('alertFeatures') ? asked.push(sent.url()) : undefined));
    await page.goto(`/${demoObjectId('RR Lyrae star')}?tab=variable`);
    const section = pane(page, 'Variable').getByRole('region', { name: /^Features of the broker/ });
    await expect(section.getByRole('button', { name: 'Show' })).toBeVisible();
    expect(asked).toEqual([]);
    await section.getByRole('button', { name: 'Show' }).press('Enter');
    await expect(section.getByRole('row')).toHaveCount(27);
    const cells = (name: string): Locator => rowNamed(section, name).getByRole('cell');
    await expect(cells('mean').first()).toHaveText('0.25');
    await expect(cells('beyond_1_std').first()).toHaveText('–');
    await expect(cells('stetson_K').nth(0)).toHaveText('25.25');
    await expect(cells('stetson_K').nth(1)).toHaveText('–');
    await expect(section.getByRole('columnheader', { name: 'r, not computed' })).toBeVisible();
    await page.keyboard.press('ArrowLeft');
    await expect(page).toHaveURL(/alert=/);
    await expect(cells('mean').first()).toHaveText('0.25');
    expect(asked).toHaveLength(1);
    await expectNoViolationsInAnyTheme(page);
    await expectNoSidewaysPage(page);
  });

  test('an alert without features says so', async ({ page }) => {
    await page.goto(`/${demoObjectId('RR Lyrae star')}?tab=variable`);
    const section = pane(page, 'Variable').getByRole('region', { name: /^Features of the broker/ });
    await section.getByRole('button', { name: 'Show' }).click();
    await expect(section).toContainText('The broker computed none for this alert');
  });

  test('low and high states of a blazar: how far, and whether they last', async ({ page, request }) => {
    const objectId = demoObjectId('flaring blazar');
    const columns = ['d:blazar_stats_robustness_low', 'd:blazar_stats_robustness_high'] as const;
    const rows = await rowsOf(request, objectId, columns.join(','));
    await page.goto(`/${objectId}?tab=blazar`);
    for (const [index, name] of ['Mean / low threshold', 'Mean / high threshold'].entries()) {
      const newest = rows.find((row) => row[columns[index] ?? ''] !== -1)?.[columns[index] ?? ''];
      const cell = rowNamed(pane(page, 'Blazar'), new RegExp(`^${name}$`))
        .getByRole('cell')
        .first();
      await expect(cell).toHaveText(Number(newest).toFixed(3));
    }
  });
});
