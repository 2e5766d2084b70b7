import { PortalError, shownValue } from '#domain/failure.ts';
import type { Exchange } from './exchange.ts';
import { type NameNodes, redirectOf } from './name-nodes.ts';
import { failureOfAnswer, fieldOf, isMissing, jsonOf, remoteExceptionIn } from './remote-exception.ts';
import type { HdfsListing, HdfsStatus } from './statuses.ts';
import type { Suspects } from './suspects.ts';
import { upload } from './upload.ts';

export interface FileWriterDeps {
  readonly nameNodes: NameNodes;
  readonly exchange: Exchange;
  readonly suspects: Suspects;
  readonly isTls: boolean;
  /** How long a DataNode may take over one piece of a body. */
  readonly silentMs: number;
  /** Calls `work` until the NameNode answers, within the time of one call. */
  readonly patiently: <T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | undefined) => Promise<T>;
  readonly statusAt: (path: string, signal: AbortSignal) => Promise<HdfsStatus | undefined>;
  /** Entries of a folder whose names follow `after`; undefined when there is no such folder. */
  readonly entriesAfter: (path: string, after: string, signal: AbortSignal) => Promise<HdfsListing | undefined>;
  /** Part of a name that nobody else uses. */
  readonly uniqueText: () => string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface FileWriter {
  /** Created beside, checked, then renamed over what was there; `path` is absolute. */
  write(path: string, chunks: Chunks, signal: AbortSignal | undefined): Promise<void>;
  /** Removes a file, then the folders above that this leaves empty, up to `root`. */
  remove(path: string, root: string, signal: AbortSignal | undefined): Promise<void>;
}

const draftPattern = /^\..*\.unfinished$/;
const placesAtMost = 5;
/** No file of the lake takes as long to write: such a draft belongs to a writer that is gone. */
const abandonedAfterMs = 6 * 3_600_000;

/** Files that somebody is still writing are not listed. */
export function isDraft(name: string): boolean {
  return draftPattern.test(name);
}

/** The source of the chunks, and whether anything was taken from it: then the write can't begin again. */
function watched(chunks: Chunks): { readonly chunks: AsyncIterable<Uint8Array>; isTouched: () => boolean } {
  let touched = false;
  async function* passed(): AsyncGenerator<Uint8Array> {
    touched = true;
    yield* chunks;
  }
  return { chunks: passed(), isTouched: () => touched };
}

type Signal = AbortSignal | undefined;

/** Removes a file or an empty folder. @returns whether nothing is there any more; false for a folder with something in it */
async function removed({ nameNodes }: FileWriterDeps, path: string, signal: AbortSignal): Promise<boolean> {
  const params = { recursive: 'false' };
  const answer = await nameNodes.ask({ op: 'DELETE', method: 'DELETE', path, params }, signal);
  const isDone = answer.status === 200 && typeof fieldOf(jsonOf(answer), 'boolean') === 'boolean';
  if (isDone || isMissing(answer)) return true;
  if (/NotEmpty/.test(remoteExceptionIn(answer)?.name ?? '')) return false;
  throw failureOfAnswer(answer, 'NameNode');
}

/** A DataNode for a new file; asked for again where it is one that just failed, for the NameNode chooses anew each time. */
async function placeFor(deps: FileWriterDeps, path: string, signal: AbortSignal): Promise<URL> {
  const { nameNodes, suspects, isTls } = deps;
  for (let left = placesAtMost; ; left--) {
    const answer = await nameNodes.ask({ op: 'CREATE', method: 'PUT', path, params: { overwrite: 'false' } }, signal);
    if (answer.status !== 307) throw failureOfAnswer(answer, 'NameNode');
    const url = redirectOf(answer, isTls);
    if (left === 0 || !suspects.has(url)) return url;
  }
}

