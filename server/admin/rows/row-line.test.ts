import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ColumnType } from '#domain/surveys/survey.ts';
import type { NewRow, Row } from '#server/ports/wide-row-store.ts';
import { encodeCell } from '#server/storage/cell-codec.ts';
import { type LineRules, rowFromLine } from './row-from-line.ts';
import { lineFromRow } from './row-line.ts';

const nowMs = 1_700_000_000_000;
const rules: LineRules = {
  shape: { name: 't', key: [], families: ['d', 'i'], carries: () => true, latestWins: false },
  storedType: (column) => (column === 'i:jd' ? 'double' : undefined),
  defaultType: (column) => (column === 'i:jd' ? 'double' : undefined),
  nowMs,
};

function rowOf({ key, timestampMs, cells }: NewRow): Row {
  const list = [...cells];
  const ends: number[] = [];
  for (const [, bytes] of list) ends.push((ends.at(-1) ?? 0) + bytes.length);
  return {
    key,
    timestampMs,
    columns: list.map(([column]) => column),
    bytes: Buffer.concat(list.map(([, bytes]) => bytes)),
    starts: [0, ...ends.slice(0, -1)],
    ends,
  };
}

const anyType = fc.constantFrom<ColumnType>('string', 'integer', 'long', 'float', 'double', 'boolean');
const anyCell = fc.tuple(anyType, fc.uint8Array({ maxLength: 12 }), fc.boolean()).chain(([type, junk, isJunk]) => {
  const values = {
    string: fc.string({ unit: 'grapheme' }).map((value) => encodeCell('string', value)),
    integer: fc.integer().map((value) => encodeCell('integer', value)),
    long: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => encodeCell('long', value)),
    float: fc.uint8Array({ minLength: 4, maxLength: 4 }),
    double: fc.uint8Array({ minLength: 8, maxLength: 8 }),
    boolean: fc.boolean().map((value) => encodeCell('boolean', value)),
  } as const;
  return (isJunk ? fc.constant(junk) : values[type]).map((bytes) => ({ type, bytes }));
});

