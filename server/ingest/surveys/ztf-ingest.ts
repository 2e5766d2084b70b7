import { PortalError, shownValue } from '#domain/failure.ts';
import { pixelOf } from '#domain/healpix/ring.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import { ztf } from '#domain/surveys/ztf.ts';
import { ztfFinkColumns } from '#domain/surveys/ztf-columns-fink.ts';
import { ztfPacketColumns } from '#domain/surveys/ztf-columns-packet.ts';
import { ztfNightRows } from '#server/ingest/nightly/ztf-night.ts';
import { cellValueFrom } from '#server/ingest/records/cell-value.ts';
import {
  addedPlan,
  ascendingPlan,
  type ColumnPlan,
  cellsFrom,
  declaredTypes,
  sectionPlan,
} from '#server/ingest/records/column-plan.ts';
import {
  fieldOf,
  fieldsOf,
  type PlainRecord,
  type RecordShape,
  recordFrom,
  recordsFrom,
} from '#server/ingest/records/record-shape.ts';
import type { Row } from '#server/ports/wide-row-store.ts';
import { decodeCell } from '#server/storage/cell-codec.ts';
import type { LakeStamp } from '#server/storage/lake/lake-layout.ts';
import type { TableShape } from '#server/storage/surveys/survey-tables.ts';
import { ztfDerived, ztfTables } from '#server/storage/surveys/ztf.ts';
import { type AlertRows, cutoutCellsOf } from '#server/storage/tables/alert-rows.ts';
import type { TypedColumn } from '#server/storage/tables/schema-rows.ts';
import { type Cell, type CellSet, cellOf, cellSet, type TableRow } from '#server/storage/tables/table-row.ts';
import { forcedColumns, type ZtfEpoch, type ZtfForcedEpoch, ztfRows } from '#server/storage/tables/ztf-rows.ts';
import {
  checkPosition,
  requiredId,
  requiredNumber,
  type SurveyIngest,
  stampFrom,
  timestampOf,
} from './survey-ingest.ts';
import { classOfAlert, derivedCells, derivedColumns } from './ztf-derived.ts';

const declared = declaredTypes(ztfPacketColumns, ztfFinkColumns);

const rootFields = ['objectId', 'candid', 'publisher', 'schemavsn', 'fink_broker_version', 'fink_science_version'];
/** Parts of a record that aren't columns: nested packet data, and the broker's own bookkeeping and partitions. */
const otherFields = new Set(
  `candidate prv_candidates fp_hists cutoutScience cutoutTemplate cutoutDifference timestamp brokerStartProcessTimestamp
    brokerEndProcessTimestamp brokerIngestTimestamp year month day`.split(/\s+/),
);
const epochFields = [
  'jd',
  'fid',
  'magpsf',
  'sigmapsf',
  'diffmaglim',
  'magnr',
  'sigmagnr',
  'isdiffpos',
  'distnr',
  'rb',
  'nbad',
];

interface Plans {
  readonly packet: ColumnPlan;
  readonly candidate: ColumnPlan;
  readonly added: ColumnPlan;
  readonly epoch: ColumnPlan;
  readonly hasForced: boolean;
}

function plansOf(shape: RecordShape): Plans {
  const root = shape.filter(({ name }) => rootFields.includes(name));
  const rest = shape.filter(({ name }) => !rootFields.includes(name) && !otherFields.has(name));
  const history = fieldsOf(shape, 'prv_candidates').filter(({ name }) => epochFields.includes(name));
  return {
    packet: ascendingPlan(sectionPlan('i', root, declared)),
    candidate: ascendingPlan(sectionPlan('i', fieldsOf(shape, 'candidate'), declared, ['candid'])),
    added: ascendingPlan(addedPlan('d', rest, declared)),
    epoch: sectionPlan('i', history, declared),
    hasForced: fieldsOf(shape, 'fp_hists').length > 0,
  };
}

function epochNumber(name: string, value: unknown, type: ColumnType = 'float'): number | undefined {
  const number = cellValueFrom(name, type, value);
  return typeof number === 'number' ? number : undefined;
}

