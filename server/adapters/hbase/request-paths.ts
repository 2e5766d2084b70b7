import { PortalError, shownValue } from '#domain/failure.ts';
import type { KeyRange } from '#server/ports/wide-row-store.ts';

/** Text as part of a path or query; the star too, which HBase REST takes for a wildcard. */
export const encoded = (text: string): string => encodeURIComponent(text).replace(/\*/g, '%2A');

export const tablePath = (table: string): string => `/${encoded(table)}`;

/** Only the keys are sent: one cell a row, without its value. */
const keysOnly = 'FirstKeyOnlyFilter() AND KeyOnlyFilter()';

/** Every cell, without its value; servers before 2.6 send the values of multi-gets all the same. */
const namesOnly = 'KeyOnlyFilter()';

/** What a scan wants of each row; an empty list means keys only. */
export type Columns = readonly string[] | undefined;

/** A bound below all keys from `start` on, and above most others: reversed scans leave out their last bound, and it may not be left in. */
function justBelow(start: string): string {
  if (start.endsWith('\0')) return start.slice(0, -1);
  const last = start.codePointAt(start.length - (/[\udc00-\udfff]$/.test(start) ? 2 : 1)) ?? 0;
  const head = start.slice(0, start.length - String.fromCodePoint(last).length);
  const below = last === 0xe000 ? 0xd7ff : last - 1;
  return below <= 0x20 ? head : `${head}${String.fromCodePoint(below)}\u{10ffff}`;
}

/**
 * Path of a stateless scan. The server knows neither inclusive ends nor exclusive starts: a reversed scan may begin with the row `range.end`
 * and end with rows before `range.start`, which the reader drops.
 */
export function scanPath(table: string, range: KeyRange, options: ScanPathOptions): string {
  const { columns, limit, reversed } = options;
  const [from, to] = reversed
    ? [range.end ?? '', range.start === '' ? '' : justBelow(range.start)]
    : [range.start, range.end ?? ''];
  const query: string[] = [];
  if (from !== '') query.push(`startrow=${encoded(from)}`);
  if (to !== '') query.push(`endrow=${encoded(to)}`);
  if (Number.isFinite(limit)) query.push(`limit=${limit}`);
  if (reversed) query.push('reversed=true');
  for (const column of columns ?? []) query.push(`column=${encoded(column)}`);
  if (columns?.length === 0) query.push(`filter=${encoded(keysOnly)}`);
  return `${tablePath(table)}/*?${query.join('&')}`;
}

export interface ScanPathOptions {
  readonly columns: Columns;
  readonly limit: number;
  readonly reversed: boolean;
}

/** True for keys that multi-get takes for something else: a star at the end is a wildcard however it is written. */
export const isOnlyScannable = (key: string): boolean => key.endsWith('*');

/** Key as multi-get wants it: it is decoded twice. */
const twice = (key: string): string => encoded(encoded(key));

/** Paths of as few multi-gets as fit into `maxLength` characters each. */
export function multiGetPaths(table: string, keys: readonly string[], options: MultiGetOptions): string[] {
  const { columns, maxLength } = options;
  const filter = options.namesOnly === true ? namesOnly : columns?.length === 0 ? keysOnly : undefined;
  const wanted = columns === undefined || columns.length === 0 ? '' : `/${columns.map(encoded).join(',')}`;
  const head = `${tablePath(table)}/multiget${wanted}?${filter === undefined ? '' : `filter=${encoded(filter)}&`}`;
  const paths: string[] = [];
  let query = '';
  for (const key of keys) {
    const one = `row=${twice(key)}`;
    if (query !== '' && head.length + query.length + one.length + 1 > maxLength) {
      paths.push(head + query);
      query = '';
    }
    query += query === '' ? one : `&${one}`;
  }
  if (query !== '') paths.push(head + query);
  return paths;
}

export interface MultiGetOptions {
  readonly columns: Columns;
  /** Characters of a path at most. */
  readonly maxLength: number;
  /** Cells without their values. */
  readonly namesOnly?: boolean;
}

const reserved = new Set(['schema', 'scanner', 'exists', 'regions', 'multiget', '.', '..']);

/**
 * Path under which a row, or some of its columns, are deleted up to a time.
 * @throws {PortalError} `bad-request` for keys that HBase REST would take for something else: a resource of the table, a wildcard
 */
export function deletePath(table: string, key: string, { columns, timestampMs }: Deletion): string {
  if (reserved.has(key) || key.includes('*'))
    throw new PortalError('bad-request', `The row ${shownValue(key)} can't be deleted through HBase REST.`);
  return `${tablePath(table)}/${encoded(key)}/${columns.map(encoded).join(',')}/${timestampMs}`;
}

export interface Deletion {
  /** Full names, or names of families. */
  readonly columns: readonly string[];
  readonly timestampMs: number;
}
