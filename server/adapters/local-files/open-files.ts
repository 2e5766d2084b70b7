import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { codeOf, missingCodes, realPathInside } from './confined-path.ts';

interface OpenFile {
  readonly handle: FileHandle;
  readonly realPath: string;
  readonly identity: string;
  readonly length: number;
  users: number;
  checkedMs: number;
  isDropped: boolean;
}

/** Files kept open between reads, the most recent ones. */
export interface OpenFiles {
  /** What `use` makes of the file, undefined when there is none; a file that was replaced meanwhile is opened anew. */
  with<T>(path: string, use: (handle: FileHandle, length: number) => Promise<T>): Promise<T | undefined>;
  forget(path: string): void;
  count(): number;
  close(): Promise<void>;
}

function identityOf(stats: { ino: bigint; dev: bigint; mtimeNs: bigint; size: bigint }): string {
  return `${stats.dev}:${stats.ino}:${stats.mtimeNs}:${stats.size}`;
}

export interface OpenFilesOptions {
  readonly root: string;
  readonly atMost: number;
  /** How long a file just looked at is taken to be the one its path names; 0 looks at every read. */
  readonly trustedForMs: number;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
}

export function createOpenFiles({ root, atMost, trustedForMs, nowMs }: OpenFilesOptions): OpenFiles {
  const files = new Map<string, OpenFile>();
  let isClosed = false;

  const closeIfIdle = async (file: OpenFile): Promise<void> => {
    if (file.isDropped && file.users === 0) await file.handle.close();
  };
  const forget = (path: string): void => {
    const file = files.get(path);
    if (file === undefined) return;
    files.delete(path);
    file.isDropped = true;
    void closeIfIdle(file);
  };

  const openFile = async (path: string): Promise<OpenFile | undefined> => {
    const realPath = await realPathInside(root, path);
    if (realPath === undefined) return undefined;
    let handle: FileHandle;
    try {
      handle = await open(realPath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    } catch (error) {
      if (missingCodes.has(codeOf(error))) return undefined;
      throw error;
    }
    const stats = await handle.stat({ bigint: true });
    if (stats.isFile()) {
      const identity = identityOf(stats);
      return { handle, realPath, identity, length: Number(stats.size), users: 1, checkedMs: nowMs(), isDropped: false };
    }
    await handle.close();
    return undefined;
  };

  const keep = (path: string, file: OpenFile): void => {
    forget(path);
    if (isClosed) file.isDropped = true;
    else files.set(path, file);
    for (const oldest of files.keys()) {
      if (files.size <= atMost) break;
      forget(oldest);
    }
  };

  const isCurrent = async (file: OpenFile): Promise<boolean> => {
    const atMs = nowMs();
    if (atMs - file.checkedMs < trustedForMs) return true;
    try {
      const isSame = identityOf(await stat(file.realPath, { bigint: true })) === file.identity;
      if (isSame) file.checkedMs = atMs;
      return isSame;
    } catch (error) {
      if (missingCodes.has(codeOf(error))) return false;
      throw error;
    }
  };

  const release = async (file: OpenFile): Promise<void> => {
    file.users--;
    await closeIfIdle(file);
  };

  return {
    async with(path, use) {
      const known = files.get(path);
      if (known !== undefined) {
        files.delete(path);
        files.set(path, known);
        known.users++;
        try {
          const [result, isFresh] = await Promise.all([use(known.handle, known.length), isCurrent(known)]);
          if (isFresh) return result;
        } finally {
          await release(known);
        }
        if (files.get(path) === known) forget(path);
      }
      const file = await openFile(path);
      if (file === undefined) return undefined;
      keep(path, file);
      try {
        return await use(file.handle, file.length);
      } finally {
        await release(file);
      }
    },
    forget,
    count: () => files.size,
    async close() {
      isClosed = true;
      for (const path of [...files.keys()]) forget(path);
    },
  };
}
