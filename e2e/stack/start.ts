import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addresses, ports } from './addresses.ts';
import { startImcce } from './imcce.ts';
import { untilReady } from './until-ready.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dataDir = join(root, '.cache', 'e2e-data');
const logFolder = join(root, 'test-results', 'logs');
const endsWithinMs = 15_000;
const next = createRequire(import.meta.url).resolve('next/dist/bin/next');

const base = {
  ...process.env,
  NODE_ENV: 'production' as const,
  NEXT_TELEMETRY_DISABLED: '1',
  METRICS_PORT: '',
  HOST: '127.0.0.1',
  DATA_DIR: dataDir,
};

function runToEnd(name: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [join(root, 'dist', `${name}.mjs`), ...args], {
    cwd: root,
    env: base,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`${name} ended with status ${status}`);
}

/** What decides which rows and files are made of the same survey. */
const makers = ['server/demo', 'server/ingest', 'server/storage'];

function fingerprintOf(folders: readonly string[]): string {
  const hash = createHash('sha1');
  for (const folder of folders) {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort();
    for (const name of names) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
      hash.update(name).update(readFileSync(join(root, folder, name)));
    }
  }
  return hash.digest('hex');
}

/**
 * The simulated survey and, beside a checkout that has them, the real alerts: all through the real ingest.
 * Made anew when the code that makes them changed: tables of yesterday's ingest prove nothing about today's.
 */
function prepareData(): void {
  const madeBy = join(dataDir, 'made-by');
  const now = fingerprintOf(makers);
  if (!existsSync(madeBy) || readFileSync(madeBy, 'utf8') !== now) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(join(dataDir, 'demo.json'))) runToEnd('demo', []);
  writeFileSync(madeBy, now);
  const real = join(root, '../shared/data');
  if (existsSync(real))
    runToEnd('ingest', [
      join(real, 'ztf/avro'),
      join(real, 'ztf/parquet'),
      join(real, 'lsst/fink-lsst-v7.1.snappy.parquet'),
    ]);
  else console.warn('\n*** LEFT OUT: end to end tests on real alerts, because ../shared/data is not there ***\n');
}

/** Starts services and two web servers (one on our services, one on the mock) and returns what ends them. */
export default async function startStack(): Promise<() => Promise<void>> {
  prepareData();
  mkdirSync(logFolder, { recursive: true });
  const start = (name: string, args: readonly string[], env: Record<string, string>) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...base, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = createWriteStream(join(logFolder, `${name}.log`));
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    return child;
  };
  const program = (name: string) => [join(root, 'dist', `${name}.mjs`)];
  const web = (port: number) => [next, 'start', '-H', '127.0.0.1', '-p', String(port)];
  const imcce = await startImcce(ports.imcce);
  const children = [
    start('object-api', program('object-api'), {
      OBJECT_API_PORT: String(ports.objectApi),
      MIRIADE_URL: addresses.imcce,
      CUTOUT_API_URL: addresses.cutoutApi,
    }),
    start('cutout-api', program('cutout-api'), { CUTOUT_API_PORT: String(ports.cutoutApi) }),
    start('mock-api', program('mock-api'), { MOCK_API_PORT: String(ports.mockApi) }),
    start('far-mock-api', program('mock-api'), { MOCK_API_PORT: String(ports.farMockApi), MOCK_LATENCY_MS: '800' }),
    start('web', web(ports.web), {
      OBJECT_API_URL: addresses.objectApi,
      CUTOUT_API_URL: addresses.cutoutApi,
      PUBLIC_URL: addresses.web,
      SSOCARD_URL: addresses.imcce,
    }),
    start('web-on-mock', web(ports.webOnMock), {
      OBJECT_API_URL: addresses.mockApi,
      CUTOUT_API_URL: `${addresses.mockApi}/cutout`,
      PUBLIC_URL: addresses.webOnMock,
    }),
    start('web-on-far-mock', web(ports.webOnFarMock), {
      OBJECT_API_URL: addresses.farMockApi,
      CUTOUT_API_URL: `${addresses.farMockApi}/cutout`,
      PUBLIC_URL: addresses.webOnFarMock,
    }),
  ];
  await Promise.all([
    untilReady(`${addresses.objectApi}/ready`),
    untilReady(`${addresses.cutoutApi}/ready`),
    untilReady(`${addresses.mockApi}/health`),
    untilReady(`${addresses.farMockApi}/health`),
    untilReady(`${addresses.webOnFarMock}/api/health`),
    untilReady(`${addresses.web}/api/health`),
    untilReady(`${addresses.webOnMock}/api/health`),
  ]);
  return async () => {
    imcce.close();
    imcce.closeAllConnections();
    await Promise.all(
      children.map(
        (child) =>
          new Promise<void>((resolve) => {
            if (child.exitCode !== null || child.signalCode !== null) return resolve();
            const patience = setTimeout(() => child.kill('SIGKILL'), endsWithinMs);
            child.once('exit', () => {
              clearTimeout(patience);
              resolve();
            });
            child.kill('SIGTERM');
          }),
      ),
    );
  };
}
