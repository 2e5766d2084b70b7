import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { newRow, plain } from '#server/ports/contract-kit.ts';
import type { Row } from '#server/ports/wide-row-store.ts';
import { RowReader, rowsOfCellSet } from './cell-set.ts';
import { encodedRow } from './encode-row.ts';
import { framed } from './fake-rest.ts';
import { FramedRows } from './framed-rows.ts';
import { rowsOfJson } from './json-rows.ts';
import { createShapes } from './shapes.ts';

interface Recorded {
  readonly rows: readonly { key: string; Cell: readonly { column: string; timestamp: number; $: string }[] }[];
  readonly answers: Readonly<Record<string, { readonly status: number; readonly body: string }>>;
}

const recorded: Recorded = JSON.parse(readFileSync(new URL('./recorded-answers.golden.json', import.meta.url), 'utf8'));
const bodyOf = (name: string): Buffer => Buffer.from(recorded.answers[name]?.body ?? '', 'base64');
const textOf = (text: string): string => Buffer.from(text, 'base64').toString('latin1');

/** Splits bytes into pieces of `size`, as a network might. */
function readFramed(bytes: Buffer, size = bytes.length): Row[] {
  const frames = new FramedRows(new RowReader(createShapes()), 1 << 20);
  const rows: Row[] = [];
  for (let at = 0; at < bytes.length; at += size) rows.push(...frames.push(bytes.subarray(at, at + size)));
  return [...rows, ...frames.end()];
}

const expected = recorded.rows.map(({ key, Cell }) => ({
  key: textOf(key),
  timestampMs: Cell[0]?.timestamp,
  cells: Object.fromEntries(Cell.map(({ column, $ }) => [textOf(column), textOf($)])),
}));

describe('answers of a real server', () => {
  it('are read from the chunks of a stateless scan, however they are cut', () => {
    for (const size of [1, 2, 3, 7, 100, 4096, 1e6])
      expect(readFramed(bodyOf('stateless'), size).map(plain)).toEqual(expected);
    expect(readFramed(bodyOf('statelessEmpty'))).toEqual([]);
  });

  it('are read from JSON, multi-gets and scanners', () => {
    expect(rowsOfJson(bodyOf('statelessJson'), createShapes()).map(plain)).toEqual(expected);
    const got = rowsOfCellSet(bodyOf('multiGet'), new RowReader(createShapes()));
    expect(got.map(plain)).toEqual([expected[1], expected[4]]);
    const scanned = rowsOfCellSet(bodyOf('scanner'), new RowReader(createShapes()));
    expect(scanned.map((row) => [row.key, row.columns])).toEqual(
      expected.slice(0, 5).map(({ key }) => [key, ['i:magpsf']]),
    );
  });
});

const cellValue = fc.uint8Array({ maxLength: 400 });
const row = fc
  .tuple(
    fc.stringMatching(/^[a-zA-Zé_~0-9]{1,12}$/),
    fc.dictionary(fc.stringMatching(/^[di]:[a-z]{1,9}$/), cellValue, { minKeys: 1, maxKeys: 6 }),
    fc.nat(2e9),
  )
  .map(([key, cells, time]) => newRow(key, cells, time));

