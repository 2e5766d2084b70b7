// A small real cluster on this machine: ZooKeeper, HBase master, two region servers and REST on an HDFS with two DataNodes.
// usage: node scripts/engines/cluster.mjs start|stop|status|clear [--folder=PATH] [--version=2.6.1]
//        node scripts/engines/cluster.mjs kill|revive PROCESS · safemode enter|leave · shell SCRIPT [--folder=PATH]
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run, Stop } from '../lib/project.mjs';
import { freePorts } from '../lib/supervisor.mjs';
import { hbaseJars, hbaseVersions, runShell } from './hbase.mjs';
import { setSafeMode, startDataNode, startHdfs, startNameNode, stopHdfs } from './hdfs.mjs';
import {
  answersAt,
  classPathOf,
  engineCommand,
  enginesHome,
  isListening,
  makeRunFolder,
  pidOf,
  readState,
  startJava,
  stopJava,
  waitUntil,
  writeSite,
  writeState,
} from './lib.mjs';

const regionServers = 2;
const dataNodes = 2;
/** How long a region server may be silent before its regions go to the other one, and itself ends, unless said otherwise. */
const shortSessionMs = 10_000;

/** The folder of the HDFS below a cluster. */
const hdfsFolder = (folder) => join(folder, 'hdfs');
const regionServerName = (index) => `regionserver${index}`;

/** Settings that all processes of HBase share; everything listens on 127.0.0.1. */
const commonOf = ({ folder, ports, nameNode, fetchRows, sessionMs }) => ({
  'hbase.cluster.distributed': true,
  'hbase.rootdir': `hdfs://127.0.0.1:${nameNode}/hbase`,
  'hbase.tmp.dir': join(folder, 'data', 'tmp'),
  'hbase.zookeeper.quorum': '127.0.0.1',
  'hbase.zookeeper.property.clientPort': ports.zookeeper,
  'zookeeper.session.timeout': sessionMs,
  'hbase.wal.provider': 'filesystem',
  'hbase.unsafe.master.hostname': 'localhost',
  'hbase.unsafe.regionserver.hostname': 'localhost',
  'hbase.master.ipc.address': '127.0.0.1',
  'hbase.regionserver.ipc.address': '127.0.0.1',
  'hbase.master.port': ports.master,
  'hbase.master.info.port': ports.masterInfo,
  'hbase.master.info.bindAddress': '127.0.0.1',
  'hbase.regionserver.info.bindAddress': '127.0.0.1',
  'hbase.rest.info.port': -1,
  'hbase.rest.host': '127.0.0.1',
  'hbase.rest.port': ports.rest,
  'hbase.rest.scan.fetchsize': fetchRows,
  'hbase.regionserver.handler.count': 10,
  'hbase.master.wait.on.regionservers.mintostart': regionServers,
  // Two DataNodes have no third to take the place of one that is lost.
  'dfs.client.block.write.replace-datanode-on-failure.policy': 'NEVER',
  'dfs.replication': dataNodes,
  // Calls end in time for ours to end in time.
  'hbase.rpc.timeout': 10_000,
  'hbase.client.operation.timeout': 30_000,
  'hbase.client.scanner.timeout.period': 60_000,
  'dfs.client.socket-timeout': 5_000,
});

async function portsOf(folder) {
  const known = readState(folder)?.ports;
  if (known !== undefined) return known;
  const [zookeeper, master, masterInfo, rest, ...others] = await freePorts(4 + 2 * regionServers);
  const servers = Array.from({ length: regionServers }, (_, i) => ({ rpc: others[2 * i], info: others[2 * i + 1] }));
  return { zookeeper, master, masterInfo, rest, servers };
}

/** Starts one process of HBase with the settings of `conf/<name>`. */
function startPart(folder, name, { mainClass, heap, args = ['start'] }) {
  if (pidOf(folder, name) !== undefined) return;
  const { version, tier } = readState(folder);
  const conf = [join(folder, 'conf', name), join(folder, 'conf')];
  startJava({ folder, name, heap, tier, classPath: classPathOf(...conf, hbaseJars(version)), mainClass, args });
}

function writeConf(folder, name, properties) {
  mkdirSync(join(folder, 'conf', name), { recursive: true });
  writeSite(join(folder, 'conf', name, 'hbase-site.xml'), properties);
}

function startZooKeeper(folder, ports) {
  const file = join(folder, 'conf', 'zoo.cfg');
  const data = join(folder, 'data', 'zookeeper');
  mkdirSync(data, { recursive: true });
  const lines = { dataDir: data, clientPort: ports.zookeeper, clientPortAddress: '127.0.0.1', tickTime: 2_000 };
  const text = Object.entries({
    ...lines,
    maxClientCnxns: 300,
    maxSessionTimeout: 120_000,
    'admin.enableServer': false,
  });
  writeFileSync(file, text.map(([key, value]) => `${key}=${value}\n`).join(''));
  startPart(folder, 'zookeeper', {
    mainClass: 'org.apache.zookeeper.server.ZooKeeperServerMain',
    heap: '96m',
    args: [file],
  });
  return waitUntil(() => isListening(ports.zookeeper), { folder, name: 'zookeeper' });
}

