import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { sesameHandler } from '#server/outside/sesame/sesame-fake.ts';
import { type FakeService, startFakeService } from '#server/outside/testing/fake-service.ts';
import { createObjectApi } from './app.ts';
import { createObjectApiParts } from './deps.ts';
import { parseObjectApiEnv } from './env.ts';
import { writeSolarSystem } from './testing/sample-solar-system.ts';

const folder = mkdtempSync(join(tmpdir(), 'object-api-outage-'));
let sesame: FakeService;

beforeAll(async () => {
  sesame = await startFakeService(sesameHandler());
  const store = createLmdbStore({ path: join(folder, 'tables') });
  await writeSolarSystem(store);
  await store.close();
}, 60_000);
afterAll(async () => {
  await sesame.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The object API as it runs, with settings of the environment. */
function started(env: Readonly<Record<string, string>>) {
  const parts = createObjectApiParts(parseObjectApiEnv({ DATA_DIR: folder, LOG_LEVEL: 'silent', ...env }), '1');
  const api = createObjectApi(parts.options);
  return {
    close: parts.close,
    ask: (path: string) => api.fetch(new Request(`http://test${path}`)),
  };
}

const name = '/api/v1/resolver?resolver=simbad&name=Markarian 2';
const others = [
  '/api/v1/objects?objectId=ZTF20aaaaaaa&columns=i:jd',
  '/api/v1/sso?n_or_d=8467&columns=i:jd',
  '/api/v1/resolver?resolver=tns&name=sn',
  '/ready',
  '/health',
  '/metrics',
];

describe('while a service of other people is stalled', () => {
  test('all that does not need it is answered, and what does is a 504 that names it', async () => {
    const api = started({ SESAME_URL: sesame.url, SESAME_TIMEOUT_MS: '3000' });
    sesame.mishap = 'stalled';
    let settled = 0;
    const stalled = Array.from({ length: 30 }, () =>
      api.ask(name).then((response) => {
        settled++;
        return response;
      }),
    );
    for (const path of others) expect([path, (await api.ask(path)).status]).toEqual([path, 200]);
    expect(settled).toBe(0);
    for (const response of await Promise.all(stalled)) {
      expect(response.status).toBe(504);
      expect(await response.text()).toMatch(/SIMBAD name resolver.*did not answer within 3 s/);
    }
    await api.close();
  });

  test('after a while nobody waits for it any more, and it is asked again later', async () => {
    const api = started({ SESAME_URL: sesame.url, SESAME_TIMEOUT_MS: '20' });
    sesame.mishap = 'stalled';
    for (let i = 0; i < 5; i++) expect((await api.ask(`${name}${i}`)).status).toBe(504);
    const before = sesame.asked.length;
    const refused = await api.ask(`${name}x`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([502, '30']);
    expect(await refused.text()).toMatch(/SIMBAD name resolver.*keeps failing/);
    expect(sesame.asked.length).toBe(before);
    expect((await api.ask('/ready')).status).toBe(200);
    await api.close();
  });
});

test('a service that is well is asked, and its calls are among the metrics', async () => {
  const api = started({ SESAME_URL: sesame.url });
  sesame.mishap = 'none';
  const answer = await api.ask(name);
  expect([answer.status, await answer.json()]).toEqual([200, [expect.objectContaining({ otype: 'Sy1' })]]);
  expect(answer.headers.get('server-timing')).toMatch(/outside;dur=/);
  expect(await (await api.ask('/metrics')).text()).toMatch(/upstream="SIMBAD name resolver \(Sesame\)",outcome="ok"/);
  await api.close();
});

test('a service that is switched off is said to be, and nothing is asked', async () => {
  const off = { SESAME_URL: 'none', QUAERO_URL: 'none', MIRIADE_URL: 'none', GRACEDB_URL: 'none' };
  const api = started(off);
  const answers = [name, '/api/v1/sso?n_or_d=Ceres', '/api/v1/sso?n_or_d=8467&withEphem=True'];
  const settings = ['SESAME_URL', 'QUAERO_URL', 'MIRIADE_URL'];
  for (const [index, path] of answers.entries()) {
    const answer = await api.ask(path);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toMatch(new RegExp(`switched off.*${settings[index]}=none`));
  }
  expect((await api.ask('/api/v1/sso?n_or_d=8467')).status).toBe(200);
  await api.close();
});

test('wrong settings of services are named', () => {
  for (const [setting, value] of [
    ['SESAME_URL', 'ftp://x'],
    ['MIRIADE_TIMEOUT_MS', '0'],
    ['SSO_BULK_FILE', '../x.parquet'],
  ] as const)
    expect(() => parseObjectApiEnv({ [setting]: value })).toThrow(setting);
});
