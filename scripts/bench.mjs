// npm run bench: builds, makes what is measured, measures the whole stack and the object API over tables of two sizes; prints tables and
// writes JSON. bench:large: the object API over three sizes, two million alerts the largest; what was made is kept.
import { buildServices, buildWeb } from './lib/build.mjs';
import { ensureInstalled, run, runCommand } from './lib/project.mjs';

const isLarge = process.argv.includes('--large');
const given = process.argv.slice(2).filter((argument) => argument !== '--large');
const benches = isLarge
  ? [['benchmarks/sizes.bench.ts', '20000', '200000', '2000000']]
  : [
      ['benchmarks/stack.bench.ts', ...given],
      ['benchmarks/telemetry.bench.ts'],
      ['benchmarks/formats.bench.ts'],
      ['benchmarks/sizes.bench.ts'],
    ];

await run(async () => {
  ensureInstalled();
  await buildServices();
  if (!isLarge) await buildWeb();
  for (const bench of benches) runCommand(process.execPath, ['--import', 'tsx', ...bench]);
});
