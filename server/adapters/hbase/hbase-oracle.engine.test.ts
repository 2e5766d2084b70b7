import { afterAll, beforeAll, expect, test } from 'vitest';
import { newRow, plain } from '#server/ports/contract-kit.ts';
import { type KeyRange, prefixRange, type Row, type WideRowStore } from '#server/ports/wide-row-store.ts';
import { createSystemClock } from '#server/resilience/clock.ts';
import { createHbaseOracle, type PlainRow } from './hbase-oracle.ts';
import { createHbaseStore } from './hbase-store.ts';

const url = process.env.HBASE_URL ?? '';
const table = 'oracle';
let store: WideRowStore;

/** Bytes of every value, different in each cell. */
const bytesOf = (seed: number): Uint8Array =>
  Uint8Array.from({ length: seed % 97 }, (_, i) => (i * 31 + seed * 17) & 0xff);

beforeAll(async () => {
  const layouts = [{ name: table, families: ['d', 'i'] }];
  store = createHbaseStore({
    url,
    timeoutMs: 30_000,
    layouts,
    clock: createSystemClock(),
    now: Date.now,
    random: Math.random,
  });
  const rows = Array.from({ length: 900 }, (_, k) =>
    newRow(
      `${k % 3 === 0 ? 'é' : 'k'}_${k * 7}`,
      Object.fromEntries(
        Array.from({ length: 1 + (k % 9) }, (_, c) => [`${c % 2 === 0 ? 'i' : 'd'}:c${c}`, bytesOf(k * 10 + c)]),
      ),
      1_600_000_000_000 + k,
    ),
  );
  await store.write(table, rows);
});

afterAll(async () => {
  await store.close();
  await fetch(`${url}/${table}/schema`, { method: 'DELETE' });
});

async function ours(range: KeyRange, columns?: readonly string[]): Promise<PlainRow[]> {
  const rows: (Row | undefined)[] = [];
  const found: PlainRow[] = [];
  for await (const row of store.scan(table, [range], columns === undefined ? {} : { columns })) {
    rows.push(row);
    const one = plain(row);
    if (one !== undefined) found.push(one);
  }
  expect(found.length).toBe(rows.length);
  return found;
}

const ranges = [
  { start: 'a' },
  prefixRange('k_1'),
  prefixRange('é_'),
  { start: 'k_2', end: 'k_4' },
  { start: 'x', end: 'y' },
];

test.each(ranges)('the npm package hbase reads the same rows, times and bytes: %j', async (range) => {
  const oracle = createHbaseOracle(url);
  for (const columns of [undefined, ['i:c0'], ['d:c1', 'i:c4']])
    expect(await ours(range, columns)).toEqual(await oracle.scan(table, range, columns));
});
