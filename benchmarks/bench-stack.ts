import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { untilReady } from '../e2e/stack/until-ready.ts';
import { call, type Figure, printFigures } from './measure.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));
/** The simulated survey of the benchmarks, kept between runs. */
export const dataDir = join(root, '.cache', 'bench-data');

const at = (port: number) => `http://127.0.0.1:${port}`;
/** Where the programs listen; `far` is a web server whose upstream is `mock`. */
export const places = {
  web: at(3910),
  far: at(3911),
  mock: at(3912),
  objectApi: at(3991),
  cutoutApi: at(3992),
} as const;

const env = {
  ...process.env,
  NODE_ENV: 'production' as const,
  NEXT_TELEMETRY_DISABLED: '1',
  METRICS_PORT: '',
  DATA_DIR: dataDir,
  HOST: '127.0.0.1',
  OBJECT_API_PORT: new URL(places.objectApi).port,
  CUTOUT_API_PORT: new URL(places.cutoutApi).port,
  MOCK_API_PORT: new URL(places.mock).port,
  OBJECT_API_URL: places.objectApi,
  CUTOUT_API_URL: places.cutoutApi,
  PUBLIC_URL: places.web,
};

/** Makes the simulated survey unless it is there: seconds that took, undefined for none. */
export function makeSurvey(): number | undefined {
  mkdirSync(dataDir, { recursive: true });
  if (existsSync(join(dataDir, 'demo.json'))) return undefined;
  const beganMs = performance.now();
  const { status } = spawnSync(process.execPath, [join(root, 'dist/demo.mjs')], { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) throw new Error(`the simulated survey ended with status ${status}`);
  return (performance.now() - beganMs) / 1_000;
}

async function started(args: readonly string[], readyUrl: string, more: object): Promise<ChildProcess> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...env, ...more },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilReady(readyUrl);
  return child;
}

/** Starts a built service, and waits until it is ready. `more`: settings of its own. */
export function startService(name: string, readyUrl: string, more: object = {}): Promise<ChildProcess> {
  return started([join(root, `dist/${name}.mjs`)], readyUrl, more);
}

/** Starts the built web server at a place. */
export function startWeb(place: string, more: object = {}): Promise<ChildProcess> {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  return started([next, 'start', '-H', '127.0.0.1', '-p', new URL(place).port], `${place}/api/health`, more);
}

/** The object of the simulated survey whose number of alerts is nearest to `wanted`. */
export async function objectOfLength(wanted: number) {
  const url = `${places.objectApi}/api/v1/objects?objectId=ZTF99&columns=i:objectId,i:candid&ids=string`;
  const rows: Readonly<Record<string, unknown>>[] = JSON.parse((await call({ url })).body.toString());
  const byObject = new Map<string, string[]>();
  for (const row of rows) {
    const id = String(row['i:objectId']);
    byObject.set(id, [...(byObject.get(id) ?? []), String(row['i:candid'])]);
  }
  const [objectId = '', candids = []] =
    [...byObject].sort((a, b) => Math.abs(a[1].length - wanted) - Math.abs(b[1].length - wanted))[0] ?? [];
  return { objectId, alerts: candids.length, candids };
}

/** Prints the figures, and keeps them with the machine they are of in `benchmarks/results`. */
export function report(name: string, figures: readonly Figure[], more: object = {}): void {
  const machine = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cores: cpus().length,
    model: cpus()[0]?.model,
    load: loadavg(),
  };
  const folder = join(root, 'benchmarks/results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ machine, ...more, figures }, null, 2)}\n`);
  process.stdout.write(`\n${machine.cores} × ${machine.model}, Node ${machine.node}\n\n`);
  printFigures(figures);
}
