// A reporter of Vitest: a test file of which nothing was heard for two minutes is told with its stack, and its process is killed.
// No time limit of Vitest ends an endless loop or a wait in native code: without this one such file keeps the run from ending.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runningFolder } from './running-tests.mjs';
import { inspectorPort, stackOf } from './stacks.mjs';

const looksEveryMs = 1_000;
const silentForMs = Number(process.env.TEST_SILENCE_MS ?? 150_000);

function end(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

export default class StuckFiles {
  #heard = new Map();
  #ended = new Set();
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
    this.#ended.delete(moduleId);
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
    this.#ended.add(moduleId);
    this.#heard.delete(moduleId);
  }

  /** Batches of events overtake each other: what comes behind the end of its file is no news. */
  #hear(moduleId, what) {
    if (!this.#ended.has(moduleId)) this.#heard.set(moduleId, { atMs: Date.now(), what });
  }

  /** One after the other, for they share the port of their inspector. */
  async #endSilent() {
    if (this.#isEnding) return;
    this.#isEnding = true;
    for (const [file, { atMs, what }] of this.#heard) {
      if (Date.now() - atMs < silentForMs) continue;
      this.#heard.delete(file);
      for (const pid of this.#processesOf(file)) {
        const stack = await stackOf(pid, inspectorPort(process.pid));
        const name = relative(process.cwd(), file);
        const told = `${name} hangs: nothing heard for ${silentForMs / 1_000} s after "${what}". Its process is killed; it was at`;
        process.stderr.write(`\n*** ${told}\n${stack.map((line) => `***   ${line}\n`).join('')}\n`);
        end(pid);
      }
    }
    this.#isEnding = false;
  }

  #processesOf(file) {
    if (!existsSync(this.#folder)) return [];
    const named = readdirSync(this.#folder).filter((name) => /^\d+$/.test(name));
    return named.filter((name) => readFileSync(join(this.#folder, name), 'utf8') === file).map(Number);
  }
}
