import { ByteWriter } from './byte-writer.ts';
import type { StreamEncoder } from './format.ts';
import { jsonQuoted } from './json-quoted.ts';
import { type PreparedText, wordsOf } from './prepared-text.ts';
import { Sameness } from './sameness.ts';
import {
  ABSENT,
  booleanFromCell,
  type ColumnKind,
  corruptCell,
  type Nested,
  type PackedCells,
  type Table,
  type TableColumn,
  truthFromText,
  type Value,
} from './table.ts';

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const NULL = Buffer.from('null');
const FIRST_ROW = Buffer.from('{');
const NEXT_ROW = Buffer.from(',{');
const OPEN = 0x5b;
const CLOSE = 0x5d;
const UNBRACE = 0x7d;
const COMMA = 0x2c;
const QUOTE = 0x22;

const opcodes: Readonly<Record<ColumnKind, number>> = { text: 0, long: 1, double: 2, boolean: 3, array: 4 };

interface Plan {
  readonly key: PreparedText;
  readonly op: number;
  readonly missing: Uint8Array;
  readonly slot: number;
  readonly values: readonly Value[];
  readonly column: TableColumn;
}

/** The cells of a table, with a view for numbers. */
interface CellSource {
  readonly bytes: Buffer;
  readonly view: DataView;
}

/**
 * The table as JSON rows: compact, ten decimals, 64-bit integers as plain digits, cells written without becoming values in between.
 * @throws {PortalError} `corrupt` where a number's cell has an impossible length.
 */
export function jsonFromTable(table: Table): Buffer {
  const writer = new ByteWriter(Math.max(1024, table.rowCount * table.columns.length * 32));
  writer.byte(OPEN);
  writeRows(writer, table, FIRST_ROW);
  writer.byte(CLOSE);
  return writer.bytes();
}

/** The same rows block by block. */
export function jsonStream(): StreamEncoder {
  let begin = FIRST_ROW;
  return {
    start: () => Buffer.of(OPEN),
    block(table) {
      const writer = new ByteWriter(Math.max(1024, table.rowCount * table.columns.length * 32));
      writeRows(writer, table, begin);
      begin = NEXT_ROW;
      return writer.bytes();
    },
    end: () => Buffer.of(CLOSE),
  };
}

/**
 * Cells equal to those of the row before are not written anew but copied, key and all: half of an object's cells never change.
 * Where rows are of different objects there is nothing to copy: then most rows aren't compared.
 */
function writeRows(writer: ByteWriter, table: Table, begin: Uint8Array): void {
  const { bytes } = table.cells;
  const source = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
  const plans = plansOf(table.columns);
  const sameness = new Sameness(table, source.view);
  const { same } = sameness;
  const count = plans.length;
  /** Where each column of the row before begins, and where that row ends. */
  let before = new Int32Array(count + 1);
  let begins = new Int32Array(count + 1);
  for (let row = 0; row < table.rowCount; row++) {
    writer.raw(row > 0 ? NEXT_ROW : begin);
    const compared = sameness.compare(row);
    for (let at = 0; at < count; ) {
      if (!compared || same[at] === 0) {
        begins[at] = writer.at;
        writeColumn(writer, source, plans[at], table.cells, row);
        at++;
        continue;
      }
      const from = before[at] ?? 0;
      const shift = writer.at - from;
      do {
        begins[at] = (before[at] ?? 0) + shift;
        at++;
      } while (same[at] === 1);
      writer.again(from, before[at] ?? from);
    }
    begins[count] = writer.at;
    [before, begins] = [begins, before];
    writer.byte(UNBRACE);
  }
}

function writeColumn(
  writer: ByteWriter,
  source: CellSource,
  plan: Plan | undefined,
  { starts, ends, width }: PackedCells,
  row: number,
): void {
  if (plan === undefined) return;
  writer.words(plan.key);
  if (plan.slot < 0) {
    writeValue(writer, plan.column, plan.values[row] ?? null);
    return;
  }
  const index = row * width + plan.slot;
  const start = starts[index] ?? ABSENT;
  if (start >= 0) writeCell(writer, source, plan, start, ends[index] ?? start);
  else writer.raw(start === ABSENT ? plan.missing : NULL);
}

/** Keys of columns as they stand in rows; the names of columns are few, so they are kept. */
const firstKeys = new Map<string, PreparedText>();
const nextKeys = new Map<string, PreparedText>();
const keysAtMost = 4096;

