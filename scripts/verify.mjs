// npm run verify: the whole gate, with --engines also the tests on real HBase and HDFS. Ends with the plain line "N passed, N failed".
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runBounded } from './lib/bounded.mjs';
import { packageFile, root } from './lib/project.mjs';
import { ensurePython, examplePython } from './lib/python.mjs';

const results = join(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const tally = { passed: 0, failed: 0 };
const timings = [];

const minuteMs = 60_000;
/** Whatever hangs, the gate ends in this time and tells its counts. */
const endsMs = Date.now() + 40 * minuteMs;

const node = (args, minutes, env) =>
  runBounded(args, { limitMs: Math.min(minutes * minuteMs, endsMs - Date.now()), env });
const bin = (name) => packageFile(name);

function readReport(name) {
  const file = join(results, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Runs a test suite and adds its true counts; a suite that dies without a report counts as one failure. */
async function suite({ args, report, count, minutes, env }) {
  const ok = await node(args, minutes, env);
  const found = readReport(report);
  const counts = found === undefined ? { passed: 0, failed: 1 } : count(found);
  if (!ok && counts.failed === 0) counts.failed = 1;
  tally.passed += counts.passed;
  tally.failed += counts.failed;
  return ok && counts.failed === 0;
}

const isCutShort = ({ status, assertionResults }) =>
  (status === 'failed' && assertionResults.length === 0) || assertionResults.some((one) => one.status === 'pending');

/** Counts of a report of Vitest; a file that could not be loaded, or was ended because it hung, is a failure. */
const vitestCounts = ({ numPassedTests, numFailedTests, testResults }) => ({
  passed: numPassedTests,
  failed: numFailedTests + testResults.filter(isCutShort).length,
});

const withEngines = process.argv.includes('--engines');
let hasPython = false;
/** Mostly waiting for downloads: goes on beside the steps before the one that needs it. */
const python = ensurePython();
python.catch(() => {});
const steps = [
  [
    'format and lint',
    () => node([bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '--error-on-warnings', '.'], 3),
  ],
  ['types', () => node([bin('typescript/bin/tsc'), '-p', '.'], 3)],
  ['dead code', () => node([bin('knip/bin/knip.js')], 3)],
  ['licences', () => node(['scripts/check-licences.mjs'], 3)],
  ['docs', () => node(['scripts/check-docs.mjs'], 3)],
  [
    'unit and integration tests',
    () =>
      suite({
        args: [
          bin('vitest/vitest.mjs'),
          'run',
          '--reporter=default',
          '--reporter=json',
          '--reporter=./scripts/lib/stuck-files.mjs',
          '--outputFile.json=test-results/vitest.json',
        ],
        report: 'vitest.json',
        count: vitestCounts,
        minutes: 16,
      }),
  ],
  ['build', () => node(['scripts/build.mjs'], 6)],
  [
    'Python for the examples of the documentation',
    async () => {
      hasPython = await python;
      return true;
    },
  ],
  [
    'end to end tests',
    () =>
      suite({
        args: [bin('@playwright/test/cli.js'), 'test'],
        report: 'e2e.json',
        count: ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
        minutes: 18,
        env: hasPython ? { EXAMPLE_PYTHON: examplePython } : {},
      }),
  ],
  ...(withEngines
    ? [
        [
          'engine tests',
          () =>
            suite({
              args: ['scripts/engines/run-tests.mjs', '--least'],
              report: 'engines.json',
              count: vitestCounts,
              minutes: 10,
            }),
        ],
      ]
    : []),
];

for (const [name, step] of steps) {
  process.stdout.write(`\n=== ${name} ===\n`);
  const beganMs = Date.now();
  let ok = false;
  try {
    ok = await step();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
  }
  timings.push(`${ok ? 'ok    ' : 'FAILED'} ${((Date.now() - beganMs) / 1000).toFixed(1).padStart(6)} s  ${name}`);
  if (!ok && !name.endsWith('tests')) tally.failed += 1;
  if (!ok) process.exitCode = 1;
  if (!ok && name === 'build') break;
}

process.stdout.write(`\n${timings.join('\n')}\n\n`);
if (!existsSync(join(root, '../shared/data'))) {
  process.stdout.write('*** LEFT OUT: tests on real alerts, because ../shared/data is not there ***\n');
}
if (!hasPython)
  process.stdout.write('*** LEFT OUT: Python examples of the documentation, because Python 3 is not there ***\n');
const engines = readReport('engines.json');
if (engines?.leftOut !== undefined)
  process.stdout.write(`*** LEFT OUT: tests on real HBase and HDFS. ${engines.leftOut} ***\n`);
else if (withEngines)
  process.stdout.write(
    '*** LEFT OUT: HBase 2.5.8 and tables made in the HBase shell; npm run test:engines has them ***\n',
  );
if (withEngines)
  process.stdout.write('*** LEFT OUT: faults and load; npm run test:faults and bench:load have them ***\n');
process.stdout.write(`${tally.passed} passed, ${tally.failed} failed\n`);
