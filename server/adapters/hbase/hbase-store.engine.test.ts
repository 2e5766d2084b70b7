import { describe, expect, it } from 'vitest';
import { keysOf, kindOf, newRow, plain } from '#server/ports/contract-kit.ts';
import { keyAfter } from '#server/ports/keys.ts';
import { contractTables, wideRowStoreContract } from '#server/ports/wide-row-store.contract.ts';
import { prefixRange, type Spent, type WideRowStore } from '#server/ports/wide-row-store.ts';
import { createSystemClock } from '#server/resilience/clock.ts';
import { createHbaseStore, type HbaseStoreOptions } from './hbase-store.ts';

const engines = [
  ['HBase 2.6.1', process.env.HBASE_URL],
  ['HBase 2.5.8', process.env.HBASE_OLD_URL],
] as const;

function opened(url: string, options: Partial<HbaseStoreOptions> = {}): WideRowStore {
  return createHbaseStore({
    url,
    timeoutMs: 30_000,
    clock: createSystemClock(),
    now: Date.now,
    random: Math.random,
    ...options,
  });
}

async function dropped(url: string, tables: readonly string[]): Promise<void> {
  for (const table of tables) await fetch(`${url}/${table}/schema`, { method: 'DELETE' });
}

const layoutsOf = (tables: readonly string[]) => tables.map((name) => ({ name, families: ['d', 'i', 'v'] }));

for (const [name, url] of engines) {
  if (url === undefined) continue;
  for (const form of ['protobuf', 'json'] as const) {
    wideRowStoreContract(`${name}, ${form}`, async () => {
      await dropped(url, contractTables);
      const store = opened(url, { layouts: layoutsOf(contractTables), form });
      return { store, remove: () => dropped(url, contractTables), missingTables: 'upstream-failed' };
    });
  }

  describe(`${name} as the adapter uses it`, () => {
    const tables = ['odd', 'wide'];
    const layouts = layoutsOf(tables);

    it('reads and removes rows under keys that mean something in an address', async () => {
      const store = opened(url, { layouts });
      const keys = [
        'a/b',
        'a,b',
        'a b',
        'a+b',
        'a%b',
        'a%2Fb',
        'a&b=c',
        'a?b',
        'a#b',
        'a;b',
        'é/ü',
        '(2024 A1)',
        '"q"',
      ];
      await store.write(
        'odd',
        [...keys, 'star*', 'a*b'].map((key) => newRow(key, { 'i:n': key })),
      );
      const rows = await store.get('odd', [...keys, 'star*', 'a*b', 'star']);
      expect(rows.map((row) => row?.key)).toEqual([...keys, 'star*', 'a*b', undefined]);
      for (const key of keys)
        expect(await keysOf(store.scan('odd', [{ start: key, end: keyAfter(key) }]))).toEqual([key]);
      await store.writeAll([{ table: 'odd', rows: [], removed: keys }]);
      expect(await keysOf(store.scan('odd', [{ start: '' }]))).toEqual(['a*b', 'star*']);
      for (const key of ['star*', 'schema'])
        expect(await kindOf(() => store.writeAll([{ table: 'odd', rows: [], removed: [key] }]))).toBe(
          key === 'schema' ? 'no failure' : 'bad-request',
        );
      await store.close();
      await dropped(url, ['odd']);
    });

    it('gives rows of many columns and of chunks above 64 KiB whole, in one request and in many', async () => {
      const store = opened(url, { layouts });
      const cells = Object.fromEntries(
        Array.from({ length: 120 }, (_, i) => [`i:column_${i}`, `value ${i} `.repeat(3)]),
      );
      const keys = Array.from({ length: 1_300 }, (_, i) => `w_${String(i).padStart(5, '0')}`);
      await store.write(
        'wide',
        keys.map((key) => newRow(key, cells)),
      );
      const spent: Spent = { reads: 0, bytes: 0, rows: 0 };
      let last: unknown;
      const seen: string[] = [];
      for await (const row of store.scan('wide', [{ start: 'w_', end: 'w`' }], { spent })) {
        seen.push(row.key);
        last = plain(row)?.cells;
      }
      expect(seen).toEqual(keys);
      expect(last).toEqual(cells);
      expect(spent.reads).toBe(1);
      expect(spent.bytes).toBeGreaterThan(4_000_000);
      await store.close();
    });

    it('shows rows and columns again that went away and are written anew, also at an earlier time', async () => {
      const store = opened(url, { layouts });
      const row = newRow('back', { 'i:a': '1', 'i:b': '2' }, 2_000);
      await store.write('odd', [row]);
      await store.write('odd', [newRow('back', { 'i:b': '3' }, 2_000)]);
      await store.write('odd', [row]);
      expect(plain((await store.get('odd', ['back']))[0])?.cells).toEqual({ 'i:a': '1', 'i:b': '2' });
      await store.writeAll([{ table: 'odd', rows: [], removed: ['back'] }]);
      expect(await store.get('odd', ['back'])).toEqual([undefined]);
      await store.write('odd', [newRow('back', { 'i:a': '4' }, 1_000)]);
      expect(plain((await store.get('odd', ['back']))[0])?.cells).toEqual({ 'i:a': '4' });
      await store.write('odd', [newRow('back', { 'i:a': '5' }, 500)]);
      expect(plain((await store.get('odd', ['back']))[0])?.cells).toEqual({ 'i:a': '5' });
      await store.close();
      await dropped(url, ['odd']);
    });

    it('asks once for many ranges', async () => {
      const store = opened(url, { layouts });
      const ranges = Array.from({ length: 400 }, (_, i) => prefixRange(`w_${String(i * 3).padStart(5, '0')}`));
      const spent: Spent = { reads: 0, bytes: 0, rows: 0 };
      const keys = await keysOf(store.scan('wide', ranges, { columns: ['i:column_7'], spent }));
      expect(keys).toHaveLength(400);
      expect(spent).toMatchObject({ reads: 1, rows: 400 });
      await store.close();
    });

    it('says which family or table is missing, however it is read or written', async () => {
      const store = opened(url, { layouts });
      const columns = ['x:none'];
      expect(await kindOf(() => keysOf(store.scan('wide', [{ start: '' }], { columns })))).toBe('upstream-failed');
      expect(await kindOf(() => store.get('wide', ['a'], { columns }))).toBe('upstream-failed');
      expect(await kindOf(() => store.write('wide', [newRow('a', { 'x:none': '1' })]))).toBe('upstream-failed');
      expect(await kindOf(() => store.write('none', [newRow('a', { 'i:n': '1' })]))).toBe('upstream-failed');
      await keysOf(store.scan('wide', [prefixRange('w_0000')]));
      await dropped(url, ['wide']);
      expect(await kindOf(() => keysOf(store.scan('wide', [prefixRange('w_0000')])))).toBe('upstream-failed');
      expect(await kindOf(() => keysOf(store.scan('wide', [{ start: '' }, prefixRange('a'), prefixRange('b')])))).toBe(
        'upstream-failed',
      );
      expect(await kindOf(() => store.get('wide', ['w_00001']))).toBe('upstream-failed');
      await store.close();
    });
  });
}
