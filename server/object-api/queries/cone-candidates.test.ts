import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row, WideRowStore } from '#server/ports/wide-row-store.ts';
import { createTrace } from '#server/telemetry/trace.ts';
import { Candidates } from './cone-candidates.ts';

const columns = ['i:objectId'] as const;

function rowOf(key: string, text: string): Row {
  const bytes = Buffer.from(text);
  return { key, timestampMs: 1, columns, bytes, starts: [0], ends: [bytes.length] };
}

const textOf = ({ bytes, starts, ends }: Row): string =>
  Buffer.from(bytes.subarray(starts[0], ends[0])).toString('latin1');
const context = {
  signal: new AbortController().signal,
  trace: createTrace({}, { nowMs: () => 0, randomHex: (bytes) => '0'.repeat(bytes * 2) }),
};

/** A store of the rows read, which counts the keys asked for. */
function storeOf(rows: ReadonlyMap<string, Row>): { store: WideRowStore; asked: string[] } {
  const asked: string[] = [];
  const refuse = (): never => {
    throw new Error('not asked here');
  };
  const get: WideRowStore['get'] = async (_, keys) => {
    asked.push(...keys);
    return keys.map((key) => rows.get(key));
  };
  const store: WideRowStore = {
    get,
    scan: refuse,
    write: refuse,
    writeAll: refuse,
    tables: refuse,
    ping: refuse,
    open: refuse,
    close: refuse,
  };
  return { store, asked };
}

const options = { objectId: textOf, keep: () => true, keptBytes: 1 << 20 };

describe('the nearest objects', () => {
  test('are those of a sort of everything, each by its latest row', () => {
    const seen = fc.record({ object: fc.nat(12), time: fc.nat(5), separationDeg: fc.nat(30), began: fc.constant(0) });
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (rows, n) => {
        const candidates = new Candidates({ ...options, n });
        const latest = new Map<number, { index: number; time: number; separationDeg: number }>();
        for (const [index, { object, ...row }] of rows.entries()) {
          candidates.offer(rowOf(`k${index}`, `o${object}`), () => row);
          const held = latest.get(object);
          if (held === undefined || row.time > held.time) latest.set(object, { index, ...row });
        }
        const expected = [...latest.values()].sort((a, b) => a.separationDeg - b.separationDeg || a.index - b.index);
        const found = candidates.nearest();
        expect([...found.places].map((place) => candidates.keyOf(place))).toEqual(
          expected.slice(0, n).map(({ index }) => `k${index}`),
        );
        expect(found.isCut).toBe(expected.length > n);
      }),
    );
  });

  test('are found among many more than are held', () => {
    const candidates = new Candidates({ ...options, n: 500 });
    const total = 300_000;
    let offered = 0;
    for (let k = 0; k < total; k++) {
      const separationDeg = ((k * 7919) % total) / total;
      if (!candidates.reaches(separationDeg)) continue;
      offered++;
      candidates.offer(rowOf(`k${(k * 7919) % total}`, `o${k}`), () => ({ time: 1, separationDeg, began: 0 }));
    }
    const { places, isCut } = candidates.nearest();
    expect([...places].map((place) => candidates.keyOf(place))).toEqual(Array.from({ length: 500 }, (_, k) => `k${k}`));
    expect(isCut).toBe(true);
    expect(offered).toBeLessThan(total / 2);
  });

  test('whose rows were not kept are read again, once it is known that they are wanted', async () => {
    const rows = new Map<string, Row>(
      Array.from({ length: 40 }, (_, k) => [`k${k}`, rowOf(`k${k}`, `object ${k}`)] as const),
    );
    const candidates = new Candidates({ ...options, n: 6, keptBytes: 100 });
    for (const [index, row] of [...rows.values()].entries()) {
      candidates.offer(row, () => ({ time: 1, separationDeg: index % 20, began: 0 }));
    }
    const { store, asked } = storeOf(rows);
    const { places } = candidates.nearest();
    const gone = candidates.keyOf(places[5] ?? -1);
    rows.delete(gone);
    const { block, separations } = await candidates.rows(places, { store, table: 't', columns: undefined }, context);
    expect(block.rows.map(({ key }) => key)).toEqual(['k0', 'k20', 'k1', 'k21', 'k2']);
    expect(separations).toEqual([0, 0, 1, 1, 2]);
    expect(asked).toEqual(['k20', 'k21', 'k22']);
    expect(gone).toBe('k22');
  });
});
