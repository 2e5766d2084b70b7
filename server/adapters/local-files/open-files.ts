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
  /** A look at its path that is under way. */
  checking: Promise<boolean> | undefined;
  isDropped: boolean;
}

/** Files kept open between reads, the most recent ones. */
export interface OpenFiles {
  /** What `use` makes of the file, undefined when there is none; a file that was replaced meanwhile is opened anew. */
  with<T>(path: string, use: (handle: FileHandle, length: number) => Promise<T>): Promise<T | undefined>;
  /** An open file that needs no look at its path; to be used before anything else happens. */
  trusted(path: string): { readonly fd: number; readonly length: number } | undefined;
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

/** Opens a file as it is now; undefined where its path names none. */
async function opened(path: string, { root, nowMs }: OpenFilesOptions): Promise<OpenFile | undefined> {
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
    const [identity, length] = [identityOf(stats), Number(stats.size)];
    const checkedMs = nowMs();
    return { handle, realPath, identity, length, users: 0, checkedMs, checking: undefined, isDropped: false };
  }
  await handle.close();
  return undefined;
}

function isTrusted(file: OpenFile, { trustedForMs, nowMs }: OpenFilesOptions): boolean {
  return nowMs() - file.checkedMs < trustedForMs;
}

/** Whether the path of an open file still names it: looked at once for all who ask meanwhile, where files are trusted at all. */
function isCurrent(file: OpenFile, options: OpenFilesOptions): Promise<boolean> | boolean {
  if (isTrusted(file, options)) return true;
  if (options.trustedForMs === 0) return stillNamed(file, options);
  file.checking ??= stillNamed(file, options).finally(() => {
    file.checking = undefined;
  });
  return file.checking;
}

async function stillNamed(file: OpenFile, { nowMs }: OpenFilesOptions): Promise<boolean> {
  const atMs = nowMs();
  try {
    const isSame = identityOf(await stat(file.realPath, { bigint: true })) === file.identity;
    if (isSame) file.checkedMs = atMs;
    return isSame;
  } catch (error) {
    if (missingCodes.has(codeOf(error))) return false;
    throw error;
  }
}

async function closeIfIdle(file: OpenFile): Promise<void> {
  if (file.isDropped && file.users === 0) await file.handle.close();
}

async function release(file: OpenFile): Promise<void> {
  file.users--;
  await closeIfIdle(file);
}

/** Open files by path, the latest used one last. */
function createKeptFiles(atMost: number) {
  const files = new Map<string, OpenFile>();
  let isClosed = false;

  const forget = (path: string): void => {
    const file = files.get(path);
    if (file === undefined) return;
    files.delete(path);
    file.isDropped = true;
    void closeIfIdle(file);
  };

  return {
    /** The file kept under the path, which counts as used now. */
    find(path: string): OpenFile | undefined {
      const file = files.get(path);
      if (file === undefined) return undefined;
      files.delete(path);
      files.set(path, file);
      return file;
    },
    keep(path: string, file: OpenFile): void {
      forget(path);
      if (isClosed) file.isDropped = true;
      else files.set(path, file);
      for (const oldest of files.keys()) {
        if (files.size <= atMost) break;
        forget(oldest);
      }
    },
    forget,
    /** Forgets a file unless another has taken its place. */
    forgetIf(path: string, file: OpenFile): void {
      if (files.get(path) === file) forget(path);
    },
    count: () => files.size,
    close(): void {
      isClosed = true;
      for (const path of [...files.keys()]) forget(path);
    },
  };
}

interface Opening {
  readonly file: Promise<OpenFile | undefined>;
  /** Who waits for it. */
  users: number;
}

/** Opens files and keeps them: once for all who ask meanwhile, where files are trusted at all. The file is counted as used by each of them. */
function createOpening(options: OpenFilesOptions, keep: (path: string, file: OpenFile) => void) {
  const underWay = new Map<string, Opening>();

  return (path: string): Promise<OpenFile | undefined> => {
    const known = underWay.get(path);
    if (known !== undefined) {
      known.users++;
      return known.file;
    }
    const open = async (): Promise<OpenFile | undefined> => {
      try {
        const file = await opened(path, options);
        if (file === undefined) return undefined;
        file.users = opening.users;
        keep(path, file);
        return file;
      } finally {
        if (underWay.get(path) === opening) underWay.delete(path);
      }
    };
    const opening: Opening = { file: open(), users: 1 };
    if (options.trustedForMs > 0) underWay.set(path, opening);
    return opening.file;
  };
}

export function createOpenFiles(options: OpenFilesOptions): OpenFiles {
  const kept = createKeptFiles(options.atMost);
  const openAndKeep = createOpening(options, kept.keep);
  return {
    async with(path, use) {
      const known = kept.find(path);
      if (known !== undefined) {
        known.users++;
        try {
          const [result, isFresh] = await Promise.all([use(known.handle, known.length), isCurrent(known, options)]);
          if (isFresh) return result;
        } finally {
          await release(known);
        }
        kept.forgetIf(path, known);
      }
      const file = await openAndKeep(path);
      if (file === undefined) return undefined;
      try {
        return await use(file.handle, file.length);
      } finally {
        await release(file);
      }
    },
    trusted(path) {
      const file = kept.find(path);
      return file !== undefined && isTrusted(file, options) ? { fd: file.handle.fd, length: file.length } : undefined;
    },
    forget: kept.forget,
    count: kept.count,
    async close() {
      kept.close();
    },
  };
}
