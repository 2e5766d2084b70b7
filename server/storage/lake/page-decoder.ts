import { crc32 } from 'node:zlib';
import { decompressed } from './decompress.ts';
import type { StampEncoding } from './lake-layout.ts';
import { extensionField } from './page-owner.ts';
import { decodeHybrid } from './rle.ts';
import {
  BytesEnded,
  booleanField,
  brokenPage,
  bytesField,
  countField,
  numberField,
  structAt,
  structField,
  type ThriftStruct,
} from './thrift.ts';

/** What a page header says, for all three kinds of pages. */
export interface PageHeader {
  readonly kind: 'data-1' | 'data-2' | 'dictionary';
  /** Bytes of the header itself. */
  readonly headerLength: number;
  /** Bytes that follow it. */
  readonly bodyLength: number;
  readonly plainLength: number;
  readonly valueCount: number;
  readonly encoding: number;
  /** Version 1: how the levels are coded. */
  readonly definitionEncoding: number;
  /** Version 2: bytes of both kinds of levels, which are never compressed. */
  readonly repetitionLength: number;
  readonly definitionLength: number;
  readonly isCompressed: boolean;
  readonly crc: number | undefined;
  /** What its writer added for readers that know of it. */
  readonly extension: Uint8Array | undefined;
}

/** Numbers of encodings in parquet.thrift. */
export const encodings = { plain: 0, plainDictionary: 2, rle: 3, rleDictionary: 8 } as const;
const valuesAtMost = 1 << 22;

function required(value: number | undefined): number {
  if (value === undefined) throw brokenPage('its header lacks a number');
  return value;
}

function subHeader(header: ThriftStruct): Pick<PageHeader, 'kind'> & { readonly struct: ThriftStruct } {
  const type = countField(header, 1);
  if (type === 0) return { kind: 'data-1', struct: structField(header, 5) ?? missingPart() };
  if (type === 2) return { kind: 'dictionary', struct: structField(header, 7) ?? missingPart() };
  if (type === 3) return { kind: 'data-2', struct: structField(header, 8) ?? missingPart() };
  throw brokenPage('it is neither a data page nor a dictionary');
}

function missingPart(): never {
  throw brokenPage('its header is incomplete');
}

/**
 * The header at the begin of `bytes`.
 * @throws {BytesEnded} when `bytes` hold only a part of it
 * @throws {PortalError} `corrupt`
 */
export function pageHeaderAt(bytes: Uint8Array): PageHeader {
  const reader = { bytes, at: 0 };
  const header = structAt(reader);
  const { kind, struct } = subHeader(header);
  const valueCount = required(countField(struct, 1));
  if (valueCount > valuesAtMost) throw brokenPage(`it has ${valueCount} values`);
  return {
    kind,
    headerLength: reader.at,
    plainLength: required(countField(header, 2)),
    bodyLength: required(countField(header, 3)),
    crc: numberField(header, 4),
    extension: bytesField(header, extensionField),
    valueCount,
    encoding: required(countField(struct, kind === 'data-2' ? 4 : 2)),
    definitionEncoding: kind === 'data-1' ? required(countField(struct, 3)) : encodings.rle,
    definitionLength: kind === 'data-2' ? required(countField(struct, 5)) : 0,
    repetitionLength: kind === 'data-2' ? required(countField(struct, 6)) : 0,
    isCompressed: kind !== 'data-2' || booleanField(struct, 7) !== false,
  };
}

/** Types of columns that are read: ids and stamps. */
export type ValueType = 'INT64' | 'BYTE_ARRAY';
export type PageValue = bigint | Uint8Array;

export interface PageColumn extends Pick<StampEncoding, 'codec' | 'maxDefinition'> {
  readonly type: ValueType;
  /** Values of the chunk's dictionary page, if it has one. */
  readonly dictionary?: readonly PageValue[];
}

function plainValues(bytes: Uint8Array, type: ValueType, count: number): PageValue[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: PageValue[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    const length = type === 'INT64' ? 8 : at + 4 <= bytes.length ? view.getUint32(at, true) : 0;
    if (type === 'BYTE_ARRAY') at += 4;
    if (at + length > bytes.length) throw brokenPage('its values end too early');
    values.push(type === 'INT64' ? view.getBigInt64(at, true) : bytes.subarray(at, at + length));
    at += length;
  }
  return values;
}

function dictionaryValues(bytes: Uint8Array, dictionary: readonly PageValue[] | undefined, count: number): PageValue[] {
  if (dictionary === undefined) throw brokenPage('its dictionary is missing');
  if (count === 0) return [];
  const indexes = decodeHybrid(bytes.subarray(1), bytes[0] ?? 255, count);
  return Array.from(indexes, (index) => dictionary[index] ?? missingEntry());
}