/** Sends the chunks into a new file; another DataNode is tried once where none of them was taken. @returns bytes that the DataNode took */
async function created(
  deps: FileWriterDeps,
  { path, chunks }: { readonly path: string; readonly chunks: Chunks },
  signal: Signal,
): Promise<number> {
  const { exchange, suspects, silentMs, patiently } = deps;
  const source = watched(chunks);
  let isRepeated = false;
  for (;;) {
    const url = await patiently((within) => placeFor(deps, path, within), signal);
    try {
      const sending = { url, chunks: source.chunks, signal: signal ?? new AbortController().signal, silentMs };
      const { answer, length } = await upload(exchange, sending);
      if (answer.status !== 201 || length < 0) throw failureOfAnswer(answer, 'DataNode');
      return length;
    } catch (error) {
      if (source.isTouched() || isRepeated || signal?.aborted) throw error;
      suspects.add(url, undefined);
      isRepeated = true;
    }
  }
}

interface Renaming {
  readonly draft: string;
  readonly path: string;
  readonly length: number;
}

/** A rename whose answer was lost has happened when the draft is gone and the file is there. */
function renamed(deps: FileWriterDeps, { draft, path, length }: Renaming, signal: Signal): Promise<void> {
  const { nameNodes, statusAt, patiently } = deps;
  let isRepeated = false;
  return patiently(async (within) => {
    if (isRepeated && (await statusAt(draft, within)) === undefined) {
      if ((await statusAt(path, within))?.length === length) return;
    }
    isRepeated = true;
    const params = { destination: path, renameoptions: 'OVERWRITE' };
    const answer = await nameNodes.ask({ op: 'RENAME', method: 'PUT', path: draft, params }, within);
    const isRefused = answer.bytes.length > 0 && fieldOf(jsonOf(answer), 'boolean') === false;
    if (answer.status !== 200 || isRefused) throw failureOfAnswer(answer, 'NameNode');
  }, signal);
}

interface Place {
  readonly folder: string;
  readonly name: string;
}

/** Drafts of the same file whose writer is gone. */
async function removeAbandoned(deps: FileWriterDeps, { folder, name }: Place, signal: Signal): Promise<void> {
  const { entriesAfter, patiently, now } = deps;
  const prefix = `.${name}.`;
  const listing = await patiently((within) => entriesAfter(folder, prefix, within), signal);
  for (const entry of listing?.entries ?? []) {
    if (!entry.name.startsWith(prefix)) break;
    if (isDraft(entry.name) && now() - entry.modifiedMs > abandonedAfterMs)
      await patiently((within) => removed(deps, `${folder}/${entry.name}`, within), signal);
  }
}

/** Refuses a draft of another length than was sent. */
async function checkDraft(deps: FileWriterDeps, { draft, path, length }: Renaming, signal: Signal): Promise<void> {
  const status = await deps.patiently((within) => deps.statusAt(draft, within), signal);
  if (status?.length === length) return;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const words = `The lake kept ${status?.length ?? 0} of ${length} bytes of ${shownValue(name)}.`;
  throw new PortalError('unavailable', words, { dependency: 'lake' });
}

async function removeFile(deps: FileWriterDeps, path: string, signal: Signal): Promise<void> {
  const { patiently, statusAt } = deps;
  const status = await patiently((within) => statusAt(path, within), signal);
  if (status === undefined) return;
  const isGone = !status.isFolder && (await patiently((within) => removed(deps, path, within), signal));
  if (isGone) return;
  throw new PortalError('unavailable', `Removing ${shownValue(path)} failed: it is a folder.`, { dependency: 'lake' });
}

export function createFileWriter(deps: FileWriterDeps): FileWriter {
  const { patiently, uniqueText } = deps;
  return {
    async write(path, chunks, signal) {
      const at = path.lastIndexOf('/');
      const place = { folder: path.slice(0, at), name: path.slice(at + 1) };
      await removeAbandoned(deps, place, signal);
      const draft = `${place.folder}/.${place.name}.${uniqueText()}.unfinished`;
      try {
        const length = await created(deps, { path: draft, chunks }, signal);
        await checkDraft(deps, { draft, path, length }, signal);
        await renamed(deps, { draft, path, length }, signal);
      } catch (error) {
        await patiently((within) => removed(deps, draft, within), undefined).catch(() => {});
        throw error;
      }
    },

    async remove(path, root, signal) {
      await removeFile(deps, path, signal);
      for (let at = path; ; ) {
        at = at.slice(0, at.lastIndexOf('/'));
        if (at.length <= root.length) return;
        const isGone = await patiently((within) => removed(deps, at, within), signal);
        if (!isGone) return;
      }
    },
  };
}
