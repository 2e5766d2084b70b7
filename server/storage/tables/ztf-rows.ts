import type { ColumnType } from '#domain/surveys/survey.ts';
import { rowKey, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import { ztfDerived, ztfTables } from '#server/storage/surveys/ztf.ts';
import { type Cell, type CellSet, cellOf, cellSet, type TableRow, tableRow } from './table-row.ts';
import { rowsFor } from './table-rows.ts';

const { alerts, class: byClass, forced, pixel128, ssnamenr, tns, tracklet, upper, uppervalid } = ztfTables.byName;
const { lowStateBlazars, highStateBlazars, slsn } = ztfTables.byName;

/** What a ZTF alert is stored from. */
export interface ZtfAlertCells {
  /** Packet and added columns. */
  readonly alert: CellSet;
  /** Earlier epochs of the packet. */
  readonly history: readonly ZtfEpoch[];
  /** Forced photometry of the packet. */
  readonly forced?: readonly ZtfForcedEpoch[];
  readonly classification: string;
  /** HEALPix RING pixel, NSIDE 128. */
  readonly pixel: number;
  readonly timestampMs: number;
}

/** An earlier epoch as the packet tells it: a detection, or (without magpsf) an upper limit. */
export interface ZtfEpoch {
  readonly jd: number;
  readonly fid?: number;
  readonly magpsf?: number;
  readonly sigmapsf?: number;
  readonly diffmaglim?: number;
  readonly magnr?: number;
  readonly sigmagnr?: number;
  readonly isdiffpos?: string;
  readonly distnr?: number;
  readonly rb?: number;
  readonly nbad?: number;
  readonly timestampMs: number;
}

/** Forced photometry of an earlier epoch, in units of the exposure: `magzpsci` is the magnitude of one. */
export interface ZtfForcedEpoch {
  readonly jd: number;
  readonly timestampMs: number;
  /** Values by column, ascending; those that the packet lacks are absent. */
  readonly cells: readonly Cell[];
}

/** Columns of forced photometry and their types, ascending, without the object. */
export const forcedColumns = [
  ['i:diffmaglim', 'float'],
  ['i:distnr', 'float'],
  ['i:fid', 'integer'],
  ['i:forcediffimflux', 'float'],
  ['i:forcediffimfluxunc', 'float'],
  ['i:jd', 'double'],
  ['i:magnr', 'float'],
  ['i:magzpsci', 'float'],
  ['i:procstatus', 'string'],
  ['i:sigmagnr', 'float'],
] as const satisfies readonly (readonly [string, ColumnType])[];

/** Whether the broker takes a measurement as valid: real rather than bogus, and no bad pixel. */
export function isValidMeasurement(rb: number | undefined, nbad: number | undefined): boolean {
  return rb !== undefined && rb >= 0.55 && nbad === 0;
}

/** Columns of an epoch's row and their types, ascending; the epoch itself has all but the object. */
const epochColumns = [
  ['diffmaglim', 'float'],
  ['distnr', 'float'],
  ['fid', 'integer'],
  ['isdiffpos', 'string'],
  ['jd', 'double'],
  ['magnr', 'float'],
  ['magpsf', 'float'],
  ['objectId', 'string'],
  ['sigmagnr', 'float'],
  ['sigmapsf', 'float'],
] as const;

type EpochColumn = readonly [name: keyof ZtfEpoch | 'objectId', column: string, type: ColumnType];

const columnsOfTable: ReadonlyMap<TableShape, readonly EpochColumn[]> = new Map(
  [upper, uppervalid].map((table) => [
    table,
    epochColumns
      .map(([name, type]) => [name, `i:${name}`, type] as const)
      .filter(([, column]) => table.carries(column)),
  ]),
);

function epochTable({ magpsf, rb, nbad }: ZtfEpoch): TableShape | undefined {
  if (magpsf === undefined) return upper;
  return isValidMeasurement(rb, nbad) ? undefined : uppervalid;
}

/** Row of an epoch that the light curve shows as a limit or as a bad measurement; good measurements have alerts of their own. */
function epochRow(epoch: ZtfEpoch, objectId: Cell): TableRow | undefined {
  const table = epochTable(epoch);
  if (table === undefined) return undefined;
  const cells: Cell[] = [];
  for (const [name, column, type] of columnsOfTable.get(table) ?? []) {
    const value = name === 'objectId' ? objectId.value : epoch[name];
    if (value !== undefined) cells.push(cellOf(column, type, value));
  }
  const key = rowKey(table, (column) => (column === 'i:jd' ? epoch.jd : objectId.value));
  return tableRow({ table, key, timestampMs: epoch.timestampMs }, cells);
}

function forcedRow({ jd, timestampMs, cells }: ZtfForcedEpoch, objectId: Cell): TableRow {
  const key = rowKey(forced, (column) => (column === 'i:jd' ? jd : objectId.value));
  const at = cells.findIndex(({ column }) => column > objectId.column);
  const all = at < 0 ? [...cells, objectId] : [...cells.slice(0, at), objectId, ...cells.slice(at)];
  return tableRow({ table: forced, key, timestampMs }, all);
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value !== 'null';
}

/** Score from which on the classifier of superluminous supernovae takes an alert for a candidate. */
const leastSlsnScore = 0.5;

/** Whether flux and sliding mean, both relative to the threshold of the blazar's state, are on the wanted side of it. */
function areBoth(alert: CellSet, names: readonly [string, string], isWanted: (ratio: number) => boolean): boolean {
  return names.every((name) => {
    const ratio = alert.value(`d:blazar_stats_${name}`);
    return typeof ratio === 'number' && isWanted(ratio);
  });
}

/** Below 1, but above 0: that is what alerts have which nobody compared with a blazar (as −1). */
const isBelow = (ratio: number): boolean => ratio > 0 && ratio < 1;
const isAbove = (ratio: number): boolean => ratio > 1;

/** Tables of the broker's filters that let the alert pass. */
function selections(alert: CellSet): readonly TableShape[] {
  const isLow = areBoth(alert, ['instantness_low', 'robustness_low'], isBelow) || areBoth(alert, ['m1', 'm2'], isBelow);
  const isHigh = areBoth(alert, ['instantness_high', 'robustness_high'], isAbove);
  const isSlsn = Number(alert.value('d:slsn_score')) >= leastSlsnScore;
  return [...(isLow ? [lowStateBlazars] : []), ...(isHigh ? [highStateBlazars] : []), ...(isSlsn ? [slsn] : [])];
}

/** Rows of a ZTF alert in every table but that of the cutouts (fink-broker's tables, see server/storage/surveys/ztf.ts). */
export function ztfRows({
  alert,
  history,
  forced: measured = [],
  classification,
  pixel,
  timestampMs,
}: ZtfAlertCells): readonly TableRow[] {
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
    ...selections(alert),
  ];
  const objectId = cellOf('i:objectId', 'string', String(alert.value('i:objectId')));
  const epochs = history.map((epoch) => epochRow(epoch, objectId)).filter((row) => row !== undefined);
  const forcedRows = measured.map((epoch) => forcedRow(epoch, objectId));
  return [...epochs, ...forcedRows, ...rowsFor([...indexes, alerts], cells, timestampMs)];
}
