import type { ArrowBody } from './arrow-body.ts';
import { numberFromFloat32 } from './shortest-float32.ts';
import {
  ABSENT,
  corruptCell,
  longFromCell,
  type Nested,
  NOTHING,
  type Table,
  type TableColumn,
  type Value,
  valueAt,
} from './table.ts';

/** Where a column's cell of a row is. */
function cellAt({ cells }: Table, { source }: TableColumn, row: number): number {
  return typeof source === 'number' ? row * cells.width + source : -1;
}

const keptBits = 13;
const keptKeys = new Uint32Array(1 << keptBits);
const keptValues = new Float64Array(1 << keptBits);

/** The double of a float32 cell; half of the cells of an object repeat others, so some thousand are kept by their bits. */
function doubleFromFloatCell(cells: DataView, start: number): number {
  const bits = cells.getUint32(start);
  const place = Math.imul(bits, 0x9e3779b1) >>> (32 - keptBits);
  if (keptKeys[place] === bits) return keptValues[place] ?? 0;
  const value = numberFromFloat32(cells.getFloat32(start));
  keptKeys[place] = bits;
  keptValues[place] = value;
  return value;
}

function numberOrNaN(value: Value | undefined): number {
  return typeof value === 'number' ? value : Number.NaN;
}

/** A column of numbers whose place is known, and whose values are still to be written. */
interface Numbers {
  readonly column: TableColumn;
  readonly write: typeof writeDoubles;
  readonly node: number;
  readonly present: number;
  readonly to: number;
}

/** Rows of a table, the last one excluded. */
interface RowSpan {
  readonly from: number;
  readonly end: number;
}

function openNumbers(body: ArrowBody, rowCount: number, column: TableColumn): Numbers {
  const node = body.node(rowCount, 0);
  const present = body.openOnes(rowCount);
  const to = body.open(rowCount * 8);
  return { column, write: column.kind === 'double' ? writeDoubles : writeLongs, node, present, to };
}

function writeDoubles(
  body: ArrowBody,
  { table, cells }: ArrowSource,
  { column, present, to }: Numbers,
  { from, end: last }: RowSpan,
): number {
  const { source } = column;
  const { view } = body;
  const { starts, ends, width } = table.cells;
  const slot = typeof source === 'number' ? source : 0;
  const values = typeof source === 'number' ? undefined : source;
  const missing = numberOrNaN(column.missing);
  let nulls = 0;
  for (let row = from; row < last; row++) {
    let value = Number.NaN;
    if (values === undefined) {
      const index = row * width + slot;
      const start = starts[index] ?? NOTHING;
      const length = (ends[index] ?? start) - start;
      if (start < 0) value = start === ABSENT ? missing : Number.NaN;
      else if (length === 4) value = doubleFromFloatCell(cells, start);
      else if (length === 8) value = cells.getFloat64(start);
      else throw corruptCell(column.name, length);
    } else value = numberOrNaN(values[row]);
    if (!Number.isNaN(value)) view.setFloat64(to + row * 8, value, true);
    else {
      body.clearBit(present, row);
      nulls++;
    }
  }
  return nulls;
}

function longOf(table: Table, column: TableColumn, row: number): bigint | undefined {
  const { bytes, starts, ends } = table.cells;
  const index = cellAt(table, column, row);
  const start = starts[index] ?? NOTHING;
  let value: Value | undefined = start === ABSENT ? column.missing : null;
  if (typeof column.source !== 'number') value = column.source[row];
  else if (start >= 0) value = longFromCell(bytes, start, ends[index] ?? start, column.name);
  if (typeof value === 'bigint') return value;
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : undefined;
}

function writeLongs(
  body: ArrowBody,
  { table, cells }: ArrowSource,
  { column, present, to }: Numbers,
  { from, end: last }: RowSpan,
): number {
  const { starts, ends } = table.cells;
  const { view } = body;
  let nulls = 0;
  for (let row = from; row < last; row++) {
    const index = cellAt(table, column, row);
    const start = starts[index] ?? NOTHING;
    const length = start < 0 ? 0 : (ends[index] ?? start) - start;
    const at = to + row * 8;
    if (length === 8 || length === 4) {
      const low = cells.getInt32(start + length - 4);
      view.setInt32(at, low, true);
      view.setInt32(at + 4, length === 8 ? cells.getInt32(start) : low >> 31, true);
      continue;
    }
    const value = longOf(table, column, row);
    if (value !== undefined) view.setBigInt64(at, value, true);
    else {
      body.clearBit(present, row);
      nulls++;
    }
  }
  return nulls;
}

