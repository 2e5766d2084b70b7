import type { Table } from './table.ts';

/** Rows `from` (inclusive) to `to` (exclusive) of a table, without copying its cells. */
export function tableRows(table: Table, from: number, to: number): Table {
  const { cells } = table;
  return {
    rowCount: to - from,
    columns: table.columns.map((column) =>
      typeof column.source === 'number' ? column : { ...column, source: column.source.slice(from, to) },
    ),
    cells: {
      ...cells,
      starts: cells.starts.subarray(from * cells.width, to * cells.width),
      ends: cells.ends.subarray(from * cells.width, to * cells.width),
    },
  };
}
