import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './stack.ts';

/** The small cluster as a test meddles with it. */
export interface EngineControl {
  readonly restPort: number;
  readonly nameNodePort: number;
  readonly dataNodePorts: readonly number[];
  /** Settings under which programs reach the cluster itself. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts what does not run; where it was. */
  start(): Promise<void>;
  kill(part: string): Promise<void>;
  revive(part: string): Promise<void>;
  safeMode(what: 'enter' | 'leave'): Promise<void>;
  shell(script: string): Promise<void>;
  /** The region server (its part's name) that has the first region of a table. */
  serverOf(table: string): Promise<string>;
  /** Scanners open in all region servers that answer. */
  openScanners(): Promise<number>;
}

interface State {
  readonly ports: {
    readonly rest: number;
    readonly servers: readonly { readonly rpc: number; readonly info: number }[];
  };
  readonly env: Readonly<Record<string, string>>;
}

interface HdfsState {
  readonly ports: { readonly nameNodeHttp: number; readonly dataNodes: readonly { readonly http: number }[] };
}

function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['scripts/engines/cluster.mjs', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (more) => (text += more));
  return new Promise((resolve, reject) =>
    child.once('exit', (status) =>
      status === 0 ? resolve() : reject(new Error(`cluster.mjs ${args.join(' ')} failed: ${text.slice(-600)}`)),
    ),
  );
}

const jsonOf = async (url: string): Promise<unknown> =>
  JSON.parse(await (await fetch(url, { headers: { accept: 'application/json' } })).text());

/** The cluster that `scripts/engines/cluster.mjs` started in `folder`. */
export function controlOf(folder: string): EngineControl {
  const { ports, env }: State = JSON.parse(readFileSync(join(folder, 'engine.json'), 'utf8'));
  const hdfs: HdfsState = JSON.parse(readFileSync(join(folder, 'hdfs', 'engine.json'), 'utf8'));
  const at = `--folder=${folder}`;
  return {
    restPort: ports.rest,
    nameNodePort: hdfs.ports.nameNodeHttp,
    dataNodePorts: hdfs.ports.dataNodes.map(({ http }) => http),
    env,
    start: () => run(['start', at]),
    kill: (part) => run(['kill', part, at]),
    revive: (part) => run(['revive', part, at]),
    safeMode: (what) => run(['safemode', what, at]),
    shell(script) {
      const file = join(folder, 'script.rb');
      writeFileSync(file, script);
      return run(['shell', file, at]);
    },
    async serverOf(table) {
      const answer = JSON.stringify(await jsonOf(`http://127.0.0.1:${ports.rest}/${table}/regions`));
      const port = Number(/"location":"[^":]*:(\d+)"/.exec(answer)?.[1]);
      return `regionserver${ports.servers.findIndex(({ rpc }) => rpc === port)}`;
    },
    async openScanners() {
      const counts = ports.servers.map(async ({ info }) => {
        const query = 'Hadoop:service=HBase,name=RegionServer,sub=Server';
        const text = JSON.stringify(await jsonOf(`http://127.0.0.1:${info}/jmx?qry=${query}`).catch(() => ''));
        return Number(/"activeScanners":(\d+)/.exec(text)?.[1] ?? 0);
      });
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    },
  };
}
