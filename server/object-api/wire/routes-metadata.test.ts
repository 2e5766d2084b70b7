import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { createSampleApi } from '../testing/sample-api.ts';
import { manyAlerts } from './wire-data.ts';
import { html, json, testRows, valuesOf, type WireObject, wireOf } from './wire-kit.ts';

const token = 'a-token-of-the-tests';
const notebook = (store: WideRowStore) => ({
  notebook: {
    token,
    write: (table: string, row: Parameters<WideRowStore['write']>[1] extends Iterable<infer R> ? R : never) =>
      store.write(table, [row]),
  },
});
const wire = wireOf(createLmdbStore, notebook);
const metadata = '/api/v1/metadata';
const idsAre =
  (...ids: readonly string[]) =>
  (rows: readonly WireObject[]) =>
    expect(valuesOf(rows, 'i:objectId').toSorted()).toEqual(ids);

describe('reading metadata', () => {
  testRows(wire, '4.16', [
    {
      says: 'of an object: who calls it what',
      get: `${metadata}?objectId=${manyAlerts}`,
      type: json,
      rows: (rows) =>
        expect(rows).toEqual([
          {
            'd:comments': 'seen twice',
            'd:internal_name': 'My nova: a, b',
            'd:internal_name_encoded': 'Mynova:a,b',
            'd:username': 'someone',
            'i:objectId': manyAlerts,
          },
        ]),
    },
    {
      says: 'of all objects whose ids begin so',
      get: `${metadata}?objectId=ZTF2`,
      rows: idsAre(manyAlerts, 'ZTF22aaaaaaa'),
    },
    { says: 'of every object', get: `${metadata}?objectId=all`, rows: 2 },
    { says: 'of an object of which nobody wrote', get: `${metadata}?objectId=ZTF99zzzzzzz`, text: '[]' },
    {
      says: 'of what is no object',
      get: `${metadata}?objectId=SN2020a`,
      status: 400,
      text: /`objectId` is not valid: got `SN2020a`, a ZTF id or its beginning, or `all`/,
    },
    {
      says: 'by name: the object and that name only',
      get: `${metadata}?internal_name=${encodeURIComponent('My nova: a, b')}`,
      rows: (rows) => expect(rows).toEqual([{ 'd:internal_name': 'My nova: a, b', 'i:objectId': manyAlerts }]),
    },
    {
      says: 'by name without spaces: the object and that name only',
      get: `${metadata}?internal_name_encoded=${encodeURIComponent('Mynova:a,b')}`,
      rows: (rows) => expect(rows).toEqual([{ 'd:internal_name_encoded': 'Mynova:a,b', 'i:objectId': manyAlerts }]),
    },
    { says: 'a name is compared whole', get: `${metadata}?internal_name=My`, text: '[]' },
    { says: 'a name is compared in its case', get: `${metadata}?internal_name=BLAZAR`, text: '[]' },
    { says: 'nothing to look for', get: `${metadata}?foo=1`, status: 400, type: html, text: 'statustext' },
    {
      says: 'two things to look for',
      get: `${metadata}?objectId=all&internal_name=x`,
      status: 400,
      type: html,
      text: 'statustext',
    },
  ]);
});

const given = { objectId: 'ZTF22aaaaaab', internal_name: 'The one: a, b', username: 'me', comments: 'x: y, z' };
const bearer = { headers: { authorization: `Bearer ${token}` } };

