import type { FileStore } from '#server/ports/file-store.ts';

export interface ByteCacheOptions {
  /** Bytes kept, of the ranges read last. */
  readonly bytesAtMost: number;
}

/**
 * Keeps what was read, per range and state of the file: one `stat` a read decides whether a range is still good.
 * Callers share the bytes and must not change them. For stores where a read costs much more than a `stat`.
 */
export function withByteCache(files: FileStore, { bytesAtMost }: ByteCacheOptions): FileStore {
  const kept = new Map<string, Uint8Array>();
  let bytes = 0;

  const drop = (name: string): void => {
    bytes -= kept.get(name)?.length ?? 0;
    kept.delete(name);
  };

  return {
    ...files,
    async read(path, start, end, options) {
      const stats = await files.stat(path, options);
      if (stats === undefined) return undefined;
      const name = [path, start, end, stats.length, stats.modifiedMs].join('\n');
      const known = kept.get(name);
      if (known !== undefined) {
        kept.delete(name);
        kept.set(name, known);
        return known;
      }
      const found = await files.read(path, start, end, options);
      if (found === undefined || found.length > bytesAtMost) return found;
      drop(name);
      kept.set(name, found);
      bytes += found.length;
      for (const oldest of kept.keys()) {
        if (bytes <= bytesAtMost) break;
        drop(oldest);
      }
      return found;
    },
  };
}
