import { PortalError } from '#domain/failure.ts';
import { type Answer, attachment, type BodyChunks } from '#server/http/answer.ts';
import { notModified } from '#server/http/conditional.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { QueryContext } from './answer-options.ts';

/** A file of the lake as it was when the request came. */
export interface LakeFile {
  readonly files: FileStore;
  readonly path: string;
  readonly length: number;
  readonly modifiedMs: number;
}

/** The file, or undefined where there is none. */
export async function lakeFile(
  files: FileStore,
  path: string,
  { signal }: QueryContext,
): Promise<LakeFile | undefined> {
  const found = await files.stat(path, { signal });
  return found === undefined ? undefined : { files, path, ...found };
}

/** @throws {PortalError} `unavailable` when the file was replaced meanwhile: its parts would not belong together. */
export async function checkUnchanged(
  { files, path, length, modifiedMs }: LakeFile,
  context: QueryContext,
): Promise<void> {
  const now = await files.stat(path, { signal: context.signal });
  if (now?.length === length && now.modifiedMs === modifiedMs) return;
  throw new PortalError('unavailable', 'The file was replaced while it was read. Please ask again.', {
    dependency: 'lake',
    retryAfterSeconds: 1,
  });
}

const chunkBytes = 1 << 20;
const chunksBetweenChecks = 16;

/** A file as it is, piece by piece: all of it, or the one range of bytes that is asked for. */
export function fileAnswer(file: LakeFile, request: QueryContext): Answer {
  const etag = `"${file.length.toString(16)}-${Math.round(file.modifiedMs).toString(16)}"`;
  const headers = { etag, 'accept-ranges': 'bytes', 'cache-control': 'no-cache' };
  const contentType = 'application/parquet';
  const { header = () => undefined, method } = request;
  const held = method === 'GET' ? notModified(etag, contentType, header) : undefined;
  if (held !== undefined) return held;
  const range = rangeOf(method === 'GET' ? header : () => undefined, { etag, length: file.length });
  if (range === 'unsatisfiable') {
    const told = { ...headers, 'content-range': `bytes */${file.length}`, 'cache-control': 'no-store' };
    return { status: 416, contentType: 'text/plain; charset=utf-8', headers: told, body: 'There are no such bytes.\n' };
  }
  const { start, end } = range ?? { start: 0, end: file.length };
  const part: Record<string, string> =
    range === undefined ? {} : { 'content-range': `bytes ${start}-${end - 1}/${file.length}` };
  return {
    status: range === undefined ? 200 : 206,
    contentType,
    headers: {
      ...headers,
      ...part,
      'content-length': String(end - start),
      'content-disposition': attachment(file.path.slice(file.path.lastIndexOf('/') + 1)),
    },
    body: bytesOf(file, { start, end }, request),
  };
}

interface ByteRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

async function* bytesOf(file: LakeFile, { start, end }: ByteRange, context: QueryContext): BodyChunks {
  let pieces = 0;
  for (let at = start; at < end; at += chunkBytes) {
    if (pieces++ % chunksBetweenChecks === 0) await checkUnchanged(file, context);
    const wanted = Math.min(end, at + chunkBytes);
    const bytes = await file.files.read(file.path, at, wanted, { signal: context.signal });
    if (bytes?.length !== wanted - at)
      throw new PortalError('unavailable', 'The file ended early.', { dependency: 'lake' });
    yield bytes;
  }
}

/** One range of bytes; several, and units that are no bytes, count as no range at all (RFC 9110 §14.2). */
function rangeOf(
  header: (name: string) => string | undefined,
  { etag, length }: { readonly etag: string; readonly length: number },
): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header('range') ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const ifRange = header('if-range');
  if (ifRange !== undefined && ifRange !== etag) return undefined;
  const last = match[2] === '' ? length - 1 : Math.min(Number(match[2]), length - 1);
  const range =
    match[1] === ''
      ? { start: Math.max(0, length - Number(match[2])), end: length }
      : { start: Number(match[1]), end: last + 1 };
  return range.start < range.end ? range : 'unsatisfiable';
}
