import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysOf, kindOf, newRow, plain } from './contract-kit.ts';
import { isolationContract } from './isolation.contract.ts';
import { scansContract } from './scans.contract.ts';
import type { NewRow, Row, WideRowStore } from './wide-row-store.ts';

export interface StoreUnderTest {
  readonly store: WideRowStore;
  readonly remove: () => Promise<void>;
  /** What a table gives that nobody has made; `nothing` where tables come into being with their first row. */
  readonly missingTables?: 'nothing' | 'upstream-failed';
}

/** Tables that the suite writes, for stores in which tables are made before; their families are `d` and `i`. */
export const contractTables: readonly string[] = 'few many rows gone gone.empty ragged busy atomic.a atomic.b'.split(
  ' ',
);

const many = Array.from({ length: 3000 }, (_, i) => `m_${String(i).padStart(6, '0')}`);
const few = ['a', 'a_1', 'a_2', 'a~', 'aa', 'b_1', 'b_10', 'b_2', 'z_1', 'z\u{ffff}', 'z\u{10000}', 'é_1'];

/** The suite that every {@link WideRowStore} must pass; `make` gives an empty, writable store. */
export function wideRowStoreContract(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the contract of wide-row stores`, () => {
    let under: StoreUnderTest;
    let store: WideRowStore;

    beforeAll(async () => {
      under = await make();
      store = under.store;
      const rows = few.map((key) => newRow(key, { 'i:n': key, 'd:x': 'x' }));
      await store.write('few', [...rows].reverse());
      await store.write(
        'many',
        many.map((key) => newRow(key, { 'i:n': key, 'i:pad': 'p'.repeat(200) })),
      );
    });
    afterAll(async () => {
      await store.close();
      await under.remove();
    });

    describe('rows', () => {
      it('gives back every byte of a row, its columns ascending, its timestamp', async () => {
        const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
        await store.write('rows', [
          newRow('k', { 'i:b': bytes, 'd:z': '', 'd:a': 'å', 'i:a': new Uint8Array(70_000) }, 12345678901),
        ]);
        const [row] = await store.get('rows', ['k']);
        expect(row?.columns).toEqual(['d:a', 'd:z', 'i:a', 'i:b']);
        expect(plain(row)).toEqual({
          key: 'k',
          timestampMs: 12345678901,
          cells: {
            'd:a': Buffer.from('å').toString('latin1'),
            'd:z': '',
            'i:a': '\0'.repeat(70_000),
            'i:b': Buffer.from(bytes).toString('latin1'),
          },
        });
      });

      it('gives rows in the order of the keys asked for, undefined for what is missing', async () => {
        const rows = await store.get('few', ['b_2', 'nowhere', 'a', 'b_2']);
        expect(rows.map((row) => row?.key)).toEqual(['b_2', undefined, 'a', 'b_2']);
        expect(await store.get('few', [])).toEqual([]);
      });

      it('finds nothing in a table that nobody has made, or says that it is missing', async () => {
        if (under.missingTables === 'upstream-failed') {
          expect(await kindOf(() => store.get('no.such.table', ['a']))).toBe('upstream-failed');
          expect(await kindOf(() => keysOf(store.scan('no.such.table', [{ start: '' }])))).toBe('upstream-failed');
          return;
        }
        expect(await store.get('no.such.table', ['a'])).toEqual([undefined]);
        expect(await keysOf(store.scan('no.such.table', [{ start: '' }]))).toEqual([]);
      });

      it('replaces the whole row', async () => {
        await store.write('rows', [newRow('again', { 'i:a': '1', 'i:b': '2' })]);
        await store.write('rows', [newRow('again', { 'i:b': '3' })]);
        expect(plain((await store.get('rows', ['again']))[0])?.cells).toEqual({ 'i:b': '3' });
      });

      it('keeps the last of two rows with one key in a batch', async () => {
        await store.write('rows', [newRow('twice', { 'i:a': 'first' }), newRow('twice', { 'i:a': 'last' })]);
        expect(plain((await store.get('rows', ['twice']))[0])?.cells).toEqual({ 'i:a': 'last' });
      });

      it('writes rows in the form in which they are read', async () => {
        await store.write('rows', [newRow('read', { 'i:b': '2', 'd:a': 'one' }, 77)]);
        const [read] = await store.get('rows', ['read']);
        if (read === undefined) throw new Error('The row is not there.');
        await store.write('rows', [
          { ...read, key: 'copy 1', bytes: read.bytes.slice() },
          { ...read, key: 'copy 2' },
        ]);
        const copies = await store.get('rows', ['copy 1', 'copy 2']);
        expect(copies.map((row) => [plain(row)?.timestampMs, plain(row)?.cells])).toEqual(
          Array(2).fill([77, { 'd:a': 'one', 'i:b': '2' }]),
        );
      });

      it('removes rows in the step that writes others; a key that is also written stays', async () => {
        await store.write('gone', [
          newRow('1', { 'i:a': '1' }),
          newRow('2', { 'i:a': '2' }),
          newRow('3', { 'i:a': '3' }),
        ]);
        await store.writeAll([
          { table: 'gone', rows: [newRow('2', { 'i:a': 'new' })], removed: ['1', '2', 'nowhere'] },
          { table: 'gone.empty', rows: [], removed: ['nothing'] },
        ]);
        expect(await keysOf(store.scan('gone', [{ start: '' }]))).toEqual(['2', '3']);
        expect(plain((await store.get('gone', ['2']))[0])?.cells).toEqual({ 'i:a': 'new' });
      });

      it('removes nothing when the rows of the step can not be written', async () => {
        const batch = [{ table: 'gone', rows: [newRow('bad\n', { 'i:n': '1' })], removed: ['3'] }];
        expect(await kindOf(() => store.writeAll(batch))).toBe('bad-request');
        expect(await kindOf(() => store.writeAll([{ table: 'gone', rows: [], removed: ['bad\n'] }]))).toBe(
          'bad-request',
        );
        expect((await store.get('gone', ['3']))[0]?.key).toBe('3');
      });

      it('names its tables', async () => {
        expect(await store.tables()).toEqual(expect.arrayContaining(['few', 'many']));
      });

      it('shares one array of columns between rows of one shape', async () => {
        const rows: Row[] = [];
        for await (const row of store.scan('few', [{ start: '' }])) rows.push(row);
        expect(new Set(rows.map((row) => row.columns)).size).toBe(1);
        const narrow: Row[] = [];
        for await (const row of store.scan('few', [{ start: '' }], { columns: ['i:n'] })) narrow.push(row);
        expect(new Set(narrow.map((row) => row.columns)).size).toBe(1);
      });
    });

    describe('columns', () => {
      it('gives the wanted columns and no others', async () => {
        const [row] = await store.get('few', ['a'], { columns: ['i:n', 'i:none'] });
        expect(plain(row)?.cells).toEqual({ 'i:n': 'a' });
      });

      it('leaves out rows that have none of the wanted columns', async () => {
        await store.write('ragged', [
          newRow('1', { 'i:a': 'a' }),
          newRow('2', { 'i:b': 'b' }),
          newRow('3', { 'i:a': 'a', 'i:b': 'b' }),
        ]);
        expect(await store.get('ragged', ['2'], { columns: ['i:a'] })).toEqual([undefined]);
        expect(await keysOf(store.scan('ragged', [{ start: '' }], { columns: ['i:a'] }))).toEqual(['1', '3']);
        expect(await keysOf(store.scan('ragged', [{ start: '2' }], { columns: ['i:a'], limit: 1 }))).toEqual(['3']);
      });

      it('gives every row without cells for an empty list of columns', async () => {
        const rows: Row[] = [];
        for await (const row of store.scan('ragged', [{ start: '' }], { columns: [] })) rows.push(row);
        expect(rows.map((row) => [row.key, row.columns.length])).toEqual([
          ['1', 0],
          ['2', 0],
          ['3', 0],
        ]);
      });
    });

    scansContract(() => store, { few, many });
    isolationContract(() => store, many);

    describe('refusals', () => {
      const bad = [
        '',
        'x'.repeat(1979),
        'é'.repeat(1000),
        'x'.repeat(1_000_000),
        'a\nb',
        '\u0000',
        '\u001b[0m',
        'a\ud800b',
      ];

      it.each(bad.map((key) => [JSON.stringify(key).slice(0, 20), key]))('refuses the key %s', async (_, key) => {
        expect(await kindOf(() => store.get('few', [key]))).toBe('bad-request');
        expect(await kindOf(() => store.write('few', [newRow(key, { 'i:n': '1' })]))).toBe('bad-request');
        if (key !== '' && key !== '\u0000') {
          expect(await kindOf(() => keysOf(store.scan('few', [{ start: key }])))).toBe('bad-request');
          expect(await kindOf(() => keysOf(store.scan('few', [{ start: '', end: key }])))).toBe('bad-request');
        }
      });

      it('takes a key of the greatest length', async () => {
        const key = 'k'.repeat(1978);
        await store.write('rows', [newRow(key, { 'i:n': '1' })]);
        expect((await store.get('rows', [key]))[0]?.key).toBe(key);
      });

      it('writes nothing of a batch with one bad row', async () => {
        const batch = [
          { table: 'atomic.a', rows: [newRow('1', { 'i:n': '1' })] },
          { table: 'atomic.b', rows: [newRow('1', { 'i:n': '1' }), newRow('bad\n', { 'i:n': '1' })] },
        ];
        expect(await kindOf(() => store.writeAll(batch))).toBe('bad-request');
        expect(await store.get('atomic.a', ['1'])).toEqual([undefined]);
        expect(await store.get('atomic.b', ['1'])).toEqual([undefined]);
        await store.writeAll(batch.map(({ table, rows }) => ({ table, rows: rows.slice(0, 1) })));
        expect((await store.get('atomic.a', ['1']))[0]?.key).toBe('1');
        expect((await store.get('atomic.b', ['1']))[0]?.key).toBe('1');
      });

      it('writes nothing when the rows can not be made', async () => {
        function* rows(): Generator<NewRow> {
          yield newRow('half', { 'i:n': '1' });
          throw new RangeError('no more');
        }
        expect(await kindOf(() => store.write('atomic.a', rows()))).not.toBe('no failure');
        expect(await store.get('atomic.a', ['half'])).toEqual([undefined]);
      });

      it('answers when asked whether it is there', async () => {
        await expect(store.ping()).resolves.toBeUndefined();
      });
    });
  });
}
