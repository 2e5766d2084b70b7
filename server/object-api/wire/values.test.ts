import { describe, expect } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { firstJd, manyAlerts } from './wire-data.ts';
import { testRows, valuesOf, type WireObject, type WireRow, wireOf } from './wire-kit.ts';

const wire = wireOf(createLmdbStore);
const objects = '/api/v1/objects';
const early = 'Early%20SN%20Ia%20candidate';
const has = (column: string) => (rows: readonly WireObject[]) => expect(Object.keys(rows[0] ?? {})).toContain(column);
const lacks = (column: string) => (rows: readonly WireObject[]) =>
  expect(Object.keys(rows[0] ?? {})).not.toContain(column);

/** Both ways of giving a value: in a JSON body, and in the address. */
const given = (flag: string, value: unknown): WireRow[] => [
  { says: `${flag} ${JSON.stringify(value)} in a body`, post: [objects, { objectId: manyAlerts, [flag]: value }] },
  { says: `${flag}=${String(value)} in an address`, get: `${objects}?objectId=${manyAlerts}&${flag}=${String(value)}` },
];

describe('truth', () => {
  testRows(wire, '1.4', [
    ...given('withupperlim', 'True').map((row) => ({ ...row, says: `${row.says} is true`, rows: has('d:tag') })),
    {
      says: 'withupperlim of JSON true is true',
      post: [objects, { objectId: manyAlerts, withupperlim: true }],
      rows: has('d:tag'),
    },
    ...['true', '1', 'yes', 'False', 'TRUE'].flatMap((value) =>
      given('withupperlim', value).map((row) => ({ ...row, says: `${row.says} is false`, rows: lacks('d:tag') })),
    ),
    ...[1, false, [], {}].map((value) => ({
      says: `withupperlim of JSON ${JSON.stringify(value)} is false`,
      post: [objects, { objectId: manyAlerts, withupperlim: value }] as const,
      rows: lacks('d:tag'),
    })),
    {
      says: 'withcutouts of JSON true is true',
      post: [objects, { objectId: 'ZTF21aaxtctw', withcutouts: true }],
      rows: has('b:cutoutScience_stampData'),
    },
    {
      says: 'withcutouts of the text 1 is false',
      get: `${objects}?objectId=ZTF21aaxtctw&withcutouts=1`,
      rows: lacks('b:cutoutScience_stampData'),
    },
    { says: 'schema of statistics is true for True', get: '/api/v1/statistics?date=&schema=True', rows: has('schema') },
    {
      says: 'schema of statistics is false for true as text',
      get: '/api/v1/statistics?date=&schema=true',
      rows: has('key:key'),
    },
    { says: 'color of latests is on for any value', get: `/api/v1/latests?class=${early}&color=`, rows: has('v:g-r') },
    {
      says: 'color of latests is on for False too',
      post: ['/api/v1/latests', { class: 'Early SN Ia candidate', color: 'False' }],
      rows: has('v:g-r'),
    },
    { says: 'color of latests is off when absent', get: `/api/v1/latests?class=${early}`, rows: lacks('v:g-r') },
  ]);
});

const resolver = '/api/v1/resolver';

