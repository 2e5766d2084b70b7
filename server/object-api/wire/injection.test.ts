import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import type { Service } from '#server/http/create-service.ts';
import { createFakeOutside } from '#server/outside/testing/fake-outside.ts';
import { lsstTables } from '#server/storage/surveys/lsst.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { createFakeCutouts, createSampleApi } from '../testing/sample-api.ts';
import { recording } from './recording-store.ts';
import { writeWireData } from './wire-data.ts';
import { type ContractCase, contractCases } from './wrong-values.ts';

const folder = mkdtempSync(join(tmpdir(), 'wire-'));
const inner = createLmdbStore({ path: folder });
const { store, reads } = recording(inner);
const cutouts = createFakeCutouts();
const outside = createFakeOutside();
let api: Service;

beforeAll(async () => {
  await writeWireData(inner);
  api = createSampleApi(store, cutouts.client, { level: 'silent' }, { outside: outside.services });
}, 60_000);
afterAll(async () => {
  await inner.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What would be more than data somewhere: a comparator, a further term, a formula, a path, a part of an address. */
const injections: readonly string[] = [
  'ZTF21aaxtctv:regex',
  'ZTF21:substring',
  'key:key:ZTF21:prefix',
  'key:startKey:',
  'i:objectId:ZTF21:exact',
  'x,key:key:ZTF21',
  'x,*',
  '.*',
  '^ZTF',
  '*',
  '%',
  '\\',
  '1 || true',
  '1 == 1',
  '12); System.exit(0); (1',
  'ssoCandId.toString().length() > 0',
  '#{7*7}',
  '__import__("os").system("id")',
  "b'\\x1f\\x8b'",
  "x' OR '1'='1",
  '../../../../etc/passwd',
  'a/../../b',
  'http://169.254.169.254/latest',
  '//evil.test/x',
  '?output=all&-from=elsewhere',
  'x&-name=y',
  'x#y',
  'x%26y%3Dz',
  'x%2f..%2f..%2fy',
  'x@evil.test',
  'x;y=z',
  'x y+z',
];

const tableNames = new Set(
  [...Object.values(ztfTables.byName), ...Object.values(lsstTables.byName)].map(({ name }) => name),
);
/** Routes whose purpose is to look through a whole (small) table: names in it are no keys. */
const looksThrough: Readonly<Record<string, readonly string[]>> = {
  '/ztf/api/v1/metadata': ['ztf.metadata'],
  '/ztf/api/v1/resolver': ['ztf.tns_resolver', 'ztf.sso_resolver'],
  '/lsst/api/v1/resolver': ['rubin.tns_resolver', 'rubin.sso_resolver'],
};

async function send({ method, path }: ContractCase, values: Readonly<Record<string, unknown>>): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const search = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)]));
  const request =
    method === 'POST'
      ? new Request(`http://test${path}`, { method, headers, body: JSON.stringify(values) })
      : new Request(`http://test${path}?${search}`);
  const response = await api.fetch(request);
  await response.arrayBuffer();
  return response.status;
}

/** Everything of an address that isn't the value of a parameter, and the last segment where that is a name. */
function frameOf(url: URL): string {
  return [url.origin, ...url.pathname.split('/').map((part) => (part === '' ? '' : 'x'))].join('/');
}

function checkReads({ path }: ContractCase, told: string): void {
  for (const { table, ranges, columns } of reads) {
    expect(tableNames.has(table), `${told}: the table ${table}`).toBe(true);
    for (const column of columns ?? []) expect(column, told).toMatch(/^[a-z]+:/);
    if (looksThrough[path]?.includes(table)) continue;
    for (const { start, end } of ranges) {
      expect(end, `${told}: from ${start} to the end of ${table}`).toBeDefined();
      expect(start, `${told}: all of ${table}`).not.toBe('');
    }
  }
}

const withArguments = contractCases.filter(({ schema }) => Object.keys(schema.shape).length > 0);

describe.each(withArguments.map((route) => [route.name, route] as const))('%s', (_, route) => {
  const texts = Object.keys(route.schema.shape);

  test('no argument becomes a filter, a comparator, a formula, a table, or a part of an address', async () => {
    reads.length = 0;
    const before = outside.asked.length;
    await send(route, route.example);
    const usual = new Set(outside.asked.slice(before).map(({ url }) => frameOf(url)));
    for (const name of texts) {
      for (const text of injections) {
        reads.length = 0;
        cutouts.asked.length = 0;
        const asked = outside.asked.length;
        const told = `${name}=${text}`;
        expect(await send(route, { ...route.example, [name]: text }), told).toBeLessThan(500);
        checkReads(route, told);
        for (const body of cutouts.asked) expect(JSON.stringify(body), told).not.toContain(text);
        for (const { url } of outside.asked.slice(asked)) {
          expect(url.host, told).toMatch(/^(sesame|ssodnet|miriade|gracedb)\.test$/);
          expect([url.username, url.hash], told).toEqual(['', '']);
          if (usual.size > 0) expect([...usual], told).toContain(frameOf(url));
        }
      }
    }
  }, 60_000);
});

test('an id with a comparator finds nothing that its text does not name', async () => {
  const post = async (path: string, body: unknown): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    const response = await api.fetch(
      new Request(`http://test${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    );
    return `${response.status} ${(await response.text()).slice(0, 60)}`;
  };
  expect(await post('/api/v1/ssocand', { kind: 'lightcurves', ssoCandId: '1 || true' })).toBe('200 []');
  expect(await post('/api/v1/ssocand', { kind: 'orbParams', ssoCandId: '1||true' })).toBe('200 []');
  expect(await post('/api/v1/latests', { class: '.*' })).toBe('200 []');
  expect(await post('/api/v1/metadata', { objectId: 'all' })).toMatch(/^403 /);
  expect(await post('/api/v1/objects', { objectId: '.*' })).toBe('200 []');
  expect(await post('/api/v1/tracklet', { id: 'TRCK:substring' })).toMatch(/^400 /);
});
