import { describe, expect, test } from 'vitest';
import { type RateColumns, type RateInput, rateColumnsOf } from '#domain/rates.ts';
import goldenJson from './rates.golden.json' with { type: 'json' };

const golden = goldenJson as unknown as {
  objects: readonly {
    rows: readonly RateInput[];
    columns: Readonly<Record<keyof RateColumns, readonly (number | null)[]>>;
  }[];
};

const row = (jd: number, fid: number, magpsf: number, sigmapsf = 0.1): RateInput => ({ jd, fid, magpsf, sigmapsf });

describe('rate and colour columns', () => {
  test('every column of every object is what pandas gives', () => {
    expect(golden.objects).toHaveLength(24);
    for (const { rows, columns } of golden.objects) {
      const found = rateColumnsOf(rows);
      for (const [index, columnsOfRow] of found.entries()) {
        for (const name of Object.keys(columns) as (keyof RateColumns)[]) {
          const expected = columns[name][index] ?? null;
          const value = columnsOfRow[name];
          if (expected === null) expect(value, name).toBeNull();
          else
            expect(Math.abs((value ?? Number.NaN) - expected), name).toBeLessThan(
              1e-9 * Math.max(1, Math.abs(expected)),
            );
        }
      }
    }
  });

  test('numbers that the public API has given are given', () => {
    const found = rateColumnsOf([
      row(2_460_826.9102662001, 1, 14.903686, 0.06423555),
      row(2_460_643.5952315, 1, 15.213748, 0.042249028),
      row(2_459_877.7049652999, 1, 16.394012, 0.08261522),
    ]);
    expect(found.map((columns) => columns['v:rate']?.toFixed(10))).toEqual([
      '-0.0016914161',
      '-0.0015410354',
      undefined,
    ]);
    expect(found.map((columns) => columns['v:sigma(rate)']?.toFixed(9))).toEqual([
      '0.000419410',
      '0.000121155',
      undefined,
    ]);
  });

  test('the i band has no rate, but the colour of a pair near it', () => {
    const [, , third] = rateColumnsOf([row(1, 1, 18), row(1.1, 2, 17.6), row(1.25, 3, 17), row(1.05, 3, 17.1)]);
    expect(third?.['v:rate']).toBeNull();
    expect(third?.['v:g-r']).toBeCloseTo(0.4, 12);
  });

  test('0.3 days is near enough, more is not; of two as near the earlier is taken', () => {
    expect(rateColumnsOf([row(0, 1, 18), row(0.3, 2, 17)])[0]?.['v:g-r']).toBe(1);
    expect(rateColumnsOf([row(0, 1, 18), row(0.31, 2, 17)])[0]?.['v:g-r']).toBeNull();
    expect(rateColumnsOf([row(0.5, 1, 18), row(0.25, 2, 17), row(0.75, 2, 16)])[0]?.['v:g-r']).toBe(1);
  });

  test('two measurements at one time have no rate rather than an infinite one', () => {
    expect(rateColumnsOf([row(1, 1, 18), row(1, 1, 17)]).map((columns) => columns['v:rate'])).toEqual([null, null]);
    expect(rateColumnsOf([])).toEqual([]);
  });
});
