import { read as readAt } from 'node:fs';
import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PortalError, shownValue } from '#domain/failure.ts';
import { checkPath, checkRange } from '#server/ports/file-path.ts';
import type { FileStore, ReadOptions } from '#server/ports/file-store.ts';
import { compareKeys } from '#server/ports/keys.ts';
import { checkFoldersInside, codeOf, fileFailure, missingCodes, realPathInside } from './confined-path.ts';
import { createOpenFiles, type OpenFiles } from './open-files.ts';
import { createReadsInPlace } from './reads-in-place.ts';
import { isUnfinished, writeWhole } from './write-whole.ts';

export interface LocalFilesOptions {
  /** Folder that holds everything; made at the first write. */
  readonly root: string;
  /** Files kept open between reads. */
  readonly openFilesAtMost?: number;
  /** How long a replaced file may still be read as it was; 0 (the default) looks at its path at every read. */
  readonly trustedForMs?: number;
  /** Monotonic milliseconds. */
  readonly nowMs?: () => number;
}

function checkSignal(options: ReadOptions | undefined): void {
  if (options?.signal?.aborted) throw new PortalError('aborted', 'The request was given up.');
}

/** Bytes read, of a file that stays open meanwhile; the call with a callback costs less than the handle's own. */
function readInto(fd: number, buffer: Buffer, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    readAt(fd, buffer, 0, buffer.length, position, (error, count) => (error === null ? resolve(count) : reject(error)));
  });
}

/** The bytes from `start` until `end`, fewer where the file ends before. */
async function bytesOf(fd: number, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(Math.max(0, end - start));
  let filled = 0;
  while (filled < buffer.length) {
    const count = await readInto(fd, buffer.subarray(filled), start + filled);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}

async function* filesBelow(folder: string, path: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  const named = entries
    .filter((entry) => (entry.isFile() && !isUnfinished(entry.name)) || entry.isDirectory())
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
  named.sort((a, b) => compareKeys(a.isFolder ? `${a.name}/` : a.name, b.isFolder ? `${b.name}/` : b.name));
  for (const { name, isFolder } of named) {
    const below = path === '' ? name : `${path}/${name}`;
    if (isFolder) yield* filesBelow(join(folder, name), below);
    else yield below;
  }
}

async function statBelow(root: string, path: string): Promise<{ length: number; modifiedMs: number } | undefined> {
  const real = await realPathInside(root, path);
  if (real === undefined) return undefined;
  try {
    const stats = await stat(real);
    return stats.isFile() ? { length: stats.size, modifiedMs: stats.mtimeMs } : undefined;
  } catch (error) {
    if (missingCodes.has(codeOf(error))) return undefined;
    throw fileFailure(error, `Looking at ${shownValue(path)}`);
  }
}

async function* listBelow(root: string, path: string, options: ReadOptions | undefined): AsyncGenerator<string> {
  const real = await realPathInside(root, path);
  if (real === undefined) return;
  try {
    for await (const file of filesBelow(real, path)) {
      checkSignal(options);
      yield file;
    }
  } catch (error) {
    if (!missingCodes.has(codeOf(error))) throw fileFailure(error, `Listing ${shownValue(path)}`);
  }
}

/** Removes a file, and the folders that are empty then. */
async function removeBelow(root: string, path: string): Promise<void> {
  try {
    await checkFoldersInside(root, path);
    await rm(join(root, path), { force: true });
    for (let at = dirname(path); at !== '.'; at = dirname(at)) await rmdir(join(root, at));
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', ...missingCodes].includes(codeOf(error))) {
      throw fileFailure(error, `Removing ${shownValue(path)}`);
    }
  }
}

async function checkRoot(root: string): Promise<void> {
  if ((await realPathInside(root, '')) !== undefined) return;
  throw new PortalError('unavailable', `There is no lake yet in ${root}: ingest some alerts first.`, {
    dependency: 'lake',
  });
}

type ReadBytes = (path: string, start: number, end: number) => Promise<Buffer | undefined>;

/** Reads in place what is trusted to be there, by another thread the rest. */
function createReading(openFiles: OpenFiles, nowMs: () => number): ReadBytes {
  const inPlace = createReadsInPlace(nowMs);
  return async (path, start, end) => {
    const near = openFiles.trusted(path);
    const bytes = near === undefined ? undefined : inPlace.read(near.fd, start, Math.min(end, near.length));
    return bytes ?? openFiles.with(path, ({ fd }, length) => bytesOf(fd, start, Math.min(end, length)));
  };
}

/**
 * Files below one folder. No path leads out of it: no `..`, no absolute path, no link that ends outside.
 * Links to folders are not listed, links to files not either.
 */
export function createLocalFiles(options: LocalFilesOptions): FileStore {
  const { root, openFilesAtMost = 64, trustedForMs = 0, nowMs = () => performance.now() } = options;
  const openFiles = createOpenFiles({ root, atMost: openFilesAtMost, trustedForMs, nowMs });
  const readBytes = createReading(openFiles, nowMs);
  let drafts = 0;

  return {
    async stat(path, options) {
      checkPath(path);
      checkSignal(options);
      return statBelow(root, path);
    },

    async *list(path, options) {
      if (path !== '') checkPath(path);
      checkSignal(options);
      yield* listBelow(root, path, options);
    },

    async read(path, start, end, options) {
      checkPath(path);
      checkRange(start, end);
      checkSignal(options);
      try {
        const bytes = await readBytes(path, start, end);
        checkSignal(options);
        if (options?.spent !== undefined) {
          options.spent.reads++;
          options.spent.bytes += bytes?.length ?? 0;
        }
        return bytes;
      } catch (error) {
        throw fileFailure(error, `Reading ${shownValue(path)}`);
      }
    },

    async write(path, chunks, options) {
      checkPath(path);
      checkSignal(options);
      try {
        await checkFoldersInside(root, path);
        await writeWhole({ file: join(root, path), number: drafts++, chunks, check: () => checkSignal(options) });
      } catch (error) {
        throw fileFailure(error, `Writing ${shownValue(path)}`);
      } finally {
        openFiles.forget(path);
      }
    },

    async remove(path, options) {
      checkPath(path);
      checkSignal(options);
      openFiles.forget(path);
      await removeBelow(root, path);
    },

    ping: () => checkRoot(root),
    close: () => openFiles.close(),
  };
}
