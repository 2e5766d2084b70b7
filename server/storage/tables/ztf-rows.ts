import { ztfDerived, ztfTables } from '#server/storage/surveys/ztf.ts';
import { type Cell, type CellSet, cellOf, cellSet, rowFor, type TableRow } from './table-row.ts';

const { alerts, class: byClass, pixel128, ssnamenr, tns, tracklet, upper, uppervalid } = ztfTables.byName;

/** What a ZTF alert is stored from. */
export interface ZtfAlertCells {
  /** Packet and added columns. */
  readonly alert: CellSet;
  /** Earlier epochs of the packet, each as `i:` cells with the object's id. */
  readonly history: readonly ZtfEpoch[];
  readonly classification: string;
  /** HEALPix RING pixel, NSIDE 128. */
  readonly pixel: number;
  readonly timestampMs: number;
}

/** An epoch of the history, and the time of its row. */
export interface ZtfEpoch {
  readonly cells: CellSet;
  readonly timestampMs: number;
}

/** Real–bogus score from which on the broker takes a measurement as valid, where no pixel is bad. */
const leastRealBogus = 0.55;

function epochRow({ cells, timestampMs }: ZtfEpoch): TableRow | undefined {
  if (cells.value('i:magpsf') === undefined) return rowFor(upper, cells, timestampMs);
  const rb = cells.value('i:rb');
  const valid = typeof rb === 'number' && rb >= leastRealBogus && cells.value('i:nbad') === 0;
  return valid ? undefined : rowFor(uppervalid, cells, timestampMs);
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value !== 'null';
}

/** Rows of a ZTF alert in every table but that of the cutouts (fink-broker's tables, see server/storage/surveys/ztf.ts). */
export function ztfRows({ alert, history, classification, pixel, timestampMs }: ZtfAlertCells): readonly TableRow[] {
  const derived: Cell[] = [
    cellOf(ztfDerived.classification, 'string', classification),
    cellOf(ztfDerived.pixel, 'integer', pixel),
  ];
  const cells = cellSet(alert.list, derived);
  const indexes = [
    pixel128,
    byClass,
    ...(alert.value('d:roid') === 3 ? [ssnamenr] : []),
    ...(isFilled(alert.value('d:tns')) ? [tns] : []),
    ...(isFilled(alert.value('d:tracklet')) ? [tracklet] : []),
  ];
  const epochs = history.map(epochRow).filter((row) => row !== undefined);
  return [...epochs, ...indexes.map((table) => rowFor(table, cells, timestampMs)), rowFor(alerts, cells, timestampMs)];
}
