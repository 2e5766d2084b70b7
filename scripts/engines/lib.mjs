// What the engines (HBase, HDFS, the small cluster) have in common: jars, Java processes, ports, state on disk.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root, Stop } from '../lib/project.mjs';

/** Everything the engines keep: jars (shared by all runs), and one folder a run with data, logs, settings and state. */
export const enginesHome = process.env.ENGINES_HOME ?? join(root, '.cache', 'engines');

/** What is missing to run an engine, as one sentence; undefined when nothing is. */
export function missingTools() {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(java.stderr ?? '')?.[1] ?? 0);
  if (java.error || major === 0) return 'The engines need Java 17 and Maven, and there is no java on the PATH.';
  if (major < 17) return `The engines need Java 17 and Maven, and the java on the PATH is version ${major}.`;
  const maven = spawnSync('mvn', ['-v'], { encoding: 'utf8' });
  if (maven.error || maven.status !== 0) return 'The engines need Java 17 and Maven, and there is no mvn on the PATH.';
  return undefined;
}

/** Throws {@link Stop} with one sentence when Java 17 or Maven is missing. */
export function ensureTools() {
  const missing = missingTools();
  if (missing !== undefined) throw new Stop(missing);
}

/** A Maven project of dependencies only; `dependencies` are `group:artifact:version`, `excluded` are `group:artifact`. */
export function pomOf({ name, dependencies, excluded = [] }) {
  const exclusions = excluded
    .map((one) => one.split(':'))
    .map(
      ([group, artifact]) => `<exclusion><groupId>${group}</groupId><artifactId>${artifact}</artifactId></exclusion>`,
    )
    .join('');
  const listed = dependencies
    .map((one) => one.split(':'))
    .map(
      ([group, artifact, version]) =>
        `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>` +
        `<exclusions>${exclusions}</exclusions></dependency>`,
    )
    .join('\n');
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>engines</groupId><artifactId>${name}</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>
${listed}
</dependencies></project>
`;
}

const fetchWithinMs = 300_000;

/** Folder with the jars of a project and all they need, fetched from Maven Central once (the name holds the checksum of the project). */
export function ensureJars(name, pom) {
  const stamp = createHash('sha256').update(pom).digest('hex').slice(0, 12);
  const folder = join(enginesHome, 'jars', `${name}-${stamp}`);
  if (existsSync(folder)) return folder;
  ensureTools();
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  const pomFile = join(making, 'pom.xml');
  writeFileSync(pomFile, pom);
  process.stdout.write(`Fetching the jars of ${name} from Maven Central (once, about a minute)…\n`);
  const args = ['-B', '-q', '-f', pomFile, 'dependency:copy-dependencies', '-DincludeScope=runtime'];
  const { status, stdout, stderr } = spawnSync('mvn', [...args, `-DoutputDirectory=${making}`], {
    encoding: 'utf8',
    timeout: fetchWithinMs,
  });
  if (status !== 0) {
    rmSync(making, { recursive: true, force: true });
    throw new Stop(
      `Maven could not fetch the jars of ${name} from Maven Central.\n${`${stdout}${stderr}`.slice(-2_000)}`,
    );
  }
  try {
    renameSync(making, folder);
  } catch {
    rmSync(making, { recursive: true, force: true }); // another process was first
  }
  return folder;
}

/** The class path of `folders`: settings first, then every jar. */
export const classPathOf = (...folders) =>
  folders
    .flatMap((folder) => (readdirSync(folder).some((file) => file.endsWith('.jar')) ? `${folder}/*` : folder))
    .join(':');

const escaped = (text) => String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Writes a settings file of the Hadoop family (`hbase-site.xml`, `core-site.xml`, …). */
export function writeSite(file, properties) {
  const lines = Object.entries(properties).map(
    ([name, value]) => `  <property><name>${escaped(name)}</name><value>${escaped(value)}</value></property>`,
  );
  writeFileSync(file, `<?xml version="1.0"?>\n<configuration>\n${lines.join('\n')}\n</configuration>\n`);
}

const quietLogs = {
  'log4j.properties': `log4j.rootLogger=WARN,A
log4j.appender.A=org.apache.log4j.ConsoleAppender
log4j.appender.A.layout=org.apache.log4j.PatternLayout
log4j.appender.A.layout.ConversionPattern=%d{HH:mm:ss,SSS} %p %c{1}: %m%n
`,
};

/** Makes the folders of a run: `conf` (with quiet logging), `data`, `log`. */
export function makeRunFolder(folder) {
  for (const part of ['conf', 'data', 'log']) mkdirSync(join(folder, part), { recursive: true });
  for (const [name, text] of Object.entries(quietLogs)) writeFileSync(join(folder, 'conf', name), text);
}

const opened = [
  'java.io',
  'java.nio',
  'sun.nio.ch',
  'java.lang',
  'jdk.internal.ref',
  'java.lang.reflect',
  'java.util',
  'java.util.concurrent',
];

/** What Java 17 must be told so that HBase and Hadoop may look into it. */
export const openModules = [
  ...opened.map((one) => `--add-opens=java.base/${one}=ALL-UNNAMED`),
  '--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED',
];

/**
 * Starts a Java process of its own session and notes it in the run's folder (`<name>.pid`, output in `log/<name>.log`), so that a later
 * command can end it. `tier` 1 compiles fast and little (tests), 4 is Java's own way (benchmarks).
 * @returns {{name: string, pid: number, folder: string}}
 */
export function startJava({
  folder,
  name,
  heap,
  classPath,
  mainClass,
  args = [],
  defines = {},
  options = [],
  tier = 1,
}) {
  const flags = [`-Xmx${heap}`, '-XX:+UseSerialGC', `-XX:TieredStopAtLevel=${tier}`, '-Djava.net.preferIPv4Stack=true'];
  flags.push(`-Dengine.run=${folder}`, ...openModules, ...options);
  flags.push(...Object.entries(defines).map(([key, value]) => `-D${key}=${value}`));
  const log = openSync(join(folder, 'log', `${name}.log`), 'a');
  const child = spawn('java', [...flags, '-cp', classPath, mainClass, ...args], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, HADOOP_HOME: folder, HBASE_HOME: folder },
  });
  closeSync(log);
  child.unref();
  child.on('error', () => {});
  if (child.pid === undefined) throw new Stop(`${name} could not be started.`);
  writeFileSync(join(folder, `${name}.pid`), String(child.pid));
  return { name, pid: child.pid, folder };
}

