// npm run bench: builds, makes what is measured and measures one suite; prints tables and writes JSON. What was made is kept.
import { buildServices, buildWeb } from './lib/build.mjs';
import { ensureInstalled, run, runCommand } from './lib/project.mjs';

const suites = {
  /** The whole stack, and the object API over tables of two sizes. */
  all: {
    web: true,
    benches: [
      ['benchmarks/stack.bench.ts'],
      ['benchmarks/telemetry.bench.ts'],
      ['benchmarks/formats.bench.ts'],
      ['benchmarks/sizes.bench.ts'],
    ],
  },
  /** The object API over three sizes, two million alerts the largest. */
  large: { web: false, benches: [['benchmarks/sizes.bench.ts', '20000', '200000', '2000000']] },
  /** What a visitor of an object page waits for, in a browser. */
  web: { web: true, benches: [['benchmarks/web.bench.ts']] },
};

await run(async () => {
  const name = process.argv[2] ?? 'all';
  const suite = suites[name];
  if (!suite) throw new Error(`There is no benchmark “${name}”: ${Object.keys(suites).join(', ')}.`);
  ensureInstalled();
  await buildServices();
  if (suite.web) await buildWeb();
  for (const bench of suite.benches) runCommand(process.execPath, ['--import', 'tsx', ...bench]);
});
