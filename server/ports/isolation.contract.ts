import { beforeAll, describe, expect, it } from 'vitest';
import { keysOf, kindOf, newRow } from './contract-kit.ts';
import type { WideRowStore } from './wide-row-store.ts';

/** Requests that end, are left or given up never touch one another; `many` are the keys of the table of that name. */
export function isolationContract(storeOf: () => WideRowStore, many: readonly string[]): void {
  describe('isolation', () => {
    let store: WideRowStore;
    beforeAll(() => {
      store = storeOf();
    });
    it('gives the number of open scanners back, whether a scan ends, is left, or is aborted', async () => {
      const before = store.open().scanners;
      await keysOf(store.scan('many', [{ start: '' }]));
      expect(store.open().scanners).toBe(before);
      for await (const row of store.scan('many', [{ start: '' }])) {
        expect(row.key).toBe(many[0]);
        expect(store.open().scanners).toBe(before + 1);
        break;
      }
      expect(store.open().scanners).toBe(before);
      const stop = new AbortController();
      const scan = store.scan('many', [{ start: '' }], { signal: stop.signal })[Symbol.asyncIterator]();
      await scan.next();
      stop.abort();
      expect(await kindOf(() => scan.next())).toBe('aborted');
      expect(store.open().scanners).toBe(before);
    });

    it('frees the scanner of an aborted scan that nobody turns any more', async () => {
      const before = store.open().scanners;
      const stop = new AbortController();
      const scan = store.scan('many', [{ start: '' }], { signal: stop.signal })[Symbol.asyncIterator]();
      await scan.next();
      stop.abort();
      await expect.poll(() => store.open().scanners).toBe(before);
    });

    it('refuses to begin for a request that is already given up', async () => {
      const signal = AbortSignal.abort();
      expect(await kindOf(() => keysOf(store.scan('few', [{ start: '' }], { signal })))).toBe('aborted');
      expect(await kindOf(() => store.get('few', ['a'], { signal }))).toBe('aborted');
      expect(await kindOf(() => store.write('few', [newRow('never', { 'i:n': '1' })], { signal }))).toBe('aborted');
      expect(await store.get('few', ['never'])).toEqual([undefined]);
    });

    it('gives each of many interleaved scans, a third of them aborted, what it gives alone', async () => {
      const before = store.open().scanners;
      const run = async (index: number): Promise<void> => {
        const from = (index * 37) % 2500;
        const stop = new AbortController();
        const isAborted = index % 3 === 0;
        const seen: string[] = [];
        const scan = store.scan('many', [{ start: many[from] ?? '' }], { limit: 400, signal: stop.signal });
        const kind = await kindOf(async () => {
          for await (const row of scan) {
            seen.push(row.key);
            if (isAborted && seen.length === 1 + (index % 200)) stop.abort();
            if (seen.length % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
          }
        });
        expect(kind).toBe(isAborted ? 'aborted' : 'no failure');
        expect(seen).toEqual(many.slice(from, from + (isAborted ? 1 + (index % 200) : 400)));
      };
      await Promise.all(Array.from({ length: 120 }, (_, index) => run(index)));
      expect(store.open().scanners).toBe(before);
    });

    it('lets scans and writes go on side by side', async () => {
      const write = store.write(
        'busy',
        many.map((key) => newRow(key, { 'i:n': key })),
      );
      expect(await keysOf(store.scan('many', [{ start: '' }]))).toEqual(many);
      await write;
      expect((await keysOf(store.scan('busy', [{ start: '' }]))).length).toBe(many.length);
    });
  });
}
