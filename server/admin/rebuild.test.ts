import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realData } from '#fixtures/real-data.ts';
import { rebuildIndex } from '#server/ingest/rebuild/rebuild-index.ts';
import { ztfIngest } from '#server/ingest/surveys/ztf-ingest.ts';
import { dumpStore, ingestInto, scratchFolder, withStore } from '#server/ingest/testing/scratch.ts';
import { encodeCell } from '#server/storage/cell-codec.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { admin } from './testing/run-admin.ts';

const data = realData();
const folder = scratchFolder();
const dataDir = join(folder.path, 'data');
afterAll(folder.remove);

describe.skipIf(data === undefined)('rebuild', () => {
  let expected: readonly string[] = [];
  beforeAll(async () => {
    await ingestInto(dataDir, [join(data ?? '', 'ztf')]);
    expected = await dumpStore(dataDir);
  }, 60_000);

  const names = [...ztfIngest.indexTables, ...ztfIngest.nightTables].map(({ name }) => name);

  test.each(names)('%s is, byte for byte, what ingest left, after all of it was lost', async (name) => {
    await withStore(dataDir, async (store) => {
      const keys: string[] = [];
      for await (const { key } of store.scan(name, [{ start: '' }], { columns: [] })) keys.push(key);
      await store.writeAll([{ table: name, rows: [], removed: keys }]);
    });
    const { status, err } = await admin(dataDir, 'rebuild', name);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(await dumpStore(dataDir)).toEqual(expected);
  });

  test('takes rows away that no alert makes, and puts right what was changed', async () => {
    const { class: byClass, pixel128 } = ztfTables.byName;
    const cells = [['i:objectId', encodeCell('string', 'ZTF99aaaaaaa')]] as const;
    await withStore(dataDir, async (store) => {
      for (const { name } of [byClass, pixel128]) {
        const changed: string[] = [];
        for await (const { key } of store.scan(name, [{ start: '' }], { columns: [], limit: 7 })) changed.push(key);
        const rows = ['Unknown_2460229.5_ZTF99aaaaaaa', ...changed].map((key) => ({
          key,
          timestampMs: 2 ** 45,
          cells,
        }));
        await store.write(name, rows);
      }
    });
    const { status, out } = await admin(dataDir, 'rebuild', 'all');
    expect(status).toBe(0);
    expect(out).toContain('ztf.class: made from 148 alerts, 8 rows that no alert makes removed\n');
    expect(await dumpStore(dataDir)).toEqual(expected);
  });

  test('that is stopped midway is made good by the next', async () => {
    const stop = new AbortController();
    await withStore(dataDir, async (store) => {
      const work = rebuildIndex(
        store,
        { ingest: ztfIngest, table: ztfTables.byName.class },
        { signal: stop.signal, onProgress: () => stop.abort() },
      );
      await expect(work).rejects.toMatchObject({ kind: 'aborted' });
    });
    expect(await admin(dataDir, 'rebuild', 'ztf.class')).toMatchObject({ status: 0 });
    expect(await dumpStore(dataDir)).toEqual(expected);
    expect(readdirSync(dataDir)).not.toContain('pending-nights');
  });

  test('says which tables it can make', async () => {
    expect(await admin(dataDir, 'rebuild', 'ztf.upper')).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^The table ztf\.upper doesn't follow from the alert table .*: ztf\.pixel128, /),
    });
    expect(await admin(dataDir, 'rebuild', 'nothing')).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^There is no table nothing; those that can be rebuilt are: /),
    });
  });
});
