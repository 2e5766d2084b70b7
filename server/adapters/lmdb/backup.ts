import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import { PortalError } from '#domain/failure.ts';
import { storeFailure } from './environment.ts';

/**
 * Copies a whole LMDB environment, as it is at one moment, into `folder`, which is made; writers and readers go on meanwhile. Free pages
 * are left out, so a copy is never larger than what it is of.
 * @throws {PortalError} `unavailable` when there is no environment at `path`, or the copy can't be written
 */
export async function backupLmdb(path: string, folder: string): Promise<void> {
  if (!existsSync(join(path, 'data.mdb'))) {
    throw new PortalError('unavailable', `There is no data yet in ${path}: there is nothing to copy.`, {
      dependency: 'table store',
    });
  }
  try {
    mkdirSync(folder, { recursive: true });
    const root = open({ path, readOnly: true, noSubdir: false });
    try {
      await root.backup(folder, true);
    } finally {
      await root.close();
    }
  } catch (error) {
    throw storeFailure(error);
  }
}
