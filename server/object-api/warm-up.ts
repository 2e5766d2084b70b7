import { get } from 'node:http';
import { createMetrics } from '#server/telemetry/metrics.ts';
import { createWideLog } from '#server/telemetry/wide-log.ts';
import { createObjectApi, type ObjectApiOptions } from './app.ts';
import { type LiveExamples, lsstExamples, ztfExamples } from './documentation/live-examples.ts';

/** A start takes at most about so much longer. */
const longestMs = 300;

type Arguments = Readonly<Record<string, unknown>>;

/** Of each way to an answer one short one, the likeliest first. */
const firstCalls: readonly { readonly route: string; readonly more?: Arguments }[] = [
  { route: 'latests', more: { n: 30 } },
  { route: 'objects', more: { columns: 'i:objectId,i:jd,i:magpsf' } },
  { route: 'latests', more: { n: 30, 'output-format': 'arrow' } },
  { route: 'latests', more: { n: 30, 'output-format': 'csv' } },
  { route: 'conesearch', more: { n: 30 } },
  { route: 'sources' },
];

/** Addresses of the calls for which a survey has data. */
function addressesOf(survey: string, examples: LiveExamples): string[] {
  return firstCalls.flatMap(({ route, more }) => {
    const example = examples[route];
    if (example === undefined) return [];
    const args = Object.entries({ ...example, ...more }).map(([name, value]) => [name, String(value)]);
    return [`/${survey}/api/v1/${route}?${new URLSearchParams(args)}`];
  });
}

/** Resolves with the first bytes of an answer; the rest is not waited for. */
function began(address: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = get(address, { agent: false, signal }, (response) => {
      response.once('error', reject).once('end', resolve);
      response.once('data', () => {
        resolve();
        response.destroy();
      });
    });
    sent.once('error', reject);
  });
}

/**
 * Answers a few requests of its own, on a port of its own, so that the first visitor does not wait for what a process does once: reading and
 * compiling what is called for the first time, the first look into the tables. Nothing of it is counted or logged; trouble is left to real
 * requests, and after 300 ms it ends.
 */
export async function warmUp({ deps, defaultSurvey, trace }: ObjectApiOptions): Promise<void> {
  const named = { service: 'object-api', version: deps.version };
  const service = createObjectApi({
    deps,
    defaultSurvey,
    trace,
    metrics: createMetrics({ ...named, processMetrics: false }),
    log: createWideLog({ ...named, destination: { write: () => undefined } }),
    limits: { ratePerSecond: 0 },
  });
  const signal = AbortSignal.timeout(longestMs);
  const { url } = await service.listen({ host: '127.0.0.1', port: 0 });
  try {
    const [ztf, lsst] = await Promise.all([ztfExamples(deps.store), lsstExamples(deps.store)]);
    for (const address of [...addressesOf('ztf', ztf), ...addressesOf('lsst', lsst)])
      await began(url + address, signal);
  } catch {
    // A store without data yet, or one that is slow: its first callers hear of it.
  } finally {
    await service.shutdown();
  }
}
