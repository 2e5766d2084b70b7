import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Pieces of bytes that wait in a file without a name until all of them are there. */
export interface Spool {
  append(piece: Uint8Array): Promise<void>;
  /** The pieces, as they were given. */
  pieces(): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

/** A spool in the folder for temporary files; the file is made with the first piece and goes away with its handle. */
export function createSpool(): Spool {
  const lengths: number[] = [];
  const path = join(tmpdir(), `fink-portal-${randomUUID()}.spool`);
  let file: FileHandle | undefined;
  let isNamed = false;
  return {
    async append(piece) {
      if (file === undefined) {
        file = await open(path, 'wx+', 0o600);
        isNamed = await unlink(path).then(
          () => false,
          () => true,
        );
      }
      await file.writev([piece]);
      lengths.push(piece.length);
    },
    async *pieces() {
      let position = 0;
      for (const length of lengths) {
        const piece = Buffer.allocUnsafe(length);
        let filled = 0;
        while (filled < length) {
          const read = await file?.read(piece, filled, length - filled, position + filled);
          if (!read || read.bytesRead === 0) throw new Error('a temporary file ended early');
          filled += read.bytesRead;
        }
        position += length;
        yield piece;
      }
    },
    async close() {
      await file?.close();
      if (isNamed) await unlink(path).catch(() => undefined);
      file = undefined;
    },
  };
}