/** The id of a process of this run that is alive; a number that meanwhile belongs to another program is not it. */
export function pidOf(folder, name) {
  const file = join(folder, `${name}.pid`);
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8'));
  return isOurs(pid, folder) ? pid : undefined;
}

function isOurs(pid, folder) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const listing = spawnSync('ps', ['-ww', '-o', 'stat=,args=', '-p', String(pid)], { encoding: 'utf8' });
  if (listing.error) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`-Dengine.run=${folder}\0`);
  return !listing.stdout.trimStart().startsWith('Z') && listing.stdout.includes(`-Dengine.run=${folder} `);
}

/** Ends a process of this run by its id, gently first; `signal` 'SIGKILL' is a power cut. Resolves when it is gone. */
export async function stopJava(folder, name, { signal = 'SIGTERM', withinMs = 30_000 } = {}) {
  const pid = pidOf(folder, name);
  if (pid !== undefined) {
    process.kill(pid, signal);
    const until = Date.now() + withinMs;
    while (pidOf(folder, name) !== undefined) {
      if (Date.now() > until) process.kill(pid, 'SIGKILL');
      await sleep(100);
    }
  }
  rmSync(join(folder, `${name}.pid`), { force: true });
}

const lastWords = (folder, name) => {
  const file = join(folder, 'log', `${name}.log`);
  return existsSync(file) ? readFileSync(file, 'utf8').slice(-1_500) : '';
};

/** Waits until `check` gives something true; throws {@link Stop} with the last words of the process when it dies or takes too long. */
export async function waitUntil(check, { folder, name, withinMs = 180_000, everyMs = 250 }) {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await check().catch(() => undefined);
    if (found) return found;
    const isGone = pidOf(folder, name) === undefined;
    if (isGone || Date.now() > until) {
      throw new Stop(
        `${name} ${isGone ? 'ended' : `was not ready within ${withinMs / 1000} s`}:\n${lastWords(folder, name)}`,
      );
    }
    await sleep(everyMs);
  }
}

/** Whether something accepts connections on a port of 127.0.0.1. */
export const isListening = (port) =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.setTimeout(2_000, () => end(false));
  });

/** Whether an address answers 2xx. */
export const answersAt = async (url) => (await fetch(url, { signal: AbortSignal.timeout(10_000) })).ok;

const stateFile = (folder) => join(folder, 'engine.json');

/** What a run tells others: `{ engine, version, ports, env }`; `env` are the settings of our services that point at it. */
export function writeState(folder, state) {
  writeFileSync(stateFile(folder), `${JSON.stringify(state, undefined, 2)}\n`);
}

export function readState(folder) {
  return existsSync(stateFile(folder)) ? JSON.parse(readFileSync(stateFile(folder), 'utf8')) : undefined;
}

/**
 * The command line of an engine: `start`, `stop`, `status`, `clear` (stop and forget the data). An engine is
 * `{ name, processes: string[], start({ folder, ...options }): Promise<State>, stop(folder): Promise<void> }`.
 */
export async function engineCommand(engine, args) {
  const [verb = '', ...rest] = args;
  const options = Object.fromEntries(rest.map((one) => /^--([a-z]+)=(.*)$/.exec(one)?.slice(1, 3) ?? [one, '']));
  const folder = options.folder ?? join(enginesHome, engine.name);
  if (verb === 'start') {
    ensureTools();
    const { env } = await engine.start({ ...options, folder });
    process.stdout.write(
      `${engine.name} is up:\n${Object.entries(env)
        .map(([key, value]) => `  ${key}=${value}\n`)
        .join('')}`,
    );
  } else if (verb === 'stop' || verb === 'clear') {
    await engine.stop(folder);
    if (verb === 'clear') rmSync(folder, { recursive: true, force: true });
  } else if (verb === 'status') {
    for (const name of engine.processes) {
      const pid = pidOf(join(folder, dirname(name)), basename(name));
      process.stdout.write(`${name} ${pid === undefined ? 'down' : `up (pid ${pid})`}\n`);
    }
  } else {
    throw new Stop(
      `Usage: node scripts/engines/${engine.name}.mjs start|stop|status|clear [--folder=PATH] [--version=X]`,
    );
  }
}
