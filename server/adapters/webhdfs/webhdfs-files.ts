import { PortalError, shownValue } from '#domain/failure.ts';
import { checkPath, checkRange } from '#server/ports/file-path.ts';
import type { FileStore, ReadOptions } from '#server/ports/file-store.ts';
import type { Clock } from '#server/resilience/clock.ts';
import { abortedError, withDeadline } from '#server/resilience/deadline.ts';
import { retry } from '#server/resilience/retry.ts';
import { createExchange, type Exchange, type ExchangeOutcome } from './exchange.ts';
import { createFolderEntries, type FolderEntries, type Patiently } from './folder-entries.ts';
import { createKnownUrls, type KnownUrls } from './known-urls.ts';
import { baseUrlOf, createNameNodes } from './name-nodes.ts';
import { createRangeReader, type RangeReader } from './read-range.ts';
import { createSuspects } from './suspects.ts';
import { createFileWriter, type FileWriter, isDraft } from './write-file.ts';

export interface WebHdfsOptions {
  /** `http(s)://host:port` of the NameNode, or of both of a pair; also of a gateway that speaks WebHDFS. */
  readonly nameNodes: readonly string[];
  /** Absolute path of the folder that holds everything. */
  readonly root: string;
  /** User that HDFS is told, where it believes its clients. */
  readonly user?: string | undefined;
  /** Delegation token, where it doesn't. */
  readonly token?: string | undefined;
  /** PEM text of the authorities to trust instead of those that Node knows. */
  readonly ca?: string | undefined;
  /** For one call, all tries included; a write has it for each of its steps, its body apart. */
  readonly timeoutMs: number;
  /** How long a NameNode or DataNode may stay silent before another one is tried. */
  readonly silentMs: number;
  /** The same for a DataNode that is written to, which waits for its disk and for other DataNodes; a minute, as HDFS itself has it. */
  readonly writeSilentMs?: number;
  readonly maxSockets?: number;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Part of a name that nobody else uses. */
  readonly uniqueText: () => string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Told about every HTTP exchange. */
  readonly observe?: (outcome: ExchangeOutcome) => void;
}

const attempts = 4;
const knownUrls = { atMost: 4_096, maxAgeMs: 600_000 };
const suspectForMs = 30_000;
const dependency = 'lake';

/** @throws {PortalError} `bad-request` for a root that isn't an absolute plain path */
function rootOf(root: string): string {
  const path = root.replace(/\/+$/, '');
  if (path === '') return '';
  if (!path.startsWith('/')) {
    throw new PortalError('bad-request', `The lake's root ${shownValue(root)} is not an absolute path of HDFS.`);
  }
  checkPath(path.slice(1));
  return path;
}

/** What reads and writes of one lake share. */
interface Parts {
  readonly root: string;
  readonly exchange: Exchange;
  readonly urls: KnownUrls;
  readonly patiently: Patiently;
  readonly entries: FolderEntries;
  readonly reader: RangeReader;
  readonly writer: FileWriter;
  /** Path in HDFS of a path of the lake. */
  readonly absolute: (path: string) => string;
}

function createPatience({ clock, random, timeoutMs }: WebHdfsOptions): Patiently {
  return (work, signal, within = { attempts }) => {
    const delays = { baseDelayMs: 50, maxDelayMs: 2_000, clock, random };
    const tried = (inner: AbortSignal) => retry(() => work(inner), { ...within, ...delays, signal: inner });
    return withDeadline(tried, { timeoutMs, dependency, clock, ...(signal === undefined ? {} : { signal }) });
  };
}

