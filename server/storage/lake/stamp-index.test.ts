import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type FileMetaData, parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { describe, expect, it } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { stampKinds } from '#domain/stamps/locator.ts';
import { realData } from '#fixtures/real-data.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import foreign from './foreign-files.golden.json' with { type: 'json' };
import { lakeLayouts } from './lake-layout.ts';
import { memoryFiles } from './memory-files.ts';
import { chunksOf } from './parquet-footer.ts';
import { readStamp } from './read-stamp.ts';
import { createStampIndex } from './stamp-index.ts';

const spentNow = (): { reads: number; bytes: number; rows: number } => ({ reads: 0, bytes: 0, rows: 0 });

/** Counts the calls of a store, whoever makes them. */
function counted(files: FileStore): { files: FileStore; reads: () => number } {
  let reads = 0;
  return {
    files: {
      ...files,
      read(...call) {
        reads++;
        return files.read(...call);
      },
    },
    reads: () => reads,
  };
}

function hasLessThanNoColumns(file: Uint8Array): boolean {
  try {
    return parquetMetadata(file, { geoparquet: false }).schema.some(({ num_children: count = 0 }) => count < 0);
  } catch {
    return false;
  }
}

const data = realData();

describe.skipIf(data === undefined)("the broker's own files", () => {
  it.each([
    ['ztf/parquet/fink-ztf-00002.snappy.parquet', 'ztf', 67],
    ['ztf/parquet/fink-ztf-00003.snappy.parquet', 'ztf', 57],
    ['lsst/fink-lsst-v7.1.snappy.parquet', 'lsst', 50],
  ] as const)('%s: every stamp is found, byte for byte', async (name, survey, count) => {
    const bytes = Uint8Array.from(await readFile(`${data}/${name}`));
    const files = memoryFiles({ 'night.parquet': bytes });
    const layout = lakeLayouts[survey];
    const index = createStampIndex({ files, layout });
    const columns = [survey === 'ztf' ? 'candid' : 'diaSource', 'cutoutScience', 'cutoutTemplate', 'cutoutDifference'];
    const rows = await parquetReadObjects({ file: bytes.buffer, compressors, columns, utf8: false });
    expect(rows.length).toBe(count);
    for (const row of rows) {
      const id = String(survey === 'ztf' ? row.candid : row.diaSource.diaSourceId);
      const located = await index.locate('night.parquet', id);
      if (located === undefined) throw new Error(`${id} is not found`);
      for (const kind of stampKinds) {
        const spent = spentNow();
        const cell = row[`cutout${kind}`];
        const stamp: Uint8Array = survey === 'ztf' ? gunzipSync(cell.stampData) : cell;
        const found = await readStamp(files, located.locator, kind, { encoding: located.encodings[kind], spent });
        expect(Buffer.compare(found ?? Buffer.alloc(0), stamp)).toBe(0);
        expect(spent.reads).toBe(1);
        expect(spent.bytes).toBeLessThanOrEqual(1_400_000);
      }
    }
  });
});

