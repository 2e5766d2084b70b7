import type { Column } from '#domain/surveys/survey.ts';
import {
  ABSENT,
  doubleFromCell,
  kindOfType,
  type PackedCells,
  type Table,
  type TableColumn,
  type Value,
  valueAt,
} from '#server/formats/table.ts';
import type { TableOptions } from './answer-options.ts';
import type { RowBlock } from './row-block.ts';
import { type TableSchema, typeOf } from './schema.ts';

/** A table while its columns are being put together: stored ones first, then whatever a survey adds. */
export interface TableDraft extends Table {
  readonly columns: TableColumn[];
  /** Rows of the block, in the order of the table. */
  readonly order: readonly number[];
}

export interface DraftParts {
  readonly block: RowBlock;
  readonly schema: TableSchema;
  readonly known: ReadonlyMap<string, Column>;
  readonly options: TableOptions;
  /** One block of many: what stands for missing text does not depend on the rows that are in it. */
  readonly isBlock?: boolean;
}

/** Text that stands where a row lacks a text cell that other rows have; the wire makes it so. */
const absentText = 'nan';

/** Columns of a list of names, as far as they don't follow from the rows. */
interface KeptColumns {
  readonly schema: TableSchema;
  readonly known: ReadonlyMap<string, Column>;
  readonly cleanNulls: boolean;
  readonly textIds: boolean;
  readonly columns: readonly TableColumn[];
  /** The same; columns of text say `nan` where a row has no cell. */
  readonly filled: readonly TableColumn[];
}

/** Kept by the list of names, which is mostly the very same from request to request. */
const kept = new WeakMap<readonly string[], KeptColumns>();

function columnsOf({ schema, known, options }: DraftParts, names: readonly string[]): KeptColumns {
  const { cleanNulls, textIds } = options;
  const found = kept.get(names);
  if (found?.schema === schema && found.known === known && found.cleanNulls === cleanNulls && found.textIds === textIds)
    return found;
  const columns = names.map((name, slot): TableColumn => {
    const column = known.get(name);
    const type = typeOf(name, schema, column);
    const { doc, unit, ucd } = column ?? {};
    return {
      name,
      kind: kindOfType(type),
      missing: null,
      source: slot,
      doc,
      unit,
      ucd,
      asText: textIds && type === 'long',
    };
  });
  const filled = columns.map((column) => {
    const isText = column.kind === 'text' || column.kind === 'boolean';
    return isText && !cleanNulls ? { ...column, missing: absentText } : column;
  });
  const made = { schema, known, cleanNulls, textIds, columns, filled };
  kept.set(names, made);
  return made;
}

/** Columns `names` of the rows `order`; missing numbers are null, missing text is the text `nan` unless nulls are clean. */
export function draftTable(parts: DraftParts, order: readonly number[], names: readonly string[]): TableDraft {
  const { block, isBlock = false } = parts;
  const cells = block.packed(order, names);
  const { columns, filled } = columnsOf(parts, names);
  const drafted: TableColumn[] = [];
  for (let slot = 0; slot < columns.length; slot++) {
    const bare = columns[slot];
    const whole = filled[slot];
    if (bare === undefined || whole === undefined) continue;
    // A column that no row has (of a schema row, say) is null throughout.
    drafted.push(bare === whole || isBlock || cells.isPresent[slot] === 1 ? whole : bare);
  }
  return { rowCount: order.length, columns: drafted, cells, order };
}

/** A column of computed values, one a row. */
export function computedColumn(name: string, kind: TableColumn['kind'], source: readonly Value[]): TableColumn {
  return { name, kind, missing: null, source };
}

function columnNamed({ columns }: Table, name: string): TableColumn | undefined {
  for (let i = 0; i < columns.length; i++) if (columns[i]?.name === name) return columns[i];
  return undefined;
}

/** Values of a column as numbers, NaN where there is none. */
export function numbersOf(table: Table, name: string): Float64Array {
  const column = columnNamed(table, name);
  const numbers = new Float64Array(table.rowCount).fill(Number.NaN);
  if (column === undefined) return numbers;
  if (column.kind === 'double' && typeof column.source === 'number') {
    readDoubles(table.cells, column, column.source, numbers);
    return numbers;
  }
  for (let row = 0; row < table.rowCount; row++) {
    const value = valueAt(table, column, row);
    if (typeof value === 'number') numbers[row] = value;
    else if (typeof value === 'bigint') numbers[row] = Number(value);
  }
  return numbers;
}

function readDoubles(cells: PackedCells, { name, missing }: TableColumn, slot: number, out: Float64Array): void {
  const { bytes, starts, ends, width } = cells;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let row = 0, at = slot; row < out.length; row++, at += width) {
    const start = starts[at] ?? ABSENT;
    const end = ends[at] ?? start;
    if (start < 0) {
      if (start === ABSENT && typeof missing === 'number') out[row] = missing;
    } else out[row] = end - start === 8 ? view.getFloat64(start) : doubleFromCell(bytes, start, end, name);
  }
}

/** Values of a column as text, '' where there is none; rows with the same cell as the one before share their text. */
export function textsOf(table: Table, name: string): string[] {
  const column = columnNamed(table, name);
  const texts: string[] = [];
  if (column === undefined) {
    for (let row = 0; row < table.rowCount; row++) texts.push('');
    return texts;
  }
  const { bytes, starts, ends, width } = table.cells;
  const slot = column.kind === 'text' && typeof column.source === 'number' ? column.source : -1;
  let before = '';
  let beforeStart = -1;
  let beforeEnd = -1;
  for (let row = 0; row < table.rowCount; row++) {
    const at = row * width + slot;
    const start = slot < 0 ? -1 : (starts[at] ?? -1);
    if (start < 0) {
      const value = valueAt(table, column, row);
      texts.push(value === null ? '' : String(value));
      continue;
    }
    const end = ends[at] ?? start;
    if (beforeStart < 0 || !isSameCell(bytes, { start, end }, { start: beforeStart, end: beforeEnd }))
      before = bytes.toString('utf8', start, end);
    beforeStart = start;
    beforeEnd = end;
    texts.push(before);
  }
  return texts;
}

interface Bounds {
  readonly start: number;
  readonly end: number;
}

function isSameCell(bytes: Buffer, one: Bounds, other: Bounds): boolean {
  const length = one.end - one.start;
  if (length !== other.end - other.start) return false;
  for (let i = 0; i < length; i++) if (bytes[one.start + i] !== bytes[other.start + i]) return false;
  return true;
}
