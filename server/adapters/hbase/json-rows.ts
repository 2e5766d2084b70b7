import type { Row } from '#server/ports/wide-row-store.ts';
import { garbled } from './rest-failure.ts';
import type { Shapes } from './shapes.ts';

interface JsonCell {
  readonly column: string;
  readonly timestamp: number;
  readonly value: string;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = isRecord(value) ? value[name] : undefined;
  if (!Array.isArray(list)) throw garbled(`there is no list ${name} in it`);
  return list;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function textFromBase64(text: unknown): string {
  if (typeof text !== 'string') throw garbled('a name or key is missing');
  try {
    return decoder.decode(Buffer.from(text, 'base64'));
  } catch {
    throw garbled('a name or key is not UTF-8');
  }
}

function cellFrom(value: unknown): JsonCell {
  if (!isRecord(value)) throw garbled('a cell is not as it should be');
  const { timestamp, $: data } = value;
  if (typeof timestamp !== 'number' || typeof data !== 'string') throw garbled('a cell is not as it should be');
  return { column: textFromBase64(value.column), timestamp, value: data };
}

/** The parsed text of an answer in JSON. @throws {PortalError} `corrupt` */
export function jsonFrom(body: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(body));
  } catch {
    throw garbled('it is not JSON');
  }
}

/** Rows of `{"Row":[{"key","Cell":[{"column","timestamp","$"}]}]}`, where all but timestamps is Base64. @throws {PortalError} `corrupt` */
export function rowsOfJson(body: Uint8Array, shapes: Shapes): Row[] {
  return listIn(jsonFrom(body), 'Row').map((row) => rowFrom(row, shapes));
}

function rowFrom(row: unknown, shapes: Shapes): Row {
  const cells = listIn(row, 'Cell').map(cellFrom);
  const key = textFromBase64(isRecord(row) ? row.key : undefined);
  if (key === '') throw garbled('a row has no key');
  const shape = shapes.of(cells.map(({ column }) => column));
  if (new Set(shape.columns).size !== cells.length) throw garbled('a row has a column twice');
  const values = cells.map(({ value }) => Buffer.from(value, 'base64'));
  const starts = new Int32Array(cells.length);
  const ends = new Int32Array(cells.length);
  let at = 0;
  for (const [index, value] of values.entries()) {
    const place = shape.places?.[index] ?? index;
    starts[place] = at;
    at += value.length;
    ends[place] = at;
  }
  const timestampMs = cells.reduce((latest, { timestamp }) => Math.max(latest, timestamp), 0);
  return { key, timestampMs, columns: shape.columns, bytes: Buffer.concat(values, at), starts, ends };
}
