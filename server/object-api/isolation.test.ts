import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import type { Service } from '#server/http/create-service.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { sampleAlert, sequence, writeSampleAlerts } from './testing/sample-alerts.ts';
import { createFakeCutouts, createSampleApi } from './testing/sample-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'object-api-'));
let store: WideRowStore;
let api: Service;
let url: string;

const ids = Array.from({ length: 12 }, (_, k) => `ZTF21aaaaaa${String.fromCharCode(97 + k)}`);

beforeAll(async () => {
  store = createLmdbStore({ path: folder });
  await writeSampleAlerts(
    store,
    ids.flatMap((id, k) => Array.from({ length: 3 + 2 * k }, (_, at) => sampleAlert(id, at))),
  );
  api = createSampleApi(store, createFakeCutouts().client);
  url = (await api.listen({ host: '127.0.0.1', port: 0 })).url;
});

afterAll(async () => {
  await api.shutdown();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const paths = [
  ...ids.map((id) => `/api/v1/objects?objectId=${id}`),
  ...ids.map((id) => `/api/v1/objects?objectId=${id}&columns=i:jd,i:candid&output-format=csv`),
  '/api/v1/objects?objectId=ZTF21aaaa',
  '/api/v1/objects?objectId=ZTF21aaaaaaa&withupperlim=True&output-format=parquet',
  '/api/v1/objects?objectId=ZTF21aaaaaaa&withcutouts=True&columns=i:jd',
  '/api/v1/latests?class=Unknown&n=50',
  '/api/v1/conesearch?ra=193.82&dec=2.89&radius=3600',
  '/api/v1/stamp-locations?objectId=ZTF21aaaaaac',
  '/api/v1/cutouts?objectId=ZTF21aaaaaab&kind=Science&output-format=array',
  '/api/v1/objects?objectId=none',
  '/api/v1/anomaly?n=20',
  '/api/v1/tracklet?date=2021-10-22',
  '/api/v1/statistics?date=',
  '/api/v1/metadata?internal_name=none',
  '/api/v1/classes',
  '/api/v1/objects?objectId=a:b',
  '/lsst/api/v1/sources?diaObjectId=1',
];

async function answerOf(path: string, signal?: AbortSignal): Promise<string> {
  const response = await fetch(url + path, {
    headers: { 'accept-encoding': 'identity' },
    ...(signal ? { signal } : {}),
  });
  return `${response.status} ${Buffer.from(await response.arrayBuffer()).toString('base64')}`;
}

test('1,000 interleaved requests, a third of them given up, each answer what it is alone; nothing stays open', async () => {
  const alone = new Map<string, string>();
  for (const path of paths) alone.set(path, await answerOf(path));
  const openBefore = store.open().scanners;
  expect(openBefore).toBe(0);

  const next = sequence(7);
  let abortedCount = 0;
  const request = async (k: number): Promise<void> => {
    const path = paths[Math.floor(next() * paths.length)] ?? '';
    const leaving = new AbortController();
    if (k % 3 === 0) setTimeout(() => leaving.abort(), next() * 200);
    const outcome = await answerOf(path, leaving.signal).catch((error: unknown) => {
      if (!leaving.signal.aborted) throw error;
      return 'aborted';
    });
    if (outcome === 'aborted') abortedCount++;
    else expect(outcome).toBe(alone.get(path));
  };
  // Client and server share this process: more at once would only wait for each other.
  let begun = 0;
  const lane = async (): Promise<void> => {
    while (begun < 1000) await request(begun++);
  };
  await Promise.all(Array.from({ length: 64 }, lane));
  expect(abortedCount).toBeGreaterThan(50);

  await expect.poll(() => store.open().scanners, { timeout: 10_000 }).toBe(openBefore);
  // The service hears of the last client that left a little later than the client itself.
  await expect
    .poll(async () => (await fetch(`${url}/metrics`)).text(), { timeout: 10_000 })
    .toMatch(/portal_requests_in_flight\{[^}]*\} 0\n/);
  for (const path of paths) expect(await answerOf(path)).toBe(alone.get(path));
}, 120_000);
