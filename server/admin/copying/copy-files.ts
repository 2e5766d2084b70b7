import { createHash } from 'node:crypto';
import { PortalError } from '#domain/failure.ts';
import type { FileStore } from '#server/ports/file-store.ts';

export interface CopyOptions {
  readonly signal: AbortSignal;
  /** Told about every file or table that is done. */
  readonly onDone: (what: string) => Promise<void>;
}

export interface CopiedFiles {
  /** Files of the source: all of them are in the target now, byte for byte. */
  readonly files: number;
  readonly bytes: number;
  /** Those of them that were there before. */
  readonly unchanged: number;
}

const pieceBytes = 8 << 20;

function changed(path: string, where: string): PortalError {
  return new PortalError('unavailable', `${path} changed or went away ${where} while it was copied: copy again.`, {
    dependency: 'lake',
  });
}

/** The bytes of a file, piece by piece, each told to `onPiece`. */
async function* piecesOf(
  files: FileStore,
  { path, length }: { readonly path: string; readonly length: number },
  onPiece: (piece: Uint8Array) => void,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += pieceBytes) {
    const end = Math.min(length, at + pieceBytes);
    const piece = await files.read(path, at, end, { signal });
    if (piece?.length !== end - at) throw changed(path, 'at its source');
    onPiece(piece);
    yield piece;
  }
}

async function digestOf(
  files: FileStore,
  file: { path: string; length: number },
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  for await (const _ of piecesOf(files, file, (piece) => hash.update(piece), signal));
  return hash.digest('hex');
}

/**
 * Copies all files that the target lacks or has otherwise, and reads each back: the copy has the same bytes.
 * @throws {PortalError} `corrupt` when the target gives other bytes than it was given
 */
export async function copyFiles(from: FileStore, to: FileStore, options: CopyOptions): Promise<CopiedFiles> {
  const { signal, onDone } = options;
  let [files, bytes, unchanged] = [0, 0, 0];
  for await (const path of from.list('', { signal })) {
    const stats = await from.stat(path, { signal });
    if (stats === undefined) throw changed(path, 'at its source');
    const file = { path, length: stats.length };
    const present = await to.stat(path, { signal });
    const isSameLength = present?.length === file.length;
    files++;
    bytes += file.length;
    if (isSameLength && (await digestOf(from, file, signal)) === (await digestOf(to, file, signal))) {
      unchanged++;
      continue;
    }
    const hash = createHash('sha256');
    await to.write(
      path,
      piecesOf(from, file, (piece) => hash.update(piece), signal),
      { signal },
    );
    if ((await digestOf(to, file, signal)) !== hash.digest('hex'))
      throw new PortalError('corrupt', `${path} was not kept as it was given.`, { dependency: 'lake' });
    await onDone(`${path} (${file.length} bytes)`);
  }
  return { files, bytes, unchanged };
}
