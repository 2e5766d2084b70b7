import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { newRow, plain } from '#server/ports/contract-kit.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { memoryFiles } from '#server/storage/lake/memory-files.ts';
import { copyFiles } from './copy-files.ts';
import { copyTables } from './copy-tables.ts';

const { signal } = new AbortController();
let done: string[] = [];
const options = { signal, onDone: async (what: string) => void done.push(what) };
beforeEach(() => {
  done = [];
});

describe('copied files', () => {
  const source = () =>
    memoryFiles({ 'a/1': Buffer.alloc(20 << 20, 'x'), 'a/2': Buffer.from('two'), b: new Uint8Array(0) });

  test('have the same bytes, and a second copy leaves them alone', async () => {
    const to = memoryFiles();
    expect(await copyFiles(source(), to, options)).toEqual({ files: 3, bytes: (20 << 20) + 3, unchanged: 0 });
    const copied = Buffer.from((await to.read('a/1', 0, 1 << 30)) ?? []);
    expect(copied.equals(Buffer.alloc(20 << 20, 'x'))).toBe(true);
    expect(await to.stat('b')).toMatchObject({ length: 0 });
    done = [];
    expect(await copyFiles(source(), to, options)).toMatchObject({ files: 3, unchanged: 3 });
    expect(done).toEqual([]);
  });

  test('replace what has other bytes, even as many; what else is in the target stays', async () => {
    const to = memoryFiles({ 'a/2': Buffer.from('owt'), c: Buffer.from('own') });
    await copyFiles(source(), to, options);
    expect(Buffer.from((await to.read('a/2', 0, 9)) ?? []).toString()).toBe('two');
    expect(await to.stat('c')).toBeDefined();
  });

  test('are not believed before they are read back', async () => {
    const to = memoryFiles();
    const forgetful = { ...to, write: (path: string) => to.write(path, [Buffer.from('owt')]) };
    await expect(copyFiles(memoryFiles({ x: Buffer.from('two') }), forgetful, options)).rejects.toMatchObject({
      kind: 'corrupt',
    });
    expect(done).toEqual([]);
  });

  test('are no copy of a file that became shorter meanwhile', async () => {
    const from = memoryFiles({ x: Buffer.from('two') });
    const shrinking = { ...from, stat: async () => ({ length: 5, modifiedMs: 1 }) };
    await expect(copyFiles(shrinking, memoryFiles(), options)).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

describe('copied tables', () => {
  let folder: string;
  let from: WideRowStore;
  let to: WideRowStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copying-'));
    from = createLmdbStore({ path: join(folder, 'from') });
    to = createLmdbStore({ path: join(folder, 'to') });
    await from.write(
      't.one',
      Array.from({ length: 2_500 }, (_, i) =>
        newRow(`k${i}`, { 'd:a': `${i}`, ...(i % 3 ? {} : { 'i:b': 'x' }) }, i + 1),
      ),
    );
    await from.write('t.two', [newRow('k', { 'd:a': '' })]);
  });
  afterEach(async () => {
    await from.close();
    await to.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('have the same rows, cells and times', async () => {
    expect(await copyTables(from, to, options)).toBe(2_501);
    const rows = async (store: WideRowStore) => {
      const list: unknown[] = [];
      for await (const row of store.scan('t.one', [{ start: '' }])) list.push(plain(row));
      return list;
    };
    expect(await rows(to)).toEqual(await rows(from));
    expect(done).toEqual(['t.one: 2500 rows', 't.two: 1 rows']);
    expect(await copyTables(from, to, options)).toBe(2_501);
  });

  test('are no copy when the target holds other rows too', async () => {
    await to.write('t.two', [newRow('other', { 'd:a': '1' })]);
    await expect(copyTables(from, to, options)).rejects.toMatchObject({ kind: 'corrupt', message: /2 rows/ });
  });

  test('are no copy when a cell was lost', async () => {
    const lossy: WideRowStore = { ...to, write: (table) => to.write(table, [newRow('k', { 'd:a': 'other' })]) };
    await expect(copyTables(from, lossy, options)).rejects.toMatchObject({ kind: 'corrupt' });
  });
});
