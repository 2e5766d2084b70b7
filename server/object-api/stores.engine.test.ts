import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createHbaseStore } from '#server/adapters/hbase/hbase-store.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import type { Service } from '#server/http/create-service.ts';
import { createSystemClock } from '#server/resilience/clock.ts';
import { tableLayouts } from '#server/storage/surveys/table-layouts.ts';
import { firstCandid } from './testing/sample-alerts.ts';
import { createFakeCutouts, createSampleApi } from './testing/sample-api.ts';
import { decDeg, manyAlerts, oddValues, pairs, raDeg, wireAlerts, writeWireData } from './wire/wire-data.ts';
import { wireOf } from './wire/wire-kit.ts';
import { type ContractCase, contractCases } from './wire/wrong-values.ts';

const url = process.env.HBASE_URL ?? '';
const requests = 500;
// A row of the tests has a family that the tables of the surveys have not.
const layouts = tableLayouts.map(({ name, families }) => ({ name, families: [...families, 'b'] }));

const wire = wireOf(createLmdbStore);
const hbase = createHbaseStore({
  url,
  timeoutMs: 60_000,
  layouts,
  clock: createSystemClock(),
  now: Date.now,
  random: Math.random,
});

/** Uniform in [0, 1), the same in every run. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ids = [
  manyAlerts,
  oddValues,
  pairs,
  'ZTF22rawrawr',
  'ZTF22',
  'ZTF21aaxtct',
  'none',
  ...wireAlerts.map((alert) => String(alert.values['i:objectId'] ?? manyAlerts)),
];
const formats = ['json', 'csv', 'parquet', 'votable', 'arrow', 'ndjson'];

/** What arguments are given, by their names; others stay as in the example of the route, or are left out. */
const pools: Readonly<Record<string, readonly unknown[]>> = {
  objectId: ids,
  columns: ['i:jd', 'i:objectId,i:candid', 'i:jd,d:cdsxmatch,v:classification', 'i:none', 'd:mag_rate,i:magpsf', '*'],
  'output-format': formats,
  n: ['1', '2', '3', '10', '100', '1000'],
  class: ['QSO', 'Early SN Ia candidate', '(TNS) SN Ia', 'Tracklet', 'Unknown', 'Solar System MPC', 'allclasses'],
  ra: [String(raDeg), String(raDeg + 0.001), '0', '359.999'],
  dec: [String(decDeg), String(decDeg + 0.0005), '-89.9'],
  radius: ['1', '5', '60', '900', '3600', '10000'],
  startdate: ['2021-10-22', '2021-10-23 00:00:00', '2459509.5'],
  stopdate: ['2021-10-25', '2030-01-01'],
  date: ['2021-10-22', '2021-10', '2021', ''],
  withupperlim: ['True', 'False'],
  withcutouts: ['False', 'True'],
  candid: [String(firstCandid), String(BigInt(firstCandid) + 1n), '1'],
  ssoCandId: ['12', '120', '1', '5'],
  internal_name: ['none', 'x'],
  reverse: ['True', 'False'],
  trend: ['fading', 'rising', 'low_state'],
};

function requestOf(random: () => number): { readonly route: ContractCase; readonly values: Record<string, unknown> } {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const route = pick(contractCases);
  if (route === undefined) throw new Error('There are no routes.');
  const values: Record<string, unknown> = { ...route.example };
  for (const name of Object.keys(route.schema.shape)) {
    const pool = pools[name];
    if (pool !== undefined && random() < 0.35) values[name] = pick(pool);
    else if (random() < 0.05) delete values[name];
  }
  return { route, values };
}

async function answerOf(api: Service, { method, path }: ContractCase, values: Record<string, unknown>) {
  const search = new URLSearchParams(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
  const request =
    method === 'GET'
      ? new Request(`http://test${path}?${search}`)
      : new Request(`http://test${path}`, {
          method,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(values),
        });
  const response = await api.fetch(request);
  const bytes = Buffer.from(await response.arrayBuffer());
  // Problems carry the id of their request.
  const text = response.status < 400 ? '' : bytes.toString('utf8').replace(/"(instance|requestId)":"[^"]*"/g, '');
  const body = response.status < 400 ? createHash('sha256').update(bytes).digest('hex') : text;
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    length: text === '' ? bytes.length : 0,
    body,
  };
}

test(`${requests} random requests of all routes are answered by HBase to the byte as by LMDB`, async () => {
  for (const { name } of layouts) await fetch(`${url}/${name}/schema`, { method: 'DELETE' });
  await writeWireData(hbase);
  const apis = [
    createSampleApi(wire.store, createFakeCutouts().client),
    createSampleApi(hbase, createFakeCutouts().client),
  ] as const;
  const random = numbersFrom(20_261_122);
  const tally: Record<string, number> = {};
  const seen = new Set<string>();
  for (let index = 0; index < requests; index++) {
    const { route, values } = requestOf(random);
    const [embedded, distributed] = await Promise.all(apis.map((api) => answerOf(api, route, values)));
    expect(distributed, `${route.name} ${JSON.stringify(values).slice(0, 300)}`).toEqual(embedded);
    tally[embedded?.status ?? 0] = (tally[embedded?.status ?? 0] ?? 0) + 1;
    seen.add(route.name);
  }
  expect(seen.size).toBe(contractCases.length);
  expect(tally[200]).toBeGreaterThan(requests / 2);
  await hbase.close();
}, 600_000);
