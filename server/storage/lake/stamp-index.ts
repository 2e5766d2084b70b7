import { createHash } from 'node:crypto';
import { PortalError } from '#domain/failure.ts';
import type { FileStore, ReadOptions } from '#server/ports/file-store.ts';
import { buildFileIndex, type FileIndex, type LocatedStamps, stampsOfRow } from './file-index.ts';
import type { LakeLayout } from './lake-layout.ts';

/** Finds the stamps of alerts in files that come without locators. */
export interface StampIndex {
  /** Where the stamps of an alert are; undefined when there is no such file, or no such alert in it. */
  locate(path: string, alertId: string, options?: ReadOptions): Promise<LocatedStamps | undefined>;
  /** The same for the first alert of an object in the file. */
  locateObject(path: string, objectId: string, options?: ReadOptions): Promise<LocatedStamps | undefined>;
  /** An alert that is in the file, with its object where the file names one; undefined when there is no such file, or nothing in it. */
  anyAlert(path: string, options?: ReadOptions): Promise<IndexedAlert | undefined>;
}

export interface IndexedAlert {
  /** Decimal text. */
  readonly alertId: string;
  readonly objectId: string | undefined;
}

export interface StampIndexDeps {
  readonly files: FileStore;
  readonly layout: LakeLayout;
  /** Where indexes are kept between runs; without it they are built anew. */
  readonly cache?: FileStore;
  /** Rows of all files whose index stays in memory. */
  readonly rowsAtMost?: number;
}

interface KnownFile {
  readonly index: FileIndex;
  readonly rowOfAlert: ReadonlyMap<string, number>;
  readonly rowOfObject: ReadonlyMap<string, number>;
}

const cacheVersion = 1;
const cacheBytesAtMost = 64 << 20;

function firstRows(ids: readonly (string | null)[]): Map<string, number> {
  const rows = new Map<string, number>();
  for (const [row, id] of ids.entries()) if (id !== null && !rows.has(id)) rows.set(id, row);
  return rows;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Named after the file's identity, so a rewritten file never meets its old index. */
function cachePathOf(identity: string): string {
  const digest = digestOf(identity);
  return `${digest.slice(0, 2)}/${digest}.json`;
}

/** The index in a cache file: a line with the digest of the rest, then JSON. Undefined when it isn't whole. */
function indexFromCache(bytes: Uint8Array | undefined): FileIndex | undefined {
  if (bytes === undefined) return undefined;
  const text = Buffer.from(bytes).toString('utf8');
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== digestOf(body)) return undefined;
  return parsedIndex(body);
}

/** Our own text, told by its digest, so its form is known. */
function parsedIndex(body: string): FileIndex {
  return JSON.parse(body) as FileIndex;
}

/** Indexes in memory by the identity of their file, the latest used ones as far as their rows go. */
function createKnownFiles(rowsAtMost: number) {
  const known = new Map<string, KnownFile>();
  let rows = 0;
  return {
    find(identity: string): KnownFile | undefined {
      const found = known.get(identity);
      if (found === undefined) return undefined;
      known.delete(identity);
      known.set(identity, found);
      return found;
    },
    keep(identity: string, index: FileIndex): KnownFile {
      const present = known.get(identity);
      if (present !== undefined) return present;
      const file = { index, rowOfAlert: firstRows(index.alertIds), rowOfObject: firstRows(index.objectIds) };
      known.set(identity, file);
      rows += index.alertIds.length;
      for (const [oldest, old] of known) {
        if (rows <= rowsAtMost || oldest === identity) break;
        known.delete(oldest);
        rows -= old.index.alertIds.length;
      }
      return file;
    },
  };
}

/** The index of a file: from the cache, else built and put there. */
async function indexOf(
  { files, layout, cache }: StampIndexDeps,
  { path, length, identity }: { readonly path: string; readonly length: number; readonly identity: string },
): Promise<FileIndex> {
  // An unreadable or unwritable cache costs time, never an answer.
  const cachePath = cachePathOf(identity);
  const cached = indexFromCache(await cache?.read(cachePath, 0, cacheBytesAtMost).catch(() => undefined));
  if (cached !== undefined) return cached;
  const index = await buildFileIndex({ files, path, options: {} }, length, layout);
  const body = JSON.stringify(index);
  await cache?.write(cachePath, [Buffer.from(`${digestOf(body)}\n${body}`)]).catch(() => undefined);
  return index;
}

/**
 * An index a file, built once per path, length and time of change: single flight, kept in memory (the most recent ones) and in `cache`.
 * An alert or object that is in the file twice is found at its first row.
 * @throws {PortalError} (its methods) `corrupt` for files that aren't Parquet files of stamps
 */
export function createStampIndex(deps: StampIndexDeps): StampIndex {
  const { files, layout, rowsAtMost = 2_500_000 } = deps;
  const known = createKnownFiles(rowsAtMost);
  const building = new Map<string, Promise<FileIndex>>();

  const fileAt = async (path: string, options: ReadOptions): Promise<KnownFile | undefined> => {
    const stats = await files.stat(path, options);
    if (stats === undefined) return undefined;
    const { length, modifiedMs } = stats;
    const identity = [cacheVersion, layout.alertIdColumn, path, length, modifiedMs].join('\n');
    const found = known.find(identity);
    if (found !== undefined) return found;
    let work = building.get(identity);
    if (work === undefined) {
      work = indexOf(deps, { path, length, identity }).finally(() => building.delete(identity));
      building.set(identity, work);
    }
    return known.keep(identity, await givenUp(work, options.signal));
  };

  return {
    async locate(path, alertId, options = {}) {
      const file = await fileAt(path, options);
      const row = file?.rowOfAlert.get(alertId);
      return file === undefined || row === undefined ? undefined : stampsOfRow(file.index, path, row, layout);
    },
    async locateObject(path, objectId, options = {}) {
      const file = await fileAt(path, options);
      const row = file?.rowOfObject.get(objectId);
      return file === undefined || row === undefined ? undefined : stampsOfRow(file.index, path, row, layout);
    },
    async anyAlert(path, options = {}) {
      const index = (await fileAt(path, options))?.index;
      const row = index?.alertIds.findIndex((id) => id !== null) ?? -1;
      const alertId = index?.alertIds[row];
      return typeof alertId === 'string' ? { alertId, objectId: index?.objectIds[row] ?? undefined } : undefined;
    },
  };
}

/** `work`, unless the caller gives up before; the work goes on for the others. */
function givenUp<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new PortalError('aborted', 'The request was given up.'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
