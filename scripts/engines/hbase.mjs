// HBase on this machine: master, region server and ZooKeeper in one process, REST in another, on loopback, data in a folder of its own.
// usage: node scripts/engines/hbase.mjs start|stop|status|clear [--folder=PATH] [--version=2.6.1]
//        node scripts/engines/hbase.mjs shell SCRIPT [--folder=PATH]
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run, runCommand, Stop } from '../lib/project.mjs';
import { freePorts } from '../lib/supervisor.mjs';
import {
  answersAt,
  classPathOf,
  engineCommand,
  enginesHome,
  ensureJars,
  isListening,
  makeRunFolder,
  openModules,
  pidOf,
  pomOf,
  readState,
  startJava,
  stopJava,
  waitUntil,
  writeSite,
  writeState,
} from './lib.mjs';

/** The releases of which server and REST are in Maven Central together, and which are tested. */
export const hbaseVersions = ['2.6.1', '2.5.8'];

/** The folder of the jars of a release, which are fetched where they are not there yet. */
export const hbaseJars = (version = hbaseVersions[0]) =>
  ensureJars(
    `hbase-${version}`,
    pomOf({
      name: 'hbase',
      dependencies: [`org.apache.hbase:hbase-server:${version}`, `org.apache.hbase:hbase-rest:${version}`],
      excluded: ['javax.servlet:servlet-api'],
    }),
  );

/** Jars of the HBase shell: 2.4.17 is the newest that Maven Central has, and speaks to all of {@link hbaseVersions}. */
export const shellJars = () =>
  ensureJars(
    'hbase-shell-2.4.17',
    pomOf({
      name: 'hbase-shell',
      dependencies: ['org.apache.hbase:hbase-shell:2.4.17'],
      excluded: ['javax.servlet:servlet-api'],
    }),
  );

/** Settings of a run; everything listens on 127.0.0.1 and there are no web consoles. */
function siteOf({ folder, ports, fetchRows }) {
  const data = join(folder, 'data');
  return {
    'hbase.cluster.distributed': false,
    'hbase.rootdir': pathToFileURL(join(data, 'hbase')).href,
    'hbase.tmp.dir': join(data, 'tmp'),
    'hbase.zookeeper.property.dataDir': join(data, 'zookeeper'),
    'hbase.zookeeper.quorum': '127.0.0.1',
    // A machine that sleeps for minutes must not end it: master and region server are one process here.
    'zookeeper.session.timeout': 600_000,
    'zookeeper.session.timeout.localHBaseCluster': 600_000,
    'hbase.zookeeper.property.tickTime': 30_000,
    'hbase.zookeeper.property.clientPort': ports.zookeeper,
    'hbase.unsafe.stream.capability.enforce': false,
    'hbase.wal.provider': 'filesystem',
    'hbase.unsafe.master.hostname': 'localhost',
    'hbase.unsafe.regionserver.hostname': 'localhost',
    'hbase.master.ipc.address': '127.0.0.1',
    'hbase.regionserver.ipc.address': '127.0.0.1',
    'hbase.master.port': ports.master,
    'hbase.regionserver.port': ports.regionServer,
    'hbase.master.info.port': -1,
    'hbase.regionserver.info.port': -1,
    'hbase.rest.info.port': -1,
    'hbase.rest.host': '127.0.0.1',
    'hbase.rest.port': ports.rest,
    'hbase.rest.scan.fetchsize': fetchRows,
    'hbase.regionserver.handler.count': 10,
    'hbase.master.start.timeout.localHBaseCluster': 120_000,
  };
}

async function portsOf(folder) {
  const known = readState(folder)?.ports;
  if (known !== undefined) return known;
  const [zookeeper, master, regionServer, rest] = await freePorts(4);
  return { zookeeper, master, regionServer, rest };
}

/** Starts the REST server of a run, also one that was killed; resolves when it answers. */
export async function startRest(folder) {
  const { version, ports, tier } = readState(folder);
  if (pidOf(folder, 'rest') === undefined) {
    startJava({
      folder,
      name: 'rest',
      heap: '320m',
      tier,
      classPath: classPathOf(join(folder, 'conf'), hbaseJars(version)),
      mainClass: 'org.apache.hadoop.hbase.rest.RESTServer',
      args: ['start'],
    });
  }
  await waitUntil(() => answersAt(`http://127.0.0.1:${ports.rest}/version/cluster`), { folder, name: 'rest' });
}

/**
 * Starts HBase in `folder` with the ports it had there before, else with free ones; resolves when tables can be made.
 * `fetchRows` is the rows the REST server reads at a time (its own default is 10), `tier` as in `startJava`.
 */
export async function startHbase({ folder, version = hbaseVersions[0], fetchRows = 1000, tier = 1 }) {
  if (!hbaseVersions.includes(version))
    throw new Stop(`HBase ${version} is not among the tested releases: ${hbaseVersions.join(', ')}.`);
  makeRunFolder(folder);
  const ports = await portsOf(folder);
  writeSite(join(folder, 'conf', 'hbase-site.xml'), siteOf({ folder, ports, fetchRows: Number(fetchRows) }));
  const url = `http://127.0.0.1:${ports.rest}`;
  const env = { TABLE_STORE: 'hbase', HBASE_URL: url };
  const state = { engine: 'hbase', version, tier: Number(tier), ports, env };
  const jars = hbaseJars(version);
  writeState(folder, state);
  if (pidOf(folder, 'master') === undefined) {
    startJava({
      folder,
      name: 'master',
      heap: '768m',
      tier,
      classPath: classPathOf(join(folder, 'conf'), jars),
      mainClass: 'org.apache.hadoop.hbase.master.HMaster',
      args: ['start'],
    });
  }
  await waitUntil(() => isListening(ports.zookeeper), { folder, name: 'master' });
  await startRest(folder);
  await waitUntil(() => answersAt(`${url}/status/cluster`), { folder, name: 'master' });
  return state;
}

/** Runs a script in the HBase shell against the HBase of `folder`; what it prints is shown. Throws {@link Stop} when a command fails. */
export function runShell(folder, script, { quiet = false } = {}) {
  const classPath = classPathOf(join(folder, 'conf'), shellJars());
  const flags = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...openModules];
  runCommand('java', [...flags, '-cp', classPath, 'org.jruby.JarBootstrapMain', '-n', resolve(script)], { quiet });
}

/** Ends both processes of a run; its data stay. */
export async function stopHbase(folder) {
  await stopJava(folder, 'rest');
  await stopJava(folder, 'master');
}

export const hbaseEngine = { name: 'hbase', processes: ['master', 'rest'], start: startHbase, stop: stopHbase };

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [verb, script = '', ...rest] = process.argv.slice(2);
  const folder = rest.find((one) => one.startsWith('--folder='))?.slice('--folder='.length);
  await run(() =>
    verb === 'shell'
      ? runShell(folder ?? join(enginesHome, 'hbase'), script)
      : engineCommand(hbaseEngine, process.argv.slice(2)),
  );
}
