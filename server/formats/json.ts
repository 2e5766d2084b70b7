import { ByteWriter, jsonQuoted } from './byte-writer.ts';
import {
  ABSENT,
  booleanFromCell,
  type ColumnKind,
  corruptCell,
  type Nested,
  type Table,
  type TableColumn,
  type Value,
} from './table.ts';

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const NULL = Buffer.from('null');
const OPEN = 0x5b;
const CLOSE = 0x5d;
const BRACE = 0x7b;
const UNBRACE = 0x7d;
const COMMA = 0x2c;
const QUOTE = 0x22;

const opcodes: Readonly<Record<ColumnKind, number>> = { text: 0, long: 1, double: 2, boolean: 3, array: 4 };

interface Plan {
  readonly key: Buffer;
  readonly op: number;
  readonly missing: Buffer;
  readonly slot: number;
  readonly values: readonly Value[];
  readonly column: TableColumn;
}

/**
 * The table as JSON rows: compact, ten decimals, 64-bit integers as plain digits, cells written without becoming values in between.
 * @throws {PortalError} `corrupt` where a number's cell has an impossible length.
 */
export function jsonFromTable(table: Table): Buffer {
  const writer = new ByteWriter(Math.max(1024, table.rowCount * table.columns.length * 28));
  const plans = table.columns.map(planOf);
  writer.byte(OPEN);
  for (let row = 0; row < table.rowCount; row++) {
    if (row > 0) writer.byte(COMMA);
    writer.byte(BRACE);
    for (const plan of plans) {
      writer.raw(plan.key);
      if (plan.slot >= 0) writeCell(writer, table, plan, row);
      else writeValue(writer, plan.column, plan.values[row] ?? null);
    }
    writer.byte(UNBRACE);
  }
  writer.byte(CLOSE);
  return writer.bytes();
}

function planOf(column: TableColumn, index: number): Plan {
  const { source } = column;
  return {
    key: Buffer.from(`${index === 0 ? '' : ','}${jsonQuoted(column.name)}:`, 'latin1'),
    op: opcodes[column.kind],
    missing: missingBytes(column),
    slot: typeof source === 'number' ? source : -1,
    values: typeof source === 'number' ? [] : source,
    column,
  };
}

function missingBytes(column: TableColumn): Buffer {
  const writer = new ByteWriter(64);
  writeScalar(writer, column, column.missing);
  return Buffer.from(writer.bytes());
}

function writeCell(writer: ByteWriter, table: Table, plan: Plan, row: number): void {
  const { bytes, starts, ends, width } = table.cells;
  const index = row * width + plan.slot;
  const start = starts[index] ?? ABSENT;
  if (start < 0) {
    writer.raw(start === ABSENT ? plan.missing : NULL);
    return;
  }
  const end = ends[index] ?? start;
  switch (plan.op) {
    case 0:
      writeText(writer, bytes, start, end);
      return;
    case 1:
      writeLong(writer, bytes, start, end, plan.column);
      return;
    case 2:
      if (end - start === 4) {
        writer.wireFloat32(bytes.readFloatBE(start));
        return;
      }
      if (end - start === 8) {
        writer.wireDouble(bytes.readDoubleBE(start));
        return;
      }
      throw corruptCell(plan.column.name, end - start);
    default: {
      const truth = booleanFromCell(bytes, start, end);
      if (truth === undefined) {
        writer.jsonUtf8(bytes, start, end);
        return;
      }
      writer.raw(truth ? TRUE : FALSE);
      return;
    }
  }
}

/** `true` and `false` become truth values in any text column: the API replaces them in the whole table. */
function writeText(writer: ByteWriter, bytes: Buffer, start: number, end: number): void {
  const length = end - start;
  if (length === 4 && bytes[start] === 0x74 && bytes.toString('latin1', start, end) === 'true') {
    writer.raw(TRUE);
    return;
  }
  if (length === 5 && bytes[start] === 0x66 && bytes.toString('latin1', start, end) === 'false') {
    writer.raw(FALSE);
    return;
  }
  writer.jsonUtf8(bytes, start, end);
}

function writeLong(writer: ByteWriter, bytes: Buffer, start: number, end: number, column: TableColumn): void {
  if (column.asText) writer.byte(QUOTE);
  const length = end - start;
  if (length === 8) writer.int64(bytes.readInt32BE(start), bytes.readUInt32BE(start + 4));
  else if (length === 4) writer.integer(bytes.readInt32BE(start));
  else if (length === 2) writer.integer(bytes.readInt16BE(start));
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
