// npm run test:faults, after scripts/engines/faults.mjs has started the small cluster and filled it: meddles with it and tells what callers see.
// usage: node --import tsx benchmarks/engines/faults.ts CLUSTER_FOLDER DATA_DIR [--no-web] [--requests=10000] [WORD…: only faults that have it]
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { controlOf } from './engine-control.ts';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts';
import { manyWithFaults } from './leaks.ts';
import { createProbes, type Outcome, type Probe, watch } from './probes.ts';
import { type Links, type Meddling, type Scenario, scenarios } from './scenarios.ts';
import { fileMergedAway, fullCacheDisk, type Result, restartWithinScan } from './special-faults.ts';
import { root, startStack } from './stack.ts';

const [clusterFolder = '', dataDir = '', ...rest] = process.argv.slice(2);
const words = rest.filter((one) => !one.startsWith('--'));
const requests = Number(rest.find((one) => one.startsWith('--requests='))?.slice('--requests='.length) ?? 10_000);
const calmS = 2;
const recoverWithinS = 150;
/** Probes in a row that must be right before a fault counts as over. */
const rightInARow = 6;
/** Longest of our deadlines, and time for a busy machine. */
const deadlineS = 32;

/** A gap between timers that no busy process has. */
const sleepMs = 5_000;

/** The longest time for which this process, and so the machine, did nothing. */
function watchForSleep(): { longestMs(): number; forget(): void } {
  let lastMs = performance.now();
  let longest = 0;
  setInterval(() => {
    const nowMs = performance.now();
    longest = Math.max(longest, nowMs - lastMs);
    lastMs = nowMs;
  }, 250).unref();
  const forget = (): void => {
    longest = 0;
  };
  return { longestMs: () => longest, forget };
}

const isChosen = (name: string): boolean => words.length === 0 || words.some((word) => name.includes(word));

/** Settings that are shorter than usual, so that a trial takes minutes rather than hours. */
const deadlines = {
  HBASE_TIMEOUT_MS: '5000',
  WEBHDFS_TIMEOUT_MS: '8000',
  WEBHDFS_SILENT_MS: '2000',
  LOG_LEVEL: 'error',
};

function isOver(probes: readonly Probe[], outcomes: readonly Outcome[], sinceMs: number): boolean {
  return probes.every(({ name }) => {
    const last = outcomes.filter(({ probe, atMs }) => probe === name && atMs > sinceMs).slice(-rightInARow);
    return last.length === rightInARow && last.every(({ seen }) => seen === 'right');
  });
}

