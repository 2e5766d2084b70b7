import type { Column } from '#domain/surveys/survey.ts';
import { ztfAlertColumns } from '#domain/surveys/ztf-columns.ts';
import type { NewRow, WideRowStore, WritableRow } from '#server/ports/wide-row-store.ts';
import { encodeCell } from '#server/storage/cell-codec.ts';
import { schemaKey, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import { ztfDerived, ztfTables } from '#server/storage/surveys/ztf.ts';
import { type Cell, cellOf, cellSet, rowFor, type TableRow } from '#server/storage/tables/table-row.ts';

const noon = Date.UTC(2026, 0, 1);
export const firstJd = 2_460_000.75;
/** Beyond 2^53, as real ones are. */
export const firstCandid = 3_072_410_265_715_010_000n;

type CellValues = Readonly<Record<string, string | number | bigint | boolean | undefined>>;

export interface SampleAlert {
  readonly objectId: string;
  readonly values: CellValues;
  readonly classification: string;
  readonly pixel: number;
  /** Earlier epochs of the packet: with `i:magpsf` a bad-quality measurement, without it an upper limit. */
  readonly history: readonly CellValues[];
  /** Tables of filters that the alert is in. */
  readonly selectedFor: readonly ('anomaly' | 'lowStateBlazars' | 'highStateBlazars' | 'slsn')[];
}

/** Reproducible numbers between 0 and 1. */
export function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function cellsOf(values: CellValues, columns: readonly Column[]): Cell[] {
  return columns.flatMap(({ name, type }) => {
    const value = values[name];
    return value === undefined ? [] : [cellOf(name, type, value)];
  });
}

function madeValue({ type }: Column, next: () => number): string | number | bigint | boolean {
  switch (type) {
    case 'string':
      return `text ${Math.floor(next() * 100)}`;
    case 'boolean':
      return next() < 0.5;
    case 'integer':
      return Math.floor(next() * 100_000);
    case 'long':
      return 142_912_846_506_300_000n + BigInt(Math.floor(next() * 1e6));
    default:
      return (next() - 0.3) * 10 ** Math.floor(next() * 5);
  }
}

/** An alert with every column of ZTF, made of reproducible numbers; `values` win. */
export function sampleAlert(
  objectId: string,
  index: number,
  values: CellValues = {},
  place: Partial<SampleAlert> = {},
): SampleAlert {
  const next = sequence(index * 7919 + objectId.charCodeAt(objectId.length - 1));
  const made = Object.fromEntries(ztfAlertColumns.map((column) => [column.name, madeValue(column, next)]));
  const jd = firstJd + index * 1.002;
  const all: CellValues = {
    ...made,
    'i:objectId': objectId,
    'i:candid': firstCandid + BigInt(index),
    'i:jd': jd,
    'i:jdstarthist': firstJd - 3.25,
    'i:fid': (index % 2) + 1,
    'i:magpsf': Math.fround(18 + next()),
    'i:sigmapsf': Math.fround(0.05 + next() / 10),
    'i:ra': 193.82 + next() / 3600,
    'i:dec': 2.89 + next() / 3600,
    'd:cdsxmatch': 'Unknown',
    'd:roid': 0,
    'd:tracklet': '',
    'd:tns': '',
    'd:lc_features_g': '[13.47, NaN, 0.5]',
    'd:lc_features_r': '[]',
    'd:blazar_stats_m0': undefined,
    'd:blazar_stats_m1': undefined,
    'd:blazar_stats_m2': undefined,
    ...values,
  };
  return { objectId, values: all, classification: 'Unknown', pixel: 0, history: [], selectedFor: [], ...place };
}

const { alerts, class: byClass, pixel128, tns, tracklet, upper, uppervalid } = ztfTables.byName;
const { anomaly, lowStateBlazars, highStateBlazars, slsn } = ztfTables.byName;
const selections = { anomaly, lowStateBlazars, highStateBlazars, slsn } as const;

function rowsOf({ objectId, values, classification, pixel, history, selectedFor }: SampleAlert): readonly TableRow[] {
  const jd = Number(values['i:jd']);
  const timestampMs = noon + Math.round((jd - firstJd) * 1000);
  const epochs = history.map((epoch) => {
    const cells = cellSet(cellsOf({ 'i:objectId': objectId, ...epoch }, ztfAlertColumns));
    return rowFor(epoch['i:magpsf'] === undefined ? upper : uppervalid, cells, timestampMs);
  });
  const derived = [
    cellOf(ztfDerived.classification, 'string', classification),
    cellOf(ztfDerived.pixel, 'integer', pixel),
  ];
  const cells = cellSet(cellsOf(values, ztfAlertColumns), derived);
  const tables = [
    alerts,
    byClass,
    pixel128,
    ...(values['d:tns'] ? [tns] : []),
    ...(values['d:tracklet'] ? [tracklet] : []),
    ...selectedFor.map((name) => selections[name]),
  ];
  return [...epochs, ...tables.map((table) => rowFor(table, cells, timestampMs))];
}

function cutoutsRowOf({ values }: SampleAlert): TableRow {
  const place = [
    cellOf(
      'd:hdfs_path',
      'string',
      `hdfs://localhost:8020/year=2023/month=02/day=25/part-${values['i:candid']}.parquet`,
    ),
    cellOf(
      'd:stamp_locator',
      'string',
      `1 year=2023/month=02/day=25/part-${values['i:candid']}.parquet 4,100,0 104,100,0 -`,
    ),
  ];
  const cells = cellSet(cellsOf(values, ztfAlertColumns), place);
  return rowFor(ztfTables.cutouts, cells, noon);
}

function schemaRows(table: TableShape): NewRow[] {
  const derived: Column[] = [
    { name: ztfDerived.classification, type: 'string', doc: '' },
    { name: ztfDerived.pixel, type: 'integer', doc: '' },
  ];
  const carried = [...ztfAlertColumns, ...derived].filter(({ name }) => table.carries(name));
  const cells = carried.map(({ name, type }): [string, Uint8Array] => [name, encodeCell('string', type)]);
  return cells.length === 0 ? [] : [{ key: schemaKey('4.0', '6.1.1'), timestampMs: noon, cells }];
}

/** Writes alerts into every table of ZTF, with a schema row each. */
export async function writeSampleAlerts(store: WideRowStore, alerts: readonly SampleAlert[]): Promise<void> {
  const byTable = new Map<string, WritableRow[]>(
    Object.values(ztfTables.byName).map((table) => [table.name, schemaRows(table)]),
  );
  for (const alert of alerts) {
    for (const row of [...rowsOf(alert), cutoutsRowOf(alert)]) byTable.get(row.table.name)?.push(row);
  }
  await store.writeAll([...byTable].map(([table, rows]) => ({ table, rows })));
}