describe('an index of foreign files', () => {
  const fileOf = (name: string): Uint8Array => {
    const found = foreign.files.find((one) => one.name === name);
    return Uint8Array.from(Buffer.from(found?.bytes ?? '', 'base64'));
  };
  const expected = foreign.alerts.map(({ candid, objectId, stamp }) => ({
    candid,
    objectId,
    stamp: stamp === null ? undefined : Buffer.from(stamp, 'base64'),
  }));

  it.each(foreign.files.map(({ name }) => name))('finds every stamp in a file with %s', async (name) => {
    const files = memoryFiles({ 'x.parquet': fileOf(name) });
    const index = createStampIndex({ files, layout: lakeLayouts.ztf });
    for (const { candid, stamp } of expected) {
      const located = await index.locate('x.parquet', candid);
      if (located === undefined) throw new Error(`${candid} is not found`);
      const found = await readStamp(files, located.locator, 'Science', { encoding: located.encodings.Science });
      expect(found === undefined ? undefined : Buffer.from(found)).toEqual(
        stamp === undefined ? undefined : gunzipSync(stamp),
      );
      expect(located.locator.pages.Template).toBeNull();
    }
  });

  it('finds the first alert of an object, and nothing for strangers', async () => {
    const files = memoryFiles({ 'x.parquet': fileOf('plain pages') });
    const index = createStampIndex({ files, layout: lakeLayouts.ztf });
    const first = expected.find(({ objectId }) => objectId === expected[1]?.objectId);
    const byObject = await index.locateObject('x.parquet', first?.objectId ?? '');
    expect(byObject).toEqual(await index.locate('x.parquet', first?.candid ?? ''));
    expect(await index.locate('x.parquet', '1')).toBeUndefined();
    expect(await index.locate('none.parquet', '1')).toBeUndefined();
    expect(await index.locateObject('x.parquet', 'toString')).toBeUndefined();
  });

  it('is built once, however many ask at once, and is kept', async () => {
    const under = counted(memoryFiles({ 'x.parquet': fileOf('plain pages') }));
    const index = createStampIndex({ files: under.files, layout: lakeLayouts.ztf });
    await index.locate('x.parquet', '1');
    const reads = under.reads();
    expect(reads).toBeGreaterThan(0);
    const other = counted(memoryFiles({ 'x.parquet': fileOf('plain pages') }));
    const shared = createStampIndex({ files: other.files, layout: lakeLayouts.ztf });
    await Promise.all(expected.map(({ candid }) => shared.locate('x.parquet', candid)));
    await shared.locate('x.parquet', '1');
    expect(other.reads()).toBe(reads);
  });

  it('survives a restart through its cache, forgets a file that was rewritten, and ignores a broken cache', async () => {
    const store = memoryFiles({ 'x.parquet': fileOf('plain pages') });
    const cache = memoryFiles();
    const answerWith = async (): Promise<{ reads: number; found: boolean }> => {
      const under = counted(store);
      const index = createStampIndex({ files: under.files, layout: lakeLayouts.ztf, cache });
      const located = await index.locate('x.parquet', expected[2]?.candid ?? '');
      return { reads: under.reads(), found: located !== undefined };
    };
    const built = await answerWith();
    expect(built.found).toBe(true);
    expect(await answerWith()).toEqual({ reads: 0, found: true });
    for await (const path of cache.list('')) {
      const { length = 0 } = (await cache.stat(path)) ?? {};
      const bytes = Uint8Array.from((await cache.read(path, 0, length)) ?? []);
      bytes[length - 9] = (bytes[length - 9] ?? 0) ^ 1;
      await cache.write(path, [bytes]);
    }
    expect(await answerWith()).toEqual(built);
    await store.write('x.parquet', [fileOf('dictionaries')]);
    expect((await answerWith()).reads).toBeGreaterThan(0);
  });

  it('keeps the most recent files in memory only', async () => {
    const bytes = fileOf('plain pages');
    const under = counted(memoryFiles({ 'a.parquet': bytes, 'b.parquet': bytes }));
    const index = createStampIndex({ files: under.files, layout: lakeLayouts.ztf, rowsAtMost: expected.length });
    await index.locate('a.parquet', '1');
    const reads = under.reads();
    await index.locate('a.parquet', '1');
    expect(under.reads()).toBe(reads);
    await index.locate('b.parquet', '1');
    await index.locate('a.parquet', '1');
    expect(under.reads()).toBe(3 * reads);
  });

  it('is made or refused for a file with any bytes changed, by a bounded number of reads', async () => {
    const change = fc.record({ at: fc.nat(1 << 20), to: fc.nat(255), isNearEnd: fc.boolean() });
    const changes = fc.array(change, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.nat(foreign.files.length - 1), changes, async (which, list) => {
        const bytes = fileOf(foreign.files[which]?.name ?? '');
        // Most of what is believed stands in the footer and in the indexes before it.
        for (const { at, to, isNearEnd } of list)
          bytes[isNearEnd ? bytes.length - 1 - (at % 600) : at % bytes.length] = to;
        const under = counted(memoryFiles({ 'x.parquet': bytes }));
        const index = createStampIndex({ files: under.files, layout: lakeLayouts.ztf });
        const alert = expected[0]?.candid ?? '';
        const outcome = await index.locate('x.parquet', alert).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(PortalError);
        expect(under.reads()).toBeLessThan(400);
      }),
      // Metadata of a column that are a truth value.
      { numRuns: 1_500, examples: [[4, [{ at: 3_291, to: 51, isNearEnd: false }]]] },
    );
  }, 60_000);

  it('is made or refused for a file in which a group of columns tells of fewer than none', async () => {
    const bytes = fileOf('plain pages');
    const minusOne = 1;
    let tried = 0;
    for (let at = bytes.length - 9; at > bytes.length - 2_000; at--) {
      const changed = Uint8Array.from(bytes);
      changed[at] = minusOne;
      if (!hasLessThanNoColumns(changed)) continue;
      tried++;
      const index = createStampIndex({ files: memoryFiles({ 'x.parquet': changed }), layout: lakeLayouts.ztf });
      const outcome = await index.locate('x.parquet', '1').catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(PortalError);
    }
    expect(tried).toBeGreaterThan(0);
  });

  it('is refused for what is not a Parquet file of stamps, and lets one caller give up', async () => {
    const half = fileOf('plain pages');
    const files = memoryFiles({
      'text.parquet': Buffer.from('hello, this is not Parquet'),
      'empty.parquet': new Uint8Array(0),
      'half.parquet': half.subarray(0, half.length / 2),
      'huge-footer.parquet': Buffer.concat([Buffer.alloc(30), Buffer.from('ffffff7f', 'hex'), Buffer.from('PAR1')]),
      'x.parquet': half,
    });
    const index = createStampIndex({ files, layout: lakeLayouts.ztf });
    for (const name of ['text', 'empty', 'half', 'huge-footer']) {
      await expect(index.locate(`${name}.parquet`, '1'), name).rejects.toMatchObject({ kind: 'corrupt' });
    }
    await expect(createStampIndex({ files, layout: lakeLayouts.lsst }).locate('x.parquet', '1')).rejects.toMatchObject({
      kind: 'not-found',
    });
    const stop = new AbortController();
    const given = index.locate('x.parquet', expected[0]?.candid ?? '', { signal: stop.signal });
    const other = index.locate('x.parquet', expected[0]?.candid ?? '');
    stop.abort();
    await expect(given).rejects.toMatchObject({ kind: 'aborted' });
    expect(await other).toBeDefined();
  });
});

it('a footer that tells of more columns than it has ends the search for one', () => {
  const schema = [{ name: 'root', num_children: 1e15 }, { name: 'group', num_children: 1e15 }, { name: 'leaf' }];
  const metadata: FileMetaData = { version: 1, schema, num_rows: 0n, row_groups: [], metadata_length: 0 };
  expect(chunksOf(metadata, 'group.leaf', 'x.parquet')).toEqual([]);
  expect(chunksOf(metadata, 'none', 'x.parquet')).toBeUndefined();
});