function epochFrom(entry: PlainRecord): ZtfEpoch | undefined {
  const jd = epochNumber('jd', entry.jd, 'double');
  // An epoch without a time has no row key: nothing can be said of it.
  if (jd === undefined || !Number.isFinite(jd)) return undefined;
  const isdiffpos = cellValueFrom('isdiffpos', 'string', entry.isdiffpos);
  return {
    jd,
    fid: epochNumber('fid', entry.fid, 'integer'),
    magpsf: epochNumber('magpsf', entry.magpsf),
    sigmapsf: epochNumber('sigmapsf', entry.sigmapsf),
    diffmaglim: epochNumber('diffmaglim', entry.diffmaglim),
    magnr: epochNumber('magnr', entry.magnr),
    sigmagnr: epochNumber('sigmagnr', entry.sigmagnr),
    isdiffpos: isdiffpos === undefined ? undefined : String(isdiffpos),
    distnr: epochNumber('distnr', entry.distnr),
    rb: epochNumber('rb', entry.rb),
    nbad: epochNumber('nbad', entry.nbad, 'integer'),
    timestampMs: timestampOf(ztf, jd),
  };
}

function epochsFrom(record: PlainRecord): readonly ZtfEpoch[] {
  return recordsFrom(record.prv_candidates).flatMap((entry) => epochFrom(entry) ?? []);
}

const forcedFields = forcedColumns.map(([column, type]) => ({ column, type, name: column.slice(2) }));
/** The packets write −99999 where there is no value. */
const leastForced = -99_990;

function forcedFrom(entry: PlainRecord): ZtfForcedEpoch | undefined {
  const cells: Cell[] = [];
  for (const { column, type, name } of forcedFields) {
    const value = cellValueFrom(name, type, entry[name]);
    if (value !== undefined && !(typeof value === 'number' && !(value > leastForced))) {
      cells.push(cellOf(column, type, value));
    }
  }
  const jd = epochNumber('jd', entry.jd, 'double');
  const isMeasured = cells.some(({ column }) => column === 'i:forcediffimflux');
  if (!isMeasured || jd === undefined || !Number.isFinite(jd)) return undefined;
  return { jd, timestampMs: timestampOf(ztf, jd), cells };
}

function forcedEpochs(record: PlainRecord): readonly ZtfForcedEpoch[] {
  return recordsFrom(record.fp_hists).flatMap((entry) => forcedFrom(entry) ?? []);
}

function versionsOf(alert: CellSet, enriched: boolean): AlertRows['versions'] {
  if (!enriched) return { broker: 'packet', science: String(alert.value('i:schemavsn') ?? 'unknown') };
  const [broker, science] = ztfTables.versionColumns.map((column) => String(alert.value(column) ?? 'unknown'));
  return { broker: broker ?? 'unknown', science: science ?? 'unknown' };
}

function checkedObjectId(cells: readonly Cell[]): Cell {
  const cell = cells.find(({ column }) => column === 'i:objectId');
  if (cell && ztf.objectIdPattern.test(String(cell.value))) return cell;
  throw new PortalError(
    'bad-request',
    cell ? `objectId ${shownValue(cell.value)} is no ZTF name` : 'objectId is missing',
  );
}

function stampOf(cutout: unknown): LakeStamp | null {
  const record = recordFrom(cutout);
  return stampFrom(record?.stampData, record?.fileName);
}

function alertRows(plans: Plans, record: PlainRecord): AlertRows {
  const candidate = recordFrom(record.candidate);
  if (candidate === undefined) throw new PortalError('bad-request', 'candidate is missing');
  const packet = cellsFrom(plans.packet, record);
  const objectId = checkedObjectId(packet);
  const base = cellSet(packet, cellsFrom(plans.candidate, candidate));
  const history = epochsFrom(record);
  const enriched = plans.added.length > 0;
  const added = enriched ? cellsFrom(plans.added, record) : derivedCells(base, history);
  const alert = cellSet(base.list, added);
  const raDeg = requiredNumber('ra', alert.value('i:ra'));
  const decDeg = requiredNumber('dec', alert.value('i:dec'));
  checkPosition(raDeg, decDeg);
  const time = requiredNumber('jd', alert.value('i:jd'));
  const timestampMs = timestampOf(ztf, time);
  const pixel = pixelOf(ztfTables.pixelNside, raDeg, decDeg);
  return {
    lake: {
      objectId: String(objectId.value),
      alertId: requiredId('candid', alert.value('i:candid')),
      time,
      stamps: {
        Science: stampOf(record.cutoutScience),
        Template: stampOf(record.cutoutTemplate),
        Difference: stampOf(record.cutoutDifference),
      },
    },
    timestampMs,
    rows: ztfRows({
      alert,
      history,
      forced: forcedEpochs(record),
      classification: classOfAlert(alert),
      pixel,
      timestampMs,
    }),
    cutoutCells: cutoutCellsOf(ztfTables, alert),
    versions: versionsOf(alert, enriched),
    enriched,
  };
}

