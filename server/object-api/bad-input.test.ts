import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { lsstRoutes, type ObjectApiRoute, ztfRoutes } from '#server/contracts/object-api.ts';
import type { Service } from '#server/http/create-service.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { sampleAlert, writeSampleAlerts } from './testing/sample-alerts.ts';
import { createFakeCutouts, createSampleApi } from './testing/sample-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'object-api-'));
let store: WideRowStore;
let api: Service;

/** Arguments with which each route answers 200 or 404. */
const good: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'ztf/objects': { objectId: 'ZTF21aaaaaaa' },
  'ztf/cutouts': { objectId: 'ZTF21aaaaaaa', kind: 'Science', 'output-format': 'array' },
  'ztf/latests': { class: 'Unknown' },
  'ztf/conesearch': { ra: 10, dec: 10, radius: 5 },
  'ztf/schema': {},
  'ztf/stamp-locations': { objectId: 'ZTF21aaaaaaa' },
  'lsst/sources': { diaObjectId: '170587115523932323' },
  'lsst/objects': { diaObjectId: '170587115523932323' },
  'lsst/fp': { diaObjectId: '170587115523932323' },
  'lsst/conesearch': { ra: 10, dec: 10, radius: 5 },
  'lsst/cutouts': { diaSourceId: '170587115523932323', kind: 'Science', 'output-format': 'array' },
  'lsst/schema': { endpoint: '/api/v1/sources' },
  'lsst/stamp-locations': { diaSourceId: '170587115523932323' },
};

const routes = Object.entries({ ztf: ztfRoutes, lsst: lsstRoutes }).flatMap(([survey, table]) =>
  Object.entries<ObjectApiRoute>(table).map(([name, route]) => ({
    name: `${survey}/${name}`,
    path: `/${survey}/api/v1/${name}`,
    route,
  })),
);

/** Wrong in every way that anybody thought of. */
const wrong: readonly unknown[] = [
  '',
  ' ',
  ',',
  ',,,',
  ':',
  'a:b',
  'key:key:ZTF:regex',
  '*',
  '%',
  '_',
  '-1',
  -1,
  0,
  1e308,
  -1e308,
  1e-320,
  '1e999',
  'NaN',
  'Infinity',
  '9'.repeat(400),
  true,
  false,
  [],
  [1, 2],
  ['ZTF21aaaaaaa'],
  {},
  { a: { b: 1 } },
  'x'.repeat(1_000_000),
  '\u0000',
  'a\nb',
  '\u001b[31m',
  '../../../etc/passwd',
  '..\\..',
  'file:///etc/passwd',
  '\ud800',
  '\u202e',
  '😀',
  "' OR 1=1 --",
  '<script>',
  '$(id)',
  '__proto__',
  'constructor',
  'toString',
  'None',
  'null',
  '2459530.1',
  '2022-13-45',
  '20211101',
  12345678901234567890n.toString(),
  170587115523932323n.toString(),
  'All',
];

async function post(path: string, body: unknown): Promise<Response> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return api.fetch(new Request(`http://test${path}`, init));
}

async function checked(response: Response, what: string): Promise<void> {
  const text = await response.text();
  const told = `${what} → ${response.status} ${text.slice(0, 200)}`;
  expect(response.status, told).toBeLessThan(500);
  if (response.status >= 400 && response.status !== 404 && response.status !== 413) {
    expect(text, told).toMatch(/^(\{'status': 'error', 'text': |\{"message": |\n {8}|statustext$)/);
    expect(text.length, told).toBeLessThan(2000);
  }
}

beforeAll(async () => {
  store = createLmdbStore({ path: folder });
  await writeSampleAlerts(store, [sampleAlert('ZTF21aaaaaaa', 0)]);
  api = createSampleApi(store, createFakeCutouts().client);
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(routes)('$name', ({ name, path, route }) => {
  const args = good[name] ?? {};
  const names = Object.keys(route.arguments.shape);

  test('answers its good arguments', async () => {
    const search = new URLSearchParams(Object.entries(args).map(([key, value]) => [key, String(value)]));
    const response = await api.fetch(new Request(`http://test${path}?${search}`));
    expect([200, 404]).toContain(response.status);
    await response.text();
  });

  test('whatever an argument is, the answer is no 5xx and has the form of the API', async () => {
    for (const argument of names) {
      for (const value of wrong) {
        const what = `${argument}=${String(JSON.stringify(value)).slice(0, 40)}`;
        if (route.methods.some((method) => method === 'POST'))
          await checked(await post(path, { ...args, [argument]: value }), `POST ${what}`);
        const text = typeof value === 'string' ? value : JSON.stringify(value);
        const search = new URLSearchParams({
          ...Object.fromEntries(Object.entries(args).map(([k, v]) => [k, String(v)])),
          [argument]: text,
        });
        await checked(await api.fetch(new Request(`http://test${path}?${search}`)), `GET ${what}`);
      }
    }
  });

  test('unknown arguments are ignored, of repeated ones the first counts', async () => {
    const search = new URLSearchParams(Object.entries(args).map(([key, value]) => [key, String(value)]));
    const before = await (await api.fetch(new Request(`http://test${path}?${search}&x=1`))).text();
    for (const [key] of Object.entries(args)) search.append(key, 'something else');
    const after = await (await api.fetch(new Request(`http://test${path}?${search}&unknown=1`))).text();
    expect(after).toBe(before);
  });

  test('any body is refused or answered, never a 5xx', async () => {
    for (const body of [
      '',
      'null',
      '[]',
      '1',
      '"text"',
      '{',
      '{"a":1}x',
      '[[[[',
      '\u0000',
      `{"a":${'['.repeat(50_000)}`,
    ]) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
      await checked(await api.fetch(new Request(`http://test${path}`, init)), `body ${body.slice(0, 20)}`);
    }
  });
});

test('paths with tricks are 404', async () => {
  for (const path of [
    '/api/v1/../../etc/passwd',
    '/api/v1/objects%00',
    '/api/v1/__proto__',
    '/ztf/api/v1/toString',
    '/%2e%2e/',
    '/xyz/api/v1/objects',
    '/api/v2/objects',
  ]) {
    const response = await api.fetch(new Request(`http://test${path}`));
    expect([path, response.status]).toEqual([path, 404]);
  }
});
