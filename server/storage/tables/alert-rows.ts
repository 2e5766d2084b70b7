import type { LakeAlert } from '#server/storage/lake/lake-layout.ts';
import type { SurveyTables, TableShape } from '#server/storage/surveys/survey-tables.ts';
import { type Cell, type CellSet, cellOf, cellSet, rowFor, type TableRow } from './table-row.ts';

/** An alert ready to be stored: what it puts into each table, and its stamps. */
export interface AlertRows {
  /** What goes into the lake: ids, time and the stamps as they are in the packet. */
  readonly lake: LakeAlert;
  /** Time of the alert, milliseconds since 1970 UTC: timestamp of its rows, and what says which of two is the later. */
  readonly timestampMs: number;
  /** Every row but that of the cutouts table. */
  readonly rows: readonly TableRow[];
  /** Cells from which the row of the cutouts table is made. */
  readonly cutoutCells: CellSet;
  /** Versions that name the schema row. */
  readonly versions: { readonly broker: string; readonly science: string };
  /** True when the broker added its values; such a row is not replaced by that of the bare packet. */
  readonly enriched: boolean;
}

/** What of an alert the row of its stamps is made of. */
export function cutoutCellsOf(tables: SurveyTables, alert: CellSet): CellSet {
  const { cutouts } = tables;
  const keys = new Set(cutouts.key.map(({ column }) => column));
  return cellSet(alert.list.filter(({ column }) => keys.has(column) || cutouts.carries(column)));
}

/** Row of the cutouts table of an alert, whose stamps lie in the lake at `hdfsPath` and are found through `locator`. */
export function cutoutsRow(
  table: TableShape,
  alert: AlertRows,
  at: {
    readonly pathColumn: string;
    readonly hdfsPath: string;
    readonly locatorColumn: string;
    readonly locator: string;
  },
): TableRow {
  const place: Cell[] = [cellOf(at.pathColumn, 'string', at.hdfsPath), cellOf(at.locatorColumn, 'string', at.locator)];
  return rowFor(table, cellSet(alert.cutoutCells.list, place), alert.timestampMs);
}
