// npm run test:engines: starts the engines, each in a folder of its own, runs every *.engine.test.ts against them, ends them.
// usage: npm run test:engines [-- [--least] FILTER…]; --least: one HBase and HDFS only, which is what the gate has time for.
// KEEP_ENGINES=1 leaves them running for the next time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile, root, run, Stop } from '../lib/project.mjs';
import { hbaseJars, shellJars, startHbase, stopHbase } from './hbase.mjs';
import { hdfsJars, startHdfs, stopHdfs } from './hdfs.mjs';
import { enginesHome, missingTools } from './lib.mjs';

const isLeast = process.argv.includes('--least');
const filters = process.argv.slice(2).filter((one) => one !== '--least');

/** What is started: the folder of its run, what it needs, and the settings under which the tests find it. */
const engines = [
  {
    run: 'test-hbase',
    jars: () => (isLeast ? [hbaseJars()] : [hbaseJars(), shellJars()]),
    start: startHbase,
    stop: stopHbase,
    settings: ({ env }, folder) => ({ HBASE_URL: env.HBASE_URL, ...(isLeast ? {} : { HBASE_SHELL_FOLDER: folder }) }),
  },
  {
    run: 'test-hbase-2.5',
    isMore: true,
    jars: () => [hbaseJars('2.5.8')],
    start: (options) => startHbase({ ...options, version: '2.5.8', fetchRows: 10 }),
    stop: stopHbase,
    settings: ({ env }) => ({ HBASE_OLD_URL: env.HBASE_URL }),
  },
  {
    run: 'test-hdfs',
    jars: () => [hdfsJars()],
    start: startHdfs,
    stop: stopHdfs,
    settings: ({ env }) => ({ WEBHDFS_URL: env.WEBHDFS_URL }),
  },
].filter(({ isMore }) => !isLeast || !isMore);

const folderOf = (engine) => join(enginesHome, engine.run);
const keep = process.env.KEEP_ENGINES === '1';

async function stopAll() {
  for (const engine of engines) {
    await engine.stop(folderOf(engine));
    rmSync(folderOf(engine), { recursive: true, force: true });
  }
}

async function startAll() {
  const settings = {};
  for (const engine of engines) {
    const beganMs = Date.now();
    const state = await engine.start({ folder: folderOf(engine) });
    Object.assign(settings, engine.settings(state, folderOf(engine)));
    process.stdout.write(
      `${engine.run} ${state.version} is up after ${((Date.now() - beganMs) / 1000).toFixed(0)} s\n`,
    );
  }
  return settings;
}

/** Why the engines can't be run here, as one sentence; undefined when they can. Jars are fetched where they are not there yet. */
function whyNot() {
  const missing = missingTools();
  if (missing !== undefined) return missing;
  try {
    for (const { jars } of engines) jars();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return error.message.split('\n')[0];
  }
  return undefined;
}

/** Counts of the run; one that ended without a report, or in which a file could not be loaded, has failed. */
function countsOf(report, ok) {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = numFailedTests + unloaded;
  return { passed: numPassedTests, failed: ok ? failed : Math.max(1, failed) };
}

let tests;

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    tests?.kill(signal);
    if (!keep) await stopAll();
    process.exit(1);
  });
}

await run(async () => {
  const report = join(root, 'test-results', 'engines.json');
  mkdirSync(join(root, 'test-results'), { recursive: true });
  rmSync(report, { force: true });
  const reason = whyNot();
  if (reason !== undefined) {
    writeFileSync(report, JSON.stringify({ leftOut: reason, numPassedTests: 0, numFailedTests: 0, testResults: [] }));
    process.stdout.write(`*** LEFT OUT: tests on real engines. ${reason} ***\n0 passed, 0 failed\n`);
    return;
  }
  try {
    if (!keep) await stopAll();
    const settings = await startAll();
    tests = spawn(
      process.execPath,
      [
        packageFile('vitest/vitest.mjs'),
        ...['run', '--config=vitest.engines.config.ts', '--reporter=default', '--reporter=json'],
        '--reporter=./scripts/lib/stuck-files.mjs',
        `--outputFile.json=${report}`,
        ...(isLeast ? ['--exclude=**/hbase-tables.engine.test.ts'] : []),
        ...filters,
      ],
      { cwd: root, stdio: 'inherit', env: { ...process.env, ...settings } },
    );
    const [status] = await once(tests, 'exit');
    const { passed, failed } = countsOf(report, status === 0);
    process.exitCode = failed === 0 ? 0 : 1;
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  } finally {
    if (!keep) await stopAll();
  }
});
