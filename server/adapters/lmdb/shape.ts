/**
 * The set of cells that a stored row has. Cells of known width lie first, in the order of `columns`; behind them the lengths of the
 * others, then their bytes. A shape never changes once it is stored.
 */
export interface Shape {
  readonly id: number;
  /** Full names, ascending by UTF-8 bytes. */
  readonly columns: readonly string[];
  /** Bytes of every cell of the column, 0 where they vary. */
  readonly widths: readonly number[];
}

/** What is read of a shape's rows: all of it, or the wanted columns. Offsets are relative to the begin of the row's value. */
export interface View {
  readonly columns: readonly string[];
  /** Begin and end of the fixed cells, 0 for the varying ones. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** For each varying cell of the shape, up to the last one wanted: its index in `columns`, or −1. */
  readonly varying: readonly number[];
  /** Number of varying cells in the shape, and where their lengths begin. */
  readonly varyingCount: number;
  readonly lengthsAt: number;
}

/** Bytes before the first cell: shape id with the flag of wide lengths (4), timestamp (6). */
export const headerBytes = 10;

/** The view of `shape` with the columns that `wanted` has, or with all. */
export function viewOfShape(shape: Shape, wanted?: ReadonlySet<string>): View {
  const columns: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const varying: number[] = [];
  let at = headerBytes;
  for (const [index, name] of shape.columns.entries()) {
    const width = shape.widths[index] ?? 0;
    const isWanted = wanted === undefined || wanted.has(name);
    if (width === 0) varying.push(isWanted ? columns.length : -1);
    if (isWanted) {
      columns.push(name);
      starts.push(width === 0 ? 0 : at);
      ends.push(width === 0 ? 0 : at + width);
    }
    at += width;
  }
  const varyingCount = varying.length;
  while (varying.at(-1) === -1) varying.pop();
  return {
    columns: wanted === undefined ? shape.columns : columns,
    starts,
    ends,
    varying,
    varyingCount,
    lengthsAt: at,
  };
}
