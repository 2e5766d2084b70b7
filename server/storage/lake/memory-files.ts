import { PortalError } from '#domain/failure.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import { compareKeys } from '#server/ports/keys.ts';

/** Files in memory, for tests of what lies above a file store. */
export function memoryFiles(contents: Readonly<Record<string, Uint8Array>> = {}): FileStore {
  const files = new Map(Object.entries(contents).map(([path, bytes]) => [path, { bytes, modifiedMs: 1 }]));
  let writes = 1;
  return {
    async stat(path) {
      const file = files.get(path);
      return file && { length: file.bytes.length, modifiedMs: file.modifiedMs };
    },
    async *list(path) {
      const below = path === '' ? '' : `${path}/`;
      yield* [...files.keys()].filter((one) => one.startsWith(below)).sort(compareKeys);
    },
    async read(path, start, end, options) {
      if (options?.signal?.aborted) throw new PortalError('aborted', 'The request was given up.');
      const bytes = files.get(path)?.bytes.slice(start, end);
      if (options?.spent !== undefined) {
        options.spent.reads++;
        options.spent.bytes += bytes?.length ?? 0;
      }
      return bytes;
    },
    async write(path, chunks) {
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks) parts.push(Uint8Array.from(chunk));
      files.set(path, { bytes: Uint8Array.from(Buffer.concat(parts)), modifiedMs: ++writes });
    },
    async remove(path) {
      files.delete(path);
    },
    async ping() {},
    async close() {},
  };
}
