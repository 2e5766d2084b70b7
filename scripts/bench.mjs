// npm run bench: builds, makes the simulated survey in a folder of its own, measures the whole stack; prints a table and writes JSON.
import { buildServices, buildWeb } from './lib/build.mjs';
import { ensureInstalled, run, runCommand } from './lib/project.mjs';

await run(async () => {
  ensureInstalled();
  await buildServices();
  await buildWeb();
  runCommand(process.execPath, ['--import', 'tsx', 'benchmarks/stack.bench.ts', ...process.argv.slice(2)]);
});