function keyOf(name: string, isFirst: boolean): PreparedText {
  const keys = isFirst ? firstKeys : nextKeys;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = wordsOf(`${isFirst ? '' : ','}${jsonQuoted(name)}:`);
  if (keys.size < keysAtMost) keys.set(name, key);
  return key;
}

/** Plans of stored columns, which are mostly the very same objects from request to request. */
const keptPlans = new WeakMap<TableColumn, Plan>();

function plansOf(columns: readonly TableColumn[]): Plan[] {
  const plans: Plan[] = [];
  for (let index = 0; index < columns.length; index++) {
    const column = columns[index];
    if (column === undefined) continue;
    let plan = index === 0 ? undefined : keptPlans.get(column);
    if (plan === undefined) {
      plan = planOf(column, index);
      if (index > 0 && plan.slot >= 0) keptPlans.set(column, plan);
    }
    plans.push(plan);
  }
  return plans;
}

function planOf(column: TableColumn, index: number): Plan {
  const { source } = column;
  return {
    key: keyOf(column.name, index === 0),
    op: opcodes[column.kind],
    missing: missingBytes(column),
    slot: typeof source === 'number' ? source : -1,
    values: typeof source === 'number' ? [] : source,
    column,
  };
}

const NAN_TEXT = Buffer.from('"nan"');

function missingBytes(column: TableColumn): Uint8Array {
  if (column.missing === null) return NULL;
  if (column.missing === 'nan') return NAN_TEXT;
  const writer = new ByteWriter(64);
  writeScalar(writer, column, column.missing);
  return writer.bytes();
}

function writeCell(writer: ByteWriter, source: CellSource, { op, column }: Plan, start: number, end: number): void {
  switch (op) {
    case 0:
      writeText(writer, source.bytes, start, end);
      return;
    case 1:
      writeLong(writer, source.view, { start, end }, column);
      return;
    case 2:
      if (end - start === 4) writer.wireFloat32At(source.view, start);
      else if (end - start === 8) writer.wireDoubleAt(source.view, start);
      else throw corruptCell(column.name, end - start);
      return;
    default: {
      const truth = booleanFromCell(source.bytes, start, end);
      if (truth === undefined) writer.jsonUtf8(source.bytes, start, end);
      else writer.raw(truth ? TRUE : FALSE);
    }
  }
}

/** `true` and `false` become truth values in any text column: the API replaces them in the whole table. */
function writeText(writer: ByteWriter, bytes: Buffer, start: number, end: number): void {
  const truth = truthFromText(bytes, start, end);
  if (truth === undefined) writer.jsonUtf8(bytes, start, end);
  else writer.raw(truth ? TRUE : FALSE);
}

function writeLong(
  writer: ByteWriter,
  view: DataView,
  { start, end }: { start: number; end: number },
  column: TableColumn,
): void {
  if (column.asText) writer.byte(QUOTE);
  const length = end - start;
  if (length === 8) writer.int64(view.getInt32(start), view.getUint32(start + 4));
  else if (length === 4) writer.integer(view.getInt32(start));
  else if (length === 2) writer.integer(view.getInt16(start));
  else throw corruptCell(column.name, length);
  if (column.asText) writer.byte(QUOTE);
}

function writeValue(writer: ByteWriter, column: TableColumn, value: Value): void {
  if (typeof value === 'object' && value !== null) {
    writeNested(writer, value);
    return;
  }
  writeScalar(writer, column, value);
}

function writeScalar(writer: ByteWriter, column: TableColumn, value: string | number | bigint | boolean | null): void {
  if (value === null) {
    writer.null();
    return;
  }
  switch (typeof value) {
    case 'string':
      writer.jsonText(value);
      return;
    case 'boolean':
      writer.raw(value ? TRUE : FALSE);
      return;
    case 'bigint':
      writer.text(column.asText ? `"${value}"` : String(value));
      return;
    default:
      if (column.kind !== 'long') {
        writer.wireDouble(value);
        return;
      }
      if (column.asText) writer.jsonText(String(value));
      else writer.integer(value);
  }
}

function writeNested(writer: ByteWriter, values: Nested): void {
  writer.byte(OPEN);
  for (let i = 0; i < values.length; i++) {
    if (i > 0) writer.byte(COMMA);
    const value = values[i];
    if (value === null || value === undefined) writer.null();
    else if (typeof value === 'number') writer.wireDouble(value);
    else writeNested(writer, value);
  }
  writer.byte(CLOSE);
}
