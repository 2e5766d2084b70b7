import { describe, expect } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { firstJd, writtenMs } from './wire-data.ts';
import { html, json, reprText, testRows, valuesOf, type WireObject, wireOf } from './wire-kit.ts';

const wire = wireOf(createLmdbStore);
const names = (rows: readonly WireObject[]): string[] => Object.keys(rows[0] ?? {});
const idsAre =
  (...ids: readonly (string | number)[]) =>
  (rows: readonly WireObject[]) =>
    expect(valuesOf(rows, 'd:ssoCandId')).toEqual(ids);
const ssocand = '/api/v1/ssocand';

describe('ssocand', () => {
  testRows(wire, '4.7', [
    { says: 'orbits of all candidates, ascending by key', get: `${ssocand}?kind=orbParams`, rows: idsAre(1, 12, 120) },
    {
      says: 'orbits have the elements as numbers, nothing filled in, no key and no time',
      get: `${ssocand}?kind=orbParams`,
      rows: ([row]) => expect(row).toEqual({ 'd:a': 2.501, 'd:e': 0.1, 'd:i': 7.25, 'd:ssoCandId': 1 }),
    },
    {
      says: 'the orbit of one candidate, its id a number',
      post: [ssocand, { kind: 'orbParams', ssoCandId: 12 }],
      rows: idsAre(12),
    },
    {
      says: 'the orbit of one candidate, its id text',
      get: `${ssocand}?kind=orbParams&ssoCandId=12`,
      rows: idsAre(12),
    },
    {
      says: 'an id that others begin with means itself',
      get: `${ssocand}?kind=orbParams&ssoCandId=1`,
      rows: idsAre(1),
    },
    {
      says: 'an unknown candidate is an empty table',
      get: `${ssocand}?kind=orbParams&ssoCandId=7`,
      type: json,
      text: '[]',
    },
    {
      says: 'light curves of all candidates, oldest first',
      get: `${ssocand}?kind=lightcurves`,
      rows: idsAre(12, 12, 120, 120),
    },
    {
      says: 'light curves have time, place and brightness of each alert',
      get: `${ssocand}?kind=lightcurves&maxnumber=1`,
      rows: ([row]) =>
        expect(row).toEqual({
          'd:dec': -5,
          'd:jd': firstJd,
          'd:magpsf': 19.5,
          'd:objectId': 'ZTF22bbbbbba',
          'd:ra': 10,
          'd:ssoCandId': 12,
        }),
    },
    {
      says: 'light curve of one candidate',
      post: [ssocand, { kind: 'lightcurves', ssoCandId: 120 }],
      rows: idsAre(120, 120),
    },
    { says: 'an id is compared whole in light curves too', get: `${ssocand}?kind=lightcurves&ssoCandId=2`, text: '[]' },
    {
      says: 'an id that looks like a formula is an id',
      get: `${ssocand}?kind=lightcurves&ssoCandId=12%20%7C%7C%20true`,
      text: '[]',
    },
    {
      says: 'dates enclose light curves',
      get: `${ssocand}?kind=lightcurves&start_date=2023-02-26&stop_date=2023-02-27%2012:00`,
      rows: idsAre(12, 120),
    },
    { says: 'dates don’t matter for orbits', get: `${ssocand}?kind=orbParams&start_date=2023-02-26`, rows: 3 },
    { says: 'maxnumber rows of light curves', get: `${ssocand}?kind=lightcurves&maxnumber=3`, rows: 3 },
    {
      says: 'a cut by maxnumber is told with the limit',
      get: `${ssocand}?kind=lightcurves&maxnumber=2`,
      rows: 2,
      headers: { 'x-result-truncated': '2' },
    },
    { says: 'maxnumber doesn’t matter for orbits', get: `${ssocand}?kind=orbParams&maxnumber=1`, rows: 3 },
    {
      says: 'another kind is refused with those there are',
      get: `${ssocand}?kind=orbits`,
      status: 400,
      text: /allowed: orbParams, lightcurves/,
    },
    { says: 'a kind is needed', post: [ssocand, {}], status: 400, type: html },
  ]);
});

const tracklet = '/api/v1/tracklet';
const track = 'TRCK_20211022_091949';

describe('tracklet', () => {
  const both = (rows: readonly WireObject[]) =>
    expect(valuesOf(rows, 'd:tracklet')).toEqual([`${track}_01`, `${track}_00`]);
  testRows(wire, '4.11', [
    { says: 'by date, to the second', get: `${tracklet}?date=2021-10-22%2009:19:49`, rows: both },
    { says: 'by date, to the minute', get: `${tracklet}?date=2021-10-22%2009:19`, rows: both },
    { says: 'by date, to the hour', get: `${tracklet}?date=2021-10-22%2009`, rows: both },
    { says: 'by date, to the day', post: [tracklet, { date: '2021-10-22' }], rows: both },
    {
      says: 'by date and number',
      get: `${tracklet}?date=2021-10-22%2009:19:49%2000`,
      rows: (rows) => expect(valuesOf(rows, 'd:tracklet')).toEqual([`${track}_00`]),
    },
    { says: 'by name', get: `${tracklet}?id=${track}_01`, rows: 1 },
    { says: 'the name wins over the date', get: `${tracklet}?id=${track}_01&date=2020-01-01`, rows: 1 },
    {
      says: 'neither name nor date',
      post: [tracklet, {}],
      status: 400,
      type: html,
      text: reprText('You need to specify a date at the format YYYY-MM-DD hh:mm:ss\\n'),
    },
    { says: 'neither, in an address', get: `${tracklet}?columns=i:jd`, status: 400 },
    { says: 'nothing seen is an empty table', get: `${tracklet}?date=2020-01-01`, type: json, text: '[]' },
    {
      says: 'a date in words is refused',
      get: `${tracklet}?date=yesterday`,
      status: 400,
      text: /`date` is not valid: got `yesterday`, YYYY-MM-DD/,
    },
    {
      says: 'computed columns without rates and colours',
      get: `${tracklet}?id=${track}`,
      rows: (rows) => expect(names(rows)).toEqual(expect.arrayContaining(['v:classification', 'v:lapse'])),
    },
    { says: 'no rates', get: `${tracklet}?id=${track}`, rows: (rows) => expect(names(rows)).not.toContain('v:rate') },
    {
      says: 'named columns only',
      get: `${tracklet}?id=${track}&columns=i:jd`,
      rows: (rows) => expect(names(rows)).toEqual(['i:jd']),
    },
  ]);
});

