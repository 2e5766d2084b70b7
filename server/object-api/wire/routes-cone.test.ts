import { describe, expect } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { decDeg, firstJd, manyAlerts, raDeg } from './wire-data.ts';
import { json, reprText, testRows, valuesOf, type WireObject, wireOf } from './wire-kit.ts';

const wire = wireOf(createLmdbStore);
const cone = '/api/v1/conesearch';
const around = { ra: raDeg, dec: decDeg, radius: 60 };
const search = new URLSearchParams(Object.entries(around).map(([name, value]) => [name, String(value)]));
const near = `${cone}?${search}`;
const names = (rows: readonly WireObject[]): string[] => Object.keys(rows[0] ?? {});
const found = (rows: readonly WireObject[]) => expect(rows.length).toBeGreaterThan(3);
const exception = (name: string, words: string): string => `{'status': 'error', 'text': ${name}(${words})}`;
const isOf = (rows: readonly WireObject[]) => expect(valuesOf(rows, 'i:objectId')).toContain(manyAlerts);

/** The same place, as people write it. */
const places: readonly (readonly [ra: string | number, dec: string | number, how: string])[] = [
  [raDeg, decDeg, 'degrees as numbers'],
  [String(raDeg), String(decDeg), 'degrees as text'],
  [raDeg - 360, decDeg, 'a negative right ascension'],
  [raDeg + 360, decDeg, 'a right ascension beyond 360'],
  ['12:55:16.8', '+02:53:24', 'hours and degrees, colons between'],
  ['12 55 16.8', '2 53 24', 'hours and degrees, spaces between'],
  ['12h55m16.8s', '2d53m24s', 'hours and degrees with their units'],
  ['193d49m12s', '2d53m24s', 'degrees, minutes and seconds with their units'],
];

describe('conesearch', () => {
  testRows(wire, '4.5', [
    ...places.map(([ra, dec, how]) => ({
      says: `a position in ${how}`,
      post: [cone, { ra, dec, radius: 30 }] as const,
      rows: isOf,
    })),
    {
      says: 'a position in hours whose declination has no unit is refused with the exception',
      post: [cone, { ra: '12h55m16.8s', dec: '2.89', radius: 5 }],
      status: 400,
      text: /^\{'status': 'error', 'text': UnitsError\('No unit specified'\)\}$/,
    },
    {
      says: 'a declination beyond the poles is refused with the exception',
      post: [cone, { ra: 1, dec: 91, radius: 5 }],
      status: 400,
      text: /^\{'status': 'error', 'text': ValueError\(/,
    },
    {
      says: 'words are refused with the exception',
      post: [cone, { ra: 'x', dec: 1, radius: 5 }],
      status: 400,
      text: exception('ValueError', `"Invalid character at col 0 parsing angle 'x'"`),
    },
    {
      says: 'a radius beyond 5° is refused',
      post: [cone, { ...around, radius: 18_000.1 }],
      status: 400,
      text: reprText('`radius` cannot be bigger than 18,000 arcseconds (5 degrees).\\n'),
    },
    {
      says: 'a radius beyond 5° is refused before the position is looked at',
      post: [cone, { ra: 'x', dec: 'y', radius: 20_000 }],
      status: 400,
      text: /`radius` cannot be bigger/,
    },
    { says: 'a radius of 5° is taken', post: [cone, { ...around, radius: 18_000 }], rows: found },
    {
      says: 'no radius, and none below 0',
      post: [cone, { ...around, radius: 0 }],
      status: 400,
      text: /`radius` must be above 0/,
    },
    {
      says: 'one row an object, its latest',
      get: `${near}&columns=i:objectId,i:jd`,
      rows: (rows) => expect(new Set(valuesOf(rows, 'i:objectId')).size).toBe(rows.length),
    },
    {
      says: 'the latest alert of an object stands for it',
      post: [cone, { ...around, radius: 30, columns: 'i:objectId,i:jd' }],
      rows: (rows) =>
        expect(rows.find((row) => row['i:objectId'] === manyAlerts)?.['i:jd']).toBeCloseTo(firstJd + 4.008, 8),
    },
    {
      says: 'nearest first, the distance in degrees in the last column',
      get: near,
      rows(rows) {
        const distances = valuesOf(rows, 'v:separation_degree').map(Number);
        expect(distances).toEqual(distances.toSorted((a, b) => a - b));
        expect(names(rows).at(-1)).toBe('v:separation_degree');
      },
    },
    {
      says: 'nothing beyond the radius',
      post: [cone, { ...around, radius: 10 }],
      rows: (rows) =>
        expect(
          valuesOf(rows, 'v:separation_degree')
            .map(Number)
            .every((d) => d <= 10 / 3600),
        ).toBe(true),
    },
    {
      says: 'all columns: those of the crossmatch, the class and the distance',
      get: near,
      rows: (rows) =>
        expect(names(rows)).toEqual(
          'd:cdsxmatch d:classification d:nalerthist i:candid i:dec i:distnr i:drb i:fid i:jd i:jdstarthist i:magpsf i:objectId i:ra i:sigmapsf v:separation_degree'.split(
            ' ',
          ),
        ),
    },
    {
      says: 'position is among the columns without being asked for',
      get: `${near}&columns=i:magpsf`,
      rows: (rows) => expect(names(rows)).toEqual(['i:dec', 'i:magpsf', 'i:ra', 'v:separation_degree']),
    },
    { says: 'n objects, the nearest', get: `${near}&n=2`, rows: 2 },
    { says: 'nothing there is an empty table', post: [cone, { ra: 10, dec: -40, radius: 5 }], type: json, text: '[]' },
    { says: 'startdate means the first detection', post: [cone, { ...around, startdate: '2023-02-22' }], rows: found },
    {
      says: 'what began earlier is not found, though it was seen later',
      post: [cone, { ...around, startdate: '2023-02-23' }],
      rows: 0,
    },
    { says: 'stopdate alone filters nothing', post: [cone, { ...around, stopdate: '2020-01-01' }], rows: found },
    { says: 'window counts from startdate', post: [cone, { ...around, startdate: '2023-02-20', window: 1 }], rows: 0 },
    {
      says: 'window to the day of the first detection',
      post: [cone, { ...around, startdate: '2023-02-20', window: 3 }],
      rows: found,
    },
    {
      says: 'window doesn’t matter beside stopdate',
      post: [cone, { ...around, startdate: '2023-02-20', stopdate: '2023-03-20', window: 1 }],
      rows: found,
    },
    { says: 'window without startdate filters nothing', post: [cone, { ...around, window: 1 }], rows: found },
    { says: 'a window below 0 is refused', post: [cone, { ...around, window: -1 }], status: 400, text: /`window`/ },
  ]);
});
