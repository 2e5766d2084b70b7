import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHbaseStore } from '#server/adapters/hbase/hbase-store.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { scratchFolder } from '#server/ingest/testing/scratch.ts';
import { newRow, plain } from '#server/ports/contract-kit.ts';
import { compareKeys, keyAfter } from '#server/ports/keys.ts';
import type { KeyRange, ScanOptions, WideRowStore } from '#server/ports/wide-row-store.ts';
import { createSystemClock } from '#server/resilience/clock.ts';
import { splitKeys } from '#server/storage/surveys/split-keys.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { runAdmin } from './cli.ts';

const { HBASE_URL = '', HBASE_SHELL_FOLDER = '' } = process.env;
const regions = 6;
const table = ztfTables.pixels.name;

async function dropTables(): Promise<void> {
  const answer = await fetch(`${HBASE_URL}/`, { headers: { accept: 'text/plain' } });
  for (const name of (await answer.text()).split('\n').filter((one) => one !== ''))
    await fetch(`${HBASE_URL}/${name}/schema`, { method: 'DELETE' });
}

async function scriptFor(env: Readonly<Record<string, string>>): Promise<string> {
  let script = '';
  const err = (text: string): void => {
    script += text;
  };
  const cli = { env, signal: new AbortController().signal, err, out: async (text: string) => err(text) };
  expect(await runAdmin(['hbase-tables', String(regions)], cli)).toBe(0);
  return script;
}

async function regionsOf(name: string): Promise<readonly string[]> {
  const answer = await fetch(`${HBASE_URL}/${name}/regions`, { headers: { accept: 'application/json' } });
  const { Region }: { Region: { startKey: string }[] } = JSON.parse(await answer.text());
  return Region.map(({ startKey }) => Buffer.from(startKey, 'base64').toString()).sort(compareKeys);
}

describe('tables that the HBase shell makes in regions', () => {
  const folder = scratchFolder();
  const env = { DATA_DIR: folder.path, TABLE_STORE: 'hbase', HBASE_URL };
  const splits = splitKeys(ztfTables.pixels, regions);
  const stores: WideRowStore[] = [];
  beforeAll(async () => {
    await dropTables();
    const script = join(folder.path, 'tables.rb');
    writeFileSync(script, await scriptFor(env));
    const args = ['scripts/engines/hbase.mjs', 'shell', script, `--folder=${HBASE_SHELL_FOLDER}`];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(status, `${stdout}${stderr}`).toBe(0);
    const kept = { clock: createSystemClock(), now: Date.now, random: Math.random };
    stores.push(createLmdbStore({ path: join(folder.path, 'tables') }));
    stores.push(createHbaseStore({ url: HBASE_URL, timeoutMs: 60_000, ...kept }));
    const keys = [...splits, 'schema_a_b'].flatMap((split) => [split.slice(0, 3), split, `${split}_1`, `${split}~`]);
    const rows = [...new Set(keys)].map((key) => newRow(key, { 'i:jd': key, 'd:class': `${key} class` }));
    for (const store of stores) await store.write(table, rows);
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await dropTables();
    folder.remove();
  });

  test('there are as many regions as were asked for, cut where keys are expected', async () => {
    expect(await regionsOf(table)).toEqual(['', ...splits]);
    expect(await regionsOf('ztf')).toHaveLength(regions);
    expect(await regionsOf('rubin.diaSource_static')).toHaveLength(regions);
    expect(await regionsOf('ztf.class')).toHaveLength(1);
  });

  test('a script that is written afterwards has nothing left to do', async () => {
    const lines = (await scriptFor(env)).trimEnd().split('\n');
    expect(lines.filter((line) => !/^# \S+ is there already$/.test(line))).toEqual([]);
  });

  const middle = splits[2] ?? '';
  const many: readonly KeyRange[] = splits.map((split) => ({ start: split.slice(0, 2), end: keyAfter(split) }));
  const scans: readonly (readonly [string, readonly KeyRange[], ScanOptions])[] = [
    ['everything', [{ start: '' }], {}],
    ['everything backwards', [{ start: '' }], { reversed: true }],
    ['more than one region, limited', [{ start: splits[0] ?? '' }], { limit: 7 }],
    ['across a border, limited, backwards', [{ start: '', end: `${middle}_` }], { limit: 5, reversed: true }],
    ['ranges of all regions', many, { columns: ['d:class'] }],
    ['ranges of all regions, limited', many, { limit: 6 }],
    ['ranges of all regions, backwards, limited', many, { limit: 6, reversed: true }],
    ['keys only', [{ start: '' }], { columns: [] }],
  ];
  test.each(scans)('%s: the same rows as from the embedded store', async (_, ranges, options) => {
    const found = await Promise.all(
      stores.map(async (store) => {
        const rows: unknown[] = [];
        for await (const row of store.scan(table, ranges, options)) rows.push(plain(row));
        return rows;
      }),
    );
    expect(found[0]?.length).toBeGreaterThan(0);
    expect(found[1]).toEqual(found[0]);
  });

  test('rows of all regions are read by their keys, changed and removed', async () => {
    const [embedded, hbase] = stores;
    const changed = splits.map((split) => newRow(split, { 'i:jd': 'changed' }, 1_800_000_000_000));
    const removed = splits.map((split) => `${split}_1`);
    for (const store of stores) await store.writeAll([{ table, rows: changed, removed }]);
    const keys = [...splits, ...removed, ...splits.map((split) => `${split}~`)];
    const rows = (await hbase?.get(table, keys))?.map(plain);
    expect(rows).toEqual((await embedded?.get(table, keys))?.map(plain));
    expect(rows?.filter((row) => row === undefined)).toHaveLength(splits.length);
  });
});
