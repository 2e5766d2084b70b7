import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnType } from '#domain/surveys/survey.ts';
import type { Row } from '#server/ports/wide-row-store.ts';
import {
  type CellValue,
  cellIndex,
  decodeCell,
  encodeCell,
  fixedWidthsOf,
  longTextReader,
  numberReader,
  textReader,
} from './cell-codec.ts';

const hex = (type: ColumnType, value: CellValue): string => Buffer.from(encodeCell(type, value)).toString('hex');
const bytes = (text: string): Uint8Array => Buffer.from(text, 'hex');

function rowOf(cells: readonly (readonly [string, Uint8Array])[]): Row {
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const [, cell] of cells) {
    starts.push(at);
    at += cell.length;
    ends.push(at);
  }
  return {
    key: 'k',
    timestampMs: 0,
    columns: cells.map(([name]) => name),
    bytes: Buffer.concat(cells.map(([, c]) => c)),
    starts,
    ends,
  };
}

describe('cells', () => {
  it('are the bytes that Java writes', () => {
    expect(hex('integer', -2)).toBe('fffffffe');
    expect(hex('long', 2475433850015010009n)).toBe(2475433850015010009n.toString(16).padStart(16, '0'));
    expect(hex('float', 17.5)).toBe('418c0000');
    expect(hex('double', 2460623.9338542)).toBe(hexOfDouble(2460623.9338542));
    expect(hex('string', 'é')).toBe('c3a9');
    expect(hex('boolean', true)).toBe('74727565');
    expect(hex('boolean', false)).toBe('66616c7365');
  });

  it('hold any value of their type and give it back', () => {
    const round = (type: ColumnType, value: CellValue): CellValue => decodeCell(type, encodeCell(type, value));
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (v) => {
        expect(round('long', v)).toBe(v);
        expect(round('long', v.toString())).toBe(v);
      }),
    );
    fc.assert(
      fc.property(fc.integer(), (v) => {
        expect(round('integer', v)).toBe(v);
      }),
    );
    fc.assert(
      fc.property(fc.double(), (v) => {
        expect(round('double', v)).toBe(v);
      }),
    );
    fc.assert(
      fc.property(fc.float(), (v) => {
        expect(round('float', v)).toBe(v);
      }),
    );
    fc.assert(
      fc.property(fc.boolean(), (v) => {
        expect(round('boolean', v)).toBe(v);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (v) => {
        expect(round('string', v)).toBe(v);
      }),
    );
  });

  it('keep NaN and infinities', () => {
    for (const type of ['float', 'double'] as const) {
      expect(decodeCell(type, encodeCell(type, Number.NaN))).toBeNaN();
      expect(decodeCell(type, encodeCell(type, Number.NEGATIVE_INFINITY))).toBe(Number.NEGATIVE_INFINITY);
    }
  });

  it('read all three encodings that booleans have had', () => {
    const read = (text: string): CellValue => decodeCell('boolean', bytes(text));
    expect([read('ff'), read('00')]).toEqual([true, false]);
    expect([read('00000001'), read('00000000')]).toEqual([true, false]);
    expect([read('74727565'), read('66616c7365')]).toEqual([true, false]);
    expect(() => read('6d61796265')).toThrow('not a boolean');
  });

  it('refuse values that would not be exact', () => {
    const wrong: [ColumnType, CellValue][] = [
      ['long', 2n ** 63n],
      ['long', 2 ** 53],
      ['long', '1e3'],
      ['long', ''],
      ['long', 1.5],
      ['long', '9223372036854775808'],
      ['integer', 2 ** 31],
      ['integer', 1.5],
      ['integer', Number.NaN],
      ['integer', '1'],
      ['string', 1],
      ['boolean', 'true'],
      ['double', '1'],
    ];
    for (const [type, value] of wrong)
      expect(() => encodeCell(type, value), `${type} ${value}`).toThrow('is not a cell');
  });

  it('of a wrong width are corrupt, not a wrong number', () => {
    for (const type of ['integer', 'long', 'float', 'double'] as const) {
      expect(() => decodeCell(type, bytes('000000'))).toThrow(`A cell of type ${type} has 3 bytes.`);
    }
  });
});

describe('readers', () => {
  const row = rowOf([
    ['d:text', encodeCell('string', 'SN Ia')],
    ['i:candid', encodeCell('long', 2475433850015010009n)],
    ['i:magpsf', encodeCell('float', 17.5)],
  ]);

  it('find their column in rows of any shape', () => {
    const mag = numberReader('i:magpsf', 'float');
    const other = rowOf([['i:magpsf', encodeCell('float', -1.25)]]);
    expect([mag(row), mag(other), mag(row), mag(rowOf([['d:text', bytes('41')]]))]).toEqual([
      17.5,
      -1.25,
      17.5,
      undefined,
    ]);
    expect(textReader('d:text')(row)).toBe('SN Ia');
    expect(longTextReader('i:candid')(row)).toBe('2475433850015010009');
    expect(cellIndex(row.columns, 'i:magpsf')).toBe(2);
    expect(cellIndex(row.columns, 'toString')).toBe(-1);
  });

  it('know the widths of the columns that have one', () => {
    const columns = (['string', 'integer', 'long', 'float', 'double', 'boolean'] as const).map((type) => ({
      name: type,
      type,
      doc: '',
    }));
    expect(Object.fromEntries(fixedWidthsOf(columns))).toEqual({ integer: 4, long: 8, float: 4, double: 8 });
  });
});

function hexOfDouble(value: number): string {
  return Buffer.from(new Uint8Array(Float64Array.of(value).buffer).reverse()).toString('hex');
}
