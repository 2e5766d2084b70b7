import { parquetMetadata } from 'hyparquet';
import { describe, expect } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { decDeg, firstJd, manyAlerts, oddValues, raDeg, rawRow } from './wire-data.ts';
import { html, json, reprText, testRows, valuesOf, wireOf } from './wire-kit.ts';

const wire = wireOf(createLmdbStore);
const objects = '/api/v1/objects';
const stamp = `/api/v1/cutouts?objectId=${manyAlerts}&kind=Science&output-format=array`;
const problem = { headers: { accept: 'application/problem+json' } };

describe('where the API decides otherwise than upstream, or keeps to it', () => {
  testRows(wire, '12', [
    {
      says: 'refusals have the bytes that clients match',
      post: [objects, {}],
      status: 400,
      type: html,
      text: reprText('A value for `objectId` is required. See https://api.ztf.fink-portal.org \\n'),
    },
    {
      says: 'problem+json for who takes JSON by name',
      post: [objects, {}],
      init: problem,
      status: 400,
      type: 'application/problem+json',
    },
    {
      says: 'bad input is a 400 of the same shape',
      post: ['/api/v1/ssocand', { kind: 'toto' }],
      status: 400,
      type: html,
      text: reprText('Argument `kind` is not valid: got `toto`, allowed: orbParams, lightcurves.\\n'),
    },
    {
      says: 'the text nan stays where a row lacks text that another has',
      get: `${objects}?objectId=${rawRow},${oddValues}&columns=i:ssnamenr,i:jd`,
      rows: (rows) => expect(valuesOf(rows, 'i:ssnamenr')).toContain('nan'),
    },
    {
      says: 'nulls=clean: null there, and nothing filled in',
      get: `${objects}?objectId=${rawRow},${oddValues}&nulls=clean`,
      rows: (rows) =>
        expect(rows.find((row) => row['i:objectId'] === rawRow)).toMatchObject({
          'i:ssnamenr': null,
          'd:tracklet': null,
        }),
    },
    {
      says: 'truth as a byte is truth',
      get: `${objects}?objectId=${rawRow}&columns=d:from_upper,d:is_transient`,
      text: '[{"d:from_upper":true,"d:is_transient":false}]',
    },
    {
      says: 'upper limits have numbers where they have a value',
      get: `${objects}?objectId=${manyAlerts}&withupperlim=True`,
      rows: (rows) => expect(new Set(rows.map((row) => typeof row['i:fid']))).toEqual(new Set(['number'])),
    },
    {
      says: 'a GET without arguments says what a route is for',
      get: objects,
      type: html,
      text: 'Get object data based on ZTF ID',
    },
    {
      says: 'ids are JSON integers',
      get: `${objects}?objectId=${oddValues}&columns=i:candid`,
      text: '[{"i:candid":3072410265715010069}]',
    },
    {
      says: 'ids=string: ids as text',
      get: `${objects}?objectId=${oddValues}&columns=i:candid&ids=string`,
      text: '[{"i:candid":"3072410265715010069"}]',
    },
    { says: 'arrays keep the bare NaN', get: stamp, text: /,NaN\]/ },
    {
      says: 'nan=null: null there',
      get: `${stamp}&nan=null`,
      check: ({ text }) => expect(JSON.parse(text)['b:cutoutScience_stampData'][0]).toEqual([1, 2.5, null]),
    },
    {
      says: 'the first tenth of a day is found by latests',
      get: `/api/v1/latests?class=QSO&startdate=${firstJd}&stopdate=${firstJd + 0.1}`,
      rows: 1,
    },
    { says: 'and by anomaly', get: `/api/v1/anomaly?start_date=${firstJd + 2.0}&stop_date=${firstJd + 2.01}`, rows: 1 },
    {
      says: 'n counts objects of the whole cone, after the cut',
      post: ['/api/v1/conesearch', { ra: raDeg, dec: decDeg, radius: 60, n: 1 }],
      rows: ([row]) => expect(row?.['v:separation_degree']).toBeCloseTo(1 / 3600, 8),
    },
    ...[2460001.5, '2460001.5', 60001, '60001', '2023-02-26'].map((date) => ({
      says: `latests takes the date ${JSON.stringify(date)}`,
      post: ['/api/v1/latests', { class: 'QSO', startdate: date }] as const,
      rows: 4,
    })),
    {
      says: '`:` in an id is refused: it is no search',
      get: `${objects}?objectId=${manyAlerts}:regex`,
      status: 400,
      text: /`objectId` is not valid: got `ZTF21aaxtctv:regex`, an id holds no `:`/,
    },
    { says: '`,` in an id of one object is data', get: `/api/v1/cutouts?objectId=a,b&kind=Science`, status: 404 },
    {
      says: 'metadata is not written without a token',
      post: ['/api/v1/metadata', { objectId: manyAlerts, internal_name: 'x', username: 'y' }],
      status: 403,
      type: json,
    },
    {
      says: 'Parquet has no column of row keys',
      get: `${objects}?objectId=${manyAlerts}&columns=i:jd&output-format=parquet`,
      check({ bytes }) {
        const { schema } = parquetMetadata(Uint8Array.from(bytes).buffer);
        expect(schema.slice(1).map(({ name }) => name)).toEqual(['i:jd']);
      },
    },
    {
      says: 'explorer answers',
      get: `/api/v1/explorer?ra=${raDeg}&dec=${decDeg}&radius=5`,
      rows: (rows) => expect(rows.length).toBeGreaterThan(0),
    },
    { says: 'columns answers', get: '/api/v1/columns', type: json },
    { says: '//api answers', get: `//api/v1/objects?objectId=${oddValues}&columns=i:jd`, rows: 1 },
    {
      says: 'a stamp of an unknown object is a 404',
      get: '/api/v1/cutouts?objectId=ZTF99zzzzzzz&kind=Science',
      status: 404,
      type: html,
      text: /^\{'status': 'error', 'text': 'There is no alert/,
    },
    {
      says: 'a stamp of an unknown alert of Rubin is a 404',
      get: '/lsst/api/v1/cutouts?diaSourceId=1&kind=Science',
      status: 404,
      type: html,
      text: /^\{'status': 'error'/,
    },
    {
      says: 'kind of Rubin’s conesearch is within or across',
      get: '/lsst/api/v1/conesearch?ra=1&dec=1&radius=5&kind=across',
      text: '[]',
    },
    {
      says: 'and nothing else',
      get: '/lsst/api/v1/conesearch?ra=1&dec=1&radius=5&kind=inside',
      status: 400,
      text: /allowed: within, across/,
    },
  ]);
});
