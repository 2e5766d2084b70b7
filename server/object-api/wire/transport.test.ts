import { describe, expect, test } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { lsstRoutes, type ObjectApiRoute, ztfAliases, ztfRetired, ztfRoutes } from '#server/contracts/object-api.ts';
import { manyAlerts } from './wire-data.ts';
import { html, json, testRows, wireOf } from './wire-kit.ts';

const wire = wireOf(createLmdbStore);
const object = `/api/v1/objects?objectId=${manyAlerts}&columns=i:jd`;

/** What a GET without arguments says of a route, as clients and people know it. */
const descriptions: readonly (readonly [path: string, words: string])[] = [
  ['ztf/api/v1/objects', 'Get object data based on ZTF ID'],
  ['ztf/api/v1/cutouts', 'Get cutout data based on ZTF ID'],
  ['ztf/api/v1/latests', 'Get object data based their class'],
  ['ztf/api/v1/conesearch', 'Get object data based on coordinates'],
  ['ztf/api/v1/ssocand', 'Get data about Solar System candidates found by Fink'],
  ['ztf/api/v1/tracklet', 'Get satellites and debris candidates'],
  ['ztf/api/v1/statistics', 'Get statistics about Fink and the ZTF alert stream'],
  ['ztf/api/v1/anomaly', 'Get alerts tagged as anomaly'],
  ['ztf/api/v1/metadata', 'Get user-defined metadata attached to objects'],
  ['ztf/api/v1/sso', 'Get Solar System object data based on their ID'],
  ['ztf/api/v1/ssobulk', 'Get all Fink/ZTF SSO lightcurves in once'],
  ['ztf/api/v1/ssoft', 'Get the Solar System Object Fink Table (SSoFT)'],
  ['ztf/api/v1/resolver', 'Resolve astronomical names to ZTF alert names, and vice-versa'],
  ['ztf/api/v1/skymap', 'Return Fink/ZTF alerts within a GW skymap'],
  ['lsst/api/v1/sources', 'Get diaSource data based on Rubin diaObjectId'],
  ['lsst/api/v1/objects', 'Get diaObject & aggregated data based on Rubin diaObjectId'],
  ['lsst/api/v1/fp', 'Get forced photometry data based on Rubin diaObjectId'],
  ['lsst/api/v1/conesearch', 'Get Rubin alerts data based on coordinates'],
  ['lsst/api/v1/cutouts', 'Get cutout alert data based on Rubin diaSourceId'],
  ['lsst/api/v1/schema', 'Retrieve the data schema for a given endpoint for Fink/Rubin API'],
  ['lsst/api/v1/resolver', 'Resolve astronomical names to LSST IDs, and vice-versa'],
  ['lsst/api/v1/skymap', 'Return Fink/LSST alerts within a GW skymap'],
  ['lsst/api/v1/sso', 'Retrieve Solar System object data from Fink/Rubin based on their number or designation'],
  ['lsst/api/v1/statistics', 'Get statistics about Fink and the Rubin alert stream'],
];
const offered = new Set(
  Object.entries({ ztf: ztfRoutes, lsst: lsstRoutes }).flatMap(([survey, routes]) =>
    Object.keys(routes).map((name) => `${survey}/api/v1/${name}`),
  ),
);

