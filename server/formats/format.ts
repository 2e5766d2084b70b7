import { csvFromTable } from './csv.ts';
import { jsonFromTable } from './json.ts';
import { parquetFromTable } from './parquet.ts';
import type { Table, TableColumn } from './table.ts';
import { votableFromTable } from './votable.ts';

/** A column of a streamed answer: known before the first row, the same in every block. */
export type StreamColumn = Omit<TableColumn, 'source'>;

/** What is known of a streamed answer only when its last row is out. */
export interface StreamEnd {
  /** The limit that cut the rows short; absent when all are there. */
  readonly truncatedAt?: number | undefined;
  /** Value of Server-Timing. */
  readonly serverTiming: string;
}

/**
 * An answer too long for memory, encoded block by block: `start` once, `block` for each (its columns are those of the stream, in their
 * order; never empty), `end` once, and `close` last of all, whatever happened. Bytes that were given away are never written into again.
 */
export interface StreamEncoder {
  start(): Uint8Array;
  block(table: Table): Uint8Array | Promise<Uint8Array>;
  end(info: StreamEnd): Uint8Array | AsyncIterable<Uint8Array>;
  close?(): Promise<void>;
}

export interface Format {
  readonly contentType: string;
  encode(table: Table): string | Uint8Array;
  /** Encodes answers of these columns block by block; absent where the format has no such form yet. */
  stream?(columns: readonly StreamColumn[]): StreamEncoder;
}

/** The formats of tabular answers, by the value of `output-format`; content types are those of the API (`parquet` sic). */
export const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['json', { contentType: 'application/json', encode: jsonFromTable }],
  ['csv', { contentType: 'application/csv', encode: csvFromTable }],
  ['parquet', { contentType: 'parquet', encode: parquetFromTable }],
  ['votable', { contentType: 'text/xml', encode: votableFromTable }],
]);
