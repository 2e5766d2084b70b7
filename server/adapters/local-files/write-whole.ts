import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf } from './confined-path.ts';

const unfinishedPattern = /^\.(.*)\.(\d+)\.\d+\.unfinished$/;

/** Whether this is the name of a file that is still being written. */
export const isUnfinished = (name: string): boolean => unfinishedPattern.test(name);

function isDead(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/** Removes what a killed process left of the same file. */
async function removeUnfinished(folder: string, name: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    const match = unfinishedPattern.exec(entry);
    if (match?.[1] === name && isDead(Number(match[2]))) await rm(join(folder, entry), { force: true });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the folder with its parents, each entry durable. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let at = folder; at.length >= first.length; at = dirname(at)) await syncFolder(dirname(at));
}

export interface WholeFile {
  readonly file: string;
  /** Differs between files that this process writes at the same time. */
  readonly number: number;
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Called between chunks; throws where the write is given up. */
  readonly check: () => void;
}

async function writeDraft(draft: string, { chunks, check }: WholeFile): Promise<void> {
  const handle = await open(draft, 'wx');
  try {
    for await (const chunk of chunks) {
      check();
      let at = 0;
      while (at < chunk.length) at += (await handle.write(chunk, at, chunk.length - at)).bytesWritten;
    }
    check();
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a file aside, flushes and renames it: it is there whole, or as it was before, also after a crash. */
export async function writeWhole(whole: WholeFile): Promise<void> {
  const [folder, name] = [dirname(whole.file), basename(whole.file)];
  const draft = join(folder, `.${name}.${process.pid}.${whole.number}.unfinished`);
  try {
    await makeFolder(folder);
    await removeUnfinished(folder, name);
    await writeDraft(draft, whole);
    await rename(draft, whole.file);
    await syncFolder(folder);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
}
