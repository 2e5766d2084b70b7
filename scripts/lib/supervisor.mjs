import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { endChild } from './end-child.mjs';
import { root, Stop } from './project.mjs';

const longestRestartDelayMs = 10_000;
const startsInARow = 5;

function portWords(code, { host, port, setting }) {
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken: stop what listens there, or set ${setting} to another port.`;
  if (code === 'EACCES') return `Port ${port} may not be opened by this user: set ${setting} to a port above 1023.`;
  return `${host} is no address of this machine (${code}): set HOST to one that is, or leave it out.`;
}

/** Throws {@link Stop} when something listens on the port already. */
export function ensurePortFree(host, port, setting) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      reject(new Stop(portWords(error.code, { host, port, setting })));
    });
    probe.listen({ host, port }, () => probe.close(() => resolve()));
  });
}

/** `count` ports of 127.0.0.1 that nothing listens on. */
export async function freePorts(count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen({ host: '127.0.0.1', port: 0 }, () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** The pause before a process is started again, after so many failures in a row. */
const restartDelayMs = (failures) => Math.min(longestRestartDelayMs, 250 * 2 ** (failures - 1));

/** What is known of a process that is kept running; what it prints goes to `<logFolder>/<name>.log`, the run before it is kept as `.1`. */
function createMember({ name, args, env }, logFolder) {
  const file = join(logFolder, `${name}.log`);
  if (existsSync(file)) renameSync(file, `${file}.1`);
  const member = { name, args, env, failures: 0, everReady: false, log: createWriteStream(file, { flags: 'a' }) };
  member.failed = new Promise((_, reject) => {
    member.givenUp = reject;
  });
  member.failed.catch(() => undefined);
  return member;
}

/** Starts the process of a member, which keeps its log and its last words. */
function launch(member) {
  const child = spawn(process.execPath, member.args, { cwd: root, env: member.env, stdio: ['ignore', 'pipe', 'pipe'] });
  member.child = child;
  member.lastWords = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      member.log.write(chunk);
      member.lastWords = (member.lastWords + chunk).slice(-2_000);
    });
  }
  return child;
}

/** Keeps processes running: one that dies is started again after a growing pause, and the terminal says so. */
export function createSupervisor({ logFolder, say }) {
  mkdirSync(logFolder, { recursive: true });
  const members = new Map();
  let ending = false;

  function start(member) {
    const startedMs = Date.now();
    launch(member).on('exit', (code, signal) => {
      member.child = undefined;
      if (ending) return;
      member.failures = Date.now() - startedMs < 5_000 ? member.failures + 1 : 1;
      const cause = signal ?? `status ${code}`;
      if (member.failures >= startsInARow || !member.everReady) {
        const lastWords = member.lastWords.trim();
        member.givenUp(new Stop(`${member.name} ended with ${cause} and does not start:\n${lastWords}`));
        return;
      }
      const delayMs = restartDelayMs(member.failures);
      say(`${member.name} ended (${cause}); starting it again in ${delayMs} ms`);
      member.log.write(`--- ${new Date().toISOString()} ended (${cause}), restarted ---\n`);
      setTimeout(() => ending || start(member), delayMs).unref();
    });
  }

  /** Starts a process and waits until `readyUrl` answers 2xx. */
  async function add({ readyUrl, readyWithinMs = 30_000, ...program }) {
    const member = createMember(program, logFolder);
    members.set(member.name, member);
    start(member);
    await Promise.race([untilReady(readyUrl, readyWithinMs, member.name, () => ending), member.failed]);
    member.everReady = true;
  }

  /** Rejects when a process can't be kept running. */
  const broken = () => Promise.race([...members.values()].map(({ failed }) => failed));

  /** Ends every process: asks first, insists after `graceMs`. */
  async function end(graceMs = 10_000) {
    ending = true;
    const running = [...members.values()].filter(({ child }) => child !== undefined);
    await Promise.all(running.map(({ child }) => endChild(child, graceMs)));
    for (const { log } of members.values()) log.end();
  }

  return { add, broken, end };
}

/** Waits until `url` answers 2xx; throws {@link Stop} when it does not in time. */
export async function untilReady(url, withinMs, name, isEnding) {
  const deadline = Date.now() + withinMs;
  let last = 'no answer';
  while (Date.now() < deadline && !isEnding()) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      const text = await response.text();
      if (response.ok) return;
      last = `${response.status} ${text.slice(0, 300)}`;
    } catch (error) {
      last = String(error.cause?.code ?? error.message);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (!isEnding()) throw new Stop(`${name} was not ready within ${withinMs / 1000} s (${url}: ${last}).`);
}
