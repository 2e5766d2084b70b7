import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import { fileStoreContract } from '#server/ports/file-store.contract.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import { counting } from './counting.ts';
import { withByteCache } from './with-byte-cache.ts';
import { withRangeCoalescing } from './with-range-coalescing.ts';

const near = { gapBytes: 100, bytesAtMost: 5000 };

fileStoreContract('A coalescing store', async () => {
  const root = await mkdtemp(join(tmpdir(), 'files-'));
  const files = withRangeCoalescing(createLocalFiles({ root }), near);
  return { files, remove: () => rm(root, { recursive: true, force: true }) };
});

describe('decorated files', () => {
  let root: string;
  let plain: FileStore;
  const content = Buffer.from(Array.from({ length: 10_000 }, (_, i) => i % 251));
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'files-'));
    plain = createLocalFiles({ root });
    await plain.write('x', [content]);
  });
  afterEach(async () => {
    await plain.close();
    await rm(root, { recursive: true, force: true });
  });
  const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');

  it('that are counted say what was read', async () => {
    const { files, spent } = counting(plain);
    await files.read('x', 0, 10);
    await files.read('none', 0, 10);
    expect(spent).toEqual({ reads: 2, bytes: 10, rows: 0 });
  });

  it('with coalescing read near ranges at once and far ones apart', async () => {
    const { files, spent } = counting(plain);
    const joined = withRangeCoalescing(files, near);
    const ranges = [
      [500, 600],
      [0, 40],
      [120, 300],
      [130, 140],
      [9000, 9100],
      [9990, 12_000],
    ] as const;
    const answers = await Promise.all(ranges.map(([start, end]) => joined.read('x', start, end)));
    for (const [index, [start, end]] of ranges.entries())
      expect(hex(answers[index])).toBe(hex(content.subarray(start, end)));
    expect(spent).toEqual({ reads: 4, bytes: 100 + 300 + 100 + 10, rows: 0 });
  });

  it('with coalescing leave the others their answer when one gives up', async () => {
    const joined = withRangeCoalescing(plain, near);
    const stop = new AbortController();
    const given = joined.read('x', 0, 10, { signal: stop.signal });
    const other = joined.read('x', 10, 20);
    stop.abort();
    await expect(given).rejects.toMatchObject({ kind: 'aborted' });
    expect(hex(await other)).toBe(hex(content.subarray(10, 20)));
  });

  it('with a cache read a range once, and again when the file was changed', async () => {
    const { files, spent } = counting(plain);
    const cached = withByteCache(files, { bytesAtMost: 1000 });
    for (let i = 0; i < 3; i++) expect(hex(await cached.read('x', 5, 505))).toBe(hex(content.subarray(5, 505)));
    expect(spent.reads).toBe(1);
    await plain.write('x', [content.subarray(1)]);
    expect(hex(await cached.read('x', 5, 505))).toBe(hex(content.subarray(6, 506)));
    expect(spent.reads).toBe(2);
    expect(await cached.read('none', 0, 1)).toBeUndefined();
  });

  it('with a cache keep no more than they may', async () => {
    const { files, spent } = counting(plain);
    const cached = withByteCache(files, { bytesAtMost: 1000 });
    await cached.read('x', 0, 600);
    await cached.read('x', 600, 1200);
    await cached.read('x', 0, 600);
    expect(spent.reads).toBe(3);
    await cached.read('x', 0, 5000);
    await cached.read('x', 0, 5000);
    expect(spent.reads).toBe(5);
  });
});
