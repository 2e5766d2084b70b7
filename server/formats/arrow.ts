import { ArrowBody } from './arrow-body.ts';
import { arrowSource, writeArrowColumn } from './arrow-columns.ts';
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
  return Buffer.concat([schemaMessage(table.columns), ...batchOf(table), endOfStream]);
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
    block: (table) => Buffer.concat(batchOf(table)),
    end({ truncatedAt, serverTiming }) {
      const limit = truncatedAt === undefined ? undefined : String(truncatedAt);
      return Buffer.concat([...batchOf(none, { truncated: limit, 'server-timing': serverTiming }), endOfStream]);
    },
  };
}

function batchOf(table: Table, metadata?: Readonly<Record<string, string | undefined>>): readonly Uint8Array[] {
  const { rowCount, columns } = table;
  const body = new ArrowBody(1024 + columns.length * (rowCount * 9 + 64));
  const source = arrowSource(table);
  for (const column of columns) writeArrowColumn(body, source, column);
  return [batchMessage({ rows: rowCount, ...body.places(), bodyBytes: body.at, metadata }), body.bytes()];
}
