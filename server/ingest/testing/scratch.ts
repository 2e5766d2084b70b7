import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createIngest, type Ingest, type IngestOptions, type IngestSummary } from '#server/ingest/create-ingest.ts';
import { openIngestDeps } from '#server/ingest/deps.ts';
import { parseDataEnv } from '#server/ingest/env.ts';
import { createAlertReading } from '#server/ingest/reading/alert-reading.ts';
import type { BatchLimits, Rejection } from '#server/ingest/reading/handlers.ts';
import type { Row, WideRowStore } from '#server/ports/wide-row-store.ts';

/** Small batches make many moments at which an ingest can be cut off. */
export const smallBatches: BatchLimits = { alertsAtMost: 10, stampBytesAtMost: 1024 * 1024 };

/** A folder for one test. */
export function scratchFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'ingest-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Ingests into a data folder, and closes it again; alerts are read in this thread (faster for few of them) unless `inThread`. */
export async function ingestInto(
  dataDir: string,
  paths: readonly string[],
  options: IngestOptions & { readonly batchLimits?: BatchLimits; readonly inThread?: boolean } = {},
): Promise<IngestSummary & { readonly rejections: readonly Rejection[] }> {
  const deps = openIngestDeps(parseDataEnv({ DATA_DIR: dataDir }), () => performance.now());
  const rejections: Rejection[] = [];
  try {
    const reader = options.inThread ? deps.reader : createAlertReading();
    const ingest: Ingest = createIngest({ ...deps, reader, batchLimits: options.batchLimits });
    const summary = await ingest.ingestPaths(paths, {
      ...options,
      onRejected: (rejection) => rejections.push(rejection),
    });
    return { ...summary, rejections };
  } finally {
    await deps.close();
  }
}

/** Runs `work` with the store of a data folder. */
export async function withStore<T>(dataDir: string, work: (store: WideRowStore) => Promise<T>): Promise<T> {
  const deps = openIngestDeps(parseDataEnv({ DATA_DIR: dataDir }), () => performance.now());
  try {
    return await work(deps.store);
  } finally {
    await deps.close();
  }
}

/** One line a cell, `column=hex`; only columns that `keep` takes. */
export function rowText(row: Row, keep: (column: string) => boolean = () => true): string {
  return row.columns
    .map((column, index) => ({
      column,
      hex: Buffer.from(row.bytes.subarray(row.starts[index], row.ends[index])).toString('hex'),
    }))
    .filter(({ column }) => keep(column))
    .map(({ column, hex }) => `${column}=${hex}\n`)
    .join('');
}

/** Everything that a store holds, as text: table, key, timestamp, cells. */
export function dumpStore(dataDir: string): Promise<readonly string[]> {
  return withStore(dataDir, async (store) => {
    const lines: string[] = [];
    for (const table of await store.tables()) {
      for await (const row of store.scan(table, [{ start: '' }])) {
        lines.push(`${table} ${row.key} ${row.timestampMs}\n${rowText(row)}`);
      }
    }
    return lines;
  });
}

/** SHA-256 of every file below a folder, by path. */
export function fileDigests(folder: string): Readonly<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    digests[relative(folder, path)] = createHash('sha256').update(readFileSync(path)).digest('hex');
  }
  return digests;
}
