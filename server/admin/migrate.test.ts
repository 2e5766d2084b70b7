import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { packetOf, plainPacket } from '#server/ingest/testing/packets.ts';
import { dumpStore, ingestInto, scratchFolder } from '#server/ingest/testing/scratch.ts';
import { createAdminDeps } from './deps.ts';
import { parseAdminEnv } from './env.ts';
import { migrateWith } from './migrate.ts';

const folder = scratchFolder();
const dataDir = join(folder.path, 'data');
afterAll(folder.remove);

async function migrated(): Promise<string> {
  const deps = createAdminDeps(parseAdminEnv({ DATA_DIR: dataDir }));
  try {
    return await migrateWith(deps);
  } finally {
    await deps.close();
  }
}

test('migrate says what it did, changes no row, and does nothing the second time', async () => {
  expect(await migrated()).toBe('There is no data yet: nothing to migrate.');
  writeFileSync(join(folder.path, 'one.avro'), packetOf(plainPacket(1)));
  await ingestInto(dataDir, [join(folder.path, 'one.avro')]);
  const rows = await dumpStore(dataDir);
  rmSync(join(dataDir, 'format.json'));
  expect(await migrated()).toMatch(/^The data was brought from format 0 to 1: /);
  expect(await migrated()).toBe('The data has format 1 already: nothing to migrate.');
  expect(await dumpStore(dataDir)).toEqual(rows);
});

test('migrate refuses data of a newer program', async () => {
  writeFileSync(join(dataDir, 'format.json'), '{"format":7}\n');
  await expect(migrated()).rejects.toThrow('newer version of this program');
});
