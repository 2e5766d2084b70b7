// Ingests the nights of the simulated survey, then a generated night (a tar of packets, then a Parquet file of one row group), each in a
// process of its own; prints speed and memory.
// node --import tsx benchmarks/ingest.bench.ts FOLDER-OF-PACKETS [ALERTS] [MEGABYTES]
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Figure, printFigures, privateMb } from './measure.ts';

const [packets = '', alertsText = '20000', megabytesText = '100'] = process.argv.slice(2);
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'ingest-bench-'));
const memoryBudgetMb = 250;

function run(...args: readonly string[]): void {
  const ran = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (ran.status !== 0) throw new Error(`node ${args.join(' ')} failed.`);
}

const make = (script: string, ...args: readonly string[]): void =>
  run('--import', 'tsx', join(root, 'benchmarks', script), ...args);

/** Seconds of processor time that a process has taken. */
function cpuSeconds(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}

async function measure(name: string, input: string): Promise<Figure[]> {
  const env = { ...process.env, DATA_DIR: join(folder, `data-${name}`) };
  const args = [join(root, 'dist/ingest.mjs'), input];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const { pid = -1 } = child;
  let peakMb = 0;
  let cpu = 0;
  const sampling = setInterval(() => {
    const nowMb = privateMb(pid);
    if (nowMb > peakMb) peakMb = nowMb;
    cpu = cpuSeconds(pid) ?? cpu;
  }, 20);
  const ended = once(child, 'exit');
  const words = await text(child.stdout);
  const [status] = await ended;
  clearInterval(sampling);
  if (status !== 0) throw new Error(`The ingest of ${input} ended with status ${status}.`);
  const [, alerts = '0', rate = '0'] = /^(\d+) alerts? .* (\d+) alerts\/s/.exec(words) ?? [];
  rmSync(env.DATA_DIR, { recursive: true, force: true });
  return [
    {
      name: `${name}: speed`,
      value: Number(rate),
      unit: 'alerts/s',
      budget: 1200,
      atLeast: true,
      note: `${alerts} alerts`,
    },
    { name: `${name}: processor time an alert`, value: (cpu / Number(alerts)) * 1000, unit: 'ms' },
    { name: `${name}: private memory at most`, value: peakMb, unit: 'MB', budget: memoryBudgetMb },
  ];
}

try {
  const nights = join(folder, 'nights');
  run(join(root, 'dist/demo.mjs'), '--make-nights', nights);
  rmSync(join(nights, 'side-files'), { recursive: true });
  const figures = await measure('nights of the survey', nights);
  rmSync(nights, { recursive: true });
  const archive = join(folder, 'night.tar');
  make('make-packets.ts', packets, archive, alertsText);
  figures.push(...(await measure('tar of packets', archive)));
  rmSync(archive);
  const parquet = join(folder, 'night.parquet');
  make('make-parquet.ts', packets, parquet, megabytesText);
  figures.push(...(await measure('Parquet, one row group', parquet)));
  printFigures(figures);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
