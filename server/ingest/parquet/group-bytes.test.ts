import { writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ColumnChunk, RowGroup } from 'hyparquet';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { scratchFolder } from '#server/ingest/testing/scratch.ts';
import { bytesOfGroup } from './group-bytes.ts';

const folder = scratchFolder();
afterAll(folder.remove);

function chunkAt(offset: number, length: number): ColumnChunk {
  const meta = { data_page_offset: BigInt(offset), total_compressed_size: BigInt(length) };
  return { file_offset: 0n, meta_data: meta } as ColumnChunk;
}

function groupOf(...columns: ColumnChunk[]): RowGroup {
  return { columns, total_byte_size: 0n, num_rows: 1n };
}

/** Calls `work` with an open file of so many bytes, 0, 1, 2, …; what it reads is counted. */
async function withFile(length: number, work: (handle: FileHandle, reads: () => number) => Promise<void>) {
  const path = join(folder.path, `${length}`);
  writeFileSync(
    path,
    Uint8Array.from({ length }, (_, at) => at % 251),
  );
  const handle = await open(path, 'r');
  const read = vi.spyOn(handle, 'read');
  try {
    await work(handle, () => read.mock.calls.length);
  } finally {
    await handle.close();
  }
}

/** What is read from `position` on; 255 where nothing was put. */
async function taken(readAt: Awaited<ReturnType<typeof bytesOfGroup>>, position: number, length: number) {
  const target = new Uint8Array(length + 1).fill(255);
  const count = await readAt(target, 1, length, position);
  expect(target[0]).toBe(255);
  return [...target.subarray(1, 1 + count)];
}

describe('the bytes of a row group', () => {
  test('come from one read of the file where it is small, wherever its columns lie', async () => {
    await withFile(1_000, async (handle, reads) => {
      const readAt = await bytesOfGroup(handle, groupOf(chunkAt(300, 50), chunkAt(20, 30), chunkAt(100, 200)));
      expect(await taken(readAt, 20, 3)).toEqual([20, 21, 22]);
      expect(await taken(readAt, 347, 3)).toEqual([96, 97, 98]);
      expect(await taken(readAt, 150, 2)).toEqual([150, 151]);
      expect(reads()).toBe(1);
    });
  });

  test('are read when they are asked for where it is large', async () => {
    await withFile(1_000, async (handle, reads) => {
      const readAt = await bytesOfGroup(handle, groupOf(chunkAt(4, 5 * 1024 * 1024)));
      expect(reads()).toBe(0);
      expect(await taken(readAt, 10, 2)).toEqual([10, 11]);
      expect(reads()).toBe(1);
    });
  });

  test('end where the file ends', async () => {
    await withFile(1_000, async (handle) => {
      const readAt = await bytesOfGroup(handle, groupOf(chunkAt(900, 500)));
      expect(await taken(readAt, 998, 10)).toEqual([998 % 251, 999 % 251]);
      expect(await taken(readAt, 1_200, 10)).toEqual([]);
    });
  });

  test.each([
    ['before the file', chunkAt(-5, 10)],
    ['backwards', chunkAt(10, -5)],
    ['nowhere', { file_offset: 0n } as ColumnChunk],
  ])('are not read ahead where the metadata put a column %s', async (_, chunk) => {
    await withFile(1_000, async (handle, reads) => {
      const readAt = await bytesOfGroup(handle, groupOf(chunkAt(4, 10), chunk));
      expect(reads()).toBe(0);
      expect(await taken(readAt, 4, 1)).toEqual([4]);
    });
  });
});
