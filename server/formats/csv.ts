import { ByteWriter } from './byte-writer.ts';
import type { StreamColumn, StreamEncoder } from './format.ts';
import { pythonFloat, pythonList } from './python-float.ts';
import { shortest, shortestDecimal } from './shortest-float32.ts';
import { ABSENT, corruptCell, type Table, type TableColumn, truthFromText, type Value, valueAt } from './table.ts';

/** 10^0 … 10^22, as doubles hold them. */
const powersOfTen = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

const needsQuotes = /[",\r\n]/;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const POINT = 0x2e;
const ZERO = 0x30;
const MINUS = 0x2d;
const emptyField = Buffer.from('""');
const trueText = Buffer.from('True');
const falseText = Buffer.from('False');
const nothing = new Uint8Array(0);

/** Ways to write a packed cell; `value` goes by way of a plain value. */
type Way = 'text' | 'long' | 'double' | 'value';

interface Plan {
  readonly way: Way;
  readonly column: TableColumn;
  /** Slot of the packed cells, −1 for computed columns. */
  readonly slot: number;
  readonly missing: Uint8Array;
}

/** The table as CSV in the way of pandas: LF, quotes where needed, floats as Python prints them, nothing for null. An empty table is one LF. */
export function csvFromTable(table: Table): Buffer {
  const writer = new ByteWriter(Math.max(1024, table.rowCount * table.columns.length * 16));
  writeHeader(writer, table.columns);
  writeRows(writer, table);
  return writer.bytes();
}

/** {@link csvFromTable}, block by block. It has no place for what is known at the end only. */
export function csvStream(columns: readonly StreamColumn[]): StreamEncoder {
  return {
    start() {
      const writer = new ByteWriter(4096);
      writeHeader(writer, columns);
      return writer.bytes();
    },
    block(table) {
      const writer = new ByteWriter(Math.max(1024, table.rowCount * table.columns.length * 16));
      writeRows(writer, table);
      return writer.bytes();
    },
    end: () => nothing,
  };
}

function writeHeader(writer: ByteWriter, columns: readonly StreamColumn[]): void {
  writer.text(columns.map(({ name }) => quoted(name)).join(','));
  writer.byte(LINE_FEED);
}

function writeRows(writer: ByteWriter, table: Table): void {
  const { bytes, starts, ends, width } = table.cells;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const plans = table.columns.map(planOf);
  for (let row = 0; row < table.rowCount; row++) {
    const began = writer.at;
    for (let k = 0; k < plans.length; k++) {
      const plan = plans[k];
      if (plan === undefined) continue;
      if (k > 0) writer.byte(COMMA);
      if (plan.slot < 0) {
        writeValue(writer, plan.column, valueAt(table, plan.column, row));
        continue;
      }
      const index = row * width + plan.slot;
      const start = starts[index] ?? ABSENT;
      if (start < 0) {
        if (start === ABSENT) writer.raw(plan.missing);
      } else if (plan.way === 'value') writeValue(writer, plan.column, valueAt(table, plan.column, row));
      else writeCell(writer, { bytes, view, start, end: ends[index] ?? start }, plan);
    }
    // pandas quotes a line that would be empty: a single column without a value.
    if (writer.at === began && plans.length === 1) writer.raw(emptyField);
    writer.byte(LINE_FEED);
  }
}

function planOf(column: TableColumn): Plan {
  const { kind, source, missing } = column;
  const writer = new ByteWriter(32);
  writeValue(writer, column, missing);
  const isDirect = kind === 'text' || kind === 'long' || kind === 'double';
  return {
    way: isDirect ? kind : 'value',
    column,
    slot: typeof source === 'number' ? source : -1,
    missing: writer.bytes(),
  };
}

interface Cell {
  readonly bytes: Buffer;
  readonly view: DataView;
  readonly start: number;
  readonly end: number;
}

function writeCell(writer: ByteWriter, { bytes, view, start, end }: Cell, { way, column }: Plan): void {
  const length = end - start;
  if (way === 'text') {
    const truth = truthFromText(bytes, start, end);
    if (truth === undefined) writeText(writer, bytes, start, end);
    else writer.raw(truth ? trueText : falseText);
  } else if (way === 'double') {
    if (length === 4) writeFloat32(writer, view.getFloat32(start));
    else if (length === 8) writeDouble(writer, view.getFloat64(start));
    else throw corruptCell(column.name, length);
  } else if (length === 8) writer.int64(view.getInt32(start), view.getUint32(start + 4));
  else if (length === 4) writer.integer(view.getInt32(start));
  else if (length === 2) writer.integer(view.getInt16(start));
  else throw corruptCell(column.name, length);
}

function writeText(writer: ByteWriter, bytes: Buffer, start: number, end: number): void {
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (byte === QUOTE || byte === COMMA || byte === LINE_FEED || byte === RETURN) {
      writer.text(quoted(bytes.toString('utf8', start, end)));
      return;
    }
  }
  writer.piece(bytes, start, end);
}

function writeDouble(writer: ByteWriter, value: number): void {
  if (!Number.isNaN(value)) writer.text(pythonFloat(value));
}

/** A float32 as Python prints the double that its shortest decimal means: the digits of that decimal, with no double in between. */
function writeFloat32(writer: ByteWriter, value: number): void {
  const magnitude = Math.abs(value);
  if (!(magnitude >= 1e-4 && magnitude < 1e9)) {
    if (Number.isNaN(value)) return;
    if (Number.isFinite(value) && magnitude > 0) {
      shortestDecimal(magnitude);
      writer.text(pythonFloat(Number(`${value < 0 ? '-' : ''}${shortest[0]}e${-(shortest[1] ?? 0)}`)));
    } else writer.text(pythonFloat(value));
    return;
  }
  shortestDecimal(magnitude);
  const digits = shortest[0] ?? 0;
  const scale = shortest[1] ?? 0;
  if (value < 0) writer.byte(MINUS);
  const unit = powersOfTen[Math.abs(scale)] ?? Number.NaN;
  const whole = scale > 0 ? Math.floor(digits / unit) : digits * unit;
  writer.digits(whole);
  writer.byte(POINT);
  const fraction = scale > 0 ? digits - whole * unit : 0;
  for (let above = scale > 0 ? unit / 10 : 0; above > 1 && fraction < above; above /= 10) writer.byte(ZERO);
  writer.digits(fraction);
}

function writeValue(writer: ByteWriter, column: TableColumn, value: Value): void {
  switch (typeof value) {
    case 'string':
      writer.text(quoted(value));
      return;
    case 'boolean':
      writer.raw(value ? trueText : falseText);
      return;
    case 'bigint':
      writer.text(String(value));
      return;
    case 'number':
      if (column.kind === 'double') writeDouble(writer, value);
      else writer.text(String(value));
      return;
    default:
      if (value !== null) writer.text(quoted(pythonList(value)));
  }
}

function quoted(text: string): string {
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
