// npm run test:faults: a small real cluster with the simulated survey in it, its parts killed, silenced and slowed one after the other.
// usage: npm run test:faults [-- [--no-web] [--requests=10000] WORD…]; KEEP_ENGINES=1 leaves cluster and data for the next time.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildServices, buildWeb } from '../lib/build.mjs';
import { root, run } from '../lib/project.mjs';
import { startCluster, stopCluster } from './cluster.mjs';
import { fillCluster } from './fill-cluster.mjs';
import { enginesHome, ensureTools } from './lib.mjs';

const folder = join(enginesHome, 'test-cluster');
const keep = process.env.KEEP_ENGINES === '1';

async function end() {
  await stopCluster(folder);
  if (!keep) rmSync(folder, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => end().finally(() => process.exit(1)));

await run(async () => {
  ensureTools();
  await buildServices();
  if (!process.argv.includes('--no-web')) await buildWeb();
  try {
    const dataDir = await fillCluster(folder, await startCluster({ folder }));
    const args = ['--import', 'tsx', 'benchmarks/engines/faults.ts', folder, dataDir, ...process.argv.slice(2)];
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
    process.exitCode = status ?? 1;
  } finally {
    await end();
  }
});
