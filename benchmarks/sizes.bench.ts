// The object API over tables of several sizes, side by side: node --import tsx benchmarks/sizes.bench.ts [ALERTS…]; run by npm run bench
// and bench:large. Prints a table and writes benchmarks/results/sizes.json.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { benchTables, type MadeTables } from './bench-tables.ts';
import { crowdedFields, largeSky, longestObject, plainObjects } from './large-sky.ts';
import { type Call, call, median, privateMb } from './measure.ts';
import { benchObjectName } from './packet-encoder.ts';

const root = join(import.meta.dirname, '..');
const firstPort = 3961;
const allSizes = [20_000, 200_000, 2_000_000];
const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : allSizes.slice(0, 2);

type Place = { readonly raDeg: number; readonly decDeg: number };

interface Server {
  readonly alerts: number;
  readonly made: MadeTables;
  readonly url: string;
  /** Where some of its objects are, outside the crowded fields. */
  readonly places: readonly Place[];
  readonly child: ChildProcess;
}

interface Measure {
  readonly name: string;
  readonly call: (index: number, ofTable: readonly Place[]) => Call;
  readonly runs: number;
  /** Milliseconds at the server. */
  readonly budget?: number;
  /** More rows than these are beyond what the budget is meant for. */
  readonly budgetRows?: number;
  /** The largest table may cost so many times the smallest. */
  readonly flat?: number;
}

interface Measured {
  readonly ms: number;
  readonly rows: number;
  readonly bytes: number;
}

