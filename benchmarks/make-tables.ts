// Makes tables of N alerts without stamps, in Fink's layout, for measurements; those that are there are kept.
// node --import tsx benchmarks/make-tables.ts TEMPLATES FOLDER ALERTS
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pixelOf } from '#domain/healpix/ring.ts';
import { ztf } from '#domain/surveys/ztf.ts';
import { ztfAlertColumns } from '#domain/surveys/ztf-columns.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { timestampOf } from '#server/ingest/surveys/survey-ingest.ts';
import { classOfAlert } from '#server/ingest/surveys/ztf-derived.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { fixedWidthsOf } from '#server/storage/cell-codec.ts';
import { currentFormat } from '#server/storage/format/data-format.ts';
import type { CellValue } from '#server/storage/surveys/survey-tables.ts';
import { ztfDerived, ztfTables } from '#server/storage/surveys/ztf.ts';
import { createSchemaRows } from '#server/storage/tables/schema-rows.ts';
import { type Cell, cellOf, cellSet, type TableRow } from '#server/storage/tables/table-row.ts';
import { ztfRows } from '#server/storage/tables/ztf-rows.ts';
import { readTemplates, type Template } from './alert-templates.ts';
import { type MadeTables, tablesVersion } from './bench-tables.ts';
import { type LargeObject, largeSky } from './large-sky.ts';
import { benchObjectName } from './packet-encoder.ts';

const [templatesFolder = '', folder = '', countText = '20000'] = process.argv.slice(2);
const rowsAtOnce = 24_000;
const firstCandid = 9_000_000_000_000_000_000n;

/** Most alerts are of no class, so that there is a class of more than half of them; some keep what their template has. */
const simbadTypes = ['RRLyrae', 'EclBin', 'Star', 'QSO', 'LPV*', 'AGN', 'CataclyV*', 'YSO'] as const;
const plainScores: readonly Cell[] = [
  ...['d:snn_snia_vs_nonia', 'd:snn_sn_vs_all', 'd:rf_snia_vs_nonia', 'd:rf_kn_vs_nonkn', 'd:mulens'].map((name) =>
    cellOf(name, 'double', 0),
  ),
  cellOf('d:roid', 'integer', 0),
  cellOf('d:tracklet', 'string', ''),
  cellOf('d:cdsxmatch', 'string', 'Unknown'),
];

function classCells({ random }: LargeObject): readonly Cell[] {
  const draw = random.next();
  if (draw < 0.58) return plainScores;
  if (draw < 0.88) {
    const type = simbadTypes[random.integer(0, simbadTypes.length - 1)] ?? 'Star';
    return [...plainScores.slice(0, -1), cellOf('d:cdsxmatch', 'string', type)];
  }
  return [];
}

const types = new Map(ztfAlertColumns.map(({ name, type }) => [name, type]));

function changed(values: Readonly<Record<string, CellValue>>): Cell[] {
  return Object.entries(values).map(([name, value]) => cellOf(name, types.get(name) ?? 'string', value));
}

/** As many decimals as packets have. */
const rounded = (value: number): number => Number(value.toFixed(7));

/** Rows of an object in every table, each key once. */
function rowsOf(object: LargeObject, template: Template, firstAlert: number): readonly TableRow[] {
  const { random, firstJd } = object;
  const rows = new Map<string, TableRow>();
  const ofClass = classCells(object);
  let jd = firstJd;
  for (let k = 0; k < object.alerts; k++) {
    const base = cellSet(template[k % template.length] ?? []);
    const mag = Number(base.value('i:magpsf') ?? 19) + random.normal() * 0.05;
    const own = changed({
      'i:objectId': benchObjectName(object.index),
      'i:candid': firstCandid + BigInt(firstAlert + k),
      'i:jd': jd,
      'i:jdstarthist': firstJd,
      'i:jdendhist': jd,
      'i:ra': rounded(
        object.raDeg + (random.normal() * 3e-5) / Math.max(0.02, Math.cos((object.decDeg * Math.PI) / 180)),
      ),
      'i:dec': Math.min(90, rounded(object.decDeg + random.normal() * 3e-5)),
      'i:magpsf': Math.fround(mag),
      'i:ndethist': k + 1,
      'd:nalerthist': k + 1,
    });
    const alert = cellSet(own, ofClass, base.list);
    const pixel = pixelOf(ztfTables.pixelNside, object.raDeg, object.decDeg);
    const row = { alert, history: [], classification: classOfAlert(alert), pixel, timestampMs: timestampOf(ztf, jd) };
    for (const made of ztfRows(row)) rows.set(`${made.table.name} ${made.key}`, made);
    jd = rounded(jd + 0.01 + random.next() * 6);
  }
  return [...rows.values()];
}

async function writeRows(store: WideRowStore, rows: readonly TableRow[]): Promise<void> {
  const byTable = new Map<string, TableRow[]>();
  for (const row of rows) {
    const ofTable = byTable.get(row.table.name);
    if (ofTable === undefined) byTable.set(row.table.name, [row]);
    else ofTable.push(row);
  }
  await store.writeAll([...byTable].map(([table, ofTable]) => ({ table, rows: ofTable })));
}

async function writeSchemas(store: WideRowStore): Promise<void> {
  const schemas = createSchemaRows(store);
  const derived = [
    { column: ztfDerived.classification, type: 'string' },
    { column: ztfDerived.pixel, type: 'integer' },
  ] as const;
  const all = [...ztfAlertColumns.map(({ name, type }) => ({ column: name, type })), ...derived];
  for (const table of Object.values(ztfTables.byName)) {
    const seen = { columns: all.filter(({ column }) => table.carries(column)), timestampMs: 1 };
    if (seen.columns.length === 0) continue;
    const row = await schemas.rowFor(table, { broker: 'bench', science: '1' }, seen);
    if (row !== undefined) await writeRows(store, [row]);
  }
}

async function makeTables(alerts: number, templates: readonly Template[]): Promise<number> {
  const path = join(folder, 'tables');
  const store = createLmdbStore({ path, fixedWidths: fixedWidthsOf(ztfAlertColumns) });
  let made = 0;
  let objects = 0;
  try {
    await writeSchemas(store);
    let pending: TableRow[] = [];
    for (const object of largeSky(alerts)) {
      const template = templates[object.index % templates.length] ?? [];
      pending.push(...rowsOf(object, template, made));
      made += object.alerts;
      objects++;
      if (pending.length < rowsAtOnce) continue;
      await writeRows(store, pending);
      pending = [];
      process.stderr.write(`\r${made} of ${alerts} alerts`);
    }
    await writeRows(store, pending);
    process.stderr.write(`\r${made} alerts of ${objects} objects\n`);
    return objects;
  } finally {
    await store.close();
  }
}

const beganMs = performance.now();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const alerts = Number(countText);
const objects = await makeTables(alerts, await readTemplates(templatesFolder));
const seconds = (performance.now() - beganMs) / 1000;
writeFileSync(join(folder, 'format.json'), `${JSON.stringify({ format: currentFormat })}\n`);
const made: MadeTables = { alerts, objects, seconds, version: tablesVersion };
writeFileSync(join(folder, 'made.json'), `${JSON.stringify(made)}\n`);
