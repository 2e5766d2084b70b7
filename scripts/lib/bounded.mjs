import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './project.mjs';
import { inspectorPort, stackOf } from './stacks.mjs';

/** For ending what it started, once asked to end. */
const graceMs = 30_000;
/** What runs now: all of it ends when this process is told to. */
const running = new Set();

/** Signals the process and what it started, as far as that stayed in its group; nothing when all of them are gone. */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function endAll(signal) {
  for (const { pid } of running) signalGroup(pid, signal);
  process.exit(1);
}

function start(args, { port, env, say }) {
  const child = spawn(process.execPath, [`--inspect-port=${port}`, ...args], {
    cwd: root,
    stdio: ['ignore', ...(say ? ['pipe', 'pipe'] : ['inherit', 'inherit'])],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    // A group of its own: what it started can be ended with it.
    detached: true,
  });
  for (const stream of say ? [child.stdout, child.stderr] : []) stream.setEncoding('utf8').on('data', say);
  if (running.size === 0) for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, endAll);
  running.add(child);
  return child;
}

function forget(child) {
  running.delete(child);
  if (running.size === 0) for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, endAll);
}

/**
 * Runs a script with Node to its end, for `limitMs` at most: after that it is told where it was, and it is ended with all that it started.
 * What it prints goes to the terminal, or to `say` where that is given. True when it ended by itself with status 0.
 */
export async function runBounded(args, { limitMs, env = {}, say }) {
  const port = inspectorPort(process.pid) + running.size;
  const child = start(args, { port, env, say });
  const ended = once(child, 'exit').catch(() => [1]);
  const closed = once(child, 'close').catch(() => {});
  const over = new AbortController();
  const timer = sleep(limitMs, 'late', { signal: over.signal }).catch(() => {});
  let outcome = await Promise.race([ended, timer]);
  const isLate = outcome === 'late';
  if (isLate) {
    const stack = await stackOf(child.pid, port);
    const tell = say ?? ((text) => void process.stderr.write(text));
    tell(`\n*** ENDED after ${(limitMs / 60_000).toFixed(1)} minutes: node ${args.join(' ')}. It was at\n`);
    tell(`${stack.map((line) => `***   ${line}\n`).join('')}\n`);
    signalGroup(child.pid, 'SIGTERM');
    outcome = await Promise.race([ended, sleep(graceMs, [1], { ref: false })]);
  }
  over.abort();
  signalGroup(child.pid, 'SIGKILL');
  // Its last words may come after its end.
  if (say) await Promise.race([closed, sleep(1_000)]);
  forget(child);
  return !isLate && outcome[0] === 0;
}
