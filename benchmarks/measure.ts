import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
  /** Milliseconds as the caller saw them, and as the server's `Server-Timing` says in total (NaN without one). */
  readonly callerMs: number;
  readonly serverMs: number;
  readonly headers: NodeJS.Dict<string | string[]>;
}

export interface Call {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const agent = new Agent({ keepAlive: true, maxSockets: 300 });

/** One HTTP exchange over a kept connection. */
export function call({ url, method = 'GET', json, headers = {} }: Call): Promise<Answer> {
  const beganMs = performance.now();
  const payload = json === undefined ? undefined : Buffer.from(JSON.stringify(json));
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        agent,
        headers: {
          ...headers,
          ...(payload ? { 'content-type': 'application/json', 'content-length': payload.length } : {}),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const timing = /(?:^|, )total;dur=([\d.]+)/.exec(String(response.headers['server-timing'] ?? ''));
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks),
            callerMs: performance.now() - beganMs,
            serverMs: timing ? Number(timing[1]) : Number.NaN,
            headers: response.headers,
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(payload);
  });
}

/** Private memory of a process, MB of 1,024 kB (`RssAnon`: mapped tables don't count); NaN once it has ended. */
export function privateMb(pid: number | undefined): number {
  try {
    const kilobytes = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? Number.NaN) / 1024;
  } catch {
    return Number.NaN;
  }
}

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it should stay below (or above, where `atLeast`). */
  readonly budget?: number;
  readonly atLeast?: boolean;
  readonly note?: string;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
};

export const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? Number.NaN;

/** Calls one after another, after a warm-up; refuses anything but 200. */
export async function sequence(
  calls: (index: number) => Call,
  { warm = 200, runs = 400 } = {},
): Promise<{ serverMs: number; serverP95Ms: number; callerMs: number; bytes: number }> {
  const answers: Answer[] = [];
  for (let index = 0; index < warm + runs; index++) {
    const answer = await call(calls(index));
    if (answer.status !== 200)
      throw new Error(`${calls(index).url} answered ${answer.status}: ${answer.body.subarray(0, 300)}`);
    if (index >= warm) answers.push(answer);
  }
  const server = answers.map(({ serverMs }) => serverMs);
  return {
    serverMs: median(server),
    serverP95Ms: quantile(server, 0.95),
    callerMs: median(answers.map(({ callerMs }) => callerMs)),
    bytes: median(answers.map(({ body }) => body.length)),
  };
}

export const gzipBytes = (body: Uint8Array): number => gzipSync(body, { level: 6 }).length;

export function printFigures(figures: readonly Figure[]): void {
  const rows = figures.map(({ name, value, unit, budget, atLeast, note }) => {
    const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
    const kept = budget === undefined ? '' : (atLeast ? value >= budget : value <= budget) ? 'kept' : 'MISSED';
    return [
      name,
      `${value.toFixed(digits)} ${unit}`,
      budget === undefined ? '' : `${atLeast ? '≥' : '≤'} ${budget} ${unit}`,
      kept,
      note ?? '',
    ];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows)
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}
