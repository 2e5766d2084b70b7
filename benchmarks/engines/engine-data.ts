import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ztfAlertColumns } from '#domain/surveys/ztf-columns.ts';
import { createHbaseStore } from '#server/adapters/hbase/hbase-store.ts';
import { openLake } from '#server/adapters/lake/open-lake.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { KeyRange, Row } from '#server/ports/wide-row-store.ts';
import { createSystemClock } from '#server/resilience/clock.ts';
import { fixedWidthsOf } from '#server/storage/cell-codec.ts';
import { lakeLayouts } from '#server/storage/lake/lake-layout.ts';
import { createStampIndex } from '#server/storage/lake/stamp-index.ts';
import { schemaRange } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { longestObject } from '../large-sky.ts';
import { benchObjectName } from '../packet-encoder.ts';
import { root } from './stack.ts';

type Settings = Readonly<Record<string, string>>;

/** Puts the long light curve and all pixels of a table for measurements beside the simulated survey in HBase. */
export async function copyBenchRows({ HBASE_URL = '' }: Settings, dataDir: string): Promise<void> {
  const from = createLmdbStore({
    path: join(dataDir, 'tables'),
    readOnly: true,
    fixedWidths: fixedWidthsOf(ztfAlertColumns),
  });
  const clock = createSystemClock({ keepsAlive: true });
  const to = createHbaseStore({
    url: HBASE_URL,
    timeoutMs: 60_000,
    attempts: 8,
    clock,
    now: Date.now,
    random: Math.random,
  });
  const parts: readonly (readonly [string, readonly KeyRange[]])[] = [
    [ztfTables.alerts.name, [ztfTables.alertRange(benchObjectName(longestObject.index)), schemaRange]],
    [ztfTables.pixels.name, [{ start: '' }]],
  ];
  for (const [table, ranges] of parts) {
    let rows: Row[] = [];
    for await (const row of from.scan(table, ranges)) {
      // A store may use the memory of a row again; batches outlive it.
      rows.push({ ...row, bytes: row.bytes.slice(), starts: Array.from(row.starts), ends: Array.from(row.ends) });
      if (rows.length < 1_000) continue;
      await to.write(table, rows);
      rows = [];
    }
    if (rows.length > 0) await to.write(table, rows);
  }
  await from.close();
  await to.close();
}

/** The lake on the HDFS of the settings, for writing too. */
export function openEngineLake({ WEBHDFS_URL = '', LAKE_ROOT = '' }: Settings): FileStore {
  const patient = { timeoutMs: 60_000, silentMs: 20_000 };
  const nobody = { user: 'root', token: undefined, caFile: undefined };
  return openLake({ store: 'webhdfs', nameNodes: [WEBHDFS_URL], root: LAKE_ROOT, ...nobody, ...patient });
}

export interface SparkFile {
  /** In HDFS. */
  readonly path: string;
  readonly words: string;
  readonly objectId: string;
  readonly alertId: string;
  readonly page: { readonly offset: number; readonly length: number };
}

interface Foreign {
  readonly files: readonly { readonly bytes: string }[];
}

/** A file as Spark writes it, put into HDFS: Fink's own where it lies beside the project, else a small one of the same make. */
export async function sparkFile(settings: Settings): Promise<SparkFile> {
  const real = join(root, '../shared/data/ztf/parquet/fink-ztf-00002.snappy.parquet');
  const isReal = existsSync(real);
  const small = (): Buffer => {
    const golden: Foreign = JSON.parse(
      readFileSync(join(root, 'server/storage/lake/foreign-files.golden.json'), 'utf8'),
    );
    return Buffer.from(golden.files[0]?.bytes ?? '', 'base64');
  };
  const scratch = mkdtempSync(join(tmpdir(), 'bench-index-'));
  const lakeRoot = settings.LAKE_ROOT ?? '';
  const files = openEngineLake(settings);
  const path = 'foreign/bench.snappy.parquet';
  try {
    await files.write(path, [isReal ? readFileSync(real) : small()]);
    const cache = createLocalFiles({ root: scratch });
    const index = createStampIndex({ files, cache, layout: lakeLayouts.ztf });
    const alert = await index.anyAlert(path);
    const page = (await index.locate(path, alert?.alertId ?? ''))?.locator.pages.Science;
    if (alert?.objectId === undefined || page === null || page === undefined) throw new Error(`${path} has no stamps.`);
    const words = isReal ? "Fink's own Spark file" : 'a small Spark file';
    return { path: `${lakeRoot}/${path}`, words, objectId: alert.objectId, alertId: alert.alertId, page };
  } finally {
    await files.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}
