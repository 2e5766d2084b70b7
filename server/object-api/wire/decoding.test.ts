import { describe, expect } from 'vitest';
import { ztfAlertColumns } from '#domain/surveys/ztf-columns.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { firstJd, manyAlerts, oddValues, pairs, rawRow } from './wire-data.ts';
import { testRows, valuesOf, type WireObject, wireOf } from './wire-kit.ts';

const wire = wireOf(createLmdbStore);
const objects = (id: string, more = ''): string => `/api/v1/objects?objectId=${id}${more}`;
const names = (rows: readonly WireObject[]): string[] => Object.keys(rows[0] ?? {});
const ofV = (rows: readonly WireObject[]): string[] => names(rows).filter((name) => name.startsWith('v:'));
const last = ['v:lastdate', 'v:firstdate', 'v:lapse', 'v:constellation'];
const rates = ['v:rate', 'v:sigma(rate)', 'v:g-r', 'v:sigma(g-r)', 'v:rate(g-r)', 'v:sigma(rate(g-r))'];

describe('how rows become a table', () => {
  testRows(wire, '1.7', [
    { says: '1: no rows are an empty table', get: objects('none'), rows: 0 },
    {
      says: '2: stored columns come by their names, those that only later rows have after them',
      get: objects(`${rawRow},${manyAlerts}`),
      rows(rows) {
        const all = names(rows).filter((name) => !name.startsWith('v:'));
        const stored = all.slice(0, all.indexOf('i:ra') + 1);
        expect(stored).toEqual(stored.toSorted());
      },
    },
    {
      says: '3: columns of T2 are never shown',
      get: objects(rawRow),
      rows: (rows) => expect(names(rows)).not.toContain('d:t2_score'),
    },
    {
      says: '3: not even to those who ask for them',
      get: objects(rawRow, '&columns=d:t2_score,i:jd'),
      rows: (rows) => expect(names(rows)).toEqual(['i:jd']),
    },
    {
      says: '4: columns that clients rely on are filled in where no row has them',
      get: objects(rawRow),
      rows: ([row]) =>
        expect(row).toMatchObject({
          'd:tracklet': '',
          'd:tns': '',
          'd:blazar_stats_m0': -1,
          'd:blazar_stats_m1': -1,
          'd:blazar_stats_m2': -1,
          'd:blazar_stats_instantness_low': -1,
          'd:blazar_stats_robustness_low': -1,
          'd:blazar_stats_instantness_high': -1,
          'd:blazar_stats_robustness_high': -1,
        }),
    },
    {
      says: '4: nothing is filled in for those who name columns',
      get: objects(rawRow, '&columns=i:jd,d:tracklet,d:tns'),
      rows: (rows) => expect(names(rows)).toEqual(['i:jd']),
    },
    {
      says: '5: key, time, the name of a single night and stamps by reference are not shown',
      get: objects(rawRow),
      rows: (rows) => expect(names(rows).join(' ')).not.toMatch(/key:|d:spicy_name|b:/),
    },
    {
      says: '6: numbers are numbers and text is text, by what the table says of its columns',
      get: objects(manyAlerts),
      rows([row]) {
        for (const { name, type } of ztfAlertColumns) {
          const value = row?.[name];
          if (value === undefined || value === null || type === 'boolean') continue;
          const isId = type === 'long';
          expect([name, typeof value]).toEqual([name, type === 'string' || isId ? 'string' : 'number']);
        }
      },
    },
    {
      says: '6: a column that no schema row tells is text',
      get: objects(rawRow),
      rows: ([row]) => expect(row?.['d:new_column']).toBe('new'),
    },
    {
      says: '6: text that a row lacks and another has is the text nan, a missing number null',
      get: objects(`${rawRow},${oddValues}`, '&columns=i:ssnamenr,i:rb,i:objectId'),
      rows: (rows) =>
        expect(rows.find((row) => row['i:objectId'] === rawRow)).toEqual({
          'i:objectId': rawRow,
          'i:rb': null,
          'i:ssnamenr': 'nan',
        }),
    },
    {
      says: '7: features that a row lacks are the empty list, as text',
      get: objects(oddValues),
      rows: ([row]) => expect(row?.['d:lc_features_r']).toBe('[]'),
    },
    {
      says: '7: features keep the NaN of their text',
      get: objects(manyAlerts, '&columns=d:lc_features_g'),
      rows: ([row]) => expect(row?.['d:lc_features_g']).toBe('[13.47, NaN, 0.5]'),
    },
    {
      says: '8: computed columns come last, in their order',
      get: objects(manyAlerts),
      rows(rows) {
        expect(ofV(rows)).toEqual(['v:classification', ...rates, ...last]);
        expect(names(rows).slice(-ofV(rows).length)).toEqual(ofV(rows));
      },
    },
    {
      says: '8: dates are of the alert and of its first detection, to the millisecond',
      get: objects(manyAlerts),
      rows: (rows) =>
        expect(rows.at(-1)).toMatchObject({
          'v:lastdate': '2023-02-25 06:00:00.000',
          'v:firstdate': '2023-02-22 00:00:00.000',
          'v:lapse': 3.25,
          'v:constellation': 'Virgo',
        }),
    },
    {
      says: '8: no computed column for those who name columns',
      get: objects(manyAlerts, '&columns=i:jd,i:objectId'),
      rows: (rows) => expect(names(rows)).toEqual(['i:jd', 'i:objectId']),
    },
    {
      says: '8: `*` among columns means all of them',
      get: objects(manyAlerts, '&columns=i:jd,*'),
      rows: (rows) => expect(names(rows)).toContain('v:classification'),
    },
    {
      says: '8: a row without what computed columns need has null there',
      get: objects(rawRow),
      rows: ([row]) => expect(row).toMatchObject({ 'v:classification': 'Unknown', 'v:lapse': null, 'v:rate': null }),
    },
    {
      says: '9: where objects are brought together the latest alert stays',
      get: '/api/v1/latests?class=(CTA)%20Blazar%20low%20state&columns=i:jd,i:objectId',
      rows: (rows) =>
        expect(rows).toEqual([{ 'i:jd': expect.closeTo(firstJd + 1.002, 9), 'i:objectId': 'ZTF22aaaaaaa' }]),
    },
    {
      says: '10: newest first',
      get: objects(manyAlerts),
      rows(rows) {
        const times = valuesOf(rows, 'i:jd').map(Number);
        expect(times).toEqual(times.toSorted((a, b) => b - a));
      },
    },
    {
      says: 'a column that no table has is left out, where its family is one of the table’s',
      get: objects(manyAlerts, '&columns=i:jd,i:nothing,d:nothing'),
      rows: (rows) => expect(names(rows)).toEqual(['i:jd']),
    },
    ...['v:classification', 'x:jd', 'key:key', 'b:cutoutScience_stampData'].map((column) => ({
      says: `a column of a family that the table doesn’t have is refused: ${column}`,
      get: objects(manyAlerts, `&columns=i:jd,${column}`),
      status: 400,
      text: /is of no stored family\. Choose among i:, d:, a:/,
    })),
    {
      says: 'a name without a family is left out',
      get: objects(manyAlerts, '&columns=i:jd,objectId'),
      rows: (rows) => expect(names(rows)).toEqual(['i:jd']),
    },
    { says: 'names without families only are refused', get: objects(manyAlerts, '&columns=objectId'), status: 400 },
    {
      says: 'spaces among columns count for nothing',
      get: objects(manyAlerts, '&columns=%20i:jd%20,%20i:fid'),
      rows: (rows) => expect(names(rows)).toEqual(['i:fid', 'i:jd']),
    },
    {
      says: 'a column named within the name of another is not meant by it',
      get: objects(manyAlerts, '&columns=i:jdstarthist'),
      rows: (rows) => expect(names(rows)).toEqual(['i:jdstarthist']),
    },
  ]);
});

