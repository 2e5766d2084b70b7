import { PortalError, shownValue } from '#domain/failure.ts';

function refused(path: string, why: string): PortalError {
  return new PortalError('bad-request', `Argument \`hdfsPath\` is not valid: got \`${shownValue(path)}\`, ${why}.`, {
    argument: 'hdfsPath',
  });
}

/**
 * The path below the lake's root that an `hdfsPath` means: what is behind the root where the path begins with it, else all behind the leading `/`.
 * Doubled slashes are merged, as HDFS does.
 * @throws {PortalError} `bad-request` for `..`, a scheme, a backslash, or a file that isn't Parquet.
 */
export function lakePathFrom(hdfsPath: string, lakeRoot: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(hdfsPath)) throw refused(hdfsPath, 'a path without scheme and host is needed');
  if (hdfsPath.includes('\\')) throw refused(hdfsPath, 'it holds a backslash');
  const parts = hdfsPath.split('/').filter((part) => part !== '');
  if (parts.some((part) => part === '.' || part === '..')) throw refused(hdfsPath, 'it leads elsewhere by dots');
  const root = lakeRoot.split('/').filter((part) => part !== '');
  const belowRoot = root.length > 0 && root.every((part, i) => parts[i] === part);
  const path = (belowRoot ? parts.slice(root.length) : parts).join('/');
  if (!path.endsWith('.parquet')) throw refused(hdfsPath, 'only `.parquet` files are read');
  return path;
}