const { pixel128, class: byClass, ssnamenr, tns, tracklet } = ztfTables.byName;
const { lowStateBlazars, highStateBlazars, slsn, anomaly } = ztfTables.byName;
const { orbCand, ssoCand, ssoResolver, tnsResolver, metadata, statistics } = ztfTables.byName;
/** Tables into which no alert puts a row. */
const otherTables = new Set<TableShape>([orbCand, ssoCand, ssoResolver, tnsResolver, metadata, statistics]);
const historyTables: readonly TableShape[] = [ztfTables.byName.upper, ztfTables.byName.uppervalid];
const ownColumns: readonly TypedColumn[] = [
  { column: ztfTables.hdfsPathColumn, type: 'string' },
  { column: ztfTables.locatorColumn, type: 'string' },
  { column: ztfDerived.classification, type: 'string' },
];

const forcedTyped: readonly TypedColumn[] = [
  ...forcedColumns.map(([column, type]) => ({ column, type })),
  { column: 'i:objectId', type: 'string' },
];

function columnsOf(plans: Plans, table: TableShape): readonly TypedColumn[] {
  if (otherTables.has(table)) return [];
  if (table === ztfTables.byName.forced) return plans.hasForced ? forcedTyped : [];
  const added = plans.added.length > 0 ? plans.added : derivedColumns;
  const all = historyTables.includes(table)
    ? [...plans.packet, ...plans.epoch]
    : [...plans.packet, ...plans.candidate, ...added, ...(table === ztfTables.alerts ? [] : ownColumns)];
  return all.filter(({ column }) => table.carries(column));
}

function cellsOfRow({ columns, bytes, starts, ends }: Row, types: ReadonlyMap<string, ColumnType>): CellSet {
  const cells: Cell[] = [];
  for (const [index, column] of columns.entries()) {
    const type = types.get(column);
    if (type !== undefined) cells.push(cellOf(column, type, decodeCell(type, bytes, starts[index], ends[index])));
  }
  return cellSet(cells);
}

function rowsBeside(row: Row, types: ReadonlyMap<string, ColumnType> = declared): readonly TableRow[] {
  const alert = cellsOfRow(row, types);
  const position = [alert.value('i:ra'), alert.value('i:dec')].map(Number);
  const pixel = pixelOf(ztfTables.pixelNside, position[0] ?? 0, position[1] ?? 0);
  const classification = classOfAlert(alert);
  return ztfRows({ alert, history: [], classification, pixel, timestampMs: row.timestampMs });
}

/** Fields of the lists that are read; of other lists all are. */
const neededOf: Readonly<Record<string, ReadonlySet<string>>> = {
  prv_candidates: new Set(epochFields),
  fp_hists: new Set(forcedFields.map(({ name }) => name)),
};

/** ZTF alerts: the packets of the survey, and the broker's nightly files, which have the same fields and the broker's beside them. */
export const ztfIngest: SurveyIngest = {
  survey: ztf,
  tables: ztfTables,
  recognises: (shape) => fieldOf(shape, 'candidate')?.kind === 'struct' && fieldOf(shape, 'candid') !== undefined,
  needs: (list, field) => neededOf[list]?.has(field) ?? true,
  prepare(shape) {
    const plans = plansOf(shape);
    return { read: (record) => alertRows(plans, record), columnsOf: (table) => columnsOf(plans, table) };
  },
  rowsBeside,
  indexTables: [pixel128, byClass, ssnamenr, tns, tracklet, lowStateBlazars, highStateBlazars, slsn],
  derivedTypes: new Map([[ztfDerived.classification, 'string']]),
  nightTables: [anomaly, statistics],
  rowsOfNight: ztfNightRows,
};
