import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { keysOf, plain } from './contract-kit.ts';
import { compareKeys, keyAfter } from './keys.ts';
import { type KeyRange, prefixRange, type Spent, visitRows, type WideRowStore } from './wide-row-store.ts';

/** Scans of every store, over its tables `few` and `many`, whose rows have these keys. */
export function scansContract(
  storeOf: () => WideRowStore,
  { few, many }: { readonly few: readonly string[]; readonly many: readonly string[] },
): void {
  describe('scans', () => {
    let store: WideRowStore;
    beforeAll(() => {
      store = storeOf();
    });
    const sorted = [...few].sort(compareKeys);

    it('gives all rows in the order of UTF-8 bytes', async () => {
      expect(await keysOf(store.scan('few', [{ start: '' }]))).toEqual(sorted);
      expect(sorted).toEqual([...few].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    });

    it('gives the rows of a prefix, and nothing beside it', async () => {
      expect(await keysOf(store.scan('few', [prefixRange('a_')]))).toEqual(['a_1', 'a_2']);
      expect(await keysOf(store.scan('few', [prefixRange('a')]))).toEqual(['a', 'a_1', 'a_2', 'aa', 'a~']);
      expect(await keysOf(store.scan('few', [prefixRange('b_1')]))).toEqual(['b_1', 'b_10']);
      expect(await keysOf(store.scan('few', [prefixRange('')]))).toEqual(sorted);
    });

    it('gives each row of overlapping, unordered ranges once, ascending', async () => {
      const ranges = [{ start: 'b_2' }, prefixRange('a_'), { start: 'a_2', end: 'b_10' }, { start: 'z', end: 'a' }];
      const expected = sorted.filter((key) => key.startsWith('a_') || compareKeys(key, 'a_2') >= 0);
      expect(await keysOf(store.scan('few', ranges))).toEqual(expected.filter((key) => key !== 'b_10'));
      expect(await keysOf(store.scan('few', []))).toEqual([]);
    });

    it('counts the limit over all ranges together', async () => {
      const ranges = [prefixRange('b_'), prefixRange('a_')];
      expect(await keysOf(store.scan('few', ranges, { limit: 3 }))).toEqual(['a_1', 'a_2', 'b_1']);
      expect(await keysOf(store.scan('few', ranges, { limit: 3, reversed: true }))).toEqual(['b_2', 'b_10', 'b_1']);
      expect(await keysOf(store.scan('few', ranges, { limit: 0 }))).toEqual([]);
      expect(await keysOf(store.scan('many', [{ start: '' }], { limit: 1500 }))).toEqual(many.slice(0, 1500));
    });

    it('gives long tables whole, both ways', async () => {
      expect(await keysOf(store.scan('many', [{ start: '' }]))).toEqual(many);
      expect(await keysOf(store.scan('many', [{ start: '' }], { reversed: true }))).toEqual([...many].reverse());
      const points = many.map((key) => ({ start: key, end: keyAfter(key) }));
      expect(await keysOf(store.scan('many', points))).toEqual(many);
      expect(await keysOf(store.scan('many', points, { reversed: true }))).toEqual([...many].reverse());
    });

    it('agrees with a sorted list on any ranges', async () => {
      const bound = fc.oneof(
        fc.constantFrom(...few, ''),
        fc.constantFrom(...few).map(keyAfter),
        fc.constantFrom('a', 'b_', 'é', 'zz', '~'),
      );
      const range = fc.record({ start: bound, end: fc.option(bound, { nil: undefined }) });
      const options = fc.record({ limit: fc.option(fc.nat(15), { nil: undefined }), reversed: fc.boolean() });
      const inRange = (key: string, { start, end }: KeyRange): boolean =>
        compareKeys(key, start) >= 0 && (end === undefined || compareKeys(key, end) < 0);
      await fc.assert(
        fc.asyncProperty(fc.array(range, { maxLength: 4 }), options, async (ranges, scanOptions) => {
          const expected = sorted.filter((key) => ranges.some((one) => inRange(key, one)));
          if (scanOptions.reversed) expected.reverse();
          expect(await keysOf(store.scan('few', ranges, scanOptions))).toEqual(expected.slice(0, scanOptions.limit));
        }),
        { numRuns: 150 },
      );
    });

    it('shows a visitor what a scan gives, until it has enough', async () => {
      const keyOf = fc.constantFrom(...few, '', 'a_', 'b', 'zz');
      const range = fc.tuple(keyOf, keyOf).map(([a, b]) => ({ start: a, end: b }));
      const options = fc.record(
        {
          limit: fc.integer({ min: 1, max: 9 }),
          reversed: fc.boolean(),
          columns: fc.subarray(['i:n', 'd:x', 'v:no']),
        },
        { requiredKeys: [] },
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(range, { maxLength: 3 }),
          options,
          fc.integer({ min: 1, max: 12 }),
          async (ranges, asked, enough) => {
            const given: unknown[] = [];
            for await (const row of store.scan('few', ranges, asked)) given.push(plain(row));
            const shown: unknown[] = [];
            await visitRows(store, { table: 'few', ranges, options: asked }, (row) => {
              const pairs = new Int32Array(2 * row.columns.length + 1);
              row.boundsInto?.(pairs, 1, 5);
              row.columns.forEach((_, k) => {
                if (row.boundsInto === undefined) return;
                expect([pairs[2 * k + 1], pairs[2 * k + 2]]).toEqual([
                  5 + (row.starts[k] ?? 0),
                  5 + (row.ends[k] ?? 0),
                ]);
              });
              shown.push(plain(row));
              return shown.length < enough;
            });
            expect(shown).toEqual(given.slice(0, enough));
          },
        ),
        { numRuns: 40 },
      );
    });

    it('tells whether a range has more rows than a number, as a scan finds, where it can', async () => {
      const keyOf = fc.constantFrom(...few, '', 'a_', 'b', 'zz');
      await fc.assert(
        fc.asyncProperty(
          fc.record({ start: keyOf, end: fc.option(keyOf, { nil: undefined }) }),
          fc.nat(9),
          fc.boolean(),
          async (range, rows, reversed) => {
            const found = await keysOf(store.scan('few', [range]));
            const isMore = await store.exceeds?.('few', range, rows, { reversed });
            expect(isMore ?? found.length > rows).toBe(found.length > rows);
          },
        ),
        { numRuns: 60 },
      );
      const whole = { start: '' };
      expect((await store.exceeds?.('many', whole, many.length - 1)) ?? true).toBe(true);
      expect((await store.exceeds?.('many', whole, many.length)) ?? false).toBe(false);
      expect((await store.exceeds?.('many', { start: keyAfter(many[0] ?? '') }, many.length - 1)) ?? false).toBe(false);
      const signal = AbortSignal.abort();
      if (store.exceeds !== undefined)
        await expect(store.exceeds('few', whole, 1, { signal })).rejects.toMatchObject({ kind: 'aborted' });
      expect(store.open().scanners).toBe(0);
    });

    it('shows a visitor a long table whole, lets it fail, and stops for one who gives up', async () => {
      const spent: Spent[] = [0, 1].map(() => ({ reads: 0, bytes: 0, rows: 0 }));
      const shown: string[] = [];
      const all = { table: 'many', ranges: [{ start: '' }] };
      await visitRows(store, { ...all, options: { spent: spent[0] } }, ({ key }) => shown.push(key) > 0);
      expect(shown).toEqual(many);
      for await (const _ of store.scan('many', [{ start: '' }], { spent: spent[1] }));
      expect(spent[0]?.bytes).toBe(spent[1]?.bytes);
      const fault = new Error('of the visitor');
      const fails = (): never => {
        throw fault;
      };
      await expect(visitRows(store, { ...all, options: {} }, fails)).rejects.toBe(fault);
      const controller = new AbortController();
      const givesUp = visitRows(store, { ...all, options: { signal: controller.signal } }, () => {
        controller.abort();
        return true;
      });
      await expect(givesUp).rejects.toMatchObject({ kind: 'aborted' });
      expect(store.open().scanners).toBe(0);
    });

    it('counts what a scan costs', async () => {
      const spent: Spent = { reads: 0, bytes: 0, rows: 0 };
      await keysOf(store.scan('few', [prefixRange('a_')], { spent }));
      expect(spent.rows).toBe(2);
      expect(spent.reads).toBeGreaterThan(0);
      expect(spent.bytes).toBeGreaterThan(0);
    });
  });
}