/** Starts a region server of the cluster, also one that was killed; the master gives it regions within seconds. */
function startRegionServer(folder, index) {
  const mainClass = 'org.apache.hadoop.hbase.regionserver.HRegionServer';
  startPart(folder, regionServerName(index), { mainClass, heap: '512m' });
}

/** Starts the REST server of the cluster, also one that was killed; resolves when it answers. */
async function startClusterRest(folder) {
  const { ports } = readState(folder);
  startPart(folder, 'rest', { mainClass: 'org.apache.hadoop.hbase.rest.RESTServer', heap: '384m' });
  await waitUntil(() => answersAt(`http://127.0.0.1:${ports.rest}/version/cluster`), { folder, name: 'rest' });
}

/** Region servers that take part now. */
async function liveServers(folder) {
  const { ports } = readState(folder);
  const answer = await fetch(`http://127.0.0.1:${ports.rest}/status/cluster`, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(10_000),
  });
  return (await answer.json()).LiveNodes?.length ?? 0;
}

/** Starts the cluster in `folder` with the ports it had there before, else with free ones; resolves when both region servers take part. */
export async function startCluster({
  folder,
  version = hbaseVersions[0],
  fetchRows = 1000,
  tier = 1,
  sessionMs = shortSessionMs,
}) {
  if (!hbaseVersions.includes(version))
    throw new Stop(`HBase ${version} is not among the tested releases: ${hbaseVersions.join(', ')}.`);
  makeRunFolder(folder);
  const hdfs = await startHdfs({ folder: hdfsFolder(folder), datanodes: dataNodes, tier });
  const ports = await portsOf(folder);
  const { nameNode } = hdfs.ports;
  const common = commonOf({ folder, ports, nameNode, fetchRows: Number(fetchRows), sessionMs: Number(sessionMs) });
  for (const name of ['zookeeper', 'master', 'rest']) writeConf(folder, name, common);
  for (const [index, { rpc, info }] of ports.servers.entries()) {
    const own = { 'hbase.regionserver.port': rpc, 'hbase.regionserver.info.port': info };
    writeConf(folder, regionServerName(index), { ...common, ...own });
  }
  writeSite(join(folder, 'conf', 'hbase-site.xml'), common);
  const env = { TABLE_STORE: 'hbase', HBASE_URL: `http://127.0.0.1:${ports.rest}`, ...hdfs.env };
  const state = { engine: 'cluster', version: `${version} on HDFS ${hdfs.version}`, tier: Number(tier), ports, env };
  writeState(folder, { ...state, version });
  await startZooKeeper(folder, ports);
  startPart(folder, 'master', { mainClass: 'org.apache.hadoop.hbase.master.HMaster', heap: '384m' });
  for (let i = 0; i < regionServers; i++) startRegionServer(folder, i);
  await startClusterRest(folder);
  await waitUntil(async () => (await liveServers(folder)) >= regionServers, { folder, name: 'master' });
  // A master that died before takes its time to find out what was where; until then nothing is made or found.
  await waitUntil(() => answersAt(`http://127.0.0.1:${ports.rest}/`), { folder, name: 'master' });
  return state;
}

/** Ends all processes of a run, those that hold data last; its data stay. */
export async function stopCluster(folder) {
  await stopJava(folder, 'rest');
  const servers = Array.from({ length: regionServers }, (_, index) => stopJava(folder, regionServerName(index)));
  await Promise.all([stopJava(folder, 'master'), ...servers]);
  await stopJava(folder, 'zookeeper');
  await stopHdfs(hdfsFolder(folder));
}

const clusterEngine = {
  name: 'cluster',
  processes: [
    ...['zookeeper', 'master', ...Array.from({ length: regionServers }, (_, index) => regionServerName(index)), 'rest'],
    ...['hdfs/namenode', ...Array.from({ length: dataNodes }, (_, index) => `hdfs/datanode${index}`)],
  ],
  start: startCluster,
  stop: stopCluster,
};

/** Kills a process of the cluster (`regionserver0`, `rest`, `hdfs/datanode1`, …) as a power cut would. */
async function kill(folder, part) {
  await stopJava(join(folder, dirname(part)), basename(part), { signal: 'SIGKILL' });
}

/** Starts a process of the cluster that was killed. */
async function revive(folder, part) {
  const index = Number(/\d+$/.exec(part)?.[0] ?? 0);
  if (part === 'rest') await startClusterRest(folder);
  else if (part.startsWith('regionserver')) startRegionServer(folder, index);
  else if (part.startsWith('hdfs/datanode')) startDataNode(hdfsFolder(folder), index);
  else if (part === 'hdfs/namenode') await startNameNode(hdfsFolder(folder));
  else throw new Stop(`There is no ${part} to start: ${clusterEngine.processes.join(', ')}.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [verb, what = '', ...rest] = process.argv.slice(2);
  const folder = rest.find((one) => one.startsWith('--folder='))?.slice('--folder='.length);
  const at = folder ?? join(enginesHome, clusterEngine.name);
  const more = {
    kill: () => kill(at, what),
    revive: () => revive(at, what),
    safemode: () => setSafeMode(hdfsFolder(at), what),
    shell: () => runShell(at, what),
  };
  await run(more[verb] ?? (() => engineCommand(clusterEngine, process.argv.slice(2))));
}