function missingEntry(): never {
  throw brokenPage('its dictionary is too short');
}

function valuesOf(bytes: Uint8Array, header: PageHeader, column: PageColumn, count: number): PageValue[] {
  if (header.encoding === encodings.plain) return plainValues(bytes, column.type, count);
  if (header.encoding === encodings.plainDictionary || header.encoding === encodings.rleDictionary) {
    return dictionaryValues(bytes, column.dictionary, count);
  }
  throw brokenPage(`its values have the encoding ${header.encoding}, which is not read`);
}

/** The body of a page: levels (none when every value is there) and the bytes of the values. */
function partsOf(body: Uint8Array, header: PageHeader, column: PageColumn): { levels: Uint8Array; values: Uint8Array } {
  if (header.kind === 'data-2') {
    const levelsLength = header.repetitionLength + header.definitionLength;
    if (header.repetitionLength > 0) throw brokenPage('its values are repeated');
    if (levelsLength > body.length || levelsLength > header.plainLength) throw brokenPage('its levels are too long');
    const rest = body.subarray(levelsLength);
    const length = header.plainLength - levelsLength;
    const codec = header.isCompressed ? column.codec : 'UNCOMPRESSED';
    return { levels: body.subarray(0, levelsLength), values: decompressed(rest, codec, length) };
  }
  const plain = decompressed(body, column.codec, header.plainLength);
  if (header.kind === 'dictionary' || column.maxDefinition === 0)
    return { levels: plain.subarray(0, 0), values: plain };
  if (header.definitionEncoding !== encodings.rle) throw brokenPage('its levels have an encoding that is not read');
  if (plain.length < 4) throw brokenPage('it is too short');
  const length = new DataView(plain.buffer, plain.byteOffset, 4).getUint32(0, true);
  if (length > plain.length - 4) throw brokenPage('its levels are too long');
  return { levels: plain.subarray(4, 4 + length), values: plain.subarray(4 + length) };
}

/**
 * The header and body of the one page that `bytes` are, no less and no more.
 * @throws {PortalError} `corrupt`, also when its checksum says so
 */
function wholePage(bytes: Uint8Array): { readonly header: PageHeader; readonly body: Uint8Array } {
  let header: PageHeader;
  try {
    header = pageHeaderAt(bytes);
  } catch (error) {
    throw error instanceof BytesEnded ? brokenPage('its header ends too early') : error;
  }
  const body = bytes.subarray(header.headerLength);
  if (body.length !== header.bodyLength) {
    throw brokenPage(`it has ${body.length} bytes where its header says ${header.bodyLength}`);
  }
  if (header.crc !== undefined && (crc32(body) | 0) !== (header.crc | 0)) throw brokenPage('its checksum differs');
  return { header, body };
}

/** A data page as it is read. */
export interface DataPage {
  /** A row each, null where there is none; byte arrays are views into the bytes of the page or into the decompressed page. */
  readonly values: readonly (PageValue | null)[];
  readonly extension: Uint8Array | undefined;
}

/**
 * One data page with the extension of its header. Repeated columns aren't read.
 * @throws {PortalError} `corrupt` for anything but exactly one data page
 */
export function readDataPage(bytes: Uint8Array, column: PageColumn): DataPage {
  const { header, body } = wholePage(bytes);
  if (header.kind === 'dictionary') throw brokenPage('it is a dictionary');
  return { values: valuesOfPage(header, body, column), extension: header.extension };
}

/**
 * The values of one data page.
 * @throws {PortalError} `corrupt` for anything but exactly one data page
 */
export function decodeDataPage(bytes: Uint8Array, column: PageColumn): readonly (PageValue | null)[] {
  return readDataPage(bytes, column).values;
}

function valuesOfPage(header: PageHeader, body: Uint8Array, column: PageColumn): (PageValue | null)[] {
  const { levels, values } = partsOf(body, header, column);
  const { maxDefinition } = column;
  if (maxDefinition === 0) return valuesOf(values, header, column, header.valueCount);
  const definitions = decodeHybrid(levels, 32 - Math.clz32(maxDefinition), header.valueCount);
  let present = 0;
  for (const level of definitions) if (level === maxDefinition) present++;
  const found = valuesOf(values, header, column, present);
  let next = 0;
  return Array.from(definitions, (level) => (level === maxDefinition ? (found[next++] ?? null) : null));
}

/**
 * The values of a dictionary page.
 * @throws {PortalError} `corrupt`
 */
export function decodeDictionaryPage(bytes: Uint8Array, column: PageColumn): PageValue[] {
  const { header, body } = wholePage(bytes);
  if (header.kind !== 'dictionary') throw brokenPage('it is not a dictionary');
  return plainValues(partsOf(body, header, column).values, column.type, header.valueCount);
}
