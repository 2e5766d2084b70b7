import { type Table, type TableColumn, tableFromValues } from '#server/formats/table.ts';
import type { KeyRange, Row } from '#server/ports/wide-row-store.ts';
import { decodeCell } from '#server/storage/cell-codec.ts';
import { javaDoubleText } from '#server/storage/surveys/java-double.ts';
import type { TableShape } from '#server/storage/surveys/survey-tables.ts';
import type { QueryContext } from './answer-options.ts';
import type { ReadDeps } from './read-deps.ts';
import { readRows } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import type { TableSchema } from './schema.ts';

/** A row whose values are all text: column → value, columns ascending. */
export type TextRow = ReadonlyMap<string, string>;

/** Cells of a row as the client of the broker writes them; columns without a type in the schema row are text. */
export function textRowOf({ columns, bytes, starts, ends }: Row, schema: TableSchema, known?: TableSchema): TextRow {
  return new Map(
    columns.map((name, k): [string, string] => {
      const type = schema.get(name) ?? known?.get(name) ?? 'string';
      const value = decodeCell(type, bytes, starts[k], ends[k]);
      return [name, type === 'double' && typeof value === 'number' ? javaDoubleText(value) : String(value)];
    }),
  );
}

export interface TextScan {
  readonly table: TableShape;
  readonly ranges: readonly KeyRange[];
  readonly limit: number;
  readonly columns?: readonly string[];
  /** Types of columns, where the table's schema rows don't say. */
  readonly known?: TableSchema;
}

export interface TextRows {
  readonly rows: readonly TextRow[];
  readonly truncated: boolean;
}

/** Rows of ranges, ascending by key, every value text. */
export async function textRowsOf(deps: ReadDeps, request: TextScan, context: QueryContext): Promise<TextRows> {
  const { known, ...scan } = request;
  const schema = await deps.schemas.read(scan.table, { signal: context.signal });
  const rows: TextRow[] = [];
  // Rows are read into text at once: none is left for the block.
  const keep = (row: Row): boolean => {
    if (rows.length <= scan.limit) rows.push(textRowOf(row, schema, known));
    return rows.length > scan.limit;
  };
  const ranges = { ...scan, limit: 0, keep };
  const { truncated } = await readRows(deps.store, ranges, { block: new RowBlock(), context });
  return { rows: rows.slice(0, scan.limit), truncated };
}

/** The table of such rows: columns in the order in which rows bring them, null where a row has none. */
export function tableOfTexts(rows: readonly TextRow[]): Table {
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const columns = names.map(
    (name): TableColumn => ({
      name,
      kind: 'text',
      missing: null,
      source: rows.map((row) => row.get(name) ?? null),
    }),
  );
  return tableFromValues(columns, rows.length);
}
