import { canHostSupernova, isCatalogued } from '#domain/classification.ts';
import type { ReadOptions, Row, TableChange, WideRowStore, WritableRow } from '#server/ports/wide-row-store.ts';
import { javaDoubleText } from '#server/storage/surveys/java-double.ts';
import { rowKey } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { createSchemaRows } from '#server/storage/tables/schema-rows.ts';
import { type Cell, cellOf, cellSet, tableRow } from '#server/storage/tables/table-row.ts';
import { alertsOfNight, jdRangeOfNight, type NightAlert } from './ztf-night-alerts.ts';

const { alerts, anomaly, statistics } = ztfTables.byName;

/** Objects a night that are kept as its anomalies: what the broker's own anomaly archive keeps. */
const anomaliesANight = 10;
/** Version pair of the schema row of the statistics, which no broker version determines. */
const countVersions = { broker: 'portal', science: '1' } as const;

/** What is counted of a night, alert by alert. */
function createCounts() {
  const basic = { raw: 0, sci: 0, n_g: 0, n_r: 0 };
  const simbad = { simbad_tot: 0, simbad_gal: 0 };
  const exposures = new Set<number>();
  const fields = new Set<number>();
  const classes = new Map<string, number>();
  return {
    add(alert: NightAlert): void {
      basic.raw++;
      if (!alert.isValid) return;
      basic.sci++;
      if (alert.fid === 1) basic.n_g++;
      if (alert.fid === 2) basic.n_r++;
      exposures.add(alert.jd);
      if (alert.field !== undefined) fields.add(alert.field);
      if (isCatalogued(alert.simbadType)) simbad.simbad_tot++;
      if (canHostSupernova(alert.simbadType)) simbad.simbad_gal++;
      classes.set(alert.classification, (classes.get(alert.classification) ?? 0) + 1);
    },
    cells(): readonly Cell[] {
      const counted = { ...basic, exposures: exposures.size, fields: fields.size };
      return [
        ...Object.entries(counted).map(([name, count]) => cellOf(`basic:${name}`, 'long', count)),
        ...[...classes, ...Object.entries(simbad)].map(([name, count]) => cellOf(`class:${name}`, 'long', count)),
      ];
    },
  };
}

/** Lowest score first; equal ones by id, so that the same alerts always give the same list. */
function byOddness(a: NightAlert, b: NightAlert): number {
  return Number(a.anomalyScore) - Number(b.anomalyScore) || (a.candid < b.candid ? -1 : 1);
}

/** The strangest alert of each of the strangest objects. A score of exactly 0 is what alerts have that nobody scored. */
function strangest(scored: readonly NightAlert[]): readonly NightAlert[] {
  const objects = new Map<string, NightAlert>();
  for (const alert of [...scored].sort(byOddness)) {
    if (objects.size === anomaliesANight) break;
    if (!objects.has(alert.objectId)) objects.set(alert.objectId, alert);
  }
  return [...objects.values()];
}

function underKey(row: Row, key: string): WritableRow {
  return { ...row, key, bytes: row.bytes.slice(), starts: Array.from(row.starts), ends: Array.from(row.ends) };
}

async function anomalyChange(
  store: WideRowStore,
  { night, chosen }: { readonly night: string; readonly chosen: readonly NightAlert[] },
  options: ReadOptions,
): Promise<TableChange> {
  const rows: WritableRow[] = [];
  const found = await store.get(
    alerts.name,
    chosen.map(({ key }) => key),
    options,
  );
  for (const [index, { jd, objectId }] of chosen.entries()) {
    const row = found[index];
    if (row)
      rows.push(
        underKey(
          row,
          rowKey(anomaly, (column) => (column === 'i:jd' ? jd : objectId)),
        ),
      );
  }
  const [start = '', end] = jdRangeOfNight(night).map(javaDoubleText);
  const kept = new Set(rows.map(({ key }) => key));
  const removed: string[] = [];
  for await (const { key } of store.scan(anomaly.name, [{ start, end }], { ...options, columns: [] })) {
    if (!kept.has(key)) removed.push(key);
  }
  return { table: anomaly.name, rows, removed };
}

async function statisticsChange(
  store: WideRowStore,
  night: string,
  { cells, timestampMs }: { readonly cells: readonly Cell[]; readonly timestampMs: number },
): Promise<TableChange> {
  const key = rowKey(statistics, () => night);
  if (timestampMs === 0) return { table: statistics.name, rows: [], removed: [key] };
  const { list } = cellSet(cells);
  const schema = await createSchemaRows(store).rowFor(statistics, countVersions, { columns: list, timestampMs });
  const row = tableRow({ table: statistics, key, timestampMs }, list);
  return { table: statistics.name, rows: schema ? [schema, row] : [row] };
}

/**
 * What follows from all alerts of a night of ZTF that are stored now: its row in `statistics_class`, and its alerts in `ztf.anomaly`.
 * Received alerts are counted whole; all else as the broker does it, over those that pass its quality cuts.
 * The same alerts always give the same bytes: the time of the rows is that of the latest alert.
 * @param night UTC date, `20231012`
 */
export async function ztfNightRows(
  store: WideRowStore,
  night: string,
  options: ReadOptions = {},
): Promise<readonly TableChange[]> {
  const counts = createCounts();
  const scored: NightAlert[] = [];
  let timestampMs = 0;
  for await (const alert of alertsOfNight(store, night, options)) {
    counts.add(alert);
    timestampMs = Math.max(timestampMs, alert.timestampMs);
    const { anomalyScore: score } = alert;
    if (alert.isValid && score !== undefined && Number.isFinite(score) && score !== 0) scored.push(alert);
  }
  return [
    await anomalyChange(store, { night, chosen: strangest(scored) }, options),
    await statisticsChange(store, night, { cells: counts.cells(), timestampMs }),
  ];
}
