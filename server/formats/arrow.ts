import { ArrowBody } from './arrow-body.ts';
import { writeArrowColumns } from './arrow-columns.ts';
import { batchMessage, endOfStream, schemaMessage } from './arrow-messages.ts';
import type { StreamColumn, StreamEncoder } from './format.ts';
import { type Table, tableFromValues } from './table.ts';

/**
 * The table as an Arrow IPC stream of one batch, columns written straight from the cells: integers int64 (utf8 where they are asked for as
 * text), numbers float64, truth bool, text utf8, stamps lists of lists of float64. What is missing, and NaN, is null.
 *
 * A float32 cell becomes the double that its shortest decimal text means: numbers are those of the other formats.
 * @throws {PortalError} `corrupt` where a number's cell has an impossible length.
 */
export function arrowFromTable(table: Table): Uint8Array {
  const schema = schemaMessage(table.columns);
  const { head, body } = batchOf(table, { bytesAhead: schema.length });
  return body.framed([schema, head], endOfStream);
}

/**
 * {@link arrowFromTable}, a batch for each block. A batch without rows comes last; its metadata hold `truncated` (the limit that cut the
 * rows short, where one did) and `server-timing`.
 */
export function arrowStream(columns: readonly StreamColumn[]): StreamEncoder {
  const none = tableFromValues(
    columns.map((column) => ({ ...column, source: [] })),
    0,
  );
  return {
    start: () => schemaMessage(columns),
    block: (table) => framedBatch(table),
    end({ truncatedAt, serverTiming }) {
      const limit = truncatedAt === undefined ? undefined : String(truncatedAt);
      return Buffer.concat([framedBatch(none, { truncated: limit, 'server-timing': serverTiming }), endOfStream]);
    },
  };
}

interface BatchOptions {
  readonly bytesAhead?: number;
  readonly metadata?: Readonly<Record<string, string | undefined>> | undefined;
}

/** More than the head of a batch takes for each column. */
const headBytesAColumn = 96;

function batchOf(table: Table, { bytesAhead = 0, metadata }: BatchOptions): { head: Uint8Array; body: ArrowBody } {
  const { rowCount, columns } = table;
  const headAtMost = 1024 + columns.length * headBytesAColumn;
  const body = new ArrowBody(1024 + columns.length * (rowCount * 9 + 64), bytesAhead + headAtMost);
  writeArrowColumns(body, table);
  return { head: batchMessage({ rows: rowCount, ...body.places(), bodyBytes: body.at, metadata }), body };
}

function framedBatch(table: Table, metadata?: BatchOptions['metadata']): Uint8Array {
  const { head, body } = batchOf(table, { metadata });
  return body.framed([head], nothing);
}

const nothing = new Uint8Array(0);
