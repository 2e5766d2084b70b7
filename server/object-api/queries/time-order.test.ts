import fc from 'fast-check';
import { expect, test } from 'vitest';
import { javaDoubleText } from '#server/storage/surveys/java-double.ts';
import { KeyedRows } from './keyed-rows.ts';
import type { RowPortions } from './row-portions.ts';
import { timeDescending } from './time-descending.ts';

const columns = ['i:x'];

function portionsOf(keys: readonly string[]): RowPortions {
  const left = [...keys];
  return {
    async addTo(block, rows) {
      for (const key of left.splice(0, rows)) {
        const bytes = Buffer.from(`value of ${key}`);
        block.add({ key, timestampMs: 1, columns, bytes, starts: [0], ends: [bytes.length] });
      }
      return left.length > 0;
    },
    close: () => Promise.resolve(),
  };
}

/** Times with few digits share beginnings, and many are equal. */
const times = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 6 }))
    .map(([k, digits]) => 2_460_000 + Number((k / 13).toFixed(digits))),
  { maxLength: 1500 },
);

test('rows of a reversed scan come latest first, those of one time ascending by key, whatever the texts of their times', async () => {
  await fc.assert(
    fc.asyncProperty(times, async (list) => {
      const rows = list.map((time, k) => ({ time, key: `QSO_${javaDoubleText(time)}_Z${k}` }));
      const scanned = rows.map(({ key }) => key).sort((a, b) => (a < b ? 1 : -1));
      const found: string[] = [];
      for await (const { block, order } of timeDescending(portionsOf(scanned), 'QSO_')) {
        const { bytes, starts, ends } = block.packed(order, columns);
        order.forEach((index, at) => {
          const key = block.rows[index]?.key ?? '';
          found.push(key);
          expect(bytes.toString('utf8', starts[at], ends[at])).toBe(`value of ${key}`);
        });
      }
      const wanted = [...rows].sort((a, b) => b.time - a.time || (a.key < b.key ? -1 : 1));
      expect(found).toEqual(wanted.map(({ key }) => key));
    }),
    { numRuns: 60 },
  );
});

test('keys and times of many rows come back latest first, equal ones as they came, those without a time last', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 99 }), fc.constant(Number.NaN)), { maxLength: 300 }),
      fc.integer({ min: 1, max: 120 }),
      (some, copies) => {
        const all = Array.from({ length: copies }, () => some).flat();
        const keys = new KeyedRows();
        all.forEach((time, k) => {
          keys.add(`é${k}`, time, k % 3);
        });
        const rank = (time: number): number => (Number.isNaN(time) ? -1 : time);
        const wanted = all.map((time, at) => ({ time, at })).sort((a, b) => rank(b.time) - rank(a.time) || a.at - b.at);
        const found = [...keys.latestFirst()];
        expect(found.map(({ at }) => at)).toEqual(wanted.map(({ at }) => at));
        expect(found.every(({ key, source, at }) => key === `é${at}` && source === at % 3)).toBe(true);
      },
    ),
    { numRuns: 40 },
  );
});
