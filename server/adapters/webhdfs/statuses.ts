import { PortalError } from '#domain/failure.ts';
import { fieldOf } from './remote-exception.ts';

/** What HDFS tells of one file or folder. */
export interface HdfsStatus {
  /** Name within its folder; empty for the path itself that was asked for. */
  readonly name: string;
  readonly isFolder: boolean;
  readonly length: number;
  readonly modifiedMs: number;
}

export interface HdfsListing {
  readonly entries: readonly HdfsStatus[];
  readonly remaining: number;
}

function malformed(): PortalError {
  return new PortalError('upstream-failed', 'The NameNode of the lake sent a status that makes no sense.', {
    dependency: 'lake',
  });
}

function countOf(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw malformed();
}

function statusFrom(value: unknown): HdfsStatus {
  const type = fieldOf(value, 'type');
  const name = fieldOf(value, 'pathSuffix');
  if (typeof name !== 'string' || name.includes('/') || name === '.' || name === '..') throw malformed();
  if (type !== 'FILE' && type !== 'DIRECTORY' && type !== 'SYMLINK') throw malformed();
  return {
    name,
    isFolder: type === 'DIRECTORY',
    length: type === 'FILE' ? countOf(fieldOf(value, 'length')) : 0,
    modifiedMs: countOf(fieldOf(value, 'modificationTime')),
  };
}

/** @throws {PortalError} `upstream-failed` */
export function statusOf(json: unknown): HdfsStatus {
  return statusFrom(fieldOf(json, 'FileStatus'));
}

/** @throws {PortalError} `upstream-failed` */
export function listingOf(json: unknown): HdfsListing {
  const listing = fieldOf(json, 'DirectoryListing');
  const entries = fieldOf(fieldOf(fieldOf(listing, 'partialListing'), 'FileStatuses'), 'FileStatus');
  if (!Array.isArray(entries)) throw malformed();
  return { entries: entries.map(statusFrom), remaining: countOf(fieldOf(listing, 'remainingEntries')) };
}
