import { PortalError } from '#domain/failure.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { checkFormat, readFormat, writeFormat } from '#server/storage/format/data-format.ts';
import { createSchemaRows, type SchemaRows } from '#server/storage/tables/schema-rows.ts';
import { reasonOf } from './alert-sources.ts';
import { createStoreBatch, type PendingAlert } from './batch/store-batch.ts';
import { listInputFiles } from './inputs/input-files.ts';
import { createNightly } from './nightly/nightly.ts';
import {
  type AlertReader,
  type BatchLimits,
  defaultBatchLimits,
  type ReadingHandlers,
  type Rejection,
  type ShapeColumns,
} from './reading/handlers.ts';
import type { PackedBatch } from './reading/packed-batch.ts';
import { surveyIngests } from './reading/survey-ingests.ts';
import { createUnpacking } from './reading/unpack-batch.ts';

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
  readonly reader: AlertReader;
  readonly batchLimits?: BatchLimits;
}

/** How far an ingest is. */
export interface IngestProgress {
  readonly alerts: number;
  readonly rejected: number;
  readonly bytes: number;
  readonly totalBytes: number;
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

type ColumnsOf = PendingAlert['columnsOf'];

/** Learns which columns each shape has, and refuses those that the tables hold with another type. */
function createShapes(schemaRows: SchemaRows) {
  const known: ColumnsOf[] = [];
  const check = async ({ survey, shape, columns }: ShapeColumns): Promise<string | undefined> => {
    const { byName } = surveyIngests[survey].tables;
    const byTable = new Map(Object.entries(byName).map(([name, table]) => [table, columns[name] ?? []]));
    known[shape] = (table) => byTable.get(table) ?? [];
    try {
      for (const [table, list] of byTable) await schemaRows.check(table, list);
    } catch (error) {
      return reasonOf(error);
    }
    return undefined;
  };
  const columnsOf = (shape: number): ColumnsOf => {
    const found = known[shape];
    if (found === undefined) throw new PortalError('internal', 'An alert came before its shape.');
    return found;
  };
  return { check, columnsOf };
}

/** What becomes of what is read, and what it adds up to. */
function createRun(deps: IngestDeps, { onProgress, onRejected }: IngestOptions, totalBytes: number) {
  const { store, dataFolder } = deps;
  const schemaRows = createSchemaRows(store);
  const storeBatch = createStoreBatch({ ...deps, schemaRows });
  const unpack = createUnpacking();
  const shapes = createShapes(schemaRows);
  const nightly = createNightly({ store, dataFolder }, Object.values(surveyIngests));
  const objects = new Set<string>();
  const nights = new Set<number>();
  const count = { alerts: 0, unchanged: 0, rejected: 0, bytes: 0 };
  const report = (): void => onProgress?.({ ...count, totalBytes });
  let underWay: Promise<unknown> = Promise.resolve();

  const storePacked = async (packed: PackedBatch): Promise<SharedArrayBuffer> => {
    const ingest = surveyIngests[packed.survey];
    const alerts = unpack(packed, ingest.tables).map(({ shape, rows }) => {
      if (rows.lake.objectId !== null) objects.add(rows.lake.objectId);
      nights.add(Math.floor(rows.timestampMs / dayMs));
      return { rows, columnsOf: shapes.columnsOf(shape) };
    });
    await nightly.touch(
      ingest,
      alerts.map(({ rows }) => rows.timestampMs),
    );
    const { unchanged } = await storeBatch(ingest, alerts);
    count.alerts += alerts.length;
    count.unchanged += unchanged;
    report();
    return packed.buffer;
  };
  const handlers: ReadingHandlers = {
    shape: shapes.check,
    batch(packed) {
      const stored = underWay.then(() => storePacked(packed));
      // Whoever handed the batch over gets the failure; nothing is stored after it.
      stored.catch(() => {});
      underWay = stored;
      return stored;
    },
    rejected(rejection) {
      count.rejected++;
      onRejected?.(rejection);
      report();
    },
    bytes(bytes) {
      count.bytes += bytes;
      report();
    },
  };
  return { handlers, count, objects, nights, nightly, settled: () => underWay.catch(() => {}) };
}

/** Makes an ingest. One at a time may run on a store. */
export function createIngest(deps: IngestDeps): Ingest {
  const { dataFolder, nowMs, reader, batchLimits: limits = defaultBatchLimits } = deps;

  async function ingestPaths(paths: readonly string[], options: IngestOptions = {}): Promise<IngestSummary> {
    const began = nowMs();
    const inputs = await listInputFiles(paths);
    await checkFormat(dataFolder);
    if ((await readFormat(dataFolder)) === undefined) await writeFormat(dataFolder);
    const totalBytes = inputs.reduce((sum, { length }) => sum + length, 0);
    const { handlers, count, objects, nights, nightly, settled } = createRun(deps, options, totalBytes);
    try {
      await reader.read(inputs, handlers, { limits, signal: options.signal });
    } finally {
      await settled();
    }
    await nightly.finish({ signal: options.signal });
    const { alerts, unchanged, rejected } = count;
    const seconds = (nowMs() - began) / 1000;
    return { alerts, unchanged, objects: objects.size, nights: nights.size, rejected, seconds };
  }

  return { ingestPaths };
}
