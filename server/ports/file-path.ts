import { PortalError, shownValue } from '#domain/failure.ts';

const longestPath = 1024;

function isPlainPart(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) <= 255;
}

function hasControl(path: string): boolean {
  for (let i = 0; i < path.length; i++) if (path.charCodeAt(i) < 0x20 || path.charCodeAt(i) === 0x7f) return true;
  return false;
}

/**
 * Refuses every path that isn't plain parts between single slashes.
 * @throws {PortalError} `bad-request`
 */
export function checkPath(path: string): void {
  const isPlain =
    path.length <= longestPath && !hasControl(path) && !path.includes('\\') && path.split('/').every(isPlainPart);
  if (!isPlain)
    throw new PortalError('bad-request', `${shownValue(path)} is not a path inside the store.`, { argument: 'path' });
}

const longestRead = 1 << 30;

/**
 * Refuses what is no range of bytes, or longer than 1 GiB.
 * @throws {PortalError} `bad-request`
 */
export function checkRange(start: number, end: number): void {
  const isRange = Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end;
  if (!isRange || end - start > longestRead)
    throw new PortalError('bad-request', `Bytes ${start} to ${end} are not a range of a file.`);
}
