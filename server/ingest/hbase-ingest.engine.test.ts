import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { createIngest } from '#server/ingest/create-ingest.ts';
import { openIngestDeps } from '#server/ingest/deps.ts';
import { parseDataEnv } from '#server/ingest/env.ts';
import { createAlertReading } from '#server/ingest/reading/alert-reading.ts';
import { packetOf, plainPacket } from '#server/ingest/testing/packets.ts';
import { ingestInto, rowText, scratchFolder, smallBatches, withStore } from '#server/ingest/testing/scratch.ts';
import { keysOf } from '#server/ports/contract-kit.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { isSchemaKey } from '#server/storage/surveys/survey-tables.ts';
import { tableLayouts } from '#server/storage/surveys/table-layouts.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';

const url = process.env.HBASE_URL ?? '';
const folder = scratchFolder();
const packets = join(folder.path, 'packets');
const embedded = join(folder.path, 'embedded');
const cluster = join(folder.path, 'cluster');

async function dropTables(): Promise<void> {
  for (const { name } of tableLayouts) await fetch(`${url}/${name}/schema`, { method: 'DELETE' });
}

beforeAll(async () => {
  await dropTables();
  mkdirSync(packets);
  for (let i = 0; i < 25; i++) writeFileSync(join(packets, `${i}.avro`), packetOf(plainPacket(i)));
  await ingestInto(embedded, [packets], { batchLimits: smallBatches });
});
afterAll(async () => {
  await dropTables();
  folder.remove();
});

/** Every cell of every table. */
async function dumpOf(store: WideRowStore): Promise<Record<string, string>> {
  const present = await store.tables();
  const dump: Record<string, string> = {};
  for (const { name } of tableLayouts) {
    if (!present.includes(name)) continue;
    for await (const row of store.scan(name, [{ start: '' }]))
      dump[`${name} ${row.key} ${row.timestampMs}`] = rowText(row);
  }
  return dump;
}

/** A store whose process is killed within its `kill`th step, after some tables are written. */
function killedIn(store: WideRowStore, kill: number, tables: number): WideRowStore {
  let steps = 0;
  const writeAll: WideRowStore['writeAll'] = async (batch, options) => {
    if (++steps < kill) return store.writeAll(batch, options);
    await store.writeAll(batch.slice(0, tables), options);
    throw new PortalError('unavailable', 'Killed.');
  };
  return { ...store, writeAll };
}

async function ingestToHbase(wrap: (store: WideRowStore) => WideRowStore): Promise<void> {
  const env = parseDataEnv({ DATA_DIR: cluster, TABLE_STORE: 'hbase', HBASE_URL: url, HBASE_TIMEOUT_MS: '60000' });
  const deps = openIngestDeps(env, () => performance.now());
  const reader = createAlertReading();
  try {
    const ingest = createIngest({ ...deps, store: wrap(deps.store), reader, batchLimits: smallBatches });
    await ingest.ingestPaths([packets]);
  } finally {
    await expectStamps(deps.store);
    await deps.close();
  }
}

/** An alert that readers can see has its place in the lake. */
async function expectStamps(store: WideRowStore): Promise<void> {
  if (!(await store.tables()).includes(ztfTables.alerts.name)) return;
  const [alerts, cutouts] = await Promise.all(
    [ztfTables.alerts, ztfTables.cutouts].map(({ name }) => keysOf(store.scan(name, [{ start: '' }], { columns: [] }))),
  );
  const seen = (alerts ?? []).filter((key) => !isSchemaKey(key));
  expect(cutouts?.length).toBeGreaterThanOrEqual(seen.length);
}

test('an ingest into HBase that is killed between tables, and run again, leaves every cell that one into LMDB leaves', async () => {
  for (const [step, tables] of [
    [1, 1],
    [1, 3],
    [2, 2],
    [2, 5],
  ] as const)
    await expect(ingestToHbase((store) => killedIn(store, step, tables))).rejects.toThrow('Killed');
  await ingestToHbase((store) => store);
  const expected = await withStore(embedded, dumpOf);
  const hbase = openIngestDeps(parseDataEnv({ DATA_DIR: cluster, TABLE_STORE: 'hbase', HBASE_URL: url }), () => 0);
  expect(await dumpOf(hbase.store)).toEqual(expected);
  expect(Object.keys(expected).length).toBeGreaterThan(100);
  await hbase.close();
});