describe('truth of other routes', () => {
  testRows(wire, '1.4', [
    ...[true, 'True'].map((reverse) => ({
      says: `reverse of resolver is true for ${JSON.stringify(reverse)}`,
      post: [resolver, { resolver: 'simbad', name: manyAlerts, reverse }] as const,
      rows: has('i:objectId'),
    })),
    {
      says: 'reverse of resolver is read from an address, where upstream ignores it',
      get: `${resolver}?resolver=simbad&name=${manyAlerts}&reverse=True`,
      rows: has('i:objectId'),
    },
    { says: 'schema of ssoft is true for any text', get: '/api/v1/ssoft?schema=False', text: /^\{"ssnamenr"/ },
    { says: 'schema of ssoft is false for JSON false', post: ['/api/v1/ssoft', { schema: false }], status: 404 },
    ...['withEphem', 'withResiduals', 'withcutouts'].map((flag) => ({
      says: `${flag} of sso is false for the text true`,
      get: `/api/v1/sso?n_or_d=8467&${flag}=true`,
      text: '[]',
    })),
  ]);
});

const counted = [
  ['latests', 'class=QSO', { class: 'QSO' }],
  ['anomaly', 'columns=i:jd', { columns: 'i:jd' }],
  ['conesearch', 'ra=193.82&dec=2.89&radius=60', { ra: 193.82, dec: 2.89, radius: 60 }],
] as const;

describe('numbers', () => {
  for (const [route, search, body] of counted) {
    const path = `/api/v1/${route}`;
    testRows(wire, '1.5', [
      { says: `n of ${route} is a JSON number`, post: [path, { ...body, n: 2 }], rows: 2 },
      { says: `n of ${route} is text in a body`, post: [path, { ...body, n: '2' }], rows: 2 },
      { says: `n of ${route} is text in an address`, get: `${path}?${search}&n=2`, rows: 2 },
      ...['0', '-1', '1.5', 'ten', '1e9', 'NaN', ' ', '0x10', '١'].map((n) => ({
        says: `n=${n} of ${route} is refused with what is allowed`,
        get: `${path}?${search}&n=${encodeURIComponent(n)}`,
        status: 400,
        text: /`n` is not valid: got `.*`, (a number is needed|a whole number from 1 to [12]0+ is needed)/,
      })),
    ]);
  }
  testRows(wire, '1.5', [
    {
      says: 'maxnumber of ssocand is a JSON integer',
      post: ['/api/v1/ssocand', { kind: 'lightcurves', maxnumber: 1 }],
      rows: 1,
    },
    { says: 'maxnumber of ssocand may be text', get: '/api/v1/ssocand?kind=lightcurves&maxnumber=1', rows: 1 },
    { says: 'nmax of resolver is a JSON integer', post: [resolver, { resolver: 'tns', name: '', nmax: 3 }] },
    { says: 'nmax of resolver may be text', get: `${resolver}?resolver=ssodnet&name=ceres&nmax=3` },
    {
      says: 'days around an event may be text, and are bounded',
      get: '/api/v1/skymap?event_name=S1&credible_level=0.5&n_day_after=15',
      status: 400,
      text: /`n_day_after` is not valid: got `15`, a number of days from 0 to 14 is needed/,
    },
    { says: 'maxnumber of a fraction is refused', get: '/api/v1/ssocand?kind=lightcurves&maxnumber=1.5', status: 400 },
    {
      says: 'a radius may be text',
      get: '/api/v1/conesearch?ra=193.82&dec=2.89&radius=1e1',
      rows: (rows) => expect(rows.length).toBeGreaterThan(0),
    },
    {
      says: 'a radius that is no number is refused',
      get: '/api/v1/conesearch?ra=1&dec=2&radius=wide',
      status: 400,
      text: /`radius`/,
    },
  ]);
});

/** 2023-02-25 06:00 UTC is the first alert; the second comes 1.002 days later. */
const second = firstJd + 1.002;
const dated: readonly (readonly [value: string | number, what: string])[] = [
  ['2023-02-26', 'a day'],
  ['2023-02-26 00:00', 'hours and minutes'],
  ['2023-02-26 00:00:00', 'seconds'],
  ['2023-02-26T00:00:00.000', 'a T between'],
  ['2023:057', 'the day of a year'],
  ['2460001.5', 'a JD as text'],
  [2460001.5, 'a JD as a number'],
  ['60001', 'an MJD as text'],
  [60001.0, 'an MJD as a number'],
];
const routesWithDates = [
  ['latests', { class: 'QSO' }, 'startdate', 4],
  ['anomaly', {}, 'start_date', 2],
  ['ssocand', { kind: 'lightcurves' }, 'start_date', 3],
] as const;
const wrongDates = [
  'yesterday',
  '2023-13-01',
  '2023-02-30',
  '20230226',
  '26/02/2023',
  '2023-02-26 25:00',
  '1e999',
  '-5e6',
];

describe('dates', () => {
  for (const [route, body, argument, rows] of routesWithDates) {
    testRows(wire, '1.5', [
      ...dated.map(([value, what]) => ({
        says: `${argument} of ${route} takes ${what}`,
        post: [`/api/v1/${route}`, { ...body, [argument]: value, n: 100 }] as const,
        rows,
      })),
      ...wrongDates.map((value) => ({
        says: `${argument}=${value} of ${route} is refused, naming it`,
        post: [`/api/v1/${route}`, { ...body, [argument]: value }] as const,
        status: 400,
        text: new RegExp(`\`${argument}\`.*(YYYY-MM-DD|a number)`),
      })),
    ]);
  }
  const cone = { ra: 193.82, dec: 2.89, radius: 60 };
  testRows(wire, '1.5', [
    ...['2023-02-21', '2023:052', 2459996.5, '2459996.5', 59996, '59996.0'].map((startdate) => ({
      says: `conesearch begins at ${startdate}`,
      post: ['/api/v1/conesearch', { ...cone, startdate }] as const,
      rows: (rows: readonly WireObject[]) => expect(rows.length).toBeGreaterThan(0),
    })),
    {
      says: 'a date without dashes is a JD far in the future, and said to be',
      post: ['/api/v1/conesearch', { ...cone, startdate: '20211101' }],
      status: 400,
      text: /`startdate` is beyond the years 1 to 9999/,
    },
    {
      says: 'a moment counts to its last digit',
      get: `/api/v1/latests?class=QSO&startdate=${second}&stopdate=${second}&columns=i:jd`,
      rows: (rows) => expect(valuesOf(rows, 'i:jd')).toEqual([expect.closeTo(second, 9)]),
    },
  ]);
});
