// npm run bench:load: a mix of light curves, stamps and cones for a minute on each engine; then overload, and a huge answer beside small ones.
// usage: node --import tsx benchmarks/engines/load.ts RESULT_FILE [--seconds=60] ENGINE=SETTINGS_FILE…
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Call, call, privateMb, quantile } from '../measure.ts';
import { surveyObjects } from './probes.ts';
import { root, type Stack, startStack } from './stack.ts';

const [resultFile = '', ...rest] = process.argv.slice(2);
const seconds = Number(rest.find((one) => one.startsWith('--seconds='))?.slice('--seconds='.length) ?? 60);
const engines = rest.filter((one) => !one.startsWith('--')).map((one) => one.split('=') as [string, string]);
const callers = 8;
const overloadCallers = 256;
const overloadSeconds = 10;
const placesUnderOverload = 32;

interface Target {
  readonly kind: 'light curve' | 'stamp' | 'cone';
  readonly call: Call;
}

/** Seven light curves, two stamps and a cone in ten. */
async function mixOf({ objectApi }: Stack): Promise<(round: number) => Target> {
  const api = `${objectApi.url}/ztf/api/v1`;
  const objects = [...(await surveyObjects(objectApi.url))].filter(([, candids]) => candids.length <= 100);
  const positions: { readonly raDeg: number; readonly decDeg: number }[] = [];
  // One after another: all at once they would be more than a service with few places takes.
  for (const [id] of objects.slice(0, 60)) {
    const answer = await call({ url: `${api}/objects?objectId=${id}&columns=i:ra,i:dec` });
    const [first]: readonly { 'i:ra': number; 'i:dec': number }[] = JSON.parse(answer.body.toString());
    positions.push({ raDeg: first?.['i:ra'] ?? 0, decDeg: first?.['i:dec'] ?? 0 });
  }
  return (round) => {
    const [id = '', candids = []] = objects[(round * 7) % objects.length] ?? [];
    const at = round % 10;
    if (at < 7) return { kind: 'light curve', call: { url: `${api}/objects?objectId=${id}` } };
    const candid = candids[Math.floor(round / 10) % candids.length];
    const stamp = `${api}/cutouts?objectId=${id}&candid=${candid}&kind=Science&output-format=FITS`;
    if (at < 9) return { kind: 'stamp', call: { url: stamp } };
    const { raDeg = 0, decDeg = 0 } = positions[round % positions.length] ?? {};
    return { kind: 'cone', call: { url: `${api}/conesearch?ra=${raDeg}&dec=${decDeg}&radius=60` } };
  };
}

interface Done {
  readonly kind: string;
  readonly ms: number;
  readonly status: number;
  readonly hasRetryAfter: boolean;
}

async function held(
  mix: (round: number) => Target,
  options: { callers: number; seconds: number },
): Promise<readonly Done[]> {
  const endMs = performance.now() + options.seconds * 1_000;
  const done: Done[] = [];
  let round = 0;
  const one = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const target = mix(round++);
      const beganMs = performance.now();
      const { status, headers } = await call(target.call).catch(() => ({
        status: 0,
        headers: {} as NodeJS.Dict<string | string[]>,
      }));
      done.push({
        kind: target.kind,
        ms: performance.now() - beganMs,
        status,
        hasRetryAfter: headers['retry-after'] !== undefined,
      });
    }
  };
  await Promise.all(Array.from({ length: options.callers }, one));
  return done;
}

const msText = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));

function lineOf(name: string, done: readonly Done[], overSeconds: number): string {
  const ms = done.map((one) => one.ms);
  const errors = done.filter(({ status }) => status !== 200).length;
  const quantiles = [0.5, 0.95, 0.99].map((q) => msText(quantile(ms, q)));
  return `| ${name} | ${(done.length / overSeconds).toFixed(0)} | ${quantiles.join(' | ')} | ${errors} |`;
}

/** The most private memory that services had while `work` went on. */
async function memoryDuring<T>(stack: Stack, work: () => Promise<T>): Promise<{ found: T; peak: string }> {
  const peaks = new Map<string, number>();
  const look = (): void => {
    for (const service of stack.all) {
      const now = privateMb(service.pid);
      peaks.set(service.name, Math.max(now, peaks.get(service.name) ?? 0));
    }
  };
  const timer = setInterval(look, 500);
  try {
    const found = await work();
    look();
    return { found, peak: [...peaks].map(([name, megabytes]) => `${name} ${megabytes.toFixed(0)} MB`).join(', ') };
  } finally {
    clearInterval(timer);
  }
}

