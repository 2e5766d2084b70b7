import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { createObjectApi } from './app.ts';
import { checkData, createObjectApiParts } from './deps.ts';
import { parseObjectApiEnv } from './env.ts';
import { sampleAlert, writeSampleAlerts } from './testing/sample-alerts.ts';

const folder = mkdtempSync(join(tmpdir(), 'object-api-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('data of another format end the start with what to do; no data and clusters pass', async () => {
  const other = mkdtempSync(join(tmpdir(), 'object-api-format-'));
  const set = (extra: Readonly<Record<string, string>> = {}) => ({ DATA_DIR: other, ...extra });
  const hbase = set({ TABLE_STORE: 'hbase', HBASE_URL: 'http://127.0.0.1:9' });
  try {
    await checkData(parseObjectApiEnv(set()));
    await checkData(parseObjectApiEnv(set({ DATA_DIR: join(other, 'none') })));
    writeFileSync(join(other, 'format.json'), '{"format":999}');
    await expect(checkData(parseObjectApiEnv(set()))).rejects.toThrow('newer version of this program');
    await checkData(parseObjectApiEnv(hbase));
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
});

test('started before the first ingest it says so, and is ready once there are alerts, without a restart', async () => {
  const parts = createObjectApiParts(parseObjectApiEnv({ DATA_DIR: folder, LOG_LEVEL: 'silent' }), '1.2.3');
  const api = createObjectApi(parts.options);
  const ask = (path: string) => api.fetch(new Request(`http://test${path}`));
  const before = await ask('/ready');
  expect([before.status, await before.json()]).toMatchObject([503, { failed: ['table store'] }]);
  expect((await ask('/api/v1/objects?objectId=ZTF21aaaaaaa')).status).toBe(503);
  expect(await (await ask('/health')).json()).toEqual({ status: 'ok', service: 'object-api', version: '1.2.3' });

  const writer = createLmdbStore({ path: join(folder, 'tables') });
  await writeSampleAlerts(writer, [sampleAlert('ZTF21aaaaaaa', 0)]);
  expect((await ask('/ready')).status).toBe(200);
  const rows = await (await ask('/api/v1/objects?objectId=ZTF21aaaaaaa&columns=i:objectId')).json();
  expect(rows).toEqual([{ 'i:objectId': 'ZTF21aaaaaaa' }]);
  expect(await (await ask('/metrics')).text()).toContain('portal_stage_duration_seconds');
  await writer.close();
  await parts.close();
});

test('metadata is written into the tables that others read and write, while nobody else writes', async () => {
  const path = join(folder, 'notes');
  const tables = join(path, 'tables');
  const first = createLmdbStore({ path: tables });
  await writeSampleAlerts(first, [sampleAlert('ZTF21aaaaaaa', 0)]);
  await first.close();
  const METADATA_TOKEN = 'sixteen-characters-and-more';
  const parts = createObjectApiParts(parseObjectApiEnv({ DATA_DIR: path, LOG_LEVEL: 'silent', METADATA_TOKEN }), '1');
  const api = createObjectApi(parts.options);
  const ask = (init?: RequestInit) =>
    api.fetch(new Request(`http://test/api/v1/metadata${init ? '' : '?objectId=all'}`, init));
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${METADATA_TOKEN}` };
  const body = JSON.stringify({ objectId: 'ZTF21aaaaaaa', internal_name: 'mine', username: 'me' });
  const thanks = await ask({ method: 'POST', headers, body });
  expect([thanks.status, await thanks.text()]).toEqual([200, 'Thanks me - You can visit http://127.0.0.1:3000/mine']);
  expect(await (await ask()).json()).toMatchObject([{ 'd:internal_name': 'mine', 'i:objectId': 'ZTF21aaaaaaa' }]);
  await parts.close();
  const after = createLmdbStore({ path: tables });
  expect((await after.get('ztf.metadata', ['ZTF21aaaaaaa']))[0]?.columns).toContain('d:username');
  await after.close();
});

test('wrong settings are named together, in one message', () => {
  const wrong = {
    OBJECT_API_PORT: 'many',
    CUTOUT_API_URL: 'ftp://x',
    DEFAULT_SURVEY: 'sdss',
    METADATA_TOKEN: 'short',
    PUBLIC_URL: 'portal',
  };
  for (const name of Object.keys(wrong)) expect(() => parseObjectApiEnv(wrong)).toThrow(name);
  expect(parseObjectApiEnv({ CUTOUT_API_URL: 'none' }).CUTOUT_API_URL).toBe('http://127.0.0.1:8082');
});
