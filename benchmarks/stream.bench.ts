// Reads long answers of latests as one client, and prints the first byte, speed and private memory of the object API.
// node --import tsx benchmarks/stream.bench.ts FOLDER [ALERTS] [FORMATS] [ENCODING] [COLUMNS]   (FOLDER of make-class-rows.ts; build first)
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { type Figure, printFigures, privateMb } from './measure.ts';

const [folder = '', countText = '1000000', formats = 'csv', encoding = 'identity', columns = ''] =
  process.argv.slice(2);
const root = join(import.meta.dirname, '..');
const port = process.env.OBJECT_API_PORT ?? '47123';
const firstByteBudgetMs = 50;
const memoryBudgetMb = 150;

function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

interface Read {
  readonly firstMs: number;
  readonly wholeMs: number;
  readonly bytes: number;
  readonly trailers: NodeJS.Dict<string>;
}

/** The whole body, thrown away; the first byte is that of the body, not of the headers. */
function read(path: string): Promise<Read> {
  return new Promise((resolve, reject) => {
    const beganMs = performance.now();
    let firstMs = Number.NaN;
    let bytes = 0;
    get(`http://127.0.0.1:${port}${path}`, { headers: { 'accept-encoding': encoding } }, (response) => {
      response.on('data', (chunk: Buffer) => {
        if (bytes === 0) firstMs = performance.now() - beganMs;
        bytes += chunk.length;
      });
      response.on('error', reject).on('end', () => {
        resolve({ firstMs, wholeMs: performance.now() - beganMs, bytes, trailers: response.trailers });
      });
    }).on('error', reject);
  });
}

async function ready(): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const is = await read('/health').catch(() => undefined);
    if (is !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the object API does not answer');
}

const program = process.env.OBJECT_API ?? join(root, 'dist/object-api.mjs');
const env = { ...process.env, DATA_DIR: folder, OBJECT_API_PORT: port, LOG_LEVEL: 'silent' };
const server = spawn(process.execPath, [program], { env, stdio: ['ignore', 'inherit', 'inherit'] });
const pid = server.pid ?? -1;
const figures: Figure[] = [];
try {
  await ready();
  const path = `/api/v1/latests?class=QSO&startdate=2010-01-01&n=${countText}${columns && `&columns=${columns}`}`;
  for (let k = 0; k < 3; k++) await read(`/api/v1/latests?class=QSO&startdate=2010-01-01&n=1000`);
  for (const format of formats.split(',')) {
    let peakMb = 0;
    const sampling = setInterval(() => {
      peakMb = Math.max(peakMb, privateMb(pid));
    }, 50);
    const cpuBefore = cpuSeconds(pid);
    const { firstMs, wholeMs, bytes, trailers } = await read(`${path}&output-format=${format}`);
    clearInterval(sampling);
    const name = `latests n=${countText} ${format} ${encoding}`;
    figures.push({ name: `${name}: first byte`, value: firstMs, unit: 'ms', budget: firstByteBudgetMs });
    figures.push({ name: `${name}: private memory at most`, value: peakMb, unit: 'MB', budget: memoryBudgetMb });
    figures.push({ name: `${name}: whole`, value: wholeMs / 1000, unit: 's' });
    figures.push({ name: `${name}: processor`, value: cpuSeconds(pid) - cpuBefore, unit: 's' });
    figures.push({ name: `${name}: body`, value: bytes / 1e6, unit: 'MB' });
    process.stderr.write(`${format}: ${JSON.stringify(trailers)}\n`);
  }
} finally {
  server.kill('SIGTERM');
}
printFigures(figures);
