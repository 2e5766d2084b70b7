import { PortalError } from '#domain/failure.ts';
import { type StampLocator, textFromLocator } from '#domain/stamps/locator.ts';
import type { SurveyIngest } from '#server/ingest/surveys/survey-ingest.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { lakeLayouts } from '#server/storage/lake/lake-layout.ts';
import { writeLakeFile } from '#server/storage/lake/write-lake-file.ts';
import { rowKey, type SurveyTables } from '#server/storage/surveys/survey-tables.ts';
import { type AlertRows, cutoutsRow } from '#server/storage/tables/alert-rows.ts';
import type { SchemaRows } from '#server/storage/tables/schema-rows.ts';
import { lakeGroups, lakePath } from './lake-placement.ts';
import { sideBySide } from './side-by-side.ts';
import { type Replacement, staleRows } from './stale-rows.ts';
import { createStoredState, type StoredAlert } from './stored-state.ts';
import { createTableBatch, type TableBatch } from './table-batch.ts';

/** An alert, and the shape of the input it came from. */
export interface PendingAlert {
  readonly rows: AlertRows;
  readonly columnsOf: ReturnType<SurveyIngest['prepare']>['columnsOf'];
}

export interface StoreBatchDeps {
  readonly store: WideRowStore;
  readonly files: FileStore;
  readonly schemaRows: SchemaRows;
  /** `hdfs://<authority>:8020<path>` of a path below the lake's root. */
  readonly hdfsPathOf: (path: string) => string;
}

/** What became of a batch. */
export interface BatchResult {
  /** Alerts written, new or changed. */
  readonly written: number;
  /** Alerts that were stored already, whole. */
  readonly unchanged: number;
}

/** Lake files written side by side: while one is being flushed to the disk, the next is made. Each holds some MB. */
const lakeFilesAtOnce = 3;

interface Placed {
  readonly hdfsPath: string;
  readonly locator: string;
}

interface Candidate extends PendingAlert {
  readonly cutoutsKey: string;
}

/** An alert that comes twice in a batch is stored once: the broker's form rather than the bare packet, else the later. */
function distinct(ingest: SurveyIngest, alerts: readonly PendingAlert[]): readonly Candidate[] {
  const byKey = new Map<string, Candidate>();
  for (const alert of alerts) {
    const cutoutsKey = rowKey(ingest.tables.cutouts, alert.rows.cutoutCells.value);
    const earlier = byKey.get(cutoutsKey);
    if (earlier?.rows.enriched && !alert.rows.enriched) continue;
    byKey.delete(cutoutsKey);
    byKey.set(cutoutsKey, { ...alert, cutoutsKey });
  }
  return [...byKey.values()];
}

/** What is to be done for the alerts of a batch, by what the store has of them. */
interface Changes {
  readonly changed: readonly Candidate[];
  /** Where the stamps of alerts are that are in the lake already. */
  readonly kept: ReadonlyMap<Candidate, Placed>;
  /** Alerts of which the store has the broker's form. */
  readonly better: ReadonlySet<Candidate>;
  readonly replacements: readonly Replacement[];
}

function changesOf(candidates: readonly Candidate[], states: readonly StoredAlert[]): Changes {
  const kept = new Map<Candidate, Placed>();
  const changed: Candidate[] = [];
  const better = new Set<Candidate>();
  const replacements: Replacement[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const state = states[index];
    if (state?.place && (state.isSame || state.isBetter)) continue;
    if (state?.place) kept.set(candidate, state.place);
    if (state?.isBetter) better.add(candidate);
    else if (state?.row) replacements.push({ rows: candidate.rows, stored: state.row });
    changed.push(candidate);
  }
  return { changed, kept, better, replacements };
}

/** The latest alert of each shape and versions: the one that tells what columns there are. */
function latestOfShapes(alerts: readonly Candidate[]): Iterable<{ alert: Candidate; timestampMs: number }> {
  const seen = new Map<string, { alert: Candidate; timestampMs: number }>();
  const shapes = new Map<PendingAlert['columnsOf'], number>();
  for (const alert of alerts) {
    const { versions, timestampMs } = alert.rows;
    const shape = shapes.get(alert.columnsOf) ?? shapes.size;
    shapes.set(alert.columnsOf, shape);
    const key = `${shape} ${versions.broker} ${versions.science}`;
    const earlier = seen.get(key);
    if (!earlier || earlier.timestampMs < timestampMs) seen.set(key, { alert, timestampMs });
  }
  return seen.values();
}

