import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { ByteWriter } from './byte-writer.ts';
import { csvFromTable } from './csv.ts';
import { jsonFromTable } from './json.ts';
import { parquetFromTable } from './parquet.ts';
import { pythonFloat } from './python-float.ts';
import { numberFromFloat32 } from './shortest-float32.ts';
import { type ColumnKind, type Table, type TableColumn, tableFromValues } from './table.ts';
import { votableFromTable } from './votable.ts';

interface Golden {
  readonly madeWith: Readonly<Record<string, string>>;
  readonly doubles: readonly (readonly [bits: string, json: string | null, csv: string])[];
  readonly floats: readonly (readonly [bits: string, json: string | null, csv: string])[];
  readonly table: { readonly texts: readonly string[]; readonly json: string; readonly csv: string };
}

const golden: Golden = JSON.parse(readFileSync(new URL('./formats.golden.json', import.meta.url), 'utf8'));

function written(write: (writer: ByteWriter) => void): string {
  const writer = new ByteWriter(8);
  write(writer);
  return writer.bytes().toString('utf8');
}

/** Ten decimals as the specification words it, the slow way: what the byte writer must agree with. */
function plainWire(value: number): string {
  if (!Number.isFinite(value)) return 'null';
  const sign = value < 0 ? '-' : '';
  const magnitude = Math.abs(value);
  let whole = Math.floor(magnitude);
  const scaled = (magnitude - whole) * 1e10;
  let fraction = Math.floor(scaled);
  if (scaled - fraction > 0.5 || (scaled - fraction === 0.5 && (fraction === 0 || fraction % 2 === 1))) fraction++;
  if (fraction === 1e10) {
    fraction = 0;
    whole++;
  }
  return `${sign}${whole}.${String(fraction).padStart(10, '0').replace(/0+$/, '') || '0'}`;
}

function goldenTable(): Table {
  const nothing: number[][][] = [];
  const columns: { name: string; kind: ColumnKind; source: TableColumn['source'] }[] = [
    { name: 'i:text', kind: 'text', source: golden.table.texts },
    {
      name: 'i:long',
      kind: 'long',
      source: [
        1n,
        null,
        3072410265715010069n,
        -9223372036854775808n,
        9223372036854775807n,
        0,
        -1,
        9007199254740993n,
        10000,
        99999999,
      ],
    },
    {
      name: 'i:double',
      kind: 'double',
      source: [1.5, null, Number.NaN, -1e-12, 1e16, 1e-5, 3, 1.5e15, 2459530.1, 0.1],
    },
    { name: 'd:true', kind: 'boolean', source: Array.from({ length: 10 }, (_, i) => i % 2 === 0) },
    {
      name: 'b:nested',
      kind: 'array',
      source: [
        [
          [1, Number.NaN],
          [1e-11, 2.5],
        ],
        [],
        [[0.5]],
        ...Array.from({ length: 6 }, () => nothing),
        [[1e16]],
      ],
    },
  ];
  return tableFromValues(columns, 10);
}

function writtenFloat32(value: number): string {
  const cell = new DataView(new ArrayBuffer(4));
  cell.setFloat32(0, value);
  return written((writer) => writer.wireFloat32At(cell, 0));
}

describe(`numbers as pandas ${golden.madeWith.pandas} writes them`, () => {
  test('doubles, as JSON and as CSV', () => {
    for (const [bits, json, csv] of golden.doubles) {
      const value = Buffer.from(bits, 'hex').readDoubleBE();
      expect([bits, pythonFloat(value)]).toEqual([bits, csv]);
      if (json !== null) expect([bits, written((w) => w.wireDouble(value))]).toEqual([bits, json]);
    }
    expect(golden.doubles.length).toBeGreaterThan(1500);
  });

  test('float32 by way of their shortest decimal, as JSON and as CSV', () => {
    for (const [bits, json, csv] of golden.floats) {
      const value = Buffer.from(bits, 'hex').readFloatBE();
      expect([bits, pythonFloat(numberFromFloat32(value))]).toEqual([bits, csv]);
      if (json !== null) expect([bits, writtenFloat32(value)]).toEqual([bits, json]);
    }
    expect(golden.floats.length).toBeGreaterThan(2000);
  });

  test('a table of every kind, as JSON and as CSV', () => {
    expect(jsonFromTable(goldenTable()).toString()).toBe(golden.table.json);
    expect(csvFromTable(goldenTable()).toString()).toBe(golden.table.csv);
  });
});