function writeTruths(body: ArrowBody, table: Table, column: TableColumn): number {
  const { rowCount } = table;
  const present = body.openBits(rowCount);
  const to = body.openBits(rowCount);
  let nulls = 0;
  for (let row = 0; row < rowCount; row++) {
    const value = valueAt(table, column, row);
    if (typeof value !== 'boolean') nulls++;
    else {
      body.setBit(present, row);
      if (value) body.setBit(to, row);
    }
  }
  return nulls;
}

/** Text of cells is copied as it is; what is no UTF-8 gets replacement characters, as it does in the other formats. */
function appendCell(body: ArrowBody, { table, cells }: ArrowSource, start: number, end: number): void {
  if (!body.appendAscii(cells, start, end)) body.appendText(table.cells.bytes.toString('utf8', start, end));
}

function writeTexts(body: ArrowBody, source: ArrowSource, column: TableColumn): number {
  const { table } = source;
  const { rowCount } = table;
  const { starts, ends } = table.cells;
  const present = body.openOnes(rowCount);
  const offsets = body.open((rowCount + 1) * 4);
  const first = body.open(0);
  const isText = column.kind === 'text';
  let nulls = 0;
  for (let row = 0; row < rowCount; row++) {
    const index = isText ? cellAt(table, column, row) : -1;
    const start = starts[index] ?? NOTHING;
    if (start >= 0) appendCell(body, source, start, ends[index] ?? start);
    else {
      const value = valueAt(table, column, row);
      if (value !== null) body.appendText(String(value));
      else {
        body.clearBit(present, row);
        nulls++;
      }
    }
    body.view.setInt32(offsets + (row + 1) * 4, body.at - first, true);
  }
  body.closeBuffer();
  return nulls;
}

type Lists = readonly (Nested | null)[];

/** Lists as bits and offsets; what they hold follows as a field of its own. */
function writeLists(body: ArrowBody, lists: Lists): (number | null | Nested)[] {
  const nulls = lists.reduce((count, list) => count + (list === null ? 1 : 0), 0);
  body.node(lists.length, nulls);
  const present = body.openBits(lists.length);
  const offsets = body.open((lists.length + 1) * 4);
  const items: (number | null | Nested)[] = [];
  for (const [index, list] of lists.entries()) {
    if (list !== null) {
      body.setBit(present, index);
      for (const item of list) items.push(item);
    }
    body.view.setInt32(offsets + (index + 1) * 4, items.length, true);
  }
  return items;
}

function listOrNull(value: Value | undefined): Nested | null {
  return typeof value === 'object' ? value : null;
}

/** Images: rows of numbers. */
function writeStamps(body: ArrowBody, table: Table, column: TableColumn): void {
  const images = Array.from({ length: table.rowCount }, (_, row) => listOrNull(valueAt(table, column, row)));
  const numbers = writeLists(body, writeLists(body, images).map(listOrNull)).map(numberOrNaN);
  body.node(numbers.length, numbers.filter((value) => Number.isNaN(value)).length);
  const present = body.openBits(numbers.length);
  const to = body.open(numbers.length * 8);
  for (const [index, value] of numbers.entries()) {
    if (Number.isNaN(value)) continue;
    body.setBit(present, index);
    body.view.setFloat64(to + index * 8, value, true);
  }
}

/** A table, and its cells with a view for numbers. */
interface ArrowSource {
  readonly table: Table;
  readonly cells: DataView;
}

function arrowSource(table: Table): ArrowSource {
  const { bytes } = table.cells;
  return { table, cells: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/** Rows whose cells, and where they are, stay in the processor's cache while all columns read them. */
const rowsAtATime = 64;

/** The columns of a table as the fields of a record batch. @throws {PortalError} `corrupt`. */
export function writeArrowColumns(body: ArrowBody, table: Table): void {
  const source = arrowSource(table);
  const numbers: Numbers[] = [];
  for (const column of table.columns) {
    if (column.kind === 'double' || (column.kind === 'long' && !column.asText))
      numbers.push(openNumbers(body, table.rowCount, column));
    else writeArrowColumn(body, source, column);
  }
  for (let from = 0; from < table.rowCount; from += rowsAtATime) {
    const span = { from, end: Math.min(table.rowCount, from + rowsAtATime) };
    for (const column of numbers) body.addNulls(column.node, column.write(body, source, column, span));
  }
}

function writeArrowColumn(body: ArrowBody, source: ArrowSource, column: TableColumn): void {
  const { table } = source;
  if (column.kind === 'array') {
    writeStamps(body, table, column);
    return;
  }
  const node = body.node(table.rowCount, 0);
  const isTruth = column.kind === 'boolean';
  body.addNulls(node, isTruth ? writeTruths(body, table, column) : writeTexts(body, source, column));
}
