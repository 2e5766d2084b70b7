// The object API alone on made-up alerts: run with `npx tsx benchmarks/object-api.bench.ts`. Prints a table and writes .cache/bench/object-api.json.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { ztf } from '#domain/surveys/ztf.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { sampleAlert, writeSampleAlerts } from '#server/object-api/testing/sample-alerts.ts';
import { createFakeCutouts, createSampleApi } from '#server/object-api/testing/sample-api.ts';
import { fixedWidthsOf } from '#server/storage/cell-codec.ts';
import { type Figure, printFigures, sequence } from './measure.ts';
import { throughput } from './throughput.ts';

const objects = 400;
const alertsEach = 30;
const folder = mkdtempSync(join(tmpdir(), 'bench-object-api-'));
const nameOf = (k: number): string => {
  const letter = (n: number): string => String.fromCharCode(97 + (n % 26));
  return `ZTF99aaaa${letter(Math.floor(k / 676))}${letter(Math.floor(k / 26))}${letter(k)}`;
};

const store = createLmdbStore({ path: folder, fixedWidths: fixedWidthsOf(ztf.alertColumns) });
for (let k = 0; k < objects; k += 20) {
  const alerts = Array.from({ length: 20 * alertsEach }, (_, at) =>
    sampleAlert(nameOf(k + Math.floor(at / alertsEach)), at % alertsEach),
  );
  await writeSampleAlerts(store, alerts);
}
await writeSampleAlerts(
  store,
  Array.from({ length: 1575 }, (_, k) => sampleAlert('ZTF99zzzzzzz', k)),
);

const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
const api = createSampleApi(store, createFakeCutouts().client, { level: 'info', destination: nowhere });
const { url } = await api.listen({ host: '127.0.0.1', port: 0 });
const lightcurve = ztf.lightcurveColumns.join(',');
const allOf = (k: number) => ({ url: `${url}/api/v1/objects?objectId=${nameOf(k % objects)}` });
const curveOf = (k: number) => ({ url: `${url}/api/v1/objects?objectId=${nameOf(k % objects)}&columns=${lightcurve}` });
const large = () => ({ url: `${url}/api/v1/objects?objectId=ZTF99zzzzzzz` });

const all = await sequence(allOf);
const curve = await sequence(curveOf);
const largeArrow = () => ({ url: `${url}/api/v1/objects?objectId=ZTF99zzzzzzz&output-format=arrow` });
const many = await sequence(large, { warm: 5, runs: 20 });
const manyArrow = await sequence(largeArrow, { warm: 5, runs: 20 });
const perSecond = await throughput(allOf);
const curvesPerSecond = await throughput(curveOf);

const figures: Figure[] = [
  {
    name: 'objects, 30 alerts × all columns, at the server',
    value: all.serverMs,
    unit: 'ms',
    budget: 2,
    note: `p95 ${all.serverP95Ms.toFixed(2)} ms, ${Math.round(all.bytes / 1000)} kB`,
  },
  { name: '… seen by a client', value: all.callerMs, unit: 'ms' },
  { name: '… at 8 clients', value: perSecond, unit: 'req/s', budget: 500, atLeast: true },
  {
    name: 'objects, 30 alerts × light-curve columns, at the server',
    value: curve.serverMs,
    unit: 'ms',
    budget: 0.6,
    note: `p95 ${curve.serverP95Ms.toFixed(2)} ms`,
  },
  { name: '… at 8 clients', value: curvesPerSecond, unit: 'req/s' },
  {
    name: 'objects, 1,575 alerts × all columns, at the server',
    value: many.serverMs,
    unit: 'ms',
    budget: 60,
    note: `${(many.bytes / 1e6).toFixed(1)} MB`,
  },
  {
    name: '… as Arrow',
    value: manyArrow.serverMs,
    unit: 'ms',
    budget: 25,
    note: `${(manyArrow.bytes / 1e6).toFixed(1)} MB`,
  },
];
printFigures(figures);
mkdirSync('.cache/bench', { recursive: true });
writeFileSync('.cache/bench/object-api.json', `${JSON.stringify(figures, null, 2)}\n`);
await api.shutdown();
await store.close();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