describe('a row as a line', () => {
  test('is put again as it was, byte for byte, whatever its cells hold', () => {
    const anyRow = fc.dictionary(fc.stringMatching(/^[di]:[a-z_()]{1,12}$/), anyCell, { minKeys: 1, maxKeys: 8 });
    fc.assert(
      fc.property(anyRow, fc.integer({ min: 0, max: 2 ** 48 - 1 }), (cells, timestampMs) => {
        const named = Object.entries(cells).filter(([column]) => column !== 'i:jd');
        fc.pre(named.length > 0);
        const row = rowOf({ key: 'k', timestampMs, cells: named.map(([name, { bytes }]) => [name, bytes] as const) });
        const types = new Map(named.map(([name, { type }]) => [name, type]));
        const back = rowOf(rowFromLine(lineFromRow(row, types), rules));
        expect(back).toMatchObject({ key: 'k', timestampMs, columns: row.columns });
        expect(Buffer.from(back.bytes).equals(row.bytes)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('of real values reads well: short floats, exact ids, special numbers as text', () => {
    const cells: [string, ColumnType, string | number | bigint | boolean][] = [
      ['d:flag', 'boolean', true],
      ['i:candid', 'long', 9200000000000000001n],
      ['i:jd', 'double', 2459519.9166667],
      ['i:magpsf', 'float', 18.1],
      ['i:nothing', 'float', Number.NaN],
      ['i:zero', 'double', -0],
    ];
    const row = rowOf({
      key: 'k',
      timestampMs: 7,
      cells: cells.map(([c, type, v]) => [c, encodeCell(type, v)] as const),
    });
    expect(JSON.parse(lineFromRow(row, new Map(cells.map(([c, type]) => [c, type]))))).toEqual({
      key: 'k',
      timestampMs: 7,
      types: Object.fromEntries(cells.map(([c, type]) => [c, type])),
      cells: {
        'd:flag': true,
        'i:candid': '9200000000000000001',
        'i:jd': 2459519.9166667,
        'i:magpsf': 18.1,
        'i:nothing': 'NaN',
        'i:zero': '-0.0',
      },
    });
  });

  test('may give ids as JSON integers, leave types to the table, and have nulls', () => {
    const line =
      '{"key":"k","types":{"i:candid":"long"},"cells":{"i:candid":9200000000000000001,"i:jd":2.5,"i:x":null}}';
    const padded = line.replace('"i:candid":"long"', '"i:candid":"long","i:x":"float"');
    const row = rowFromLine(padded, rules);
    expect(row.timestampMs).toBe(nowMs);
    expect(row.cells).toEqual([
      ['i:candid', encodeCell('long', 9200000000000000001n)],
      ['i:jd', encodeCell('double', 2.5)],
    ]);
  });
});

describe('a line that does not fit is refused with the reason', () => {
  const line = (cells: string, types = '{}'): string => `{"key":"k","types":${types},"cells":${cells}}`;
  test.each([
    ['{', 'it is not JSON'],
    ['[1]', 'it is not a JSON object'],
    ['{"key":"k","cell":{}}', 'it has a field cell; allowed are: key, timestampMs, types, cells'],
    ['{"key":"","cells":{"i:jd":1}}', 'A key must not be empty'],
    ['{"key":7,"cells":{"i:jd":1}}', 'key is not text'],
    ['{"key":"k"}', 'cells is not an object'],
    ['{"key":"k","timestampMs":1e15,"cells":{"i:jd":1}}', 'timestampMs is 1000000000000000, which is no time'],
    [line('{}'), 'it has no cell'],
    [line('{"i:jd":null}'), 'it has no cell'],
    [line('{"i:jd":"soon"}'), 'i:jd is soon, which is not double'],
    [line('{"i:jd":1e400}'), 'i:jd is'],
    [line('{"i:jd":[1]}'), 'i:jd is'],
    [line('{"i:x":1}'), "i:x has no type, and the table doesn't know the column"],
    [line('{"i:x":1}', '{"i:x":"decimal"}'), 'the type of i:x is decimal; allowed are: string, integer, long'],
    [line('{"i:jd":1}', '{"i:jd":"float"}'), 'i:jd is float here, but double in the table'],
    [line('{"i:x":1.5}', '{"i:x":"integer"}'), 'i:x is 1.5, which is not integer'],
    [line('{"i:x":9223372036854775808}', '{"i:x":"long"}'), 'i:x is 9223372036854775808, which is not long'],
    [line('{"i:x":1e39}', '{"i:x":"float"}'), 'i:x is 1e+39, which is not float'],
    [line('{"i:x":"zz"}', '{"i:x":"bytes"}'), 'i:x is zz, which is not bytes'],
    [line('{"i:x":"\\ud800"}', '{"i:x":"string"}'), 'i:x is not well-formed text'],
    [line('{"magpsf":1}', '{"magpsf":"float"}'), 'magpsf is no column name (family:name)'],
    [line('{"r:x":1}', '{"r:x":"float"}'), 'r:x is of the family r, but the table has d, i'],
  ])('%s', (text, reason) => {
    expect(() => rowFromLine(text, rules)).toThrow(reason);
  });

  test('whatever it is: never another failure', () => {
    const anyLine = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ key: fc.jsonValue(), timestampMs: fc.jsonValue(), types: fc.jsonValue(), cells: fc.jsonValue() })
        .map((v) => JSON.stringify(v)),
      fc
        .dictionary(fc.string(), fc.jsonValue())
        .map((cells) => JSON.stringify({ key: 'k', types: { 'i:a': 'float' }, cells: { ...cells, 'i:a': 1 } })),
    );
    fc.assert(
      fc.property(anyLine, (text) => {
        try {
          rowFromLine(text, rules);
        } catch (error) {
          expect(error).toMatchObject({ kind: 'bad-request' });
          expect(String(error).length).toBeLessThan(500);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