async function started(alerts: number, port: number): Promise<Server> {
  const { dataDir, made } = benchTables(alerts);
  const env = {
    ...process.env,
    ...{ NODE_ENV: 'production' as const, DATA_DIR: dataDir, HOST: '127.0.0.1', OBJECT_API_PORT: String(port) },
    LOG_LEVEL: 'info',
  };
  const child = spawn(process.execPath, [join(root, 'dist/object-api.mjs')], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 400; tries++) {
    const isReady = await call({ url: `${url}/ready` }).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (isReady) return { alerts, made, url, child, places: placesOf(alerts) };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGTERM');
  throw new Error(`The object API over ${alerts} alerts did not get ready.`);
}

/** Positions of some objects of a table, outside its crowded fields. */
function placesOf(alerts: number): readonly Place[] {
  const places: Place[] = [];
  for (const { raDeg, decDeg, isCrowded } of largeSky(alerts)) {
    if (!isCrowded) places.push({ raDeg, decDeg });
    if (places.length === 400) break;
  }
  return places;
}

const plain = (index: number): string => benchObjectName(plainObjects.first + (index % plainObjects.count));
const objects = (objectId: string, more: Readonly<Record<string, string>> = {}) => ({
  url: `/api/v1/objects?${new URLSearchParams({ objectId, ...more })}`,
});
const around = (places: readonly Place[], radius: number) => (index: number) => {
  const { raDeg = 0, decDeg = 0 } = places[index % places.length] ?? {};
  return { url: `/api/v1/conesearch?ra=${raDeg}&dec=${decDeg}&radius=${radius}&n=10000` };
};
const curve = 'i:candid,i:jd,i:fid,i:magpsf,i:sigmapsf,i:isdiffpos,i:diffmaglim';
const five = 'i:objectId,i:jd,i:magpsf,i:fid,d:cdsxmatch';
const long = benchObjectName(longestObject.index);

const measures: readonly Measure[] = [
  { name: 'objects, 30 alerts × all', call: (k) => objects(plain(k)), runs: 300, budget: 2, flat: 1.25 },
  {
    name: 'objects, 30 × light curve',
    call: (k) => objects(plain(k), { columns: curve }),
    runs: 300,
    flat: 1.25,
  },
  { name: 'objects, 1,575 × all, JSON', call: () => objects(long), runs: 25, budget: 60, flat: 1.25 },
  {
    name: 'objects, 1,575 × all, Arrow',
    call: () => objects(long, { 'output-format': 'arrow' }),
    runs: 25,
    budget: 25,
    flat: 1.25,
  },
  { name: 'cone 5″, around objects', call: (k, places) => around(places, 5)(k), runs: 300, budget: 1 },
  { name: 'cone 1′, around objects', call: (k, places) => around(places, 60)(k), runs: 300, budget: 1.5 },
  { name: 'cone 1°, crowded fields', call: around(crowdedFields, 3600), runs: 60, budget: 25, budgetRows: 5000 },
  { name: 'cone 5°, crowded fields', call: around(crowdedFields, 18_000), runs: 36, budget: 100 },
  { name: 'cone 5″, crowded fields', call: around(crowdedFields, 5), runs: 120 },
  {
    name: 'latests, n=1000 × 5',
    call: () => ({ url: `/api/v1/latests?class=Unknown&n=1000&columns=${five}` }),
    runs: 60,
    budget: 10,
    flat: 1.25,
  },
];

/** Rows of a JSON answer, without parsing it. */
function rowsIn(body: Buffer): number {
  if (body[0] !== 0x5b) return Number.NaN;
  let rows = 0;
  for (let at = body.indexOf('{"'); at >= 0; at = body.indexOf('},{', at + 1)) rows++;
  return rows;
}

/** Calls every server in turn, so that whatever else the machine does meets all of them. */
async function measured(servers: readonly Server[], measure: Measure): Promise<readonly Measured[]> {
  const kept = servers.map(() => ({ ms: [] as number[], rows: 0, bytes: 0 }));
  const warm = Math.ceil(measure.runs / 3);
  for (let index = 0; index < warm + measure.runs; index++) {
    for (const [at, { url, alerts, places }] of servers.entries()) {
      const { url: path, ...rest } = measure.call(index, places);
      const answer = await call({ ...rest, url: url + path });
      if (answer.status !== 200) {
        throw new Error(`${measure.name} over ${alerts}: ${answer.status} ${answer.body.subarray(0, 200)}`);
      }
      const of = kept[at];
      if (of === undefined || index < warm) continue;
      of.ms.push(answer.serverMs);
      of.bytes = Math.max(of.bytes, answer.body.length);
      if (index % 7 === 0) of.rows = Math.max(of.rows, rowsIn(answer.body));
    }
  }
  return kept.map(({ ms, rows, bytes }) => ({ ms: median(ms), rows, bytes }));
}

interface Streamed {
  /** Of the first such call over tables that nothing has read so far back (disk and all); of the first to a new process; in the median. */
  readonly firstByteMs: number;
  readonly freshFirstByteMs?: number;
  readonly warmFirstByteMs?: number;
  readonly seconds: number;
  readonly rows: number;
  readonly privateMb: number;
}

function longPath({ alerts }: Server): string {
  const rowsWanted = Math.min(1_000_000, Math.floor(alerts / 2));
  return `/api/v1/latests?class=Unknown&n=${rowsWanted}&output-format=csv&columns=${five}`;
}

/** The newest alerts of the largest class as CSV, as many as there are up to a million; the server's memory is looked at meanwhile. */
function streamed(server: Server): Promise<Streamed | string> {
  const { url, child } = server;
  const path = longPath(server);
  const beganMs = performance.now();
  return new Promise((resolve, reject) => {
    const sent = get(url + path, (response) => {
      const firstByteMs = performance.now() - beganMs;
      let rows = -1;
      let peak = 0;
      const sampling = setInterval(() => {
        peak = Math.max(peak, privateMb(child.pid));
      }, 20);
      let head = '';
      response.on('data', (chunk: Buffer) => {
        if (head.length < 200) head += chunk.toString('latin1', 0, 200);
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++;
      });
      response.on('error', reject);
      response.on('end', () => {
        clearInterval(sampling);
        peak = Math.max(peak, privateMb(child.pid));
        if (response.statusCode !== 200) resolve(`${response.statusCode}: ${head.slice(0, 120)}`);
        else resolve({ firstByteMs, seconds: (performance.now() - beganMs) / 1000, rows, privateMb: peak });
      });
    });
    sent.on('error', reject);
  });
}

/** Milliseconds until the answer begins; it is not waited for. */
function firstByte(address: string): Promise<number> {
  const beganMs = performance.now();
  return new Promise((resolve, reject) => {
    const sent = get(address, (response) => {
      resolve(performance.now() - beganMs);
      response.on('error', () => undefined).destroy();
    });
    sent.on('error', reject);
  });
}

async function streamedAndBegun(server: Server, freePort: number): Promise<Streamed | string> {
  const whole = await streamed(server);
  if (typeof whole === 'string') return whole;
  const times: number[] = [];
  for (let round = 0; round < 20; round++) times.push(await firstByte(server.url + longPath(server)));
  const fresh: number[] = [];
  for (let round = 0; round < 5; round++) fresh.push(await firstByteOfProcess(server, freePort));
  return { ...whole, warmFirstByteMs: median(times), freshFirstByteMs: median(fresh) };
}

/** As `firstByte`, of the very first such call that a process gets, as soon as it is ready. */
async function firstByteOfProcess({ alerts }: Server, port: number): Promise<number> {
  const server = await started(alerts, port);
  try {
    return await firstByte(server.url + longPath(server));
  } finally {
    const ended = once(server.child, 'exit');
    server.child.kill('SIGTERM');
    await ended;
  }
}

const shown = (ms: number): string => ms.toFixed(ms >= 100 ? 0 : ms >= 10 ? 1 : 2);

function printTable(lines: readonly (readonly string[])[]): void {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  for (const line of lines) {
    const cells = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
}

interface Result {
  readonly measure: Omit<Measure, 'call'>;
  readonly bySize: readonly Measured[];
}

function lineOf({ measure, bySize }: Result): string[] {
  const { name, budget, budgetRows, flat } = measure;
  const last = bySize.at(-1);
  const ratio = (last?.ms ?? Number.NaN) / (bySize[0]?.ms ?? Number.NaN);
  const counts = bySize.every(({ rows }) => budgetRows === undefined || rows <= budgetRows);
  const isKept = bySize.every(({ ms }) => budget === undefined || ms <= budget);
  const isFlat = flat === undefined || bySize.length < 2 || ratio <= flat;
  const verdict = budget === undefined ? '' : isKept && isFlat ? 'kept' : counts ? 'MISSED' : 'too many rows';
  return [
    name,
    ...bySize.map(({ ms }) => shown(ms)),
    budget === undefined ? '' : `≤ ${budget}`,
    `${ratio.toFixed(2)}${flat === undefined ? '' : ` ≤ ${flat}`}`,
    bySize.map(({ rows, bytes }) => (Number.isNaN(rows) ? `${(bytes / 1e3).toFixed(0)} kB` : String(rows))).join(' '),
    verdict,
  ];
}

const servers: Server[] = [];
try {
  for (const [index, alerts] of sizes.entries()) servers.push(await started(alerts, firstPort + index));
  const results: Result[] = [];
  for (const measure of measures) results.push({ measure, bySize: await measured(servers, measure) });
  const streams: (Streamed | string)[] = [];
  for (const server of servers) streams.push(await streamedAndBegun(server, firstPort + sizes.length));
  const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model };
  process.stdout.write(
    `\n${machine.cores} × ${machine.model}, Node ${machine.node}; milliseconds at the server, medians\n\n`,
  );
  printTable([
    ['', ...servers.map(({ alerts }) => `${alerts / 1000} k`), 'budget', 'last : first', 'rows', ''],
    ...results.map(lineOf),
  ]);
  process.stdout.write('\nlatests as CSV, up to 1,000,000 rows (first byte ≤ 50 ms, private memory ≤ 150 MB)\n');
  for (const [index, stream] of streams.entries()) {
    const words =
      typeof stream === 'string'
        ? stream
        : `${stream.rows} rows, first byte ${shown(stream.warmFirstByteMs ?? Number.NaN)} ms (first call of a process ${shown(stream.freshFirstByteMs ?? Number.NaN)}, with what it reads not in memory yet ${shown(stream.firstByteMs)}), whole ${stream.seconds.toFixed(1)} s, private memory ${stream.privateMb.toFixed(0)} MB`;
    process.stdout.write(`  ${sizes[index]} alerts: ${words}\n`);
  }
  const folder = join(root, 'benchmarks/results');
  mkdirSync(folder, { recursive: true });
  const written = { machine, tables: servers.map(({ made }) => made), results, streams };
  writeFileSync(join(folder, 'sizes.json'), `${JSON.stringify(written, null, 2)}\n`);
} finally {
  for (const { child } of servers) child.kill('SIGTERM');
}
