import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { locatorFromText } from '#domain/stamps/locator.ts';
import { realData } from '#fixtures/real-data.ts';
import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import { prefixRange } from '#server/ports/wide-row-store.ts';
import { textReader } from '#server/storage/cell-codec.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { dumpStore, fileDigests, ingestInto, scratchFolder, smallBatches, withStore } from './testing/scratch.ts';

const data = realData();
const child = fileURLToPath(new URL('./testing/ingest-child.ts', import.meta.url));

/** Ingests in a process of its own and kills it after `killAfterMs`. True when it was done before. */
async function ingestAndKill(dataDir: string, path: string, killAfterMs: number): Promise<boolean> {
  const args = ['--import', 'tsx', child, dataDir, path];
  const ingest = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(ingest, 'exit');
  await once(ingest.stdout, 'data');
  const timer = setTimeout(() => ingest.kill('SIGKILL'), killAfterMs);
  const [code] = await ended;
  clearTimeout(timer);
  return code === 0;
}

/** Whatever moment it was killed at: an alert that readers can see has its stamps in the lake. */
async function expectStampsFor(dataDir: string): Promise<void> {
  const files = createLocalFiles({ root: join(dataDir, 'lake') });
  const locatorOf = textReader(ztfTables.locatorColumn);
  await withStore(dataDir, async (store) => {
    for await (const row of store.scan(ztfTables.cutouts.name, [prefixRange('ZTF')])) {
      const path = locatorFromText(locatorOf(row) ?? '')?.path ?? '';
      expect(await files.stat(path), row.key).toBeDefined();
    }
  });
  await files.close();
}

describe.skipIf(data === undefined)('an ingest that is killed', () => {
  const folder = scratchFolder();
  const input = join(folder.path, 'input');
  const whole = join(folder.path, 'whole');
  afterAll(folder.remove);

  beforeAll(async () => {
    mkdirSync(input);
    cpSync(join(data ?? '', 'ztf/avro'), join(input, 'avro'), { recursive: true });
    const night = 'ztf/parquet/fink-ztf-00002.snappy.parquet';
    cpSync(join(data ?? '', night), join(input, 'night.parquet'));
    await ingestInto(whole, [input], { batchLimits: smallBatches });
  });

  test('at any moment, and run again, leaves what an ingest in one go leaves: every cell, every file, and never an alert without its stamps', async () => {
    const expected = { rows: await dumpStore(whole), files: fileDigests(join(whole, 'lake')) };
    let killed = 0;
    for (const killAfterMs of [0, 200, 500]) {
      const dataDir = join(folder.path, `killed-${killAfterMs}`);
      if (!(await ingestAndKill(dataDir, input, killAfterMs))) killed++;
      await expectStampsFor(dataDir);
      await ingestInto(dataDir, [input], { batchLimits: smallBatches });
      expect(await dumpStore(dataDir)).toEqual(expected.rows);
      expect(fileDigests(join(dataDir, 'lake'))).toEqual(expected.files);
    }
    expect(killed).toBeGreaterThan(0);
  }, 180_000);
});
