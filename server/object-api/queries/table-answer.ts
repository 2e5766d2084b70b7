import { createHash, hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { shownValue } from '#domain/failure.ts';
import { truncatedHeader } from '#server/contracts/object-api.ts';
import { giveBytes } from '#server/formats/byte-memory.ts';
import { type Format, formats } from '#server/formats/format.ts';
import type { Table, TableColumn } from '#server/formats/table.ts';
import { tableRows } from '#server/formats/table-rows.ts';
import type { Answer } from '#server/http/answer.ts';
import { notModified } from '#server/http/conditional.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { QueryContext } from './answer-options.ts';
import { rowsAtOnce } from './read-rows.ts';
import type { RowBlock } from './row-block.ts';
import { streamedAnswer, type TableStream } from './streamed-answer.ts';

/** Rows of a block of an answer that is in memory already, and of what is encoded without a turn for other requests. */
const rowsPerBlock = 250;
/** Longer answers are encoded in slices: two thousand alerts with all columns take a quarter of a second. */
const rowsInOneGo = 2000;
/** Cells of a slice, where the bytes are the same however a table is cut: some milliseconds, and memory that is used again. */
const cellsPerSlice = 40_000;

export interface TableHow {
  readonly format: Format;
  readonly truncated: boolean;
  /** The limit that cuts it short; its rows are as many where none is named. */
  readonly limit?: number;
  /**
   * Tells apart whatever the table was made from: program version and the stamp of its rows. With the arguments it names the bytes before
   * they are made; without it they are made first.
   */
  readonly stamp?: string;
  /** Where the rows lie; when they are written, and not before, their memory is given back. */
  readonly blocks?: readonly RowBlock[];
}

/** @throws {Refusal} for a format that is not offered, in the words of the API. */
export function formatNamed(name: string): Format {
  const format = formats.get(name);
  if (format !== undefined) return format;
  const words = `Output format \`${shownValue(name)}\` is not supported. Choose among json, csv, votable, or parquet\n`;
  throw new Refusal('bad-request', words, { argument: 'output-format' });
}

/**
 * The table in the format asked for. Up to {@link rowsAtOnce} rows are one piece with a strong entity tag, and a header tells when a limit
 * cut them short; more come block by block.
 */
export function tableAnswer(table: Table, how: TableHow, context: QueryContext): Answer | Promise<Answer> {
  const { format, truncated, limit } = how;
  if (table.rowCount > rowsAtOnce) return streamedAnswer(streamOfTable(table, how), format, context);
  const headers: Record<string, string> = { 'cache-control': 'no-cache' };
  const truncatedAt = truncated ? (limit ?? table.rowCount) : undefined;
  if (truncatedAt !== undefined) headers[truncatedHeader] = String(truncatedAt);
  const known =
    how.stamp === undefined
      ? undefined
      : tagOf(`${how.stamp}\0${truncatedAt}\0${signatureOf(table)}\0${argumentsText(context)}`);
  const held = known === undefined ? undefined : unchanged(known, how, context);
  if (held !== undefined) {
    releaseRows(how);
    return { ...held, headers: { ...headers, ...held.headers } };
  }
  const rows = rowsPerSlice(table, format);
  if (table.rowCount > rows) {
    const encoding = context.trace.span('encode', () => encodedInSlices(table, { format, rows, truncatedAt }, context));
    return encoding.finally(() => releaseRows(how)).then((body) => wholeAnswer(body, { known, headers, context }, how));
  }
  const body = context.trace.span('encode', () => format.encode(table));
  releaseRows(how);
  return wholeAnswer(body, { known, headers, context }, how);
}

function releaseRows({ blocks = [] }: TableHow): void {
  for (const block of blocks) block.release();
}

/** Rows of a slice of a table, all of them where it is encoded in one go. */
function rowsPerSlice({ rowCount, columns }: Table, { isSeamless }: Format): number {
  if (rowCount <= rowsInOneGo) return rowCount;
  return isSeamless ? Math.ceil(cellsPerSlice / Math.max(1, columns.length)) : rowsPerBlock;
}

interface Slices {
  readonly format: Format;
  /** Of each slice. */
  readonly rows: number;
  readonly truncatedAt: number | undefined;
}

/** The table in pieces, with turns for other requests in between. */
async function encodedInSlices(
  table: Table,
  { format, rows, truncatedAt }: Slices,
  { signal }: QueryContext,
): Promise<Uint8Array[]> {
  const encoder = format.stream(table.columns);
  const pieces = [encoder.start()];
  try {
    for (let from = 0; from < table.rowCount; from += rows) {
      await nextTurn(undefined, { signal });
      pieces.push(await encoder.block(tableRows(table, from, Math.min(table.rowCount, from + rows))));
    }
    const end = encoder.end({ truncatedAt });
    if (end instanceof Uint8Array) pieces.push(end);
    else for await (const piece of end) pieces.push(piece);
  } finally {
    await encoder.close?.();
  }
  return pieces;
}

interface WholeHead {
  /** Tag of the bytes, where it is known without them. */
  readonly known: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly context: QueryContext;
}

function wholeAnswer(body: string | Uint8Array | readonly Uint8Array[], head: WholeHead, how: TableHow): Answer {
  const { known, headers, context } = head;
  const etag = known ?? tagOfBytes(body);
  const same = known === undefined ? unchanged(etag, how, context) : undefined;
  if (same !== undefined) return { ...same, headers: { ...headers, ...same.headers } };
  return { contentType: how.format.contentType, headers: { ...headers, etag }, body, release: giveBytes };
}

/** Only a GET may be told that nothing changed; the kit hands no method to queries that have no request. */
function unchanged(etag: string, { format }: TableHow, { header, method }: QueryContext): Answer | undefined {
  return header === undefined || method !== 'GET' ? undefined : notModified(etag, format.contentType, header);
}

function tagOf(text: string): string {
  return `"${hash('sha1', text, 'base64url')}"`;
}

function tagOfBytes(body: string | Uint8Array | readonly Uint8Array[]): string {
  const digest = createHash('sha1');
  if (typeof body === 'string' || body instanceof Uint8Array) digest.update(body);
  else for (const piece of body) digest.update(piece);
  return `"${digest.digest('base64url')}"`;
}

/** Names and types of columns that answers had last, with their digests. */
const keptSignatures: { readonly columns: readonly TableColumn[]; readonly digest: string }[] = [];
const signaturesAtMost = 16;

function isAlike(some: readonly TableColumn[], others: readonly TableColumn[]): boolean {
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) {
    const one = some[at];
    const other = others[at];
    if (one !== other && (one?.name !== other?.name || one?.kind !== other?.kind)) return false;
  }
  return true;
}

/** Columns with their types, which the schema row decides. */
function signatureOf({ columns, rowCount }: Table): string {
  let kept = keptSignatures.find((one) => isAlike(one.columns, columns));
  if (kept === undefined) {
    const named = columns.map(({ name, kind }): TableColumn => ({ name, kind, missing: null, source: [] }));
    const text = named.map(({ name, kind }) => `,${name} ${kind}`).join('');
    kept = { columns: named, digest: hash('sha1', text, 'base64url') };
    if (keptSignatures.length >= signaturesAtMost) keptSignatures.shift();
    keptSignatures.push(kept);
  }
  return `${rowCount}${kept.digest}`;
}

function argumentsText({ path = '', args = {} }: QueryContext): string {
  const sorted = Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${path} ${JSON.stringify(sorted)}`;
}

function streamOfTable(table: Table, { truncated, limit }: TableHow): TableStream {
  return {
    columns: table.columns,
    async *blocks() {
      for (let from = 0; from < table.rowCount; from += rowsPerBlock) {
        yield tableRows(table, from, Math.min(table.rowCount, from + rowsPerBlock));
      }
    },
    truncatedAt: () => (truncated ? (limit ?? table.rowCount) : undefined),
  };
}
