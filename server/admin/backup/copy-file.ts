import { constants } from 'node:fs';
import { copyFile, link, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PortalError } from '#domain/failure.ts';

function failed(to: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown cause';
  throw new PortalError('unavailable', `${to} can't be written (${code}).`, { cause: error });
}

/** Files and folders of it are on the disk when this resolves. */
async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Copies a file, durably; folders are made. @throws {PortalError} `unavailable` */
export async function copyDurably(from: string, to: string): Promise<void> {
  try {
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to, constants.COPYFILE_EXCL);
    await syncPath(to);
    await syncPath(dirname(to));
  } catch (error) {
    failed(to, error);
  }
}

/**
 * Gives a file that is never changed in place (lake files are replaced whole) a second name; copies it where the file system can't.
 * @throws {PortalError} `unavailable`
 */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true }).catch((error: unknown) => failed(to, error));
  try {
    await link(from, to);
  } catch {
    await copyDurably(from, to);
  }
}
