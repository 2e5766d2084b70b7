import type { Column } from '#domain/surveys/survey.ts';
import type { PackedCells, Table, TableColumn, Value } from '#server/formats/table.ts';
import { valueAt } from '#server/formats/table.ts';
import type { TableOptions } from './answer-options.ts';
import type { RowBlock } from './row-block.ts';
import { kindOf, type TableSchema, typeOf } from './schema.ts';

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

/** Columns `names` of the rows `order`; missing numbers are null, missing text is the text `nan` unless nulls are clean. */
export function draftTable(parts: DraftParts, order: readonly number[], names: readonly string[]): TableDraft {
  const { block, schema, known, options, isBlock = false } = parts;
  const cells: PackedCells = block.packed(order, names);
  const columns = names.map((name, slot): TableColumn => {
    const column = known.get(name);
    const type = typeOf(name, schema, column);
    const kind = kindOf(type);
    const isText = kind === 'text' || kind === 'boolean';
    return {
      name,
      kind,
      missing: isText && !options.cleanNulls && (isBlock || isAnywhere(cells, slot)) ? absentText : null,
      source: slot,
      doc: column?.doc,
      unit: column?.unit,
      ucd: column?.ucd,
      asText: options.textIds && type === 'long',
    };
  });
  return { rowCount: order.length, columns, cells, order };
}

/** A column that no row has (of a schema row, say) is null throughout. */
function isAnywhere({ starts, width }: PackedCells, slot: number): boolean {
  for (let at = slot; at < starts.length; at += width) if ((starts[at] ?? -1) >= 0) return true;
  return false;
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
  for (let row = 0; row < table.rowCount; row++) {
    const value = valueAt(table, column, row);
    if (typeof value === 'number') numbers[row] = value;
    else if (typeof value === 'bigint') numbers[row] = Number(value);
  }
  return numbers;
}

/** Values of a column as text, '' where there is none. */
export function textsOf(table: Table, name: string): string[] {
  const column = columnNamed(table, name);
  return Array.from({ length: table.rowCount }, (_, row) => {
    const value = column === undefined ? null : valueAt(table, column, row);
    return value === null ? '' : String(value);
  });
}