describe('the decoder', () => {
  it('gives back what was encoded, whatever the chunks and the pieces', () => {
    const input = fc.record({
      rows: fc.array(row, { maxLength: 30 }),
      fetchRows: fc.integer({ min: 1, max: 40 }),
      size: fc.integer({ min: 1, max: 700 }),
    });
    fc.assert(
      fc.property(input, ({ rows, fetchRows, size }) => {
        const bytes = framed(rows, fetchRows, Number.POSITIVE_INFINITY);
        const found = readFramed(bytes, size).map(plain);
        expect(found).toEqual(
          rowsOfCellSet(Buffer.concat(rows.map((one) => encodedRow(one).bytes)), new RowReader(createShapes())).map(
            plain,
          ),
        );
        expect(found.map((one) => one?.key)).toEqual(rows.map(({ key }) => key));
      }),
    );
  });

  it('gives rows that hold their own cells and nothing of the answer around them', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), fc.integer({ min: 1, max: 700 }), (rows, size) => {
        const cellBytes = (one: Row): number =>
          one.columns.reduce((sum, _, k) => sum + (one.ends[k] ?? 0) - (one.starts[k] ?? 0), 0);
        const found = readFramed(framed(rows, 7, Number.POSITIVE_INFINITY), size);
        expect(found.map(({ bytes }) => bytes.length)).toEqual(found.map(cellBytes));
        const text = found.map(plain);
        for (const { bytes } of found.slice(1)) bytes.fill(0);
        expect(found.slice(0, 1).map(plain)).toEqual(text.slice(0, 1));
      }),
    );
  });

  it('reads a row by what it knows of the row before to what it reads without, changed bytes included', () => {
    const times = fc.constantFrom(0, 9, 1_700_000_000_000, 1_782_900_995_521);
    const input = fc.record({
      columns: fc.uniqueArray(fc.stringMatching(/^[di]:[a-z]{1,9}$/), { minLength: 1, maxLength: 8 }),
      values: fc.array(fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 8, maxLength: 8 }), {
        minLength: 2,
        maxLength: 5,
      }),
      times: fc.array(times, { minLength: 5, maxLength: 5 }),
      changes: fc.array(fc.tuple(fc.nat(4_000), fc.integer({ min: 1, max: 255 })), { maxLength: 3 }),
    });
    const outcome = (reader: RowReader, bytes: Buffer): unknown => {
      try {
        return rowsOfCellSet(bytes, reader).map((one) => [one.timestampMs, plain(one)]);
      } catch (error) {
        return error instanceof PortalError ? error.message : error;
      }
    };
    fc.assert(
      fc.property(input, ({ columns, values, times: rowTimes, changes }) => {
        const reader = new RowReader(createShapes());
        for (const [index, list] of values.entries()) {
          const cells = Object.fromEntries(columns.map((column, k) => [column, list[k] ?? new Uint8Array()]));
          const { bytes } = encodedRow(newRow(`k${index}`, cells, rowTimes[index] ?? 1));
          for (const [at, by] of index === 0 ? [] : changes)
            bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ by;
          expect(outcome(reader, bytes)).toEqual(outcome(new RowReader(createShapes()), bytes));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads chunks above 64 KiB, whose lengths are cut, at every row boundary that looks like their end', () => {
    for (const padding of [65_536 - 30, 32_768 - 30, 21_845, 4_096 - 30, 2_560, 655]) {
      const rows = Array.from({ length: 160 }, (_, i) =>
        newRow(`k${String(i).padStart(4, '0')}`, { 'i:p': new Uint8Array(padding) }, 1),
      );
      for (const fetchRows of [7, 64, 1000]) {
        const found = readFramed(framed(rows, fetchRows, Number.POSITIVE_INFINITY), 50_000);
        expect(found.map(({ key }) => key)).toEqual(rows.map(({ key }) => key));
      }
    }
  });

  it('reads a chunk of exactly 64 KiB, whose length is written as zero', () => {
    const length = encodedRow(newRow('a', { 'i:p': new Uint8Array(60_000) }, 1)).bytes.length;
    const rows = ['a', 'b', 'c'].map((key) => newRow(key, { 'i:p': new Uint8Array(60_000 + 65_536 - length) }, 1));
    expect(encodedRow(rows[0] ?? newRow('', {})).bytes.length).toBe(65_536);
    for (const fetchRows of [1, 2, 3])
      expect(readFramed(framed(rows, fetchRows, 9)).map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  });

  it('takes a flipped byte or a missing end for a failure, or for rows that are whole: it never hangs, and reads nothing from elsewhere', () => {
    const bytes = bodyOf('stateless');
    const isWithin = ({ columns, starts, ends, bytes: values }: Row): boolean =>
      columns.every((_, index) => {
        const [start = -1, end = -1] = [starts[index], ends[index]];
        return start >= 0 && start <= end && end <= values.length;
      });
    /** Whether rows were read that are whole; an assertion for each of so many would take half a minute. */
    const attempt = (changed: Buffer, read: (bytes: Buffer) => Row[]): boolean => {
      try {
        const isRight = read(changed).every((found) => found.key.length > 0 && isWithin(found));
        if (!isRight) throw new Error('A row is not whole.');
        return true;
      } catch (error) {
        if (error instanceof PortalError && error.kind === 'corrupt') return false;
        throw error;
      }
    };
    const cutShort: number[] = [];
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      attempt(changed, (flipped) => readFramed(flipped, 97));
      attempt(changed.subarray(2), (flipped) => rowsOfCellSet(flipped, new RowReader(createShapes())));
      if (at > 0 && attempt(bytes.subarray(0, at), readFramed)) cutShort.push(at);
    }
    expect(cutShort).toEqual([]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (any) => {
        attempt(Buffer.from(any), (junk) => readFramed(junk, 13));
        attempt(Buffer.from(any), (junk) => rowsOfJson(junk, createShapes()));
      }),
    );
  });
});
