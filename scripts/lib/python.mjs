import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './project.mjs';

const folder = join(root, '.cache', 'python');
const requirements = join(root, 'docs', 'examples', 'requirements.txt');
const longestStepMs = 180_000;
const mark = join(folder, 'installed.txt');
/** The interpreter with what the examples of the documentation import. */
export const examplePython = join(folder, 'bin', 'python');

/** Makes it where it is not there yet; false where Python 3 can't be had, with a word to `say` on why. */
export async function ensurePython(say) {
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return true;
  say('Installing Python packages for the examples of the documentation…\n');
  rmSync(folder, { recursive: true, force: true });
  const steps = [
    ['python3', ['-m', 'venv', folder]],
    [examplePython, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]],
  ];
  for (const [command, args] of steps) {
    try {
      await promisify(execFile)(command, args, { timeout: longestStepMs, killSignal: 'SIGKILL' });
    } catch (error) {
      say(`${command} ${args[1]} failed: ${(error.stderr || error.message).trim().slice(-500)}\n`);
      return false;
    }
  }
  writeFileSync(mark, wanted);
  return true;
}
