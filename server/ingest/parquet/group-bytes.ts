import type { FileHandle } from 'node:fs/promises';
import type { ColumnChunk, RowGroup } from 'hyparquet';

/** Puts `length` bytes of a file, from `position` on, into `target` at `offset`. @returns how many there were */
export type ReadAt = (target: Uint8Array, offset: number, length: number, position: number) => Promise<number> | number;

/** Row groups up to this size are read at once: a night of a few hundred alerts has a few hundred columns of some hundred bytes. */
const wholeBytesAtMost = 4 * 1024 * 1024;

/** The bytes of a column chunk in its file. */
export function chunkRange({ meta_data: meta }: ColumnChunk): { readonly start: number; readonly end: number } {
  const start = Number(meta?.dictionary_page_offset || meta?.data_page_offset);
  return { start, end: start + Number(meta?.total_compressed_size) };
}

export function readFrom(handle: FileHandle): ReadAt {
  return async (target, offset, length, position) => (await handle.read(target, offset, length, position)).bytesRead;
}

/** From where to where in its file a row group is, if its metadata say something that can be. */
function rangeOf({ columns }: RowGroup): { readonly start: number; readonly end: number } | undefined {
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const column of columns) {
    const range = chunkRange(column);
    if (!(range.start >= 0 && range.end >= range.start)) return undefined;
    start = Math.min(start, range.start);
    end = Math.max(end, range.end);
  }
  return start < end ? { start, end } : undefined;
}

/** Reads the bytes of a row group's columns: of a small one from memory, after one read of the file. */
export async function bytesOfGroup(handle: FileHandle, group: RowGroup): Promise<ReadAt> {
  const fromFile = readFrom(handle);
  const range = rangeOf(group);
  if (range === undefined || range.end - range.start > wholeBytesAtMost) return fromFile;
  const whole = new Uint8Array(range.end - range.start);
  const there = await fromFile(whole, 0, whole.length, range.start);
  return (target, offset, length, position) => {
    const from = position - range.start;
    const found = whole.subarray(from, Math.min(from + length, there));
    target.set(found, offset);
    return found.length;
  };
}
