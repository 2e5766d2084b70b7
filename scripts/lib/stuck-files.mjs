// A reporter of Vitest: a test file of which nothing was heard for two minutes is told with its stack, and its process is killed.
// No time limit of Vitest ends an endless loop or a wait in native code: without this one such file keeps the run from ending.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runningFolder } from './running-tests.mjs';
import { inspectorPort, stackOf } from './stacks.mjs';

const looksEveryMs = 1_000;
const silentForMs = Number(process.env.TEST_SILENCE_MS ?? 150_000);

/** False when there is no such process any more. */
function signal(pid, what) {
  try {
    return process.kill(pid, what);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
    return false;
  }
}

export default class StuckFiles {
  #heard = new Map();
  #folder = runningFolder(process.pid);
  #timer;
  #isEnding = false;

  onInit() {
    mkdirSync(this.#folder, { recursive: true });
    process.once('exit', () => rmSync(this.#folder, { recursive: true, force: true }));
  }

  onTestRunStart() {
    this.#timer ??= setInterval(() => void this.#endSilent(), looksEveryMs).unref();
  }

  onTestRunEnd() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  onTestModuleQueued({ moduleId }) {
    this.#hear(moduleId, 'began');
  }

  onTestModuleCollected({ moduleId }) {
    this.#hear(moduleId, 'its tests were collected');
  }

  onTestCaseReady({ module, fullName }) {
    this.#hear(module.moduleId, `began: ${fullName}`);
  }

  onTestCaseResult({ module, fullName }) {
    this.#hear(module.moduleId, `ended: ${fullName}`);
  }

  onHookStart({ name, entity }) {
    this.#hear((entity.module ?? entity).moduleId, `began: ${name}`);
  }

  onTestModuleEnd({ moduleId }) {
    this.#hear(moduleId, 'ended: the file');
  }

  #hear(moduleId, what) {
    this.#heard.set(moduleId, { atMs: Date.now(), what });
  }

  /** One after the other, for they share the port of their inspector. */
  async #endSilent() {
    if (this.#isEnding) return;
    this.#isEnding = true;
    for (const [pid, file] of this.#running()) {
      const { atMs, what } = this.#heard.get(file) ?? { atMs: Date.now() };
      if (Date.now() - atMs < silentForMs) continue;
      const stack = await stackOf(pid, inspectorPort(process.pid));
      const told = `nothing heard for ${silentForMs / 1_000} s after "${what}". Its process is killed; it was at`;
      const lines = stack.map((line) => `***   ${line}\n`).join('');
      process.stderr.write(`\n*** ${relative(process.cwd(), file)} hangs: ${told}\n${lines}\n`);
      // Gone for good before the next one is asked: its inspector holds the port.
      while (signal(pid, 'SIGKILL')) await sleep(20);
    }
    this.#isEnding = false;
  }

  /** Processes with the files they run; those that are gone are forgotten, for their numbers are given again. */
  #running() {
    const found = [];
    for (const name of existsSync(this.#folder) ? readdirSync(this.#folder) : []) {
      const [pid, path] = [Number(name), join(this.#folder, name)];
      if (signal(pid, 0)) found.push([pid, readFileSync(path, 'utf8')]);
      else rmSync(path);
    }
    return found;
  }
}
