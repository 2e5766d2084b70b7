import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { PortalError, shownValue } from '#domain/failure.ts';

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A failure of the file system in the words of the port; anything else (of the source of the bytes, say) as it is. */
export function fileFailure(error: unknown, what: string): unknown {
  const code = codeOf(error);
  if (error instanceof PortalError || code === '') return error;
  const why =
    code === 'ENOSPC'
      ? 'the disk is full'
      : code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
        ? 'not permitted'
        : code;
  return new PortalError('unavailable', `${what} failed: ${why}.`, { dependency: 'lake', cause: error });
}

export const missingCodes: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/**
 * Where the file really is, links followed; undefined when there is none.
 * @throws {PortalError} `bad-request` when that is outside of the root
 */
export async function realPathInside(root: string, path: string): Promise<string | undefined> {
  try {
    const [realRoot, real] = await Promise.all([realpath(root), realpath(path === '' ? root : join(root, path))]);
    if (real === realRoot || real.startsWith(realRoot === sep ? sep : realRoot + sep)) return real;
  } catch (error) {
    if (missingCodes.has(codeOf(error))) return undefined;
    if (codeOf(error) !== 'ELOOP') throw fileFailure(error, `Looking for ${shownValue(path)}`);
  }
  throw new PortalError('bad-request', `${shownValue(path)} leads out of the store.`, { argument: 'path' });
}

/**
 * Refuses a path whose folders lead out, as far as they exist.
 * @throws {PortalError} `bad-request`
 */
export async function checkFoldersInside(root: string, path: string): Promise<void> {
  const parts = path.split('/').slice(0, -1);
  while (parts.length > 0 && (await realPathInside(root, parts.join('/'))) === undefined) parts.pop();
}
