import type { StreamEncoder } from './format.ts';
import { jsonFromTable } from './json.ts';
import type { Table } from './table.ts';

const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const UNBRACE = 0x7d;
const nothing = new Uint8Array(0);

/** The rows as JSON objects, one a line, each line ended; numbers and text as in the JSON of the API. No rows are no bytes. */
export function ndjsonFromTable(table: Table): Uint8Array {
  if (table.rowCount === 0) return nothing;
  const array = jsonFromTable(table);
  let inText = false;
  for (let i = 1; i < array.length; i++) {
    const byte = array[i];
    if (byte === QUOTE) inText = !inText;
    else if (inText && byte === BACKSLASH) i++;
    // Behind a row comes the comma, or the bracket that ends the array.
    else if (!inText && byte === UNBRACE) array[++i] = LINE_FEED;
  }
  return array.subarray(1);
}

/** {@link ndjsonFromTable}, block by block. It has no place for what is known at the end only. */
export function ndjsonStream(): StreamEncoder {
  return { start: () => nothing, block: ndjsonFromTable, end: () => nothing };
}
