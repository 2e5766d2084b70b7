import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PortalError } from '#domain/failure.ts';

/** When a process began, as the kernel counts it; tells a living writer from another program that got its number. */
function processBegan(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive(pid: number, began: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  const now = processBegan(pid);
  return began === '' || now === '' || began === now;
}

/** `ENOENT`, `EEXIST`, … of a failed system call. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function holderOf(text: string): { readonly pid: number; readonly began: string } {
  const [pid = '', began = ''] = text.trim().split(' ');
  return { pid: Number(pid), began };
}

/** Takes a lock that nobody living holds out of the way; one that was renewed meanwhile is put back. */
function removeStale(path: string, text: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (readLock(aside) !== text) {
    try {
      linkSync(aside, path);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  rmSync(aside, { force: true });
}

const attemptsAtMost = 5;

/**
 * Makes this process the one writer of the store in `folder`; the lock of a dead process is recovered.
 * @returns a function that gives the lock up
 * @throws {PortalError} `unavailable`, one sentence that says what to do
 */
export function takeWriterLock(folder: string): () => void {
  const path = join(folder, 'writer.lock');
  const mine = `${process.pid} ${processBegan(process.pid)}\n`;
  const draft = `${path}.${process.pid}.new`;
  try {
    mkdirSync(folder, { recursive: true });
    for (let attempt = 0; attempt < attemptsAtMost; attempt++) {
      writeFileSync(draft, mine);
      try {
        linkSync(draft, path);
        return () => {
          if (readLock(path) === mine) rmSync(path, { force: true });
        };
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      const text = readLock(path);
      if (text === undefined) continue;
      const { pid, began } = holderOf(text);
      if (pid > 0 && isAlive(pid, began)) throw busy(folder, pid);
      removeStale(path, text);
    }
    throw busy(folder, undefined);
  } catch (error) {
    if (error instanceof PortalError) throw error;
    const message = `The folder ${folder} can't be written (${codeOf(error) || 'unknown cause'}): make it writable or set DATA_DIR to another.`;
    throw new PortalError('unavailable', message, { dependency: 'table store', cause: error });
  } finally {
    removeDraft(draft);
  }
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // A folder that can't be written is reported by what failed first.
  }
}

function busy(folder: string, pid: number | undefined): PortalError {
  const who = pid === undefined ? 'Another process' : `Another process (pid ${pid})`;
  const message = `${who} is writing to ${folder}: wait until it has finished, or stop it, and try again.`;
  return new PortalError('unavailable', message, { dependency: 'table store' });
}
