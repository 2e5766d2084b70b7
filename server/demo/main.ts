import { performance } from 'node:perf_hooks';
import { PortalError } from '#domain/failure.ts';
import { parseDataEnv } from '#server/ingest/env.ts';
import { createProgressView } from '#server/ingest/progress.ts';
import { createDemoSurvey, type DemoMarker } from './create-demo-survey.ts';
import { openDemoDeps } from './deps.ts';
import { makeNightsForParent, orderedFolder } from './night-maker.ts';

const exitCodes = { done: 0, failed: 1, stopped: 130 } as const;

const countsOf = ({ alerts, objects, nights }: DemoMarker): string =>
  `${alerts} alerts of ${objects} objects in ${nights} nights`;

async function makeSurvey(signal: AbortSignal): Promise<number> {
  const nowMs = (): number => performance.now();
  const began = nowMs();
  const { stderr, stdout } = process;
  const view = createProgressView({
    isTerminal: stderr.isTTY === true,
    columns: stderr.columns ?? 80,
    write: (text) => void stderr.write(text),
    nowMs,
  });
  const deps = openDemoDeps(parseDataEnv(process.env), { program: new URL(import.meta.url), nowMs });
  try {
    const demo = createDemoSurvey(deps);
    const existing = await demo.existing();
    if (existing !== undefined) {
      stdout.write(`The simulated survey is there already: ${countsOf(existing)}.\n`);
      return exitCodes.done;
    }
    const marker = await demo.make({ signal, onProgress: view.update });
    view.finish();
    stdout.write(`Simulated survey: ${countsOf(marker)}, ${((nowMs() - began) / 1000).toFixed(1)} s\n`);
    return exitCodes.done;
  } finally {
    view.finish();
    await deps.close();
  }
}

async function main(): Promise<number> {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  try {
    return await makeSurvey(stop.signal);
  } catch (error) {
    const known = error instanceof PortalError;
    process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    return known && error.kind === 'aborted' ? exitCodes.stopped : exitCodes.failed;
  }
}

const folder = orderedFolder(process.argv.slice(2));
if (folder === undefined) process.exitCode = await main();
else await makeNightsForParent(folder);
