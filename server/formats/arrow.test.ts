import { tableFromIPC as flechetteTable } from '@uwdata/flechette';
import { tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrowFromTable } from './arrow.ts';
import { formats } from './format.ts';
import { jsonFromTable } from './json.ts';
import { type Table, type TableColumn, tableFromValues, type Value, valueAt } from './table.ts';
import { everyKind, packedTable, streamedBytes } from './testing/format-cases.ts';

/** What a reader must find: NaN is null, truth in text is text, what is no truth value is null among truth values. */
function expected(column: TableColumn, value: Value): unknown {
  if (column.kind === 'double') return Number.isNaN(value) ? null : value;
  if (column.kind === 'boolean') return typeof value === 'boolean' ? value : null;
  if (column.kind === 'long' && !column.asText) return value === null ? null : BigInt(String(value));
  return value === null ? null : String(value);
}

function expectEqual(bytes: Uint8Array, table: Table): void {
  const arrow = tableFromIPC(bytes);
  const flechette = flechetteTable(bytes, { useBigInt: true });
  expect(arrow.numRows).toBe(table.rowCount);
  for (const [at, column] of table.columns.entries()) {
    const wanted = Array.from({ length: table.rowCount }, (_, row) => expected(column, valueAt(table, column, row)));
    expect([column.name, [...(arrow.getChildAt(at) ?? [])]]).toEqual([column.name, wanted]);
    expect([column.name, [...flechette.getChildAt(at)]]).toEqual([column.name, wanted]);
  }
}

test('other readers find every value of every kind, whole and in blocks', async () => {
  const format = formats.get('arrow');
  if (format === undefined) throw new Error('no arrow');
  for (const rowCount of [1, 9, 100]) {
    const table = everyKind(rowCount);
    expectEqual(arrowFromTable(table), table);
    expectEqual(await streamedBytes(format, table, 7), table);
  }
});

test('float32 cells are the numbers that the JSON of the same table has, to its ten decimals', () => {
  const value = fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(-1e5), max: Math.fround(1e5) });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 50 }), (values) => {
      const table = packedTable([{ name: 'i:magpsf', kind: 'double', single: true, values }]);
      const rows: { 'i:magpsf': number }[] = JSON.parse(jsonFromTable(table).toString());
      const found = tableFromIPC(arrowFromTable(table)).getChildAt(0);
      for (const [at, row] of rows.entries()) {
        expect(Math.abs(found?.get(at) - row['i:magpsf'])).toBeLessThanOrEqual(0.6e-10);
        expect(Math.fround(found?.get(at))).toBe(values[at]);
      }
    }),
  );
});

test('integers of every width are exact', () => {
  const cells = ['8000', '7fff', '80000000', '7fffffff', '8000000000000000', '7fffffffffffffff', 'ffffffffffffffff'];
  const bytes = Buffer.from(cells.join(''), 'hex');
  const ends = Int32Array.from(cells, (_, at) => cells.slice(0, at + 1).join('').length / 2);
  const starts = Int32Array.from(cells, (cell, at) => (ends[at] ?? 0) - cell.length / 2);
  const column: TableColumn = { name: 'i:candid', kind: 'long', missing: null, source: 0 };
  const table: Table = { rowCount: cells.length, columns: [column], cells: { bytes, starts, ends, width: 1 } };
  expect([...(tableFromIPC(arrowFromTable(table)).getChildAt(0) ?? [])]).toEqual([
    -32768n,
    32767n,
    -(2n ** 31n),
    2n ** 31n - 1n,
    -(2n ** 63n),
    2n ** 63n - 1n,
    -1n,
  ]);
});

test('stamps are lists of lists of numbers; a stamp that is missing is null, a pixel without value too', () => {
  const source = [[[1, 2.5], [Number.NaN]], null, [], [[null]]];
  const bytes = arrowFromTable(tableFromValues([{ name: 'b:stamp', kind: 'array', source }], 4));
  const found = tableFromIPC(bytes)
    .toArray()
    .map((row) => JSON.parse(JSON.stringify(row))['b:stamp']);
  expect(found).toEqual([[[1, 2.5], [null]], null, [], [[null]]]);
});

test('text that is no UTF-8 becomes the text that the other formats have', () => {
  const bytes = Buffer.from([0x61, 0xff, 0xc3, 0xa9]);
  const column: TableColumn = { name: 'd:text', kind: 'text', missing: null, source: 0 };
  const cells = { bytes, starts: Int32Array.of(0, 2), ends: Int32Array.of(2, 4), width: 1 };
  expectEqual(arrowFromTable({ rowCount: 2, columns: [column], cells }), { rowCount: 2, columns: [column], cells });
});

test('a number of impossible length is refused', () => {
  const cells = { bytes: Buffer.alloc(3), starts: Int32Array.of(0), ends: Int32Array.of(3), width: 1 };
  for (const kind of ['double', 'long'] as const) {
    const column: TableColumn = { name: 'i:x', kind, missing: null, source: 0 };
    expect(() => arrowFromTable({ rowCount: 1, columns: [column], cells })).toThrow('3 bytes');
  }
});

test('no columns and no rows are a stream that readers take', () => {
  expect(tableFromIPC(arrowFromTable(tableFromValues([], 0))).numRows).toBe(0);
  expect(tableFromIPC(arrowFromTable(everyKind(0))).numCols).toBe(10);
});
