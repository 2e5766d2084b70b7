import { PortalError } from '#domain/failure.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import { checkKey } from '#server/ports/keys.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { checkFormat, readFormat, writeFormat } from '#server/storage/format/data-format.ts';
import { createSchemaRows } from '#server/storage/tables/schema-rows.ts';
import { createAlertSources, reasonOf, type SourceItem } from './alert-sources.ts';
import { type BatchLimits, createBatches } from './batch/batches.ts';
import { createStoreBatch, type PendingAlert } from './batch/store-batch.ts';
import { listInputFiles } from './inputs/input-files.ts';
import { createNightly } from './nightly/nightly.ts';
import type { RecordShape } from './records/record-shape.ts';
import { lsstIngest } from './surveys/lsst-ingest.ts';
import type { PreparedShape, SurveyIngest } from './surveys/survey-ingest.ts';
import { ztfIngest } from './surveys/ztf-ingest.ts';

export interface IngestDeps {
  readonly store: WideRowStore;
  /** The lake. */
  readonly files: FileStore;
  /** The data folder, for format.json. */
  readonly dataFolder: FileStore;
  /** `hdfs://<authority>:8020<path>` of a path below the lake's root. */
  readonly hdfsPathOf: (path: string) => string;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  readonly batchLimits?: BatchLimits;
  /** Called after each batch. */
  readonly collectGarbage?: () => void;
}

/** How far an ingest is. */
export interface IngestProgress {
  readonly alerts: number;
  readonly rejected: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** A packet that was left out, and why. */
export interface Rejection {
  readonly name: string;
  readonly reason: string;
}

export interface IngestSummary {
  /** Alerts that were read whole; all of them are stored. */
  readonly alerts: number;
  /** Those of them that were stored before. */
  readonly unchanged: number;
  readonly objects: number;
  readonly nights: number;
  readonly rejected: number;
  readonly seconds: number;
}

export interface IngestOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: IngestProgress) => void;
  readonly onRejected?: (rejection: Rejection) => void;
}

export interface Ingest {
  /**
   * Stores all alerts of packets, archives, nightly files and folders of them; what is stored already stays as it is, byte for byte.
   * @throws {PortalError} `not-found` for a path without files, `unavailable` for data of another format, `aborted`
   */
  ingestPaths(paths: readonly string[], options?: IngestOptions): Promise<IngestSummary>;
}

const dayMs = 86_400_000;

const surveys: readonly SurveyIngest[] = [ztfIngest, lsstIngest];

interface Prepared extends PreparedShape {
  readonly ingest: SurveyIngest;
}

/** What is known of a shape: how its records are read, or why they can't be. */
type Reading = { readonly prepared: Prepared } | { readonly reason: string };

function surveyOf(shape: RecordShape): SurveyIngest | undefined {
  return surveys.find((survey) => survey.recognises(shape));
}

/** What the survey of a shape needs of nested records; nothing is left out of records of no known survey. */
function needsOf(shape: RecordShape): (field: string, inner: string) => boolean {
  const ingest = surveyOf(shape);
  return (field, inner) => ingest?.needs(field, inner) ?? true;
}

/** Makes an ingest. One at a time may run on a store. */
export function createIngest(deps: IngestDeps): Ingest {
  const { store, dataFolder, nowMs } = deps;

  function createReadings() {
    const schemaRows = createSchemaRows(store);
    const known = new Map<RecordShape, Reading>();
    const prepare = async (shape: RecordShape): Promise<Reading> => {
      const ingest = surveyOf(shape);
      if (ingest === undefined) return { reason: 'its fields are those of no survey that is known here' };
      const prepared = ingest.prepare(shape);
      try {
        for (const table of Object.values(ingest.tables.byName))
          await schemaRows.check(table, prepared.columnsOf(table));
      } catch (error) {
        return { reason: reasonOf(error) };
      }
      return { prepared: { ...prepared, ingest } };
    };
    const readingOf = async (shape: RecordShape): Promise<Reading> => {
      const reading = known.get(shape) ?? (await prepare(shape));
      known.set(shape, reading);
      return reading;
    };
    return { schemaRows, readingOf };
  }

  async function ingestPaths(paths: readonly string[], options: IngestOptions = {}): Promise<IngestSummary> {
    const { signal, onProgress, onRejected } = options;
    const began = nowMs();
    const inputs = await listInputFiles(paths);
    await checkFormat(dataFolder);
    if ((await readFormat(dataFolder)) === undefined) await writeFormat(dataFolder);
    const { schemaRows, readingOf } = createReadings();
    const storeBatch = createStoreBatch({ ...deps, schemaRows });
    const nightly = createNightly({ store, dataFolder }, surveys);
    const batches = createBatches(async (ingest, alerts) => {
      await nightly.touch(
        ingest,
        alerts.map(({ rows }) => rows.timestampMs),
      );
      const result = await storeBatch(ingest, alerts);
      deps.collectGarbage?.();
      return result;
    }, deps.batchLimits);
    const objects = new Set<string>();
    const nights = new Set<number>();
    const totalBytes = inputs.reduce((sum, { length }) => sum + length, 0);
    const count = { alerts: 0, rejected: 0, bytes: 0 };
    const sources = createAlertSources(needsOf);

    const take = async (item: SourceItem): Promise<void> => {
      const alert = 'reason' in item ? item : await pendingFrom(item, readingOf);
      if ('reason' in alert) {
        count.rejected++;
        onRejected?.({ name: item.name, reason: alert.reason });
        return;
      }
      count.alerts++;
      if (alert.rows.lake.objectId !== null) objects.add(alert.rows.lake.objectId);
      nights.add(Math.floor(alert.rows.timestampMs / dayMs));
      await batches.add(alert.ingest, alert);
    };

    const onBytes = (bytes: number): void => {
      count.bytes += bytes;
    };
    try {
      for (const file of inputs) {
        for await (const item of sources(file, { signal, onBytes })) {
          if (signal?.aborted) throw new PortalError('aborted', 'The ingest was stopped.');
          await take(item);
          onProgress?.({ ...count, totalBytes });
        }
        onProgress?.({ ...count, totalBytes });
      }
    } finally {
      await batches.settled();
    }
    const { unchanged } = await batches.finish();
    await nightly.finish({ signal });
    const seconds = (nowMs() - began) / 1000;
    return {
      alerts: count.alerts,
      unchanged,
      objects: objects.size,
      nights: nights.size,
      rejected: count.rejected,
      seconds,
    };
  }

  return { ingestPaths };
}

type Taken = (PendingAlert & { readonly ingest: SurveyIngest }) | { readonly reason: string };

async function pendingFrom(
  item: Extract<SourceItem, { record: unknown }>,
  readingOf: (shape: RecordShape) => Promise<Reading>,
): Promise<Taken> {
  const reading = await readingOf(item.shape);
  if ('reason' in reading) return reading;
  const { read, columnsOf, ingest } = reading.prepared;
  try {
    const rows = read(item.record);
    for (const { key } of rows.rows) checkKey(key);
    return { rows, columnsOf, ingest };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}
