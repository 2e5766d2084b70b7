import type { ReadOptions, WriteOptions } from './wide-row-store.ts';

export type { ReadOptions, Spent, WriteOptions } from './wide-row-store.ts';

/**
 * Files of the lake: HDFS on a cluster, a folder on a laptop. Paths are relative to the store's root, `/` between parts, no leading `/`, no `..`.
 * Missing is `undefined`, trouble throws {@link PortalError}.
 */
export interface FileStore {
  stat(
    path: string,
    options?: ReadOptions,
  ): Promise<{ readonly length: number; readonly modifiedMs: number } | undefined>;
  /** Paths of all files below `path`, ascending. */
  list(path: string, options?: ReadOptions): AsyncIterable<string>;
  /** Bytes from `start` to `end` (exclusive); fewer when the file ends before. */
  read(path: string, start: number, end: number, options?: ReadOptions): Promise<Uint8Array | undefined>;
  /**
   * Created beside, made durable, then renamed into place: readers see the old file or the whole new one.
   * A chunk is used up before the next one is asked for: its memory may be used again.
   */
  write(path: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, options?: WriteOptions): Promise<void>;
  remove(path: string, options?: WriteOptions): Promise<void>;
  /** Throws when the store can't answer; used by readiness. */
  ping(options?: ReadOptions): Promise<void>;
  close(): Promise<void>;
}
