import { describe, expect, test } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { html, json, reprText, testRows, wireOf } from './wire-kit.ts';

const wire = wireOf(createLmdbStore);

const missing = (name: string): string =>
  reprText(`A value for \`${name}\` is required. See https://api.ztf.fink-portal.org \\n`);

describe('refusals', () => {
  testRows(wire, '1.3', [
    {
      says: 'a needed argument that is missing',
      post: ['/api/v1/objects', {}],
      status: 400,
      type: html,
      text: missing('objectId'),
    },
    {
      says: 'of several missing ones the first in the order of the route',
      post: ['/api/v1/conesearch', { radius: 5 }],
      status: 400,
      text: missing('ra'),
    },
    {
      says: 'and then the second',
      post: ['/api/v1/conesearch', { ra: 1, radius: 5 }],
      status: 400,
      text: missing('dec'),
    },
    { says: 'missing from an address too', get: '/api/v1/cutouts?objectId=X', status: 400, text: missing('kind') },
    {
      says: 'missing in Rubin’s routes: the same words',
      post: ['/lsst/api/v1/sources', {}],
      status: 400,
      text: missing('diaObjectId'),
    },
    { says: 'missing class of latests', post: ['/api/v1/latests', {}], status: 400, text: missing('class') },
    { says: 'missing kind of ssocand', post: ['/api/v1/ssocand', {}], status: 400, text: missing('kind') },
    { says: 'missing date of statistics', post: ['/api/v1/statistics', {}], status: 400, text: missing('date') },
    ...[
      'objects?objectId=x',
      'latests?class=x',
      'conesearch?ra=1&dec=2&radius=3',
      'tracklet?id=x',
      'anomaly?n=1',
      'statistics?date=',
      'ssocand?kind=orbParams',
      'metadata?objectId=all',
    ].map((route) => ({
      says: `a format that is not offered, of ${route.split('?')[0]}`,
      get: `/api/v1/${route}&output-format=toto`,
      status: 400,
      type: html,
      text: reprText('Output format `toto` is not supported. Choose among json, csv, votable, or parquet\\n'),
    })),
    {
      says: 'a POST that is not said to be JSON',
      get: '/api/v1/objects',
      init: { method: 'POST', body: 'objectId=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      status: 415,
      type: json,
      text: `{"message": "Did not attempt to load JSON data because the request Content-Type was not 'application/json'."}\n`,
    },
    { says: 'an empty POST that says nothing of JSON', get: '/api/v1/objects', init: { method: 'POST' }, status: 415 },
    ...['{', '', '{"a":}', "{'a': 1}", '[1', 'objectId'].map((body) => ({
      says: `a body that is no JSON: ${body || 'nothing'}`,
      post: ['/api/v1/objects', body] as const,
      status: 400,
      type: json,
      text: '{"message": "The browser (or proxy) sent a request that this server could not understand."}\n',
    })),
    ...['[]', '1', '"text"', 'true'].map((body) => ({
      says: `a body of JSON that is no object: ${body}`,
      post: ['/api/v1/objects', body] as const,
      status: 400,
      text: /JSON object of arguments/,
    })),
    {
      says: 'an address that no route has is a page',
      get: '/api/v1/nothing',
      status: 404,
      type: html,
      text: /404 Not Found/,
    },
    { says: 'so is anything beside the API', get: '/favicon.ico', status: 404, type: html },
    {
      says: 'a body beyond the limit, announced',
      post: ['/api/v1/objects', {}],
      init: { headers: { 'content-length': String(200 * 1024 * 1024) } },
      status: 413,
      type: json,
      text: /^\{"message": "The body of a request may have at most \d+ bytes."\}\n$/,
    },
    {
      says: 'text that is no position shows the exception',
      post: ['/api/v1/conesearch', { ra: 'kfdlkj', dec: 'lkfdjf', radius: 5 }],
      status: 400,
      type: html,
      text: `{'status': 'error', 'text': ValueError("Invalid character at col 0 parsing angle 'kfdlkj'")}`,
    },
    {
      says: 'who takes JSON by name only gets a problem',
      post: ['/api/v1/objects', {}],
      init: { headers: { accept: 'application/json' } },
      status: 400,
      type: 'application/problem+json',
      text: /"argument":"objectId"/,
    },
    {
      says: 'who takes anything gets the words of the API',
      post: ['/api/v1/objects', {}],
      init: { headers: { accept: 'application/json, */*' } },
      status: 400,
      type: html,
    },
    {
      says: 'a refusal is not kept by caches',
      post: ['/api/v1/objects', {}],
      status: 400,
      headers: { 'cache-control': 'no-store' },
    },
  ]);

  test('§1.3 a body beyond the limit, not announced, is refused where it passes the limit', async () => {
    let sent = 0;
    const chunk = new Uint8Array(1024 * 1024).fill(32);
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++;
        controller.enqueue(chunk);
      },
    });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' } as const;
    const answer = await wire.ask('/api/v1/objects', init);
    expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(20);
  });
});