/** What a probe saw, most frequent first. */
function seenBy(outcomes: readonly Outcome[], probe: string): string {
  const counts = new Map<string, number>();
  for (const { seen, status, probe: name } of outcomes) {
    if (name !== probe) continue;
    const what = seen === 'right' ? seen : `${status === 200 || status === 0 ? '' : `${status} `}${seen}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([what, count]) => `${count} ${what}`)
    .join('; ');
}

const isAllowed = ({ seen, status, ms }: Outcome): boolean =>
  (seen === 'right' ||
    (status >= 502 && status <= 504 && !seen.startsWith('unnamed')) ||
    seen.startsWith('page says: ')) &&
  ms < deadlineS * 1_000;

/** Lets a fault come and go while all probes ask. */
async function tried(scenario: Scenario, probes: readonly Probe[], meddling: Meddling): Promise<Result> {
  const watching = watch(probes);
  await sleep(calmS * 1_000);
  const appliedMs = performance.now();
  await scenario.apply(meddling);
  await sleep(scenario.holdS * 1_000);
  await scenario.end(meddling);
  const endedMs = performance.now();
  const isBack = (): boolean => isOver(probes, watching.outcomes, endedMs);
  while (!isBack() && performance.now() - endedMs < recoverWithinS * 1_000) await sleep(200);
  const wasBack = isBack();
  await watching.stop();
  const during = watching.outcomes.filter(({ atMs }) => atMs >= appliedMs);
  const troubled = during.filter(({ seen }) => seen !== 'right');
  const lastMs = Math.max(appliedMs, ...troubled.map(({ atMs }) => atMs));
  const sinceEndS = (lastMs - endedMs) / 1_000;
  const seen = probes.map(({ name }) => `${name}: ${seenBy(during, name)}`).join('<br>');
  const slowest = Math.max(...during.map(({ ms }) => ms)) / 1_000;
  const recovery =
    troubled.length === 0
      ? 'nobody noticed'
      : sinceEndS > 0
        ? `${sinceEndS.toFixed(1)} s after its end`
        : `${((lastMs - appliedMs) / 1_000).toFixed(1)} s, while it lasted`;
  const wrong = [
    ...(wasBack ? [] : [`${scenario.name}: not over ${recoverWithinS} s after its end`]),
    ...during
      .filter((outcome) => !isAllowed(outcome))
      .slice(0, 3)
      .map(
        ({ probe, status, seen: what, ms }) => `${scenario.name}: ${probe} ${status} ${what} (${Math.round(ms)} ms)`,
      ),
  ];
  return { fault: scenario.name, seen: `${seen}<br>slowest answer ${slowest.toFixed(1)} s`, recovery, wrong };
}

async function linksTo(control: ReturnType<typeof controlOf>): Promise<Links> {
  const random = Math.random;
  const tables = await startFaultyProxy({ target: control.restPort, random });
  const dataNodes: FaultyProxy[] = [];
  for (const target of control.dataNodePorts) dataNodes.push(await startFaultyProxy({ target, random }));
  const ports = new Map(control.dataNodePorts.map((port, index) => [port, dataNodes[index]?.port ?? port]));
  const nameNode = await startFaultyProxy({ target: control.nameNodePort, ports, random });
  return { tables, lake: [nameNode, ...dataNodes] };
}

function report(results: readonly Result[]): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.version}, load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`;
  const lines = results.map(({ fault, seen, recovery }) => `| ${fault} | ${seen} | ${recovery} |`);
  const text = `${machine}\n\n| fault | what callers saw | over |\n|---|---|---|\n${lines.join('\n')}\n`;
  mkdirSync(join(root, 'test-results'), { recursive: true });
  writeFileSync(join(root, 'test-results', 'faults.md'), text);
  process.stdout.write(`\n${text}\n`);
}

const control = controlOf(clusterFolder);
const links = await linksTo(control);
const stack = await startStack({
  withWeb: !rest.includes('--no-web'),
  logFolder: join(root, 'test-results', 'logs'),
  env: {
    ...control.env,
    ...deadlines,
    DATA_DIR: dataDir,
    OBJECT_FRESH_MS: '1000',
    HBASE_URL: `http://127.0.0.1:${links.tables.port}`,
    WEBHDFS_URL: `http://127.0.0.1:${links.lake[0]?.port}`,
  },
});
const { all: probes, prepare } = await createProbes(stack);
const slept = watchForSleep();

/** A trial in which the machine itself slept says nothing: the cluster is put right and it is done again. */
async function awake(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    await prepare();
    slept.forget();
    const result = await work().catch((error: Error) => ({
      fault: '',
      seen: '',
      recovery: '',
      wrong: [error.message],
    }));
    if (slept.longestMs() < sleepMs || attempt === 3) return result;
    process.stdout.write(`(the machine slept for ${(slept.longestMs() / 1_000).toFixed(0)} s: done again)\n`);
    await control.start();
    const watching = watch(probes);
    const sinceMs = performance.now();
    while (!isOver(probes, watching.outcomes, sinceMs) && performance.now() - sinceMs < 180_000) await sleep(500);
    await watching.stop();
  }
}

const results: Result[] = [];
const add = (result: Result): void => {
  results.push(result);
  const verdict = result.wrong.length === 0 ? 'ok' : `FAILED: ${result.wrong.join('; ')}`;
  process.stdout.write(
    `${result.fault}: ${verdict}\n   ${result.seen.replaceAll('<br>', '\n   ')}\n   over: ${result.recovery}\n`,
  );
};
try {
  for (const scenario of scenarios)
    if (isChosen(scenario.name)) add(await awake(() => tried(scenario, probes, { control, links })));
  if (isChosen('scan restart')) add(await awake(() => restartWithinScan(stack, control)));
  if (isChosen('merged') && stack.web !== undefined) add(await awake(() => fileMergedAway(stack, control)));
  if (isChosen('full disk')) add(await awake(() => fullCacheDisk(control)));
  const services = probes.slice(0, 2);
  if (isChosen('leaks')) add(await awake(() => manyWithFaults({ stack, links, control, probes: services, requests })));
} finally {
  await stack.stop();
  for (const proxy of [links.tables, ...links.lake]) await proxy.close();
  report(results);
}
const failed = results.filter(({ wrong }) => wrong.length > 0).length;
process.exitCode = failed === 0 ? 0 : 1;
process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
