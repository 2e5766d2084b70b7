// Makes a table of N alerts of the class QSO with every column, as long answers are measured on.
// node --import tsx benchmarks/make-class-rows.ts FOLDER [ALERTS]
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ztfAlertColumns } from '#domain/surveys/ztf-columns.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { createRandom } from '#server/demo/random.ts';
import { encodeCell, fixedWidthsOf } from '#server/storage/cell-codec.ts';
import { schemaKey } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { type Cell, cellOf, cellSet, rowFor } from '#server/storage/tables/table-row.ts';
import { benchObjectName } from './packet-encoder.ts';

const [folder = '', countText = '1000000'] = process.argv.slice(2);
const alerts = Number(countText);
const table = ztfTables.byName.class;
const random = createRandom('class rows');
const rowsAtOnce = 20_000;
/** Alerts of one exposure share their time. */
const alertsPerExposure = 300;
const secondsPerExposure = 40;
const firstJd = 2_459_000.6;

function madeCell({ name, type }: (typeof ztfAlertColumns)[number]): Cell {
  if (type === 'string') return cellOf(name, type, `text ${random.integer(0, 99)}`);
  if (type === 'boolean') return cellOf(name, type, random.next() < 0.5);
  if (type === 'integer') return cellOf(name, type, random.integer(0, 99_999));
  if (type === 'long') return cellOf(name, type, 142_912_846_506_300_000n + BigInt(random.integer(0, 999_999)));
  return cellOf(name, type, random.normal() * 20);
}

/** Rows differ in a tenth of their cells; those of another exposure in all of them. */
function rowOf(k: number, shared: readonly Cell[]): ReturnType<typeof rowFor> {
  const exposure = Math.floor(k / alertsPerExposure);
  const jd = Number((firstJd + (exposure * secondsPerExposure) / 86_400).toFixed(7));
  const own = [
    cellOf('i:objectId', 'string', benchObjectName(k)),
    cellOf('i:candid', 'long', 9_000_000_000_000_000_000n + BigInt(k)),
    cellOf('i:jd', 'double', jd),
    cellOf('i:jdstarthist', 'double', firstJd - random.next() * 100),
    cellOf('i:ra', 'double', random.uniform(0, 360)),
    cellOf('i:dec', 'double', random.uniform(-30, 90)),
    cellOf('i:magpsf', 'float', Math.fround(17 + random.next() * 4)),
    cellOf('i:sigmapsf', 'float', Math.fround(random.next() / 5)),
    cellOf('d:cdsxmatch', 'string', 'QSO'),
    cellOf('d:classification', 'string', 'QSO'),
  ];
  return rowFor(table, cellSet(own, shared), Date.UTC(2026, 0, 1) + k);
}

rmSync(folder, { recursive: true, force: true });
const store = createLmdbStore({ path: join(folder, 'tables'), fixedWidths: fixedWidthsOf(ztfAlertColumns) });
const types = ztfAlertColumns.filter(({ name }) => table.carries(name));
const cells = types.map(({ name, type }): [string, Uint8Array] => [name, encodeCell('string', type)]);
await store.write(table.name, [{ key: schemaKey('bench', '1'), timestampMs: 1, cells }]);
let shared: readonly Cell[] = [];
for (let from = 0; from < alerts; from += rowsAtOnce) {
  const rows: ReturnType<typeof rowFor>[] = [];
  for (let k = from; k < Math.min(alerts, from + rowsAtOnce); k++) {
    if (k % alertsPerExposure === 0) shared = ztfAlertColumns.map(madeCell);
    rows.push(rowOf(k, shared));
  }
  await store.write(table.name, rows);
  process.stderr.write(`\r${from + rows.length} of ${alerts} alerts`);
}
process.stderr.write('\n');
await store.close();
