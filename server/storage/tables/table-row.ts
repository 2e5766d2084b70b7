import type { ColumnType } from '#domain/surveys/survey.ts';
import type { NewRow } from '#server/ports/wide-row-store.ts';
import { encodeCell } from '#server/storage/cell-codec.ts';
import { type CellValue, rowKey, type TableShape } from '#server/storage/surveys/survey-tables.ts';

/** One cell to be written: its value (keys are made of it), its type (the schema row tells it) and its bytes. */
export interface Cell {
  readonly column: string;
  readonly type: ColumnType;
  readonly value: CellValue;
  readonly bytes: Uint8Array;
}

/** A row on its way into a table; cells ascend by column name. */
export interface TableRow {
  readonly table: TableShape;
  readonly key: string;
  readonly timestampMs: number;
  readonly cells: readonly Cell[];
}

/** A cell with its bytes. */
export function cellOf(column: string, type: ColumnType, value: CellValue): Cell {
  return { column, type, value, bytes: encodeCell(type, value) };
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
  return {
    table,
    key: rowKey(table, cells.value),
    timestampMs,
    cells: cells.list.filter((cell) => table.carries(cell.column)),
  };
}

/** The row as the store takes it. */
export function newRowFrom(row: TableRow): NewRow {
  return {
    key: row.key,
    timestampMs: row.timestampMs,
    cells: row.cells.map((cell): readonly [string, Uint8Array] => [cell.column, cell.bytes]),
  };
}