function createParts(options: WebHdfsOptions): Parts {
  const { clock, ca, user, token, silentMs, observe } = options;
  const { nowMs } = clock;
  const root = rootOf(options.root);
  const isTls = options.nameNodes.some((text) => baseUrlOf(text).protocol === 'https:');
  const exchange = createExchange({ ca, maxSockets: options.maxSockets ?? 64, silentMs, nowMs, observe });
  const nameNodes = createNameNodes({ urls: options.nameNodes, user, token, exchange });
  const urls = createKnownUrls({ ...knownUrls, nowMs });
  const suspects = createSuspects({ forMs: suspectForMs, nowMs });
  const patiently = createPatience(options);
  const entries = createFolderEntries(nameNodes, patiently);
  const shared = { nameNodes, exchange, suspects, isTls, statusAt: entries.statusAt };
  const writer = createFileWriter({
    ...shared,
    silentMs: options.writeSilentMs ?? 60_000,
    patiently,
    entriesAfter: entries.entriesAfter,
    uniqueText: options.uniqueText,
    now: options.now,
  });
  const absolute = (path: string): string => (path === '' ? root || '/' : `${root}/${path}`);
  return { root, exchange, urls, patiently, entries, reader: createRangeReader({ ...shared, urls }), writer, absolute };
}

async function* filesBelow(parts: Parts, path: string, signal: AbortSignal | undefined): AsyncGenerator<string> {
  for (const { name, isFolder } of (await parts.entries.entriesOf(parts.absolute(path), signal)) ?? []) {
    const below = path === '' ? name : `${path}/${name}`;
    if (isFolder) yield* filesBelow(parts, below, signal);
    else if (!isDraft(name)) yield below;
  }
}

function checkSignal(given: ReadOptions | undefined): void {
  if (given?.signal?.aborted) throw abortedError(given.signal);
}

function createReads(parts: Parts): Pick<FileStore, 'stat' | 'list' | 'read' | 'ping'> {
  const { absolute, patiently, reader } = parts;
  const { statusAt } = parts.entries;
  return {
    async stat(path, given) {
      checkPath(path);
      const status = await patiently((within) => statusAt(absolute(path), within), given?.signal);
      if (status === undefined || status.isFolder) return undefined;
      return { length: status.length, modifiedMs: status.modifiedMs };
    },

    async *list(path, given) {
      if (path !== '') checkPath(path);
      checkSignal(given);
      for await (const file of filesBelow(parts, path, given?.signal)) {
        checkSignal(given);
        yield file;
      }
    },

    async read(path, start, end, given) {
      checkPath(path);
      checkRange(start, end);
      const range = { path: absolute(path), start, end };
      const bytes = await patiently((within) => reader.read(range, within), given?.signal);
      if (given?.spent !== undefined) {
        given.spent.reads++;
        given.spent.bytes += bytes?.length ?? 0;
      }
      return bytes;
    },

    async ping(given) {
      const status = await patiently((within) => statusAt(absolute(''), within), given?.signal, { attempts: 1 });
      if (!status?.isFolder)
        throw new PortalError('unavailable', `There is no lake yet in ${absolute('')}: ingest some alerts first.`, {
          dependency,
        });
    },
  };
}

function createWrites({ root, absolute, urls, writer }: Parts): Pick<FileStore, 'write' | 'remove'> {
  return {
    async write(path, chunks, given) {
      checkPath(path);
      checkSignal(given);
      await writer.write(absolute(path), chunks, given?.signal);
    },

    async remove(path, given) {
      checkPath(path);
      checkSignal(given);
      urls.forget(absolute(path));
      await writer.remove(absolute(path), root, given?.signal);
    },
  };
}

/**
 * Files below one folder of HDFS, over WebHDFS: a range read is one exchange with a DataNode, and one with the NameNode where the file's
 * DataNode isn't known yet. Redirects are followed once, to where the NameNode says, and nothing of ours is added to them.
 */
export function createWebHdfsFiles(options: WebHdfsOptions): FileStore & { sockets(): number } {
  const parts = createParts(options);
  const { exchange } = parts;
  return {
    ...createReads(parts),
    ...createWrites(parts),
    async close() {
      exchange.close();
    },
    sockets: () => exchange.sockets(),
  };
}
