// npm run bench:load and bench:engines: the services on the small cluster, and on the embedded store beside it, with the simulated survey in both.
// usage: npm run bench:load [-- --seconds=60]; npm run bench:engines [-- --rounds=40]; KEEP_ENGINES=1 leaves cluster and data for the next time.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildServices } from '../lib/build.mjs';
import { root, run, runCommand, Stop } from '../lib/project.mjs';
import { startCluster, stopCluster } from './cluster.mjs';
import { fillCluster } from './fill-cluster.mjs';
import { enginesHome, ensureTools } from './lib.mjs';

const folder = join(enginesHome, 'bench-cluster');
const keep = process.env.KEEP_ENGINES === '1';
const [what = '', ...given] = process.argv.slice(2);

async function end() {
  await stopCluster(folder);
  if (!keep) rmSync(folder, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => end().finally(() => process.exit(1)));

/** The embedded store with the same survey. */
function embedded() {
  const dataDir = join(root, '.cache', 'bench-data');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(join(dataDir, 'demo.json')))
    runCommand(process.execPath, [join(root, 'dist', 'demo.mjs')], { env: { DATA_DIR: dataDir } });
  return { DATA_DIR: dataDir, TABLE_STORE: 'lmdb', FILE_STORE: 'local' };
}

function settingsFile(name, settings) {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(settings));
  return file;
}

await run(async () => {
  if (!['load', 'engines'].includes(what)) throw new Stop('Usage: node scripts/engines/bench.mjs load|engines');
  ensureTools();
  await buildServices();
  try {
    // Java compiles as it does in production, so the first minutes are slower than what follows; and a machine that stands still for a
    // while ends no server.
    const state = await startCluster({ folder, tier: 4, sessionMs: 90_000 });
    const cluster = { ...state.env, DATA_DIR: await fillCluster(folder, state) };
    const results = join(root, 'benchmarks', 'results');
    mkdirSync(results, { recursive: true });
    const args =
      what === 'load'
        ? [`embedded=${settingsFile('embedded', embedded())}`, `cluster=${settingsFile('cluster', cluster)}`]
        : [settingsFile('cluster', cluster), `${state.engine} HBase ${state.version}`];
    const program = [
      '--import',
      'tsx',
      `benchmarks/engines/${what}.ts`,
      join(results, `${what}.md`),
      ...args,
      ...given,
    ];
    const { status } = spawnSync(process.execPath, program, { cwd: root, stdio: 'inherit' });
    process.exitCode = status ?? 1;
  } finally {
    await end();
  }
});
