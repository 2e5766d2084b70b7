import type { Table, TableColumn } from '#server/formats/table.ts';

/** The same table with its rows in another order. */
export function inOrder(table: Table, order: readonly number[]): Table {
  const { starts, ends, width, bytes } = table.cells;
  const moved = (bounds: Int32Array): Int32Array => {
    const out = new Int32Array(bounds.length);
    for (const [at, row] of order.entries()) out.set(bounds.subarray(row * width, (row + 1) * width), at * width);
    return out;
  };
  const columns = table.columns.map((column): TableColumn => {
    const { source } = column;
    return typeof source === 'number' ? column : { ...column, source: order.map((row) => source[row] ?? null) };
  });
  return { ...table, columns, cells: { bytes, width, starts: moved(starts), ends: moved(ends) } };
}
