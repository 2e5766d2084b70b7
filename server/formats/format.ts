import { arrowFromTable, arrowStream } from './arrow.ts';
import { csvFromTable, csvStream } from './csv.ts';
import { fitsFromTable, fitsStream } from './fits.ts';
import { jsonFromTable, jsonStream } from './json.ts';
import { ndjsonFromTable, ndjsonStream } from './ndjson.ts';
import { parquetFromTable, parquetStream } from './parquet.ts';
import type { Table, TableColumn } from './table.ts';
import { votableFromTable, votableStream } from './votable.ts';

/** A column of a streamed answer: known before the first row, the same in every block. */
export type StreamColumn = Omit<TableColumn, 'source'>;

/** What a table tells of itself behind its last row: of a streamed answer it is known only then. */
export interface StreamEnd {
  /** The limit that cut the rows short; absent when all are there. */
  readonly truncatedAt?: number | undefined;
  /** Value of Server-Timing; absent where the head of the answer tells it, and equal rows are to be equal bytes. */
  readonly serverTiming?: string | undefined;
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
  /** Start, blocks and end of `stream` are the bytes of `encode`, wherever a table is cut into blocks. */
  readonly isSeamless?: boolean;
  /** Encodes answers of these columns block by block. */
  stream(columns: readonly StreamColumn[]): StreamEncoder;
}

/**
 * The formats of tabular answers, by the value of `output-format`; content types are those of the API (`parquet` sic). `arrow`,
 * `ndjson` and `fits` are ours.
 */
export const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['json', { contentType: 'application/json', encode: jsonFromTable, stream: jsonStream, isSeamless: true }],
  ['csv', { contentType: 'application/csv', encode: csvFromTable, stream: csvStream, isSeamless: true }],
  ['parquet', { contentType: 'parquet', encode: parquetFromTable, stream: parquetStream }],
  ['votable', { contentType: 'text/xml', encode: votableFromTable, stream: votableStream }],
  ['ndjson', { contentType: 'application/x-ndjson', encode: ndjsonFromTable, stream: ndjsonStream, isSeamless: true }],
  ['arrow', { contentType: 'application/vnd.apache.arrow.stream', encode: arrowFromTable, stream: arrowStream }],
  ['fits', { contentType: 'application/fits', encode: fitsFromTable, stream: fitsStream }],
]);
