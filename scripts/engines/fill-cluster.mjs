// Fills a cluster with the simulated survey, as an operator would: tables in regions by the HBase shell, then a real ingest.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runCommand, Stop } from '../lib/project.mjs';
import { runShell } from './hbase.mjs';

const regions = '4';

/** Resolves to the data folder of the services; does nothing where the survey is there already. Needs the built `dist/`. */
export async function fillCluster(folder, { env }) {
  const dataDir = join(folder, 'services');
  if (existsSync(join(dataDir, 'demo.json'))) return dataDir;
  mkdirSync(dataDir, { recursive: true });
  // Nothing is measured yet: a busy machine may take its time.
  const patience = { HBASE_TIMEOUT_MS: '120000', WEBHDFS_TIMEOUT_MS: '120000' };
  const settings = { ...process.env, ...env, ...patience, DATA_DIR: dataDir };
  const program = (name) => join(root, 'dist', `${name}.mjs`);
  const { status, stdout } = spawnSync(process.execPath, [program('admin'), 'hbase-tables', regions], {
    env: settings,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Stop('The script that makes the tables could not be written.');
  const script = join(folder, 'tables.rb');
  writeFileSync(script, stdout);
  process.stdout.write('Making the tables in the HBase shell, then the simulated survey (some minutes)…\n');
  runShell(folder, script, { quiet: true });
  runCommand(process.execPath, [program('demo')], { env: settings });
  return dataDir;
}