const one = Math.SQRT2 * 0.125;
/** Newest first: i, r, g, r, g. */
const expected: readonly (readonly [column: string, says: string, values: readonly (number | null)[]])[] = [
  [
    'v:rate',
    'change of magnitude a day between neighbours of a filter; none for a first one, and none for i',
    [null, 0, 0.25, null, null],
  ],
  ['v:sigma(rate)', 'its error', [null, one, one, null, null]],
  ['v:g-r', 'colour of the pair that is nearest within 0.3 days, for every row', [null, 0.75, 0.75, 0.5, 0.5]],
  ['v:sigma(g-r)', 'its error', [null, one, one, one, one]],
  ['v:rate(g-r)', 'change of colour a day between neighbouring pairs', [null, 0.25, 0.25, null, null]],
  ['v:sigma(rate(g-r))', 'its error', [null, 0.25, 0.25, null, null]],
];

describe('rates and colours', () => {
  testRows(
    wire,
    '1.8',
    expected.map(([column, says, values]) => ({
      says: `${column}: ${says}`,
      get: objects(pairs),
      rows: (rows) =>
        expect(valuesOf(rows, column)).toEqual(
          values.map((value) => (value === null ? null : expect.closeTo(value, 9))),
        ),
    })),
  );
});

describe('classes', () => {
  testRows(wire, '1.9', [
    {
      says: 'a type of SIMBAD that says something is the class',
      get: objects(oddValues),
      rows: ([row]) => expect(row?.['v:classification']).toBe('QSO'),
    },
    {
      says: 'without evidence the class is Unknown',
      get: objects(rawRow),
      rows: ([row]) => expect(row?.['v:classification']).toBe('Unknown'),
    },
  ]);
});