describe('addresses and methods', () => {
  testRows(wire, '1.1', [
    { says: 'routes of the default survey answer without a prefix', get: object, rows: 5 },
    { says: 'routes of a survey answer below its prefix', get: `/ztf${object}`, rows: 5 },
    { says: 'a slash at the end makes another address', get: '/api/v1/objects/?objectId=x', status: 404 },
    { says: 'doubled slashes are one, without a redirect', get: `/${object}`, rows: 5 },
    { says: 'any number of leading slashes is one', get: `////ztf//${object.slice(1)}`, rows: 5 },
    {
      says: 'POST with a JSON object answers as GET does',
      post: ['/api/v1/objects', { objectId: manyAlerts }],
      rows: 5,
    },
    { says: 'HEAD is GET without a body', get: object, init: { method: 'HEAD' }, type: json, text: '' },
    {
      says: 'OPTIONS says which methods there are',
      get: '/api/v1/objects',
      init: { method: 'OPTIONS' },
      text: '',
      headers: { allow: 'GET, HEAD, OPTIONS, POST' },
    },
    {
      says: 'OPTIONS of a route that takes no POST says so',
      get: '/api/v1/classes',
      init: { method: 'OPTIONS' },
      headers: { allow: 'GET, HEAD, OPTIONS' },
    },
    ...['PUT', 'DELETE', 'PATCH'].map((method) => ({
      says: `${method} is refused, saying which methods there are`,
      get: '/api/v1/objects?objectId=x',
      init: { method },
      status: 405,
      type: json,
      text: '{"message": "The method is not allowed for the requested URL."}\n',
      headers: { allow: 'GET, HEAD, OPTIONS, POST', 'access-control-allow-origin': '*' },
    })),
    ...['classes', 'schema'].map((name) => ({
      says: `POST of ${name} is refused: it takes no arguments`,
      post: [`/api/v1/${name}`, {}] as const,
      status: 405,
      headers: { allow: 'GET, HEAD, OPTIONS' },
    })),
    {
      says: 'arguments of the address are all there are, whatever the body says',
      post: [object, { objectId: 'ZTF21aaxtctw', columns: 'i:ra' }],
      rows: (rows) => expect([rows.length, Object.keys(rows[0] ?? {})]).toEqual([5, ['i:jd']]),
    },
    {
      says: 'with arguments in the address the body may be anything',
      post: [object, 'no JSON'],
      init: { headers: { 'content-type': 'text/plain' } },
      rows: 5,
    },
    { says: 'of a repeated argument the first counts', get: `${object}&objectId=none&columns=i:ra`, rows: 5 },
    { says: 'unknown arguments are ignored', get: `${object}&colour=blue&__proto__=x`, rows: 5 },
    {
      says: 'unknown arguments of a body are ignored',
      post: ['/api/v1/objects', { objectId: manyAlerts, colour: ['blue'], constructor: {} }],
      rows: 5,
    },
    { says: 'a body of JSON null means no arguments', post: ['/api/v1/objects', 'null'], status: 400 },
    {
      says: 'JSON null counts as no value',
      post: ['/api/v1/objects', { objectId: manyAlerts, columns: null }],
      rows: 5,
    },
    {
      says: 'a JSON content type may say its charset',
      post: ['/api/v1/objects', { objectId: manyAlerts }],
      init: { headers: { 'content-type': 'application/json; charset=utf-8' } },
      rows: 5,
    },
  ]);

  testRows(
    wire,
    '1.1',
    descriptions
      .filter(([path]) => offered.has(path))
      .map(([path, words]) => ({
        says: `GET ${path} without arguments is its description`,
        get: `/${path}`,
        type: html,
        text: words,
        headers: { 'access-control-allow-origin': '*' },
      })),
  );

  test('§1.1 every route with a description is in the table above', () => {
    const described = Object.entries({ ztf: ztfRoutes, lsst: lsstRoutes }).flatMap(([survey, routes]) =>
      Object.entries<ObjectApiRoute>(routes).flatMap(([name, { description }]) =>
        description === undefined || name === 'stamp-locations' ? [] : [[`${survey}/api/v1/${name}`, description]],
      ),
    );
    const known = new Map(descriptions);
    for (const [path = '', words] of described) expect([path, known.get(path)]).toEqual([path, words]);
  });

  test('the index lists every route, and what older names lead to', async () => {
    const index = JSON.parse((await wire.ask('/api/v1/')).text);
    expect(index).toMatchObject({ service: 'object-api', survey: 'ztf', surveys: ['ztf', 'lsst'] });
    expect(index.routes.toSorted()).toEqual(Object.keys(ztfRoutes).toSorted());
    expect(index.aliases).toEqual(
      Object.fromEntries(Object.entries(ztfAliases).map(([old, { route }]) => [old, route])),
    );
    expect(JSON.parse((await wire.ask('/lsst/api/v1/')).text).routes.toSorted()).toEqual(
      Object.keys(lsstRoutes).toSorted(),
    );
  });
});

