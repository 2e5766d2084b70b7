// Where a process hangs, told from outside: its JavaScript stack even in an endless loop, else what its threads wait for in the kernel.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const client = fileURLToPath(new URL('./stack-client.mjs', import.meta.url));
const patienceMs = 20_000;

/** Where the processes of the run `pid` open their inspector when {@link stackOf} asks one of them; nothing listens before. */
export const inspectorPort = (pid) => 20_000 + (pid % 10_000);

function read(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '?';
  }
}

/** What each thread waits for in the kernel; nothing where there is no /proc. */
function threadsOf(pid) {
  const folder = `/proc/${pid}/task`;
  if (!existsSync(folder)) return ['the process is gone, or there is no /proc'];
  const threads = readdirSync(folder).map((thread) => {
    const [name, waitsFor, call] = ['comm', 'wchan', 'syscall'].map((what) => read(join(folder, thread, what)));
    return `thread ${thread} ${name}: ${waitsFor}, system call ${call.split(' ')[0]}`;
  });
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean);
  const waitedFor = children.map(
    (child) => `child ${child}: ${read(`/proc/${child}/cmdline`).replaceAll('\0', ' ').slice(0, 200)}`,
  );
  return ['no JavaScript runs', ...threads, ...waitedFor];
}

/** What the Node process is at; it has to run with `--inspect-port=` this port. One process of a port at a time. */
export async function stackOf(pid, port) {
  try {
    process.kill(pid, 'SIGUSR1');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--no-warnings', '--experimental-websocket', client, String(port)],
      { timeout: patienceMs },
    );
    return stdout.trim().split('\n');
  } catch {
    return threadsOf(pid);
  }
}