async function minuteOf(engine: string, stack: Stack, mix: (round: number) => Target): Promise<readonly string[]> {
  await held(mix, { callers, seconds: Math.min(10, seconds / 4) });
  const { found: done, peak } = await memoryDuring(stack, () => held(mix, { callers, seconds }));
  const kinds = ['light curve', 'stamp', 'cone'].map((kind) => {
    const some = done.filter((one) => one.kind === kind);
    return lineOf(`${engine}: ${kind}`, some, seconds);
  });
  return [lineOf(`**${engine}: all**, ${peak}`, done, seconds), ...kinds];
}

/** Many more callers than places: what is beyond them is refused at once with when to come again, and nothing stays behind. */
async function overloadOf(engine: string, mix: (round: number) => Target): Promise<readonly string[]> {
  const done = await held(mix, { callers: overloadCallers, seconds: overloadSeconds });
  const right = done.filter(({ status }) => status === 200);
  const shed = done.filter(({ status, hasRetryAfter }) => status === 503 && hasRetryAfter);
  const other = done.length - right.length - shed.length;
  await sleep(1_000);
  const after = await held(mix, { callers, seconds: 5 });
  const errors = after.filter(({ status }) => status !== 200).length;
  return [
    `- ${engine}, ${overloadCallers} callers on ${placesUnderOverload} places for ${overloadSeconds} s: ${right.length} answered (p99 ${msText(
      quantile(
        right.map(({ ms }) => ms),
        0.99,
      ),
    )} ms), ` +
      `${shed.length} shed by 503 with \`Retry-After\` (median ${msText(
        quantile(
          shed.map(({ ms }) => ms),
          0.5,
        ),
      )} ms), ${other} anything else; ` +
      `a second later ${(after.length / 5).toFixed(0)} req/s, ${errors} errors, p99 ${msText(
        quantile(
          after.map(({ ms }) => ms),
          0.99,
        ),
      )} ms.`,
  ];
}

/** Small light curves alone, then beside the whole survey as one answer, again and again. */
async function hugeOf(
  engine: string,
  { objectApi }: Stack,
  mix: (round: number) => Target,
): Promise<readonly string[]> {
  const small = (round: number): Target => mix(round * 10);
  const lines: string[] = [];
  const alone = await held(small, { callers: 2, seconds: 5 });
  for (const format of ['json', 'csv', 'votable', 'parquet', 'arrow']) {
    let isOver = false;
    let count = 0;
    const huge = (async () => {
      while (!isOver) {
        await call({ url: `${objectApi.url}/ztf/api/v1/objects?objectId=ZTF99&output-format=${format}` });
        count++;
      }
    })();
    const beside = await held(small, { callers: 2, seconds: 8 });
    isOver = true;
    await huge;
    const text = (done: readonly Done[]): string =>
      [0.5, 0.99, 1]
        .map((q) =>
          msText(
            quantile(
              done.map(({ ms }) => ms),
              q,
            ),
          ),
        )
        .join(' / ');
    const errors = beside.filter(({ status }) => status !== 200).length;
    lines.push(`| ${engine}: ${format}, ${count} of them | ${text(alone)} | ${text(beside)} | ${errors} |`);
  }
  return lines;
}

const tables: Record<'mix' | 'overload' | 'huge', string[]> = { mix: [], overload: [], huge: [] };
for (const [engine, file] of engines) {
  const settings: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
  const logFolder = join(root, 'test-results', 'logs');
  const start = (more: Readonly<Record<string, string>>): Promise<Stack> =>
    startStack({ env: { ...settings, LOG_LEVEL: 'error', ...more }, logFolder });
  const stack = await start({});
  try {
    const mix = await mixOf(stack);
    tables.mix.push(...(await minuteOf(engine, stack, mix)));
    tables.huge.push(...(await hugeOf(engine, stack, mix)));
  } finally {
    await stack.stop();
  }
  const narrow = await start({ MAX_CONCURRENT_REQUESTS: String(placesUnderOverload) });
  try {
    tables.overload.push(...(await overloadOf(engine, await mixOf(narrow))));
  } finally {
    await narrow.stop();
  }
}

const machine = `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, load average ${loadavg()
  .map((load) => load.toFixed(1))
  .join(' ')}`;
const text = `${machine}

${callers} callers, ${seconds} s, 70 % light curves (all columns), 20 % stamps (FITS through the object API), 10 % cones of 1′; peak of private memory:

| engine | req/s | p50 ms | p95 ms | p99 ms | errors |
|---|--:|--:|--:|--:|--:|
${tables.mix.join('\n')}

Overload:

${tables.overload.join('\n')}

Two callers of light curves, alone and beside the whole survey (10,406 alerts × all columns) as one answer after another; median / p99 / slowest, ms:

| huge answer | alone | beside it | errors |
|---|--:|--:|--:|
${tables.huge.join('\n')}
`;
writeFileSync(resultFile, text);
process.stdout.write(text);
process.exit(0);
