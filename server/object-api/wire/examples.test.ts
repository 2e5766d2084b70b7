import { describe, expect } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { firstCandid } from '../testing/sample-alerts.ts';
import { firstJd, manyAlerts } from './wire-data.ts';
import { html, json, testRows, wireOf } from './wire-kit.ts';

const wire = wireOf(createLmdbStore);
const needed =
  "{'status': 'error', 'text': 'A value for `objectId` is required. See https://api.ztf.fink-portal.org \\n'}";

describe('worked examples', () => {
  testRows(wire, 'B', [
    {
      says: '1: an id that nothing has',
      post: ['/api/v1/objects', { objectId: 'ldfksjflkdsjf' }],
      type: json,
      text: '[]',
    },
    { says: '2: no arguments in a body', post: ['/api/v1/objects', {}], status: 400, type: html, text: needed },
    { says: '2: no body at all', get: '/api/v1/objects', init: { method: 'POST' }, status: 415 },
    {
      says: '3: no arguments in an address',
      get: '/api/v1/objects',
      type: html,
      text: 'Get object data based on ZTF ID',
    },
    {
      says: '4: an address answers as a body does',
      get: '/api/v1/latests?class=Early SN Ia candidate&n=10&output-format=json',
      async check({ text }) {
        const body = { class: 'Early SN Ia candidate', n: '10', 'output-format': 'json' };
        expect((await wire.post('/api/v1/latests', body)).text).toBe(text);
      },
    },
    {
      says: '5: a position in words',
      post: ['/api/v1/conesearch', { ra: 'kfdlkj', dec: 'lkfdjf', radius: 5 }],
      status: 400,
      text: `{'status': 'error', 'text': ValueError("Invalid character at col 0 parsing angle 'kfdlkj'")}`,
    },
    {
      says: '6: all stamps without a format, where upstream fails',
      post: ['/api/v1/cutouts', { objectId: 'X', kind: 'All' }],
      status: 400,
      type: html,
      text: /only compatible with `output-format=array`/,
    },
    { says: '6: the same in an address', get: '/api/v1/cutouts?objectId=X&kind=All', status: 400, type: html },
    {
      says: '7: metadata without anything to look for',
      get: '/api/v1/metadata?foo=1',
      status: 400,
      type: html,
      text: 'statustext',
    },
    {
      says: '8: upper limits among alerts, all of them numbers',
      get: `/api/v1/objects?objectId=${manyAlerts}&withupperlim=True&columns=i:jd,i:fid,i:magpsf,i:diffmaglim,i:candid`,
      rows(rows) {
        const [valid, bad, limit] = rows.slice(4);
        expect(valid).toMatchObject({ 'i:jd': firstJd, 'i:candid': String(firstCandid), 'd:tag': 'valid' });
        expect(bad).toEqual({
          'i:jd': firstJd - 1,
          'i:fid': 2,
          'i:magpsf': 19.2,
          'i:diffmaglim': 19.5,
          'i:candid': -1,
          'd:tag': 'badquality',
        });
        expect(limit).toEqual({
          'i:jd': firstJd - 2,
          'i:fid': 2,
          'i:magpsf': null,
          'i:diffmaglim': 19.5,
          'i:candid': -1,
          'd:tag': 'upperlim',
        });
      },
    },
    {
      says: '9: an id is looked up by its key, so that a longer one that begins so is found too',
      get: `/api/v1/objects?objectId=${manyAlerts.slice(0, -1)}&columns=i:objectId`,
      rows: (rows) => expect(new Set(rows.map((row) => row['i:objectId'])).size).toBe(5),
    },
  ]);
});
