import type { FileStore } from '#server/ports/file-store.ts';
import type { Spent } from '#server/ports/wide-row-store.ts';

/** A file store that counts its range reads and their bytes, whoever makes them. */
export function counting(files: FileStore): { readonly files: FileStore; readonly spent: Spent } {
  const spent: Spent = { reads: 0, bytes: 0, rows: 0 };
  return {
    spent,
    files: {
      ...files,
      async read(path, start, end, options) {
        const bytes = await files.read(path, start, end, options);
        spent.reads++;
        spent.bytes += bytes?.length ?? 0;
        return bytes;
      },
    },
  };
}
