import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
/** Made data stays here from one run to the next. */
export const benchFolder = process.env.BENCH_DIR ?? join(root, '.cache', 'bench');

/** Version of what make-tables.ts makes: older tables are made anew. */
export const tablesVersion = 2;

export interface MadeTables {
  readonly alerts: number;
  readonly objects: number;
  readonly seconds: number;
  readonly version: number;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with status ${status}.`);
}

/** The tables of the simulated survey, whose alerts the others are made from. */
function templateTables(): string {
  const folder = join(benchFolder, 'templates');
  if (!existsSync(join(folder, 'tables'))) {
    const fresh = `${folder}.new`;
    rmSync(fresh, { recursive: true, force: true });
    run([join(root, 'dist/demo.mjs')], { DATA_DIR: fresh });
    mkdirSync(folder, { recursive: true });
    cpSync(join(fresh, 'tables'), join(folder, 'tables.new'), { recursive: true });
    renameSync(join(folder, 'tables.new'), join(folder, 'tables'));
    rmSync(fresh, { recursive: true, force: true });
  }
  return join(folder, 'tables');
}

/** The data folder with tables of so many alerts, made where it isn't there, and what was made. */
export function benchTables(alerts: number): { readonly dataDir: string; readonly made: MadeTables } {
  const dataDir = join(benchFolder, String(alerts));
  const marker = join(dataDir, 'made.json');
  const readMarker = (): MadeTables | undefined =>
    existsSync(marker) ? JSON.parse(readFileSync(marker, 'utf8')) : undefined;
  if (readMarker()?.version !== tablesVersion) {
    run(['--import', 'tsx', join(root, 'benchmarks/make-tables.ts'), templateTables(), dataDir, String(alerts)]);
  }
  const made = readMarker();
  if (made === undefined) throw new Error(`${dataDir} was not made.`);
  return { dataDir, made };
}
