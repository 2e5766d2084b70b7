// npm run verify: the whole gate, with --engines also the tests on real HBase and HDFS. Ends with the plain line "N passed, N failed".
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runBounded } from './lib/bounded.mjs';
import { buildServices } from './lib/build.mjs';
import { packageFile as bin, root } from './lib/project.mjs';
import { ensurePython, examplePython } from './lib/python.mjs';
import {
  clearReports,
  playwrightCounts,
  playwrightFailures,
  readReport,
  vitestCounts,
  vitestFailures,
} from './lib/reports.mjs';

clearReports();

const tally = { passed: 0, failed: 0 };
const timings = [];
const failures = [];
const say = (text) => void process.stdout.write(text);

const minuteMs = 60_000;
/** Whatever hangs, the gate ends in this time and tells its counts. */
const endsMs = Date.now() + 40 * minuteMs;

const node = (args, minutes, options = {}) =>
  runBounded(args, { limitMs: Math.min(minutes * minuteMs, endsMs - Date.now()), ...options });

/** Runs a test suite and adds its true counts; a suite that dies without a report counts as one failure. */
async function suite({ args, report, count, failed, minutes, env }) {
  const ok = await node(args, minutes, { env });
  const found = readReport(report);
  const counts = found === undefined ? { passed: 0, failed: 1 } : count(found);
  failures.push(...(found === undefined ? [`${report} was never written`] : failed(found)));
  if (!ok && counts.failed === 0) {
    counts.failed = 1;
    failures.push(`the run behind ${report} ended badly, though no test of it failed`);
  }
  tally.passed += counts.passed;
  tally.failed += counts.failed;
  return ok && counts.failed === 0;
}

/** Begins at once, beside the first steps, which leave a core idle now and then; what it says is kept for the step that waits for it. */
function begunNow(work) {
  let words = '';
  const outcome = work((text) => {
    words += text;
  }).catch((error) => {
    words += `${error.message}\n`;
    return false;
  });
  return async () => {
    const isDone = await outcome;
    say(words);
    return isDone;
  };
}

const withEngines = process.argv.includes('--engines');
let hasPython = false;

const python = begunNow(ensurePython);
const portalData = begunNow(async (tell) => {
  await buildServices();
  return node(['--import', 'tsx', 'e2e/stack/prepare.ts'], 6, { say: tell });
});

const checks = [
  [
    'format and lint',
    () => node([bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '--error-on-warnings', '.'], 3),
  ],
  ['types', () => node([bin('typescript/bin/tsc'), '-p', '.'], 3)],
  ['dead code', () => node([bin('knip/bin/knip.js')], 3)],
  ['licences', () => node(['scripts/check-licences.mjs'], 3)],
  ['docs', () => node(['scripts/check-docs.mjs'], 3)],
];

const preparations = [
  ['data of the portal under test', portalData],
  [
    'Python for the examples of the documentation',
    async () => {
      hasPython = await python();
      return true;
    },
  ],
];

const unitTests = () =>
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
    failed: vitestFailures,
    minutes: 16,
  });

const endToEndTests = () =>
  suite({
    args: [bin('@playwright/test/cli.js'), 'test'],
    report: 'e2e.json',
    count: playwrightCounts,
    failed: playwrightFailures,
    minutes: 18,
    env: hasPython ? { EXAMPLE_PYTHON: examplePython } : {},
  });

const engineTests = () =>
  suite({
    args: ['scripts/engines/run-tests.mjs', '--least'],
    report: 'engines.json',
    count: vitestCounts,
    failed: vitestFailures,
    minutes: 10,
  });

const steps = [
  ...checks,
  ['unit and integration tests', unitTests],
  ...preparations,
  ['build', () => node(['scripts/build.mjs'], 6)],
  ['end to end tests', endToEndTests],
  ...(withEngines ? [['engine tests', engineTests]] : []),
];

/** Runs a step and notes its time; a check that fails, or a suite that can't be run, counts as one failure. */
async function runStep(name, step) {
  say(`\n=== ${name} ===\n`);
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
  return ok;
}

function tellWhatIsLeftOut() {
  const leftOut = (what) => say(`*** LEFT OUT: ${what} ***\n`);
  if (!existsSync(join(root, '../shared/data'))) leftOut('tests on real alerts, because ../shared/data is not there');
  if (!hasPython) leftOut('Python examples of the documentation, because Python 3 is not there');
  if (!withEngines) return;
  const engines = readReport('engines.json');
  if (engines?.leftOut === undefined)
    leftOut('HBase 2.5.8 and tables made in the HBase shell; npm run test:engines has them');
  else leftOut(`tests on real HBase and HDFS. ${engines.leftOut}`);
  leftOut('faults and load; npm run test:faults and bench:load have them');
}

for (const [name, step] of steps) {
  const ok = await runStep(name, step);
  if (!ok && name === 'build') break;
}

say(`\n${timings.join('\n')}\n\n`);
tellWhatIsLeftOut();
if (failures.length > 0)
  say(`Tests that failed, or needed a second go:\n${failures.map((line) => `  ${line}\n`).join('')}`);
say(`${tally.passed} passed, ${tally.failed} failed\n`);
