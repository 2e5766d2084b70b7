import { csvFromTable } from './csv.ts';
import { jsonFromTable } from './json.ts';
import { parquetFromTable } from './parquet.ts';
import type { Table } from './table.ts';
import { votableFromTable } from './votable.ts';

export interface Format {
  readonly contentType: string;
  encode(table: Table): string | Uint8Array;
}

/** The formats of tabular answers, by the value of `output-format`; content types are those of the API (`parquet` sic). */
export const formats: ReadonlyMap<string, Format> = new Map([
  ['json', { contentType: 'application/json', encode: jsonFromTable }],
  ['csv', { contentType: 'application/csv', encode: csvFromTable }],
  ['parquet', { contentType: 'parquet', encode: parquetFromTable }],
  ['votable', { contentType: 'text/xml', encode: votableFromTable }],
]);