const statistics = '/api/v1/statistics';

describe('statistics', () => {
  const night = {
    'basic:raw': '1000',
    'basic:sci': '900',
    'class:simbad_tot': '5',
    'key:key': 'ztf_20211103',
    'key:time': String(writtenMs),
    'class:Early SN Ia candidate': null,
  };
  testRows(wire, '4.14', [
    {
      says: 'one night, every value text, with its key and time',
      get: `${statistics}?date=20211103`,
      rows: ([row]) => expect(row).toEqual(Object.fromEntries(Object.entries(night).slice(0, 5))),
    },
    {
      says: 'a month, ascending by night; a class that a night did not have is null, and comes last where a later night brings it',
      get: `${statistics}?date=202111`,
      rows(rows) {
        expect(valuesOf(rows, 'key:key')).toEqual(['ztf_20211103', 'ztf_20211104']);
        expect(rows[0]).toEqual(night);
        expect(names(rows)).toEqual(Object.keys(night));
        expect(rows[1]?.['class:Early SN Ia candidate']).toBe('2');
      },
    },
    { says: 'a year', get: `${statistics}?date=2021`, rows: 2 },
    { says: 'an empty date means all nights', get: `${statistics}?date=`, rows: 3 },
    { says: 'an empty date in a body too', post: [statistics, { date: '' }], rows: 3 },
    { says: 'a date may be a JSON number', post: [statistics, { date: 20221231 }], rows: 1 },
    { says: 'a night without alerts', get: `${statistics}?date=20190101`, type: json, text: '[]' },
    {
      says: 'a date with dashes is refused',
      get: `${statistics}?date=2021-11-03`,
      status: 400,
      text: /`date` is not valid: got `2021-11-03`, YYYYMMDD/,
    },
    {
      says: 'columns, spaces in their names kept',
      get: `${statistics}?date=20211104&columns=class:Early%20SN%20Ia%20candidate,basic:raw`,
      rows: ([row]) =>
        expect(row).toEqual({
          'basic:raw': '1001',
          'class:Early SN Ia candidate': '2',
          'key:key': 'ztf_20211104',
          'key:time': String(writtenMs),
        }),
    },
    {
      says: 'a column of another family is refused',
      get: `${statistics}?date=&columns=i:jd`,
      status: 400,
      text: /Choose among basic:, class:/,
    },
    {
      says: 'schema: the names of all columns',
      get: `${statistics}?date=&schema=True`,
      rows: (rows) =>
        expect(valuesOf(rows, 'schema')).toEqual([
          'basic:raw',
          'basic:sci',
          'class:Early SN Ia candidate',
          'class:simbad_tot',
        ]),
    },
    {
      says: 'CSV of nights',
      get: `${statistics}?date=20221231&columns=basic:raw&output-format=csv`,
      text: `basic:raw,key:key,key:time\n1002,ztf_20221231,${writtenMs}\n`,
    },
  ]);
});

const anomaly = '/api/v1/anomaly';

describe('anomaly', () => {
  const objectsAre =
    (...ids: readonly string[]) =>
    (rows: readonly WireObject[]) =>
      expect(valuesOf(rows, 'i:objectId')).toEqual(ids);
  testRows(wire, '4.15', [
    { says: 'newest first', get: `${anomaly}?n=10`, rows: objectsAre('ZTF22aaaaaaf', 'ZTF22aaaaaae', 'ZTF22aaaaaad') },
    { says: 'a POST needs nothing', post: [anomaly, {}], rows: 3 },
    { says: 'n alerts', get: `${anomaly}?n=1`, rows: objectsAre('ZTF22aaaaaaf') },
    {
      says: 'the day of stop_date counts in full',
      get: `${anomaly}?stop_date=2023-02-26`,
      rows: objectsAre('ZTF22aaaaaae', 'ZTF22aaaaaad'),
    },
    {
      says: 'the first hours of start_date count',
      get: `${anomaly}?start_date=${firstJd + 2.0}`,
      rows: objectsAre('ZTF22aaaaaaf'),
    },
    {
      says: 'both together',
      get: `${anomaly}?start_date=2023-02-26&stop_date=2023-02-26`,
      rows: objectsAre('ZTF22aaaaaae'),
    },
    {
      says: 'every column of an alert, and computed ones without rates and colours',
      get: `${anomaly}?n=1`,
      rows(rows) {
        expect(names(rows)).toEqual(
          expect.arrayContaining(['i:pdiffimfilename', 'd:anomaly_score', 'v:constellation']),
        );
        expect(names(rows)).not.toContain('v:rate');
      },
    },
    {
      says: 'named columns only',
      get: `${anomaly}?columns=i:objectId,d:anomaly_score`,
      rows: (rows) => expect(rows[1]).toEqual({ 'd:anomaly_score': null, 'i:objectId': 'ZTF22aaaaaae' }),
    },
    { says: 'before any alert', get: `${anomaly}?stop_date=2020-01-01`, type: json, text: '[]' },
  ]);
});
