import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { locatorFromText } from '#domain/stamps/locator.ts';
import { createIngest } from '#server/ingest/create-ingest.ts';
import { type OpenedDeps, openIngestDeps } from '#server/ingest/deps.ts';
import { parseDataEnv } from '#server/ingest/env.ts';
import { createAlertReading } from '#server/ingest/reading/alert-reading.ts';
import { packetOf, plainPacket } from '#server/ingest/testing/packets.ts';
import { rowText, scratchFolder, smallBatches } from '#server/ingest/testing/scratch.ts';
import { keysOf } from '#server/ports/contract-kit.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import { textReader } from '#server/storage/cell-codec.ts';
import { lakeLayouts } from '#server/storage/lake/lake-layout.ts';
import { readStamp } from '#server/storage/lake/read-stamp.ts';
import { isSchemaKey } from '#server/storage/surveys/survey-tables.ts';
import { tableLayouts } from '#server/storage/surveys/table-layouts.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';

const { HBASE_URL = '', WEBHDFS_URL = '' } = process.env;
const folder = scratchFolder();
const packets = join(folder.path, 'packets');
const count = 40;
const root = `/ordered-${randomUUID().slice(0, 8)}`;
const cluster = { TABLE_STORE: 'hbase', HBASE_URL, HBASE_TIMEOUT_MS: '60000', FILE_STORE: 'webhdfs', WEBHDFS_URL };
const env = { ...cluster, WEBHDFS_USER: 'root', WEBHDFS_TIMEOUT_MS: '60000', LAKE_ROOT: root, DATA_DIR: folder.path };

async function dropTables(): Promise<void> {
  for (const { name } of tableLayouts) await fetch(`${HBASE_URL}/${name}/schema`, { method: 'DELETE' });
}

const opened = (): OpenedDeps => openIngestDeps(parseDataEnv(env), () => performance.now());

beforeAll(async () => {
  await dropTables();
  mkdirSync(packets);
  for (let i = 0; i < count; i++) writeFileSync(join(packets, `${i}.avro`), packetOf(plainPacket(i)));
});
afterAll(async () => {
  await dropTables();
  await fetch(`${WEBHDFS_URL}/webhdfs/v1${root}?op=DELETE&recursive=true&user.name=root`, { method: 'DELETE' });
  folder.remove();
});

async function alertKeys({ store }: OpenedDeps): Promise<readonly string[]> {
  const keys = await keysOf(store.scan(ztfTables.alerts.name, [{ start: '' }], { columns: [] }));
  return keys.filter((key) => !isSchemaKey(key));
}

/** Reads the stamp of every alert that can be seen now. @returns how many there were */
async function readAllStamps(deps: OpenedDeps): Promise<number> {
  const keys = await alertKeys(deps);
  const places = await deps.store.get(ztfTables.cutouts.name, keys, { columns: [ztfTables.locatorColumn] });
  for (const [index, row] of places.entries()) {
    const locator = locatorFromText((row && textReader(ztfTables.locatorColumn)(row)) ?? '');
    if (locator === undefined) throw new Error(`${keys[index]} can be seen, and the place of its stamps can't`);
    const stamp = await readStamp(deps.files, locator, 'Science', { encoding: lakeLayouts.ztf.encoding });
    expect(Buffer.from(stamp ?? []).toString('latin1', 0, 6)).toBe('SIMPLE');
  }
  return keys.length;
}

/** A lake whose writer is killed at its `kill`th file, which is not there then. */
function killedAt(files: FileStore, kill: number): FileStore {
  let written = 0;
  const write: FileStore['write'] = async (path, chunks, options) => {
    if (++written === kill) throw new PortalError('unavailable', 'Killed.');
    return files.write(path, chunks, options);
  };
  return { ...files, write };
}

async function ingest(deps: OpenedDeps, files: FileStore = deps.files) {
  const batchLimits = smallBatches;
  return createIngest({ ...deps, files, reader: createAlertReading(), batchLimits }).ingestPaths([packets]);
}

const dumpOf = async (deps: OpenedDeps): Promise<readonly string[]> => {
  const lines: string[] = [];
  for (const { name } of tableLayouts)
    for await (const row of deps.store.scan(name, [{ start: '' }])) lines.push(`${name} ${row.key}\n${rowText(row)}`);
  return lines;
};

test('whoever reads while an ingest into HBase and HDFS goes on, is killed and goes on again, sees no alert without its stamps', async () => {
  const writer = opened();
  const reader = opened();
  let isOver = false;
  const seen: number[] = [];
  await alertKeys(writer);
  const reading = (async () => {
    while (!isOver) seen.push(await readAllStamps(reader));
  })();
  try {
    await expect(ingest(writer, killedAt(writer.files, 3))).rejects.toThrow('Killed');
    const partly = await readAllStamps(reader);
    expect(partly).toBeGreaterThan(0);
    expect(partly).toBeLessThan(count);
    expect(await ingest(writer)).toMatchObject({ alerts: count, unchanged: partly });
    isOver = true;
    await reading;
    expect(await readAllStamps(reader)).toBe(count);
    expect(seen.some((alerts) => alerts > 0 && alerts < count)).toBe(true);
    const before = await dumpOf(reader);
    expect(await ingest(writer)).toMatchObject({ alerts: count, unchanged: count });
    expect(await dumpOf(reader)).toEqual(before);
  } finally {
    isOver = true;
    await reading.catch(() => {});
    await writer.close();
    await reader.close();
  }
});