async function addSchemaRows(
  batch: TableBatch,
  { tables, schemaRows }: { readonly tables: SurveyTables; readonly schemaRows: SchemaRows },
  alerts: readonly Candidate[],
): Promise<void> {
  const latest = [...latestOfShapes(alerts)];
  for (const table of Object.values(tables.byName)) {
    for (const { alert, timestampMs } of latest) {
      const columns = alert.columnsOf(table);
      if (columns.length === 0) continue;
      const row = await schemaRows.rowFor(table, alert.rows.versions, { columns, timestampMs });
      if (row) batch.add(row);
    }
  }
}

async function placeInLake(
  { files, hdfsPathOf }: StoreBatchDeps,
  survey: SurveyIngest['survey']['id'],
  alerts: readonly Candidate[],
): Promise<Map<Candidate, Placed>> {
  const placed = new Map<Candidate, Placed>();
  const placedAlerts = alerts.map((candidate) => ({
    ...candidate.rows.lake,
    timestampMs: candidate.rows.timestampMs,
    candidate,
  }));
  await sideBySide(lakeGroups(placedAlerts), lakeFilesAtOnce, async (group) => {
    const path = lakePath(survey, group);
    const locators = await writeLakeFile(files, path, group.alerts, { layout: lakeLayouts[survey] });
    for (const { alertId, candidate } of group.alerts) {
      placed.set(candidate, placedAt(hdfsPathOf(path), locators.get(String(alertId))));
    }
  });
  return placed;
}

/**
 * Stores alerts of one survey: first their stamps in the lake, durably; then, in one step, their rows in all tables. So no reader sees an
 * alert without its stamps, and an ingest that is cut off leaves nothing half done. Alerts that are stored already are left as they are.
 * Where the store has no such step (HBase), the places of the stamps are written first and the alerts last: an alert that is there is
 * whole, and one that is not there is written again, with everything beside it.
 */
export function createStoreBatch(deps: StoreBatchDeps) {
  const { store, files, schemaRows } = deps;
  const storedState = createStoredState({ store, files });

  async function writeRows(ingest: SurveyIngest, changes: Changes, placed: Map<Candidate, Placed>): Promise<void> {
    const { tables } = ingest;
    const { cutouts, hdfsPathColumn: pathColumn, locatorColumn } = tables;
    const { changed, kept, better, replacements } = changes;
    const batch = createTableBatch(store);
    await addSchemaRows(batch, { tables, schemaRows }, changed);
    for (const candidate of changed) {
      const place = kept.get(candidate) ?? placed.get(candidate);
      if (place === undefined) throw new PortalError('internal', 'An alert was not placed in the lake.');
      batch.add(cutoutsRow(cutouts, candidate.rows, { pathColumn, locatorColumn, ...place }));
      if (!better.has(candidate)) for (const row of candidate.rows.rows) batch.add(row);
    }
    for (const { table, key } of await staleRows(store, ingest, replacements)) batch.remove(table, key);
    await batch.write({ first: cutouts, last: tables.alerts });
  }

  return async (ingest: SurveyIngest, alerts: readonly PendingAlert[]): Promise<BatchResult> => {
    const candidates = distinct(ingest, alerts);
    const changes = changesOf(candidates, await storedState(ingest.tables, candidates));
    const { changed, kept } = changes;
    if (changed.length === 0) return { written: 0, unchanged: alerts.length };
    const fresh = changed.filter((candidate) => !kept.has(candidate));
    const placed = await placeInLake(deps, ingest.survey.id, fresh);
    await writeRows(ingest, changes, placed);
    return { written: changed.length, unchanged: alerts.length - changed.length };
  };
}

function placedAt(hdfsPath: string, locator: StampLocator | undefined): Placed {
  if (locator === undefined) throw new PortalError('internal', 'The lake gave no place for a stamp.');
  return { hdfsPath, locator: textFromLocator(locator) };
}
