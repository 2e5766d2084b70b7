// Services on the engines or on the embedded store, in processes of their own, for tests of faults and measurements. Loopback only.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { untilReady } from '../../e2e/stack/until-ready.ts';
import { endChild } from '../../scripts/lib/end-child.mjs';
import { freePorts } from './free-ports.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A service under way. */
export interface RunningService {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface Stack {
  readonly objectApi: RunningService;
  readonly cutoutApi: RunningService;
  /** Undefined where none was asked for. */
  readonly web: RunningService | undefined;
  readonly all: readonly RunningService[];
  /** Starts the web server anew, with nothing in its caches. */
  restartWeb(): Promise<void>;
  stop(): Promise<void>;
}

export interface StackOptions {
  /** Settings of the stores, and whatever else is to differ. */
  readonly env: Readonly<Record<string, string>>;
  readonly withWeb?: boolean;
  readonly logFolder: string;
}

const next = createRequire(import.meta.url).resolve('next/dist/bin/next');

interface Start {
  readonly name: string;
  readonly args: readonly string[];
  readonly port: number;
  readonly readyPath: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFolder: string;
}

async function start({ name, args, port, readyPath, env, logFolder }: Start): Promise<RunningService> {
  const url = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  mkdirSync(logFolder, { recursive: true });
  const log = createWriteStream(join(logFolder, `${name}.log`));
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await Promise.race([untilReady(url + readyPath), gone]);
  if (child.exitCode !== null || child.pid === undefined)
    throw new Error(`${name} ended; see ${logFolder}/${name}.log`);
  return {
    name,
    url,
    pid: child.pid,
    async stop() {
      await endChild(child, 15_000);
      process.removeListener('exit', kill);
    },
  };
}

/** Starts both APIs, and the web server where it is asked for, on free ports of 127.0.0.1. */
export async function startStack({ env: given, withWeb = false, logFolder }: StackOptions): Promise<Stack> {
  const [objectPort = 0, cutoutPort = 0, webPort = 0] = await freePorts(3);
  const env: Record<string, string> = {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    HOST: '127.0.0.1',
    METRICS_PORT: '',
    OBJECT_API_PORT: String(objectPort),
    CUTOUT_API_PORT: String(cutoutPort),
    OBJECT_API_URL: `http://127.0.0.1:${objectPort}`,
    CUTOUT_API_URL: `http://127.0.0.1:${cutoutPort}`,
    PUBLIC_URL: `http://127.0.0.1:${webPort}`,
    ...given,
  };
  const common = { env, logFolder };
  const running: RunningService[] = [];
  const stop = async (): Promise<void> => {
    for (const service of [...running].reverse()) await service.stop();
  };
  const add = async (service: Start): Promise<RunningService> => {
    const started = await start(service);
    running.push(started);
    return started;
  };
  try {
    const dist = (name: string) => ({ ...common, name, args: [join(root, `dist/${name}.mjs`)], readyPath: '/ready' });
    const cutoutApi = await add({ ...dist('cutout-api'), port: cutoutPort });
    const objectApi = await add({ ...dist('object-api'), port: objectPort });
    const args = [next, 'start', '-H', '127.0.0.1', '-p', String(webPort)];
    const webStart = { ...common, name: 'web', args, port: webPort, readyPath: '/api/health' };
    const web = withWeb ? await add(webStart) : undefined;
    const restartWeb = async (): Promise<void> => {
      if (web === undefined) return;
      await running.pop()?.stop();
      await add(webStart);
    };
    return { objectApi, cutoutApi, web, all: running, restartWeb, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A number that a service tells at `/metrics`; NaN where it is not told. */
export async function metricOf({ url }: RunningService, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name}{`) || one.startsWith(`${name} `));
  return Number(line?.slice(line.lastIndexOf(' ') + 1) ?? Number.NaN);
}
