import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const dataDir = join(root, '.cache', 'e2e-data');
const real = join(root, '../shared/data');

/** Settings of every program of the stack. */
export const baseEnv = {
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
    env: baseEnv,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`${name} ended with status ${status}`);
}

/** What decides which rows and files are made of the same survey. */
const makers = ['server/demo', 'server/ingest', 'server/storage'];

function fingerprint(): string {
  const hash = createHash('sha1');
  const add = (folder: string, name: string) => hash.update(name).update(readFileSync(join(folder, name)));
  for (const maker of makers) {
    const names = readdirSync(join(root, maker), { recursive: true, encoding: 'utf8' }).sort();
    for (const name of names) if (name.endsWith('.ts') && !name.endsWith('.test.ts')) add(join(root, maker), name);
  }
  for (const input of realInputs()) hash.update(`${input} ${statSync(input).mtimeMs}`);
  return hash.digest('hex');
}

const realInputs = (): readonly string[] =>
  existsSync(real)
    ? ['ztf/avro', 'ztf/parquet', 'lsst/fink-lsst-v7.1.snappy.parquet'].map((name) => join(real, name))
    : [];

/**
 * The simulated survey and, beside a checkout that has them, the real alerts: all through the real ingest; needs the built `dist/`.
 * Made anew when what makes them changed: tables of yesterday's ingest prove nothing about today's.
 */
export function prepareData(): void {
  const inputs = realInputs();
  if (inputs.length === 0)
    console.warn('\n*** LEFT OUT: end to end tests on real alerts, because ../shared/data is not there ***\n');
  const madeBy = join(dataDir, 'made-by');
  const now = fingerprint();
  if (existsSync(madeBy) && readFileSync(madeBy, 'utf8') === now) return;
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  runToEnd('demo', []);
  if (inputs.length > 0) runToEnd('ingest', inputs);
  writeFileSync(madeBy, now);
}
