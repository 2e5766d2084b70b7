import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineControl } from './engine-control.ts';
import type { Fault, FaultyProxy } from './faulty-proxy.ts';

/** What stands between the services and the cluster. */
export interface Links {
  /** In front of HBase REST. */
  readonly tables: FaultyProxy;
  /** In front of the NameNode and of each DataNode. */
  readonly lake: readonly FaultyProxy[];
}

export interface Meddling {
  readonly control: EngineControl;
  readonly links: Links;
}

/** One fault: how it comes, how long it stays, how it goes. */
export interface Scenario {
  readonly name: string;
  apply(meddling: Meddling): Promise<void>;
  /** Seconds between the fault and its end. */
  readonly holdS: number;
  end(meddling: Meddling): Promise<void>;
}

const table = 'ztf';

/** HBase ends itself where HDFS takes no writes: what starts services starts it again, as on any cluster. */
const withHbase = (end: (meddling: Meddling) => Promise<void>) => async (meddling: Meddling) => {
  await end(meddling);
  await meddling.control.start();
};

/** A process that is killed as by a power cut, and started again. */
const killed = (name: string, part: (control: EngineControl) => Promise<string>, holdS: number): Scenario => {
  let victim = '';
  return {
    name,
    holdS,
    async apply({ control }) {
      victim = await part(control);
      await control.kill(victim);
    },
    end: ({ control }) => control.revive(victim),
  };
};

const link = (where: keyof Links, fault: Fault, holdS = 8): Scenario => {
  const places = { tables: 'HBase REST', lake: 'HDFS' } as const;
  const words: Record<Fault, string> = {
    pass: '',
    refuse: 'refused',
    reset: 'reset within answers',
    stall: 'accepted and silent',
    slow: 'at 1 kB/s',
    'close-when-idle': 'closed after 60 s idle',
  };
  const each = ({ links }: Meddling): readonly FaultyProxy[] => [links[where]].flat();
  return {
    name: `${places[where]}: connections ${words[fault]}`,
    holdS,
    async apply(meddling) {
      for (const proxy of each(meddling)) proxy.misbehave(fault);
    },
    async end(meddling) {
      for (const proxy of each(meddling)) proxy.misbehave('pass');
    },
  };
};

/** Every fault that is tried, in this order. */
export const scenarios: readonly Scenario[] = [
  killed('HBase REST killed, started again after 5 s', async () => 'rest', 5),
  killed('region server with the alerts killed, started again after 40 s', (control) => control.serverOf(table), 40),
  killed('DataNode killed, started again after 20 s', async () => 'hdfs/datanode0', 20),
  {
    name: 'NameNode in safe mode (HBase ends itself and is started again)',
    holdS: 8,
    apply: ({ control }) => control.safeMode('enter'),
    end: withHbase(({ control }) => control.safeMode('leave')),
  },
  {
    name: 'NameNode killed, started again after 8 s (and HBase where it ended)',
    holdS: 8,
    apply: ({ control }) => control.kill('hdfs/namenode'),
    end: withHbase(({ control }) => control.revive('hdfs/namenode')),
  },
  link('tables', 'refuse'),
  link('tables', 'reset'),
  link('tables', 'stall', 15),
  link('tables', 'slow', 20),
  link('lake', 'refuse'),
  link('lake', 'reset'),
  link('lake', 'stall', 15),
  link('lake', 'slow', 15),
  {
    name: 'all connections closed after 60 s idle',
    holdS: 0,
    async apply({ links }) {
      for (const proxy of [links.tables, ...links.lake]) proxy.misbehave('close-when-idle');
      await sleep(65_000);
    },
    async end({ links }) {
      for (const proxy of [links.tables, ...links.lake]) proxy.misbehave('pass');
    },
  },
  {
    name: 'table of the alerts disabled',
    holdS: 8,
    apply: ({ control }) => control.shell(`disable '${table}'\n`),
    end: ({ control }) => control.shell(`enable '${table}'\n`),
  },
];
