import { setTimeout as sleep } from 'node:timers/promises';
import { privateMb } from '../measure.ts';
import type { EngineControl } from './engine-control.ts';
import { askOnce, type Outcome, type Probe } from './probes.ts';
import type { Links } from './scenarios.ts';
import type { Result } from './special-faults.ts';
import { metricOf, type Stack } from './stack.ts';

/** What must be after many requests as it was before. */
interface Counts {
  readonly connections: number;
  readonly scannersOfHbase: number;
  readonly scannersOfServices: number;
  readonly requestsUnderWay: number;
  readonly files: number;
  readonly megabytes: number;
}

async function sumOver(stack: Stack, name: string): Promise<number> {
  const values = await Promise.all(
    [stack.objectApi, stack.cutoutApi].map((service) => metricOf(service, name).catch(() => Number.NaN)),
  );
  return values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);
}

async function countsOf(stack: Stack, links: Links, control: EngineControl): Promise<Counts> {
  return {
    connections: [links.tables, ...links.lake].reduce((sum, proxy) => sum + proxy.open(), 0),
    scannersOfHbase: await control.openScanners(),
    scannersOfServices: await sumOver(stack, 'portal_open_scanners'),
    requestsUnderWay: await sumOver(stack, 'portal_requests_in_flight'),
    files: await sumOver(stack, 'process_open_fds'),
    megabytes: privateMb(stack.objectApi.pid) + privateMb(stack.cutoutApi.pid),
  };
}

const share = 0.05;
const callers = 16;
/** Faults, and the share of the requests that goes through each: at 1 kB/s an answer takes a minute. */
const kinds = [
  ['reset', 0.33],
  ['refuse', 0.33],
  ['stall', 0.32],
  ['slow', 0.02],
] as const;

async function askMany(probes: readonly Probe[], count: number): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < count) {
      const round = next++;
      const probe = probes[round % probes.length];
      if (probe !== undefined) outcomes.push(await askOnce(probe, Math.floor(round / probes.length)));
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return outcomes;
}

export interface LeakInput {
  readonly stack: Stack;
  readonly links: Links;
  readonly control: EngineControl;
  readonly probes: readonly Probe[];
  readonly requests: number;
}

const shown = ({
  connections,
  scannersOfHbase,
  scannersOfServices,
  requestsUnderWay,
  files,
  megabytes,
}: Counts): string =>
  `${connections} connections, ${scannersOfHbase} + ${scannersOfServices} scanners, ${requestsUnderWay} requests, ${files} files, ${megabytes.toFixed(0)} MB`;

/** Thousands of requests, a twentieth of whose connections meet a fault; then everything must be as it was. */
export async function manyWithFaults({ stack, links, control, probes, requests }: LeakInput): Promise<Result> {
  const fault = `${requests} requests, 5 % of the connections reset, refused, silent or slow in turns`;
  await askMany(probes, Math.min(1_000, requests));
  await sleep(3_000);
  const before = await countsOf(stack, links, control);
  const outcomes: Outcome[] = [];
  const proxies = [links.tables, ...links.lake];
  for (const [kind, part] of kinds) {
    for (const proxy of proxies) proxy.misbehave(kind, share);
    outcomes.push(...(await askMany(probes, Math.round(requests * part))));
  }
  for (const proxy of proxies) proxy.misbehave('pass');
  // Connections that are kept but not used are closed after 50 s.
  for (let waited = 0; waited < 90; waited += 5) {
    await sleep(5_000);
    if ((await countsOf(stack, links, control)).connections <= before.connections) break;
  }
  const settled = await askMany(probes, 400);
  await sleep(3_000);
  const after = await countsOf(stack, links, control);
  const right = outcomes.filter(({ seen }) => seen === 'right').length;
  const named = outcomes.filter(({ status }) => status >= 502 && status <= 504).length;
  const unlike = outcomes.filter(({ seen, status }) => seen !== 'right' && (status < 502 || status > 504));
  const hits = proxies.reduce((sum, proxy) => sum + proxy.hit(), 0);
  const slowest = Math.max(...outcomes.map(({ ms }) => ms)) / 1_000;
  const grown = [
    [after.connections > Math.max(before.connections, 40), 'connections'],
    [after.scannersOfHbase > before.scannersOfHbase, 'scanners of HBase'],
    [after.scannersOfServices > 0, 'scanners'],
    [after.requestsUnderWay > 0, 'requests under way'],
    [after.files > before.files + 40, 'files'],
    [after.megabytes > before.megabytes + 100, 'memory'],
  ] as const;
  const wrong = [
    ...unlike.slice(0, 3).map(({ probe, status, seen }) => `${fault}: ${probe} ${status} ${seen}`),
    ...settled
      .filter(({ seen }) => seen !== 'right')
      .map(({ probe, seen }) => `${fault}, afterwards: ${probe} ${seen}`),
    ...grown.filter(([isMore]) => isMore).map(([, what]) => `${fault}: more ${what} than before`),
  ];
  const counted = `${hits} faults met; ${right} right, ${named} named 502–504, ${unlike.length} else; slowest ${slowest.toFixed(1)} s`;
  return { fault, seen: counted, recovery: `before: ${shown(before)}; after: ${shown(after)}`, wrong };
}
