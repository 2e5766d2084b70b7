import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './project.mjs';
import { inspectorPort, stackOf } from './stacks.mjs';

/** For ending what it started, once asked to end. */
const graceMs = 30_000;

/** Signals the process and what it started, as far as that stayed in its group; nothing when all of them are gone. */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * Runs a script with Node to its end, for `limitMs` at most: after that it is told where it was, and it is ended with all that it started.
 * True when it ended by itself with status 0.
 */
export async function runBounded(args, { limitMs, env = {} }) {
  const port = inspectorPort(process.pid);
  const child = spawn(process.execPath, [`--inspect-port=${port}`, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    // A group of its own: what it started can be ended with it.
    detached: true,
  });
  const ended = once(child, 'exit').catch(() => [1]);
  const pass = (signal) => {
    signalGroup(child.pid, signal);
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, pass);
  const over = new AbortController();
  const timer = sleep(limitMs, 'late', { signal: over.signal }).catch(() => {});
  let outcome = await Promise.race([ended, timer]);
  const isLate = outcome === 'late';
  if (isLate) {
    const stack = await stackOf(child.pid, port);
    process.stderr.write(
      `\n*** ENDED after ${(limitMs / 60_000).toFixed(1)} minutes: node ${args.join(' ')}. It was at\n`,
    );
    process.stderr.write(`${stack.map((line) => `***   ${line}\n`).join('')}\n`);
    signalGroup(child.pid, 'SIGTERM');
    outcome = await Promise.race([ended, sleep(graceMs, [1], { ref: false })]);
  }
  over.abort();
  signalGroup(child.pid, 'SIGKILL');
  for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, pass);
  return !isLate && outcome[0] === 0;
}
