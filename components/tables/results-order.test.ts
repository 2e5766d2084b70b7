import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ResultRow } from '#domain/search/result.ts';
import { nextSortText, pageOf, sortedRows, sortFromText, sortKeys } from './results-order.ts';

const row = (objectId: string, mag: number | null, lastMjd = 0): ResultRow => ({
  survey: 'ztf',
  objectId,
  alertId: '1',
  className: 'Unknown',
  subject: 'unknown',
  standing: 'candidate',
  raDeg: 0,
  decDeg: 0,
  band: 'g',
  mag,
  magErr: null,
  lastMjd,
  detections: null,
  separationArcsec: null,
  simulated: false,
});
const names = (rows: readonly ResultRow[]) => rows.map(({ objectId }) => objectId);

describe('sort', () => {
  test('rows without the value come last in both directions', () => {
    const rows = [row('none', null), row('faint', 20), row('bright', 15)];
    expect(names(sortedRows(rows, sortFromText('mag')))).toEqual(['bright', 'faint', 'none']);
    expect(names(sortedRows(rows, sortFromText('-mag')))).toEqual(['faint', 'bright', 'none']);
  });

  test('text that is no sort leaves the order of the answer', () => {
    const rows = [row('b', 2), row('a', 1)];
    for (const text of ['', '-', 'rm -rf', '__proto__', '--mag', 'MAG'])
      expect(sortedRows(rows, sortFromText(text))).toBe(rows);
  });

  test('clicking a header twice turns the order around, and the address says which it is', () => {
    for (const key of sortKeys) {
      const first = nextSortText(key, undefined);
      const second = nextSortText(key, sortFromText(first));
      expect(sortFromText(first)?.key).toBe(key);
      expect(sortFromText(second)).toEqual({ key, descending: !sortFromText(first)?.descending });
    }
    expect(nextSortText('last', undefined)).toBe('-last');
  });
});

describe('pages', () => {
  test('pages together are the list, and any number is some page', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 25 }), fc.double(), (count, size, wanted) => {
        const rows = Array.from({ length: count }, (_, index) => row(String(index), index));
        const { pages } = pageOf(rows, 1, size);
        const all = Array.from({ length: pages }, (_, index) => pageOf(rows, index + 1, size).rows).flat();
        expect(all).toEqual(rows);
        const odd = pageOf(rows, wanted, size);
        expect(odd.page).toBeGreaterThanOrEqual(1);
        expect(odd.page).toBeLessThanOrEqual(pages);
        expect(odd.rows[0]).toBe(rows[odd.from - 1]);
      }),
    );
  });
});