test('the shortest float32 is the one that the slow search finds', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const found = numberFromFloat32(value);
      let slow = value;
      for (let digits = 1; digits <= 9; digits++) {
        slow = Number(value.toPrecision(digits));
        if (Math.fround(slow) === value) break;
      }
      if (found !== slow) expect(Math.abs(found - value)).toBe(Math.abs(slow - value));
      if (found === slow && Math.abs(value) < 1e15) expect(writtenFloat32(value)).toBe(plainWire(slow));
    }),
    { numRuns: 20_000 },
  );
});

test('ordinary doubles come out as the ten decimals of the specification', () => {
  const ordinary = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -11, max: 15 }));
  fc.assert(
    fc.property(ordinary, ([mantissa, exponent]) => {
      const value = mantissa * 10 ** exponent;
      expect(written((w) => w.wireDouble(value))).toBe(plainWire(value));
    }),
    { numRuns: 20_000 },
  );
});

test('what is too large or too small for ten decimals', () => {
  const cases: readonly (readonly [number, string])[] = [
    [1.5e16, '1.5e+16'],
    [1.2345678901234567e19, '1.23456789012346e+19'],
    [-1e300, '-1e+300'],
    [1e-20, '0.0'],
    [-1e-20, '-0.0'],
    [Number.NaN, 'null'],
    [Number.NEGATIVE_INFINITY, 'null'],
  ];
  for (const [value, text] of cases) expect(written((w) => w.wireDouble(value))).toBe(text);
});

test('64-bit integers are exact from their words', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
      const cell = Buffer.alloc(8);
      cell.writeBigInt64BE(value);
      expect(written((w) => w.int64(cell.readInt32BE(0), cell.readUInt32BE(4)))).toBe(String(value));
    }),
    { numRuns: 20_000 },
  );
});

test('JSON text is ASCII and reads back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const bytes = Buffer.from(text, 'utf8');
      const json = written((w) => w.jsonUtf8(bytes, 0, bytes.length));
      expect(/^[\u0020-\u007f]*$/.test(json)).toBe(true);
      expect(JSON.parse(json)).toBe(bytes.toString('utf8'));
    }),
  );
});

test('Parquet keeps 64-bit integers, text, nulls and stamps', async () => {
  const bytes = parquetFromTable(goldenTable());
  const file = new Uint8Array(bytes).buffer;
  const rows = await parquetReadObjects({ file });
  expect(rows).toHaveLength(10);
  expect(rows[2]).toEqual({
    'i:text': 'é€😀',
    'i:long': 3072410265715010069n,
    'i:double': null,
    'd:true': true,
    'b:nested': [[0.5]],
  });
  expect(rows[3]).toMatchObject({ 'i:long': -9223372036854775808n, 'b:nested': [] });
});

test('Parquet columns without any value keep the type of numbers; text and truth have the null type', async () => {
  const kinds = ['double', 'long', 'text', 'boolean'] as const;
  const bytes = parquetFromTable(
    tableFromValues(
      kinds.map((kind) => ({ name: kind, kind, source: [null, null] })),
      2,
    ),
  );
  const { schema } = parquetMetadata(new Uint8Array(bytes).buffer);
  expect(schema.slice(1).map(({ name, type, logical_type }) => [name, logical_type?.type ?? type])).toEqual([
    ['double', 'DOUBLE'],
    ['long', 'INT64'],
    ['text', 'NULL'],
    ['boolean', 'NULL'],
  ]);
});

test('an empty answer is an empty table in every format', () => {
  const empty = tableFromValues([], 0);
  expect(jsonFromTable(empty).toString()).toBe('[]');
  expect(csvFromTable(empty).toString()).toBe('\n');
  expect(votableFromTable(empty)).toContain('  <TABLE/>');
  expect(parquetFromTable(empty).length).toBeGreaterThan(12);
});

test('VOTable carries units, UCDs and ids that XML allows', () => {
  const column = {
    name: 'i:ra',
    kind: 'double' as const,
    unit: 'deg',
    ucd: 'pos.eq.ra;meta.main',
    doc: 'Right <ascension>',
  };
  const text = votableFromTable(tableFromValues([{ ...column, source: [1e-5, Number.NaN] }], 2));
  expect(text).toContain(
    '<FIELD ID="i_ra" datatype="double" name="i:ra" ucd="pos.eq.ra;meta.main" unit="deg"><DESCRIPTION>Right &lt;',
  );
  expect(text).toContain('<TD>1e-05</TD>');
  expect(text).toContain('<TD/>');
});
