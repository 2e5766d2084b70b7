// JSON and Arrow of 1,575 and of 30 alerts × all columns, without a server, one after the other in turns: `npx tsx benchmarks/formats.bench.ts`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ztf } from '#domain/surveys/ztf.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { formats } from '#server/formats/format.ts';
import type { Table } from '#server/formats/table.ts';
import { createSchemaReader } from '#server/object-api/queries/schema.ts';
import { ztfDecoding } from '#server/object-api/queries/ztf-decoding.ts';
import { ztfObjects } from '#server/object-api/queries/ztf-objects.ts';
import { sampleAlert, writeSampleAlerts } from '#server/object-api/testing/sample-alerts.ts';
import { fixedWidthsOf } from '#server/storage/cell-codec.ts';
import { createSystemTraceDeps } from '#server/telemetry/system-trace-deps.ts';
import { createTrace } from '#server/telemetry/trace.ts';
import { type Figure, median, printFigures } from './measure.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-formats-'));
const store = createLmdbStore({ path: folder, fixedWidths: fixedWidthsOf(ztf.alertColumns) });
const deps = { store, schemas: createSchemaReader({ store, nowMs: () => performance.now() }), version: '0.0.0' };

async function tableOf(objectId: string, alerts: number): Promise<Table> {
  await writeSampleAlerts(
    store,
    Array.from({ length: alerts }, (_, k) => sampleAlert(objectId, k)),
  );
  const context = { trace: createTrace({}, createSystemTraceDeps()), signal: new AbortController().signal };
  const options = { columns: undefined, cleanNulls: false, textIds: false };
  const request = { ids: [objectId], withUpperLimits: false, withForced: false, options };
  const found = await ztfObjects(deps, ztfDecoding, request, context);
  if (found === undefined) throw new Error(`${alerts} alerts are more than are written at once`);
  return found.table;
}

interface Trial {
  readonly format: string;
  readonly table: Table;
  readonly times: number[];
  bytes: number;
}

const tables = [await tableOf('ZTF99zzzzzzz', 1575), await tableOf('ZTF99yyyyyyy', 30)];
const trials = tables.flatMap((table) =>
  ['json', 'arrow'].map((format): Trial => ({ format, table, times: [], bytes: 0 })),
);
const warmRounds = 10;
for (let round = 0; round < 50; round++) {
  for (const trial of trials) {
    const { format, table, times } = trial;
    const repeats = Math.max(1, Math.floor(1575 / table.rowCount));
    const began = process.cpuUsage();
    for (let k = 0; k < repeats; k++) trial.bytes = formats.get(format)?.encode(table).length ?? 0;
    const { user, system } = process.cpuUsage(began);
    if (round >= warmRounds) times.push((user + system) / 1000 / repeats);
  }
}
const figures = trials.map(
  ({ format, table, times, bytes }): Figure => ({
    name: `${table.rowCount.toLocaleString('en')} alerts × ${table.columns.length} columns as ${format}, CPU`,
    value: median(times),
    unit: 'ms',
    note: `${(bytes / 1e3).toFixed(0)} kB`,
  }),
);
printFigures(figures);
mkdirSync('.cache/bench', { recursive: true });
writeFileSync('.cache/bench/formats.json', `${JSON.stringify(figures, null, 2)}\n`);
await store.close();
rmSync(folder, { recursive: true, force: true });
