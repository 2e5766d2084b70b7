import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { lightCurve, stamps } from './light-curve.ts';
import { withoutIdleTime } from './page-scripts.ts';

const data = fileURLToPath(new URL('../../shared/data/', import.meta.url));

test.skip(() => !existsSync(data), 'LEFT OUT: pages of real alerts, because ../shared/data is not there');

/** One column of a file, as text. */
async function textsOf(path: string, column: string): Promise<string[]> {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path), compressors, columns: [column] });
  return rows.map((row) => {
    const cell: unknown = row[column];
    return String(cell && typeof cell === 'object' && 'diaObjectId' in cell ? cell.diaObjectId : cell);
  });
}

async function nightlyObjects(name: string): Promise<string[]> {
  return [...new Set(await textsOf(`${data}ztf/parquet/${name}`, 'objectId'))];
}

/** The objects of the packets: after the schema, the first text in the form of an id is the packet's own. */
async function packetObjects(): Promise<string[]> {
  const folder = `${data}ztf/avro/`;
  const packets = await Promise.all(readdirSync(folder).map((name) => readFile(folder + name, 'latin1')));
  return [...new Set(packets.map((packet) => /ZTF\d{2}[a-z]{7}/.exec(packet)?.[0] ?? ''))];
}

/** Opens each object in a browser: true status, a curve, stamps or the words why not, and nothing in the console. */
async function openEach(page: Page, objectIds: readonly string[]): Promise<void> {
  const trouble: string[] = [];
  let objectId = '';
  page.on('pageerror', (error) => trouble.push(`${objectId}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`${objectId}: ${message.text()}`);
  });
  await page.addInitScript(withoutIdleTime);
  for (const next of objectIds) {
    objectId = next;
    // All of the HTML is there; what is waited for below needs the scripts.
    const response = await page.goto(`/${objectId}`, { waitUntil: 'domcontentloaded' });
    expect([objectId, response?.status()]).toEqual([objectId, 200]);
    await expect(lightCurve(page).locator('svg[role="img"]').first()).toBeVisible();
    await expect(stamps(page)).toHaveAttribute('data-state', 'ready');
    // Numbers that are missing are said in words or left out.
    const words = (await page.locator('main').textContent()) ?? '';
    const odd = /\b(?:NaN|undefined|null|Infinity|\[object)\b/.exec(words);
    if (odd) trouble.push(`${objectId} shows “${odd[0]}”`);
  }
  expect(trouble).toEqual([]);
}

test('every object of the 24 packets opens in a browser without a complaint', async ({ page }) => {
  test.setTimeout(180_000);
  const objectIds = await packetObjects();
  expect(objectIds.length).toBeGreaterThan(20);
  await openEach(page, objectIds);
});

for (const name of ['fink-ztf-00002.snappy.parquet', 'fink-ztf-00003.snappy.parquet']) {
  test(`every object of ${name} opens in a browser without a complaint`, async ({ page }) => {
    test.setTimeout(240_000);
    const objectIds = await nightlyObjects(name);
    expect(objectIds.length).toBeGreaterThan(50);
    await openEach(page, objectIds);
  });
}

test('every Rubin object of the file has its page, curve included', async ({ request }) => {
  test.slow();
  const ids = await textsOf(`${data}lsst/fink-lsst-v7.1.snappy.parquet`, 'diaSource');
  const objectIds = [...new Set(ids)].filter((id) => /^[1-9]\d+$/.test(id));
  expect(objectIds.length).toBeGreaterThan(10);
  for (const objectId of objectIds) {
    const response = await request.get(`/${objectId}`);
    expect([objectId, response.status()]).toEqual([objectId, 200]);
    expect(await response.text()).toContain('against time;');
  }
});