describe('writing metadata', () => {
  testRows(wire, '4.16', [
    {
      says: 'thanks in words, with the address of the object’s name',
      post: [metadata, given],
      init: bearer,
      type: html,
      text: 'Thanks me - You can visit https://portal.test/Theone%3Aa%2Cb',
      headers: { 'cache-control': 'no-store' },
    },
    {
      says: 'what was written is read, with its `:` and `,`',
      get: `${metadata}?objectId=ZTF22aaaaaab`,
      rows: (rows) =>
        expect(rows).toEqual([
          {
            'd:comments': 'x: y, z',
            'd:internal_name': 'The one: a, b',
            'd:internal_name_encoded': 'Theone:a,b',
            'd:username': 'me',
            'i:objectId': 'ZTF22aaaaaab',
          },
        ]),
    },
    { says: 'comments may be left out', post: [metadata, { ...given, comments: undefined }], init: bearer },
    ...['objectId', 'internal_name', 'username'].map((name) => ({
      says: `${name} is needed`,
      post: [metadata, { ...given, [name]: undefined }] as const,
      init: bearer,
      status: 400,
      text: new RegExp(`A value for \`${name}\` is required`),
    })),
    ...(
      [
        ['objectId', 'ZTF22'],
        ['objectId', 'all'],
        ['objectId', 'ZTF22aaaaaab_x'],
        ['objectId', 5],
        ['internal_name', ''],
        ['internal_name', '   '],
        ['internal_name', 'x'.repeat(201)],
        ['internal_name', 'a\nb'],
        ['internal_name', ['a']],
        ['username', ''],
        ['username', 'x'.repeat(201)],
        ['comments', 'x'.repeat(4001)],
        ['comments', 'a\u0000b'],
        ['comments', 5],
      ] as const
    ).map(([name, value]) => ({
      says: `${name} of ${String(JSON.stringify(value)).slice(0, 24)} is refused, naming it`,
      post: [metadata, { ...given, [name]: value }] as const,
      init: bearer,
      status: 400,
      text: new RegExp(`\`${name}\``),
    })),
    {
      says: 'names are no markup in the thanks',
      post: [metadata, { ...given, username: '<script>alert(1)</script>' }],
      init: bearer,
      text: /^Thanks &lt;script&gt;alert\(1\)&lt;\/script&gt; - /,
    },
    {
      says: 'without a token: 401, and how to give one',
      post: [metadata, given],
      status: 401,
      type: json,
      headers: { 'www-authenticate': 'Bearer' },
      text: /Authorization: Bearer TOKEN/,
    },
    ...['Bearer wrong', 'Bearer', `Basic ${token}`, token, `Bearer ${token}x`, `Bearer ${token.slice(1)}`].map(
      (authorization) => ({
        says: `with “${authorization}”: 401`,
        post: [metadata, given] as const,
        init: { headers: { authorization } },
        status: 401,
      }),
    ),
    {
      says: 'a token in the address is none',
      get: `${metadata}?token=${token}`,
      init: { method: 'POST' },
      status: 401,
    },
    { says: 'a token is asked for before anything is looked at', post: [metadata, {}], status: 401 },
  ]);

  test('without METADATA_TOKEN nothing can be written, whatever is shown', async () => {
    const api = createSampleApi(wire.store, wire.cutouts.client);
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer undefined' },
      body: JSON.stringify(given),
    };
    const response = await api.fetch(new Request(`http://test${metadata}`, init));
    expect([response.status, await response.text()]).toEqual([
      403,
      '{"message": "Metadata can only be read here: no METADATA_TOKEN is set."}\n',
    ]);
  });

  test('while somebody else writes it is a 503 that says so, and nothing is kept', async () => {
    const busy = {
      notebook: { token, write: () => Promise.reject(new PortalError('unavailable', 'Another process is writing.')) },
    };
    const api = createSampleApi(wire.store, wire.cutouts.client, { level: 'silent' }, busy);
    const headers = { 'content-type': 'application/json', ...bearer.headers };
    const body = JSON.stringify({ ...given, objectId: 'ZTF22aaaaaac' });
    const response = await api.fetch(new Request(`http://test${metadata}`, { method: 'POST', headers, body }));
    expect([response.status, await response.text()]).toEqual([503, '{"message": "Another process is writing."}\n']);
    expect((await wire.ask(`${metadata}?objectId=ZTF22aaaaaac`)).text).toBe('[]');
  });

  test('the log line of a write says who named what, and never the token', async () => {
    const lines: string[] = [];
    const destination = new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const api = createSampleApi(wire.store, wire.cutouts.client, { level: 'info', destination }, notebook(wire.store));
    const headers = { 'content-type': 'application/json', ...bearer.headers };
    const init = { method: 'POST', headers, body: JSON.stringify(given) };
    await (await api.fetch(new Request(`http://test${metadata}`, init))).text();
    const line = JSON.parse(lines[0] ?? '{}');
    expect(line).toMatchObject({
      status: 200,
      metadataObject: 'ZTF22aaaaaab',
      metadataName: 'The one: a, b',
      metadataUser: 'me',
    });
    expect(lines.join('')).not.toContain(token);
  });
});
