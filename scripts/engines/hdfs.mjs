// HDFS on this machine: NameNode and DataNodes with WebHDFS, on loopback, data in a folder of its own.
// usage: node scripts/engines/hdfs.mjs start|stop|status|clear [--folder=PATH] [--version=3.4.3] [--datanodes=1]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run, runCommand, Stop } from '../lib/project.mjs';
import { freePorts } from '../lib/supervisor.mjs';
import {
  classPathOf,
  engineCommand,
  ensureJars,
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

/** The releases that are tested. */
export const hdfsVersions = ['3.4.3'];

/** The folder of the jars of a release, which are fetched where they are not there yet. */
export const hdfsJars = (version = hdfsVersions[0]) =>
  ensureJars(
    `hdfs-${version}`,
    pomOf({
      name: 'hdfs',
      dependencies: ['hadoop-common', 'hadoop-hdfs', 'hadoop-hdfs-client'].map(
        (artifact) => `org.apache.hadoop:${artifact}:${version}`,
      ),
    }),
  );

const dataNodeName = (index) => `datanode${index}`;

/** Settings that NameNode and clients share. */
const coreOf = ({ folder, ports }) => ({
  'fs.defaultFS': `hdfs://127.0.0.1:${ports.nameNode}`,
  'hadoop.tmp.dir': join(folder, 'data', 'tmp'),
  'hadoop.http.staticuser.user': 'root',
});

const nameNodeOf = ({ folder, ports, dataNodes }) => ({
  'dfs.replication': Math.min(dataNodes, 2),
  'dfs.permissions.enabled': false,
  'dfs.blocksize': 134_217_728,
  'dfs.namenode.name.dir': pathToFileURL(join(folder, 'data', 'name')).href,
  'dfs.namenode.http-address': `127.0.0.1:${ports.nameNodeHttp}`,
  'dfs.namenode.datanode.registration.ip-hostname-check': false,
  'dfs.namenode.safemode.extension': 0,
  // A DataNode that fell silent is taken for dead after 2 × this + 10 heartbeats.
  'dfs.namenode.heartbeat.recheck-interval': 5_000,
  'dfs.heartbeat.interval': 1,
});

const dataNodeOf = ({ folder, ports }, index) => ({
  'dfs.datanode.data.dir': pathToFileURL(join(folder, 'data', dataNodeName(index))).href,
  'dfs.datanode.address': `127.0.0.1:${ports.dataNodes[index].data}`,
  'dfs.datanode.http.address': `127.0.0.1:${ports.dataNodes[index].http}`,
  'dfs.datanode.ipc.address': `127.0.0.1:${ports.dataNodes[index].ipc}`,
  'dfs.datanode.hostname': '127.0.0.1',
  'dfs.client.use.datanode.hostname': false,
});

async function portsOf(folder, dataNodes) {
  const known = readState(folder)?.ports;
  if (known?.dataNodes.length === dataNodes) return known;
  const [nameNode, nameNodeHttp, ...others] = await freePorts(2 + 3 * dataNodes);
  const ofNode = (index) => {
    const [data, http, ipc] = others.slice(3 * index);
    return { data, http, ipc };
  };
  return { nameNode, nameNodeHttp, dataNodes: Array.from({ length: dataNodes }, (_, index) => ofNode(index)) };
}

/** A folder of settings for one process: the jars lack the pages of the consoles, the servers want their folders. */
function writeConf(folder, name, sites) {
  const conf = join(folder, 'conf', name);
  for (const pages of ['hdfs', 'datanode', 'static']) mkdirSync(join(conf, 'webapps', pages), { recursive: true });
  writeSite(join(conf, 'core-site.xml'), sites.core);
  writeSite(join(conf, 'hdfs-site.xml'), sites.hdfs);
}

/** The settings of a process before the common ones (logging), then the jars. */
const classPathIn = (folder, name, version) =>
  classPathOf(join(folder, 'conf', name), join(folder, 'conf'), hdfsJars(version));

async function jmx({ nameNodeHttp }, bean, attribute) {
  const query = `Hadoop:service=NameNode,name=${bean}`;
  const url = `http://127.0.0.1:${nameNodeHttp}/jmx?qry=${encodeURIComponent(query)}`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  return (await answer.json()).beans[0]?.[attribute];
}

const isReady = async (ports, dataNodes) =>
  (await jmx(ports, 'FSNamesystemState', 'NumLiveDataNodes')) >= dataNodes &&
  (await jmx(ports, 'NameNodeInfo', 'Safemode')) === '';

function formatOnce(folder, version) {
  if (existsSync(join(folder, 'data', 'name', 'current'))) return;
  const options = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const main = 'org.apache.hadoop.hdfs.server.namenode.NameNode';
  const classPath = classPathIn(folder, 'namenode', version);
  const { status, stderr } = spawnSync('java', [...options, '-cp', classPath, main, '-format', '-nonInteractive'], {
    encoding: 'utf8',
    env: { ...process.env, HADOOP_HOME: folder },
  });
  if (status !== 0) throw new Stop(`The NameNode could not be formatted:\n${String(stderr).slice(-1_500)}`);
}

/** Starts the NameNode of a run, also one that was killed; resolves when it answers. */
export async function startNameNode(folder) {
  const { version, tier, ports } = readState(folder);
  if (pidOf(folder, 'namenode') === undefined) {
    startJava({
      folder,
      name: 'namenode',
      heap: '256m',
      tier,
      classPath: classPathIn(folder, 'namenode', version),
      mainClass: 'org.apache.hadoop.hdfs.server.namenode.NameNode',
    });
  }
  await waitUntil(async () => (await jmx(ports, 'NameNodeInfo', 'Safemode')) !== undefined, {
    folder,
    name: 'namenode',
  });
}

/** Starts a DataNode of a run, also one that was killed; the NameNode learns of it within a second or two. */
export function startDataNode(folder, index = 0) {
  const { version, tier } = readState(folder);
  const name = dataNodeName(index);
  if (pidOf(folder, name) !== undefined) return;
  startJava({
    folder,
    name,
    heap: '256m',
    tier,
    classPath: classPathIn(folder, name, version),
    mainClass: 'org.apache.hadoop.hdfs.server.datanode.DataNode',
  });
}

/**
 * Starts HDFS in `folder` with the ports it had there before, else with free ones; resolves when all DataNodes are known and files can be
 * written. `tier` as in `startJava`.
 */
export async function startHdfs({ folder, version = hdfsVersions[0], datanodes = 1, tier = 1 }) {
  if (!hdfsVersions.includes(version))
    throw new Stop(`HDFS ${version} is not among the tested releases: ${hdfsVersions.join(', ')}.`);
  const dataNodes = Number(datanodes);
  makeRunFolder(folder);
  const ports = await portsOf(folder, dataNodes);
  const settings = { folder, ports, dataNodes };
  const core = coreOf(settings);
  writeConf(folder, 'namenode', { core, hdfs: nameNodeOf(settings) });
  for (let i = 0; i < dataNodes; i++) {
    writeConf(folder, dataNodeName(i), { core, hdfs: { ...nameNodeOf(settings), ...dataNodeOf(settings, i) } });
  }
  const webHdfs = `http://127.0.0.1:${ports.nameNodeHttp}`;
  const env = { FILE_STORE: 'webhdfs', WEBHDFS_URL: webHdfs, WEBHDFS_USER: 'root', LAKE_ROOT: '/lake' };
  const state = { engine: 'hdfs', version, tier: Number(tier), ports, env };
  formatOnce(folder, version);
  writeState(folder, state);
  await startNameNode(folder);
  for (let i = 0; i < dataNodes; i++) startDataNode(folder, i);
  await waitUntil(() => isReady(ports, dataNodes), { folder, name: dataNodeName(dataNodes - 1) });
  return state;
}

/** `enter` or `leave` the state in which the NameNode takes no changes. */
export function setSafeMode(folder, what) {
  const { version } = readState(folder);
  const classPath = classPathIn(folder, 'namenode', version);
  const flags = ['-Xmx128m', '-XX:TieredStopAtLevel=1', ...openModules];
  runCommand('java', [...flags, '-cp', classPath, 'org.apache.hadoop.hdfs.tools.DFSAdmin', '-safemode', what]);
}

const dataNodesOf = (folder) => (readState(folder)?.ports.dataNodes ?? [undefined]).map((_, i) => dataNodeName(i));

/** Ends all processes of a run; its data stay. */
export async function stopHdfs(folder) {
  for (const name of [...dataNodesOf(folder), 'namenode']) await stopJava(folder, name);
}

export const hdfsEngine = {
  name: 'hdfs',
  processes: ['namenode', dataNodeName(0)],
  start: startHdfs,
  stop: stopHdfs,
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await run(() => engineCommand(hdfsEngine, process.argv.slice(2)));
}
