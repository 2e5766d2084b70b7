import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import type { StampKind, StampPage } from '#domain/stamps/locator.ts';
import type { LakeAlert, LakeColumn, LakeValue } from './lake-layout.ts';
import { extensionField, extensionFromAlertId } from './page-owner.ts';
import type { ThriftWriter } from './thrift-writer.ts';

/** A page as it was written. */
export interface WrittenPage {
  readonly offset: number;
  /** Bytes with the header. */
  readonly length: number;
  readonly firstRow: number;
}

/** The pages of one column of a row group, and what the footer says of them. */
export interface WrittenChunk {
  readonly column: LakeColumn;
  readonly rows: number;
  readonly nulls: number;
  readonly plainLength: number;
  readonly length: number;
  readonly pages: readonly WrittenPage[];
  /** Least and greatest value, of columns that are searched. */
  readonly bounds: { readonly least: Uint8Array; readonly greatest: Uint8Array } | undefined;
}

const dataPageV2 = 3;
const encodings = { plain: 0, rle: 3 } as const;

/** Runs of equal levels: count, then the level in one byte (Parquet's RLE hybrid for up to 8 bits). */
function putLevels(out: ThriftWriter, levels: readonly number[]): void {
  for (let start = 0; start < levels.length; ) {
    const level = levels[start] ?? 0;
    let end = start + 1;
    while (end < levels.length && levels[end] === level) end++;
    out.putVarint((end - start) * 2);
    out.putByte(level);
    start = end;
  }
}

function levelsLength(levels: readonly number[]): number {
  let length = 0;
  for (let start = 0; start < levels.length; ) {
    let end = start + 1;
    while (end < levels.length && levels[end] === levels[start]) end++;
    length += (end - start) * 2 < 0x80 ? 2 : (end - start) * 2 < 0x4000 ? 3 : 4;
    start = end;
  }
  return length;
}

interface PageParts {
  readonly rows: number;
  readonly nulls: number;
  readonly levels: readonly number[];
  readonly isCompressed: boolean;
  readonly plainLength: number;
  readonly storedLength: number;
  /** Of the header. */
  readonly extension?: Uint8Array;
}

/** Header and levels of a page of version 2; its values are to follow. */
function putPageHead(out: ThriftWriter, page: PageParts): void {
  const levels = levelsLength(page.levels);
  out.begin();
  out.i32(1, dataPageV2);
  out.i32(2, levels + page.plainLength);
  out.i32(3, levels + page.storedLength);
  out.struct(8);
  out.i32(1, page.rows);
  out.i32(2, page.nulls);
  out.i32(3, page.rows);
  out.i32(4, encodings.plain);
  out.i32(5, levels);
  out.i32(6, 0);
  out.boolean(7, page.isCompressed);
  out.end();
  if (page.extension !== undefined) out.binary(extensionField, page.extension);
  out.end();
  putLevels(out, page.levels);
}

function plainLengthOf(value: LakeValue): number {
  return value instanceof Uint8Array ? value.length + 4 : 8;
}

function putPlain(out: ThriftWriter, value: LakeValue): void {
  if (typeof value === 'bigint') out.putInt64LE(value);
  else if (typeof value === 'number') out.putDoubleLE(value);
  else {
    out.putUint32LE(value.length);
    out.put(value);
  }
}

/** One stamp, whose header says whose it is, or one null, as a page. */
function putStampPage(out: ThriftWriter, column: LakeColumn, alert: LakeAlert): { plainLength: number } {
  const value = column.valueOf(alert);
  const levels = [value === null ? column.levelOfNull(alert) : column.maxDefinition];
  if (!(value instanceof Uint8Array)) {
    putPageHead(out, { rows: 1, nulls: 1, levels, isCompressed: false, plainLength: 0, storedLength: 0 });
    return { plainLength: 0 };
  }
  const plainLength = value.length + 4;
  const page = { rows: 1, nulls: 0, levels, plainLength, extension: extensionFromAlertId(alert.alertId) };
  if (column.codec === 'UNCOMPRESSED') {
    putPageHead(out, { ...page, isCompressed: false, storedLength: plainLength });
    putPlain(out, value);
  } else {
    const plain = Buffer.allocUnsafe(plainLength);
    plain.writeUInt32LE(value.length);
    plain.set(value, 4);
    const stored = snappyCompress(plain);
    putPageHead(out, { ...page, isCompressed: true, storedLength: stored.length });
    out.put(stored);
  }
  return { plainLength };
}

/** Bytes of a value as bounds and statistics have them. */
function boundOf(value: LakeValue): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const bytes = Buffer.alloc(8);
  if (typeof value === 'bigint') bytes.writeBigInt64LE(value);
  else bytes.writeDoubleLE(value);
  return bytes;
}

function isLess(a: LakeValue, b: LakeValue): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) < 0 : a < b;
}

function boundsOf(values: readonly LakeValue[]): WrittenChunk['bounds'] {
  let [least] = values;
  let greatest = least;
  if (least === undefined || greatest === undefined) return undefined;
  for (const value of values) {
    if (isLess(value, least)) least = value;
    if (isLess(greatest, value)) greatest = value;
  }
  return { least: boundOf(least), greatest: boundOf(greatest) };
}

/** A column of small values as one page. */
export function putValues(out: ThriftWriter, column: LakeColumn, group: readonly LakeAlert[]): WrittenChunk {
  const values: LakeValue[] = [];
  const levels: number[] = [];
  for (const alert of group) {
    const value = column.valueOf(alert);
    if (value !== null) values.push(value);
    if (column.maxDefinition > 0) levels.push(value === null ? column.levelOfNull(alert) : column.maxDefinition);
  }
  const offset = out.offset;
  const plainLength = values.reduce((sum: number, value) => sum + plainLengthOf(value), 0);
  const nulls = group.length - values.length;
  putPageHead(out, { rows: group.length, nulls, levels, isCompressed: false, plainLength, storedLength: plainLength });
  for (const value of values) putPlain(out, value);
  const length = out.offset - offset;
  return {
    column,
    rows: group.length,
    nulls,
    plainLength: length,
    length,
    pages: [{ offset, length, firstRow: 0 }],
    bounds: column.isSearched ? boundsOf(values) : undefined,
  };
}

/** A column of stamps, one a page; stops after every page, so that bytes can be taken. */
export function* putStamps(
  out: ThriftWriter,
  column: LakeColumn & { readonly kind: StampKind },
  group: readonly LakeAlert[],
  onStamp: (row: number, page: StampPage) => void,
): Generator<void, WrittenChunk> {
  const pages: WrittenPage[] = [];
  const began = out.offset;
  let plainLength = 0;
  let nulls = 0;
  for (const [row, alert] of group.entries()) {
    const offset = out.offset;
    const page = putStampPage(out, column, alert);
    const length = out.offset - offset;
    plainLength += length;
    pages.push({ offset, length, firstRow: row });
    if (page.plainLength > 0) onStamp(row, { offset, length, row: 0 });
    else nulls++;
    yield;
  }
  return {
    column,
    rows: group.length,
    nulls,
    plainLength,
    length: out.offset - began,
    pages,
    bounds: undefined,
  };
}