const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'Content-Type,Authorization',
  'access-control-allow-methods': 'GET,PUT,POST,DELETE,OPTIONS',
};

describe('headers', () => {
  testRows(wire, '1.2', [
    { says: 'an answer may be read by scripts of any origin', get: object, headers: cors },
    { says: 'so may a description', get: '/api/v1/objects', headers: cors },
    { says: 'so may a refusal', post: ['/api/v1/objects', {}], status: 400, headers: cors },
    { says: 'so may a refused method', get: object, init: { method: 'PUT' }, status: 405, headers: cors },
    { says: 'so may what is gone', get: '/api/v1/random', status: 410, headers: cors },
    {
      says: 'so may the answer to a preflight',
      get: '/api/v1/objects',
      init: { method: 'OPTIONS', headers: { origin: 'https://x.test', 'access-control-request-method': 'POST' } },
      headers: cors,
    },
    {
      says: 'an address that no route has carries none of it',
      get: '/api/v1/nothing',
      status: 404,
      headers: { 'access-control-allow-origin': null },
    },
    {
      says: 'an answer is compressed where the client takes that',
      get: `/api/v1/objects?objectId=${manyAlerts}`,
      init: { headers: { 'accept-encoding': 'gzip' } },
      headers: { 'content-encoding': 'gzip', vary: 'Accept-Encoding' },
    },
  ]);
});

describe('former routes', () => {
  testRows(wire, '7', [
    {
      says: 'explorer is conesearch, under the names its arguments had',
      post: [
        '/api/v1/explorer',
        { ra: 193.82, dec: 2.89, radius: 60, startdate_conesearch: '2023-02-20', window_days_conesearch: 10 },
      ],
      rows: (rows) => expect(rows.length).toBeGreaterThan(0),
    },
    {
      says: 'explorer keeps to the window that is asked for under its older name',
      post: [
        '/api/v1/explorer',
        { ra: 193.82, dec: 2.89, radius: 60, startdate_conesearch: '2022-02-20', window_days_conesearch: 10 },
      ],
      rows: 0,
    },
    {
      says: 'explorer without arguments describes conesearch',
      get: '/api/v1/explorer',
      text: 'Get object data based on coordinates',
    },
    {
      says: 'bayestar is skymap, under the names its arguments had',
      get: '/api/v1/bayestar?event_name=S000000x&credible_level=0.5&days_before=8',
      status: 400,
      text: /`days_before` is not valid: got `8`/,
    },
    {
      says: 'explorer refuses under the names of then',
      get: '/api/v1/explorer?ra=1&dec=2&radius=3&startdate_conesearch=soon',
      status: 400,
      text: /`startdate_conesearch` is not a date: soon/,
    },
    { says: 'columns is schema', get: '/api/v1/columns', type: json, text: /^\{"Fink on-the-fly added values \(v:\)"/ },
    ...Object.keys(ztfRetired).flatMap((name) =>
      ['', '?n=1'].map((search) => ({
        says: `${name}${search} is gone and says what to use`,
        get: `/api/v1/${name}${search}`,
        status: 410,
        type: html,
        text: /^\{'status': 'error', 'text': 'The route `\w+` is gone.*\/api\/v1\/\w+/,
      })),
    ),
    {
      says: 'xmatch is gone for a POST of a file too',
      get: '/api/v1/xmatch',
      init: { method: 'POST', body: 'a,b' },
      status: 410,
    },
    { says: 'former routes of ZTF were never Rubin’s', get: '/lsst/api/v1/explorer', status: 404 },
  ]);
});
