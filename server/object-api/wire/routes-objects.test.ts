import { beforeEach, describe, expect } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { firstCandid } from '../testing/sample-alerts.ts';
import { firstJd, manyAlerts } from './wire-data.ts';
import { html, json, reprText, testRows, valuesOf, wireOf } from './wire-kit.ts';

const wire = wireOf(createLmdbStore);
const objects = '/api/v1/objects';
const one = `${objects}?objectId=${manyAlerts}`;
const kinds = ['b:cutoutScience_stampData', 'b:cutoutTemplate_stampData', 'b:cutoutDifference_stampData'];

describe('objects', () => {
  testRows(wire, '4.1', [
    { says: 'all alerts of an object, newest first', get: `${one}&columns=i:jd`, rows: 5 },
    {
      says: 'several ids between commas, spaces around them ignored',
      get: `${objects}?objectId=${manyAlerts},%20ZTF21aaxtctw%20&columns=i:objectId`,
      rows: (rows) => expect(new Set(valuesOf(rows, 'i:objectId'))).toEqual(new Set([manyAlerts, 'ZTF21aaxtctw'])),
    },
    { says: 'an id twice counts once', get: `${objects}?objectId=${manyAlerts},${manyAlerts}`, rows: 5 },
    {
      says: 'the beginning of an id means every object that begins so',
      get: `${objects}?objectId=ZTF21aaxtct&columns=i:objectId`,
      rows: (rows) => expect(new Set(valuesOf(rows, 'i:objectId')).size).toBe(5),
    },
    { says: 'an unknown object is an empty table', get: `${objects}?objectId=ZTF99zzzzzzz`, type: json, text: '[]' },
    {
      says: 'an id that is a JSON number is refused',
      post: [objects, { objectId: 21 }],
      status: 400,
      type: html,
      text: reprText('Argument `objectId` is not valid: got `21`, text is needed.\\n'),
    },
    {
      says: 'withupperlim: valid, badquality and upperlim rows together, newest first',
      get: `${one}&withupperlim=True`,
      rows(rows) {
        expect(valuesOf(rows, 'd:tag')).toEqual([...Array(5).fill('valid'), 'badquality', 'upperlim']);
        const times = valuesOf(rows, 'i:jd').map(Number);
        expect(times).toEqual(times.toSorted((a, b) => b - a));
      },
    },
    {
      says: 'withupperlim: a bad-quality measurement at the time of a valid alert is left out',
      get: `${one}&withupperlim=True`,
      rows: (rows) =>
        expect(rows.filter((row) => row['d:tag'] === 'badquality').map((row) => row['i:jd'])).toEqual([firstJd - 1]),
    },
    {
      says: 'withupperlim: rows that are no alerts have the alert id −1 and null where they have nothing',
      get: `${one}&withupperlim=True`,
      rows: (rows) =>
        expect(rows.at(-1)).toMatchObject({
          'i:candid': -1,
          'i:fid': 2,
          'i:diffmaglim': 19.5,
          'i:magpsf': null,
          'v:classification': null,
        }),
    },
    {
      says: 'withupperlim without the time among the columns',
      get: `${one}&withupperlim=True&columns=i:fid`,
      rows: (rows) => expect(rows).toHaveLength(7),
    },
    {
      says: 'withcutouts: three arrays a row',
      get: `${objects}?objectId=ZTF21aaxtctw&withcutouts=True&columns=i:jd`,
      rows: ([row]) => expect(Object.keys(row ?? {})).toEqual(['i:jd', ...kinds]),
    },
    ...['Science', 'Template', 'Difference'].map((kind) => ({
      says: `withcutouts: only ${kind} where only that is asked for`,
      get: `${objects}?objectId=ZTF21aaxtctw&withcutouts=True&cutout-kind=${kind}&columns=i:jd`,
      rows: ([row]: readonly Record<string, unknown>[]) =>
        expect(Object.keys(row ?? {})).toEqual(['i:jd', `b:cutout${kind}_stampData`]),
    })),
    {
      says: 'withcutouts of nothing found is an empty table',
      get: `${objects}?objectId=none&withcutouts=True`,
      text: '[]',
    },
    {
      says: 'cutout-kind of another name is refused with those there are',
      get: `${one}&withcutouts=True&cutout-kind=science`,
      status: 400,
      text: /`cutout-kind` is not valid: got `science`, allowed: Science, Template, Difference, All/,
    },
    {
      says: 'columns in the order of their names',
      get: `${one}&columns=i:ra,i:dec`,
      text: /^\[\{"i:dec":[^,]*,"i:ra"/,
    },
  ]);

  describe('when stamps can not be had', () => {
    beforeEach(() => {
      wire.cutouts.failure = new PortalError('upstream-failed', 'down', { dependency: 'cutout API' });
    });
    testRows(wire, '4.1', [
      {
        says: 'withcutouts: empty arrays, and a header counts them',
        get: `${objects}?objectId=ZTF21aaxtctw&withcutouts=True&columns=i:jd`,
        rows: ([row]) => expect(row).toMatchObject(Object.fromEntries(kinds.map((kind) => [kind, []]))),
        headers: { 'x-cutouts-failed': '1' },
      },
    ]);
  });
});

const cutouts = '/api/v1/cutouts';
const stamp = `${cutouts}?objectId=${manyAlerts}&kind=Science`;
const all = 'The option `kind=All` is only compatible with `output-format=array`.\\n';

describe('cutouts', () => {
  testRows(wire, '4.2', [
    {
      says: 'FITS as a file of the object and the kind',
      get: `${stamp}&output-format=FITS`,
      type: 'application/octet-stream',
      headers: {
        'content-disposition': `attachment; filename=${manyAlerts}_Science.fits`,
        'cache-control': 'no-cache',
      },
      text: 'SIMPLE  = T',
    },
    {
      says: 'an array, pixels that are no numbers as the bare token',
      get: `${stamp}&output-format=array`,
      type: json,
      text: /^\{"b:cutoutScience_stampData":\[\[1\.0,2\.5,NaN\],.*\]\}$/,
    },
    {
      says: 'arrays of all kinds, their keys sorted',
      get: `${cutouts}?objectId=${manyAlerts}&kind=All&output-format=array`,
      text: /^\{"b:cutoutDifference_stampData":.*"b:cutoutScience_stampData":.*"b:cutoutTemplate_stampData":/,
    },
    {
      says: 'all kinds as one FITS are refused',
      get: `${cutouts}?objectId=X&kind=All&output-format=FITS`,
      status: 400,
      text: reprText(all),
    },
    {
      says: 'all kinds without a format are refused',
      post: [cutouts, { objectId: 'X', kind: 'All' }],
      status: 400,
      text: reprText(all),
    },
    {
      says: 'another format is refused',
      get: `${stamp}&output-format=GIF`,
      status: 400,
      type: html,
      text: reprText('output-format must be one of: PNG, FITS, or array.\\n'),
    },
    { says: 'the format is spelled as it is', get: `${stamp}&output-format=png`, status: 400 },
    {
      says: 'another kind is refused',
      get: `${cutouts}?objectId=X&kind=science`,
      status: 400,
      text: /allowed: Science, Template, Difference, All/,
    },
    {
      says: 'without an alert id the newest alert is meant',
      get: `${stamp}&output-format=array`,
      check: () =>
        expect(wire.cutouts.asked.at(-1)).toMatchObject({ candid: String(firstCandid + 4n), objectId: manyAlerts }),
    },
    {
      says: 'an alert id as text',
      get: `${stamp}&output-format=array&candid=${firstCandid + 1n}`,
      check: () => expect(wire.cutouts.asked.at(-1)).toMatchObject({ candid: String(firstCandid + 1n) }),
    },
    {
      says: 'an alert id as a JSON integer of all its digits',
      post: [
        cutouts,
        `{"objectId":"${manyAlerts}","kind":"Science","output-format":"array","candid":${firstCandid + 2n}}`,
      ],
      check: () => expect(wire.cutouts.asked.at(-1)).toMatchObject({ candid: String(firstCandid + 2n) }),
    },
    ...['asinh', 'arcsinh', 'sinh', 'sqrt', 'linear', 'log', 'power', 'sigmoid'].map((stretch) => ({
      says: `stretch ${stretch} is taken`,
      get: `${stamp}&output-format=array&stretch=${stretch}`,
    })),
    {
      says: 'another stretch is refused with those there are',
      get: `${stamp}&stretch=cubic`,
      status: 400,
      text: /no stretch `cubic`. Choose among sigmoid/,
    },
    { says: 'a colour map is taken', get: `${stamp}&output-format=array&colormap=viridis` },
    {
      says: 'another colour map is refused',
      get: `${stamp}&colormap=nocolours`,
      status: 400,
      text: /no colour map `nocolours`/,
    },
    ...['gauss', 'box'].map((kernel) => ({
      says: `the kernel ${kernel} is taken`,
      get: `${stamp}&output-format=array&convolution_kernel=${kernel}`,
    })),
    {
      says: 'another kernel is refused',
      get: `${stamp}&convolution_kernel=disc`,
      status: 400,
      text: /allowed: gauss, box/,
    },
    { says: 'pmin and pmax are numbers', get: `${stamp}&output-format=array&pmin=1&pmax=99` },
    { says: 'pmin of no number is refused', get: `${stamp}&pmin=low`, status: 400, text: /`pmin`/ },
    {
      says: 'an unknown object has no stamp',
      get: `${cutouts}?objectId=ZTF99zzzzzzz&kind=Science`,
      status: 404,
      type: html,
    },
    {
      says: 'an unknown alert of a known object has none, and is named',
      get: `${stamp}&candid=1`,
      status: 404,
      text: /no alert `1` of `ZTF/,
    },
  ]);

  describe('when the cutout API fails', () => {
    beforeEach(() => {
      wire.cutouts.failure = new PortalError('upstream-timeout', 'The cutout API took too long.', {
        dependency: 'cutout API',
      });
    });
    testRows(
      wire,
      '4.2',
      ['PNG', 'FITS', 'array'].map((format) => ({
        says: `${format} is a 504 that says who failed, never a file`,
        get: `${stamp}&output-format=${format}`,
        status: 504,
        type: json,
        text: '{"message": "The cutout API took too long."}\n',
      })),
    );
  });
});
