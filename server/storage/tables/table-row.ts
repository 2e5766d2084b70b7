import type { ColumnType } from '#domain/surveys/survey.ts';
import type { Row } from '#server/ports/wide-row-store.ts';
import { cellBytesAtMost, writeCell } from '#server/storage/cell-codec.ts';
import { type CellValue, rowKey, type TableShape } from '#server/storage/surveys/survey-tables.ts';

/** One cell to be written: its value (keys are made of it) and its type (the schema row tells it). */
export interface Cell {
  readonly column: string;
  readonly type: ColumnType;
  readonly value: CellValue;
}

/** A row on its way into a table. */
export interface TableRow extends Row {
  readonly table: TableShape;
}

export function cellOf(column: string, type: ColumnType, value: CellValue): Cell {
  return { column, type, value };
}

interface Shapes {
  readonly next: Map<string, Shapes>;
  columns: readonly string[] | undefined;
}

const shapesAtMost = 50_000;
const newShapes = (): Shapes => ({ next: new Map(), columns: undefined });
/** Rows of the same columns share one array of them, so that a store can know them by it. */
const known = { shapes: newShapes(), count: 0, scratch: Buffer.alloc(0), offsets: new Uint32Array(0) };

/** The columns of these cells, in the one array that all rows of the same columns share. */
export function sharedColumns(cells: readonly Cell[]): readonly string[] {
  let at = known.shapes;
  for (const { column } of cells) {
    let next = at.next.get(column);
    if (next === undefined) {
      next = newShapes();
      known.count++;
      at.next.set(column, next);
    }
    at = next;
  }
  at.columns ??= cells.map(({ column }) => column);
  const { columns } = at;
  if (known.count > shapesAtMost) {
    known.shapes = newShapes();
    known.count = 0;
  }
  return columns;
}

/** Memory that every row is written to before it gets its own, of the right length. */
function scratchFor(cells: readonly Cell[]): Buffer {
  let length = 0;
  for (const { value } of cells) length += cellBytesAtMost(value);
  if (known.scratch.length < length) known.scratch = Buffer.allocUnsafeSlow(length * 2);
  return known.scratch;
}

/**
 * The cells one behind the other, and where each begins: cell `i` is `bytes[offsets[i] .. offsets[i + 1])`. Good until the next call.
 * @throws {PortalError} `bad-request` for a value that its type can't hold
 */
export function encodedCells(cells: readonly Cell[]): { readonly bytes: Buffer; readonly offsets: Uint32Array } {
  const bytes = scratchFor(cells);
  if (known.offsets.length <= cells.length) known.offsets = new Uint32Array(cells.length * 2 + 1);
  const { offsets } = known;
  let at = 0;
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    offsets[i] = at;
    if (cell !== undefined) at = writeCell(cell.type, cell.value, bytes, at);
  }
  offsets[cells.length] = at;
  return { bytes, offsets };
}

/**
 * The row of these cells, which ascend by column.
 * @throws {PortalError} `bad-request` for a value that its type can't hold
 */
export function tableRow(
  place: { readonly table: TableShape; readonly key: string; readonly timestampMs: number },
  cells: readonly Cell[],
): TableRow {
  const { bytes: scratch, offsets } = encodedCells(cells);
  const count = cells.length;
  const starts = new Array<number>(count);
  const ends = new Array<number>(count);
  for (let i = 0; i < count; i++) {
    starts[i] = offsets[i] ?? 0;
    ends[i] = offsets[i + 1] ?? 0;
  }
  const length = offsets[count] ?? 0;
  const bytes = Buffer.allocUnsafe(length);
  scratch.copy(bytes, 0, 0, length);
  const { table, key, timestampMs } = place;
  return { table, key, timestampMs, columns: sharedColumns(cells), bytes, starts, ends };
}

/** Cells by column, ascending; where a column comes twice the first one counts (the sections of a packet share names). */
export interface CellSet {
  readonly list: readonly Cell[];
  value(column: string): CellValue | undefined;
}

function isAscending(cells: readonly Cell[]): boolean {
  for (let i = 1; i < cells.length; i++) if ((cells[i - 1]?.column ?? '') >= (cells[i]?.column ?? '')) return false;
  return true;
}

function ascending(cells: readonly Cell[]): readonly Cell[] {
  if (isAscending(cells)) return cells;
  const byColumn = new Map<string, Cell>();
  for (const cell of cells) if (!byColumn.has(cell.column)) byColumn.set(cell.column, cell);
  return [...byColumn.values()].sort((a, b) => (a.column < b.column ? -1 : 1));
}

/** Both lists ascend; of equal columns the one of `first` is kept. */
function merged(first: readonly Cell[], second: readonly Cell[]): readonly Cell[] {
  if (first.length === 0) return second;
  if (second.length === 0) return first;
  const cells: Cell[] = [];
  let i = 0;
  for (const cell of second) {
    let next = first[i];
    while (next !== undefined && next.column < cell.column) {
      cells.push(next);
      next = first[++i];
    }
    if (next?.column !== cell.column) cells.push(cell);
  }
  for (; i < first.length; i++) {
    const rest = first[i];
    if (rest) cells.push(rest);
  }
  return cells;
}

function indexOf(list: readonly Cell[], column: string): number {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = list[middle]?.column ?? '';
    if (found === column) return middle;
    if (found < column) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** See {@link CellSet}. */
export function cellSet(...groups: readonly (readonly Cell[])[]): CellSet {
  const list = groups.map(ascending).reduce(merged, []);
  return { list, value: (column) => list[indexOf(list, column)]?.value };
}

/** The row of `table` that `cells` make: its key, and those cells that the table carries. */
export function rowFor(table: TableShape, cells: CellSet, timestampMs: number): TableRow {
  const carried = cells.list.filter((cell) => table.carries(cell.column));
  return tableRow({ table, key: rowKey(table, cells.value), timestampMs }, carried);
}
