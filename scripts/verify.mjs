// npm run verify: the whole gate, with --engines also the tests on real HBase and HDFS. Ends with the plain line "N passed, N failed".
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildServices, buildWeb } from './lib/build.mjs';
import { packageFile, root } from './lib/project.mjs';
import { ensurePython, examplePython } from './lib/python.mjs';

const results = join(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const tally = { passed: 0, failed: 0 };
const timings = [];

function node(args, env = {}) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
  });
  return status === 0;
}
const bin = (name) => packageFile(name);

function readReport(name) {
  const file = join(results, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Runs a test suite and adds its true counts; a suite that dies without a report counts as one failure. */
function suite(args, report, count, env = {}) {
  const ok = node(args, env);
  const found = readReport(report);
  const counts = found === undefined ? { passed: 0, failed: 1 } : count(found);
  if (!ok && counts.failed === 0) counts.failed = 1;
  tally.passed += counts.passed;
  tally.failed += counts.failed;
  return ok && counts.failed === 0;
}

/** Counts of a report of Vitest; a file that could not be loaded is a failure. */
const vitestCounts = ({ numPassedTests, numFailedTests, testResults }) => ({
  passed: numPassedTests,
  failed:
    numFailedTests +
    testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length,
});

const withEngines = process.argv.includes('--engines');
let hasPython = false;
const steps = [
  ['format and lint', () => node([bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '--error-on-warnings', '.'])],
  ['types', () => node([bin('typescript/bin/tsc'), '-p', '.'])],
  ['dead code', () => node([bin('knip/bin/knip.js')])],
  ['licences', () => node(['scripts/check-licences.mjs'])],
  ['docs', () => node(['scripts/check-docs.mjs'])],
  [
    'unit and integration tests',
    () =>
      suite(
        [
          bin('vitest/vitest.mjs'),
          'run',
          '--reporter=default',
          '--reporter=json',
          '--outputFile.json=test-results/vitest.json',
        ],
        'vitest.json',
        vitestCounts,
      ),
  ],
  [
    'build',
    async () => {
      await buildServices();
      await buildWeb();
      return true;
    },
  ],
  [
    'Python for the examples of the documentation',
    () => {
      hasPython = ensurePython();
      return true;
    },
  ],
  [
    'end to end tests',
    () =>
      suite(
        [bin('@playwright/test/cli.js'), 'test'],
        'e2e.json',
        ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
        hasPython ? { EXAMPLE_PYTHON: examplePython } : {},
      ),
  ],
  ...(withEngines
    ? [['engine tests', () => suite(['scripts/engines/run-tests.mjs', '--least'], 'engines.json', vitestCounts)]]
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
