import { PortalError, shownValue } from '#domain/failure.ts';
import type { KeyRange } from './wide-row-store.ts';

/** Longest row key that every engine takes, bytes of UTF-8 (LMDB's limit; HBase takes more). */
export const maxKeyBytes = 1978;

function unitInCodePointOrder(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Order of keys in every store: by UTF-8 bytes, which is by code points (UTF-16 units differ from it above U+D7FF). */
export function compareKeys(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return unitInCodePointOrder(x) - unitInCodePointOrder(y);
  }
  return a.length - b.length;
}

/** The smallest key greater than `key`: `{ start: k, end: keyAfter(k) }` is that one row. */
export function keyAfter(key: string): string {
  return `${key}\0`;
}

function refuse(key: string, why: string): never {
  throw new PortalError('bad-request', `The key ${shownValue(key)} ${why}.`);
}

function checkText(key: string, length: number): void {
  let isPlain = true;
  for (let i = 0; i < length; i++) {
    const unit = key.charCodeAt(i);
    if (unit < 0x20) refuse(key, 'has control characters in it');
    if (unit >= 0xd800) isPlain = false;
  }
  if (!isPlain && /\p{Surrogate}/u.test(key)) refuse(key, 'is not well-formed text');
  if (length * 3 > maxKeyBytes && Buffer.byteLength(key) > maxKeyBytes)
    refuse(key, `is longer than ${maxKeyBytes} bytes`);
}

/**
 * Refuses what no engine can hold as a row key.
 * @throws {PortalError} `bad-request` for an empty, over-long, ill-formed key or one with control characters
 */
export function checkKey(key: string): void {
  if (key === '') throw new PortalError('bad-request', 'A key must not be empty.');
  checkText(key, key.length);
}

function checkBound(bound: string): void {
  checkText(bound, bound.endsWith('\0') ? bound.length - 1 : bound.length);
}

/** As {@link checkKey} for both ends of a range, which may be empty and may be a {@link keyAfter}. */
export function checkKeyRange({ start, end }: KeyRange): void {
  checkBound(start);
  if (end !== undefined) checkBound(end);
}

/** The same keys as non-empty ranges, ascending, none touching the next. */
export function mergedRanges(ranges: readonly KeyRange[]): KeyRange[] {
  const wanted = ranges.filter(({ start, end }) => end === undefined || compareKeys(start, end) < 0);
  if (wanted.length < 2) return wanted;
  wanted.sort((a, b) => compareKeys(a.start, b.start));
  const merged: { start: string; end?: string }[] = [];
  for (const range of wanted) {
    const last = merged.at(-1);
    if (last === undefined || (last.end !== undefined && compareKeys(last.end, range.start) < 0)) {
      merged.push({ ...range });
    } else if (last.end !== undefined && (range.end === undefined || compareKeys(range.end, last.end) > 0)) {
      last.end = range.end;
    }
  }
  return merged;
}
