import { fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type NightFile, type NightNews, nightsInto } from './night-files.ts';

const flag = '--make-nights';

/** The folder into which this process was started to write nights; undefined for any other start. */
export function orderedFolder(args: readonly string[]): string | undefined {
  return args[0] === flag ? args[1] : undefined;
}

/** Writes the nights and tells the parent of each; ends with the parent, however that ends. */
export async function makeNightsForParent(folder: string): Promise<void> {
  const orphaned = (): never => process.exit(1);
  process.once('disconnect', orphaned);
  for (const news of nightsInto(folder)) {
    process.send?.(news);
    await nextTurn();
  }
  process.off('disconnect', orphaned);
  process.disconnect?.();
}

/**
 * Makes the nights in a process of its own, so that they are stored while the next ones are made. `program` is the file whose main calls
 * {@link makeNightsForParent} when it is ordered to.
 */
export async function* nightsFromProcess(
  program: URL,
  nightsFolder: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncIterable<NightNews> {
  const child = fork(fileURLToPath(program), [flag, nightsFolder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const news: NightNews[] = [];
  const state: { code?: number; wake: () => void } = { wake: () => undefined };
  const ended = new Promise<void>((done) => {
    child.once('exit', (code) => {
      state.code = code ?? 1;
      state.wake();
      done();
    });
  });
  child.on('message', (message) => {
    news.push(message as NightNews);
    state.wake();
  });
  signal?.addEventListener('abort', () => state.wake(), { once: true });
  try {
    while (!signal?.aborted) {
      const next = news.shift();
      if (next !== undefined) yield next;
      else if (state.code === 0) return;
      else if (state.code !== undefined)
        throw new Error(`the process that makes the nights ended with status ${state.code}`);
      else {
        await new Promise<void>((done) => {
          state.wake = done;
        });
      }
    }
  } finally {
    if (state.code === undefined) child.kill('SIGKILL');
    await ended;
  }
}

/** Removes the files of nights in `nightsFolder`, or the whole folder. */
export async function removeNightFiles(nightsFolder: string, files: readonly NightFile[] | 'all'): Promise<void> {
  const paths = files === 'all' ? [nightsFolder] : files.map(({ path }) => path);
  await Promise.all(paths.map((path) => rm(path, { recursive: true, force: true })));
}
