import { rowKey, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import { type Cell, type CellSet, encodedCells, sharedColumns, type TableRow } from './table-row.ts';

/** The cells of a set that a table carries. */
interface Selection {
  readonly columns: readonly string[];
  /** Runs of neighbours: index of the first cell, and of the one behind the last. */
  readonly runs: readonly (readonly [from: number, to: number])[];
}

/** By the shared columns of the set. */
const selections = new WeakMap<readonly string[], Map<TableShape, Selection>>();

function makeSelection(table: TableShape, cells: readonly Cell[]): Selection {
  const runs: [number, number][] = [];
  const carried: Cell[] = [];
  for (const [index, cell] of cells.entries()) {
    if (!table.carries(cell.column)) continue;
    carried.push(cell);
    const last = runs.at(-1);
    if (last !== undefined && last[1] === index) last[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return { columns: sharedColumns(carried), runs };
}

function selectionOf(table: TableShape, cells: readonly Cell[], columns: readonly string[]): Selection {
  const known = selections.get(columns) ?? new Map<TableShape, Selection>();
  selections.set(columns, known);
  const selection = known.get(table) ?? makeSelection(table, cells);
  known.set(table, selection);
  return selection;
}

/** Bytes up to which a loop copies faster than a call. */
const shortRun = 48;

/**
 * The rows of all `tables` that `cells` make, in the order of the tables: what `rowFor` makes one by one, with every cell encoded once.
 * @throws {PortalError} `bad-request` for a value that its type can't hold
 */
export function rowsFor(tables: readonly TableShape[], cells: CellSet, timestampMs: number): TableRow[] {
  const all = sharedColumns(cells.list);
  const { bytes: source, offsets } = encodedCells(cells.list);
  return tables.map((table) => {
    const { columns, runs } = selectionOf(table, cells.list, all);
    let length = 0;
    for (const [from, to] of runs) length += (offsets[to] ?? 0) - (offsets[from] ?? 0);
    const bytes = Buffer.allocUnsafe(length);
    const starts = new Array<number>(columns.length);
    const ends = new Array<number>(columns.length);
    let at = 0;
    let cell = 0;
    for (const [from, to] of runs) {
      const first = offsets[from] ?? 0;
      const last = offsets[to] ?? 0;
      const shift = at - first;
      for (let i = from; i < to; i++) {
        starts[cell] = (offsets[i] ?? 0) + shift;
        ends[cell++] = (offsets[i + 1] ?? 0) + shift;
      }
      if (last - first > shortRun) bytes.set(source.subarray(first, last), at);
      else for (let i = first; i < last; i++) bytes[i + shift] = source[i] ?? 0;
      at += last - first;
    }
    return { table, key: rowKey(table, cells.value), timestampMs, columns, bytes, starts, ends };
  });
}
