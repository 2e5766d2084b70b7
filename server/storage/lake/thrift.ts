import { PortalError } from '#domain/failure.ts';

/** A value of the compact protocol: numbers of up to 53 bits, bytes, lists, structs by field number. */
export type ThriftValue = number | boolean | Uint8Array | readonly ThriftValue[] | ThriftStruct;
export interface ThriftStruct {
  readonly fields: ReadonlyMap<number, ThriftValue>;
}

export interface ThriftReader {
  readonly bytes: Uint8Array;
  at: number;
}

const deepest = 16;

/** The bytes end before the value does: more of the file may help, or it is broken. */
export class BytesEnded extends Error {
  override readonly name = 'BytesEnded';
}

export function brokenPage(why: string): PortalError {
  return new PortalError('corrupt', `A page of a Parquet file is broken: ${why}.`, { dependency: 'lake' });
}

function byteOf(reader: ThriftReader): number {
  const byte = reader.bytes[reader.at];
  if (byte === undefined) throw new BytesEnded();
  reader.at++;
  return byte;
}

function varint(reader: ThriftReader): number {
  let value = 0;
  let scale = 1;
  for (let i = 0; i < 10; i++) {
    const byte = byteOf(reader);
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    scale *= 128;
  }
  throw brokenPage('a number has no end');
}

function zigzag(reader: ThriftReader): number {
  const value = varint(reader);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

function binary(reader: ThriftReader): Uint8Array {
  const length = varint(reader);
  const end = reader.at + length;
  if (end > reader.bytes.length) throw new BytesEnded();
  const bytes = reader.bytes.subarray(reader.at, end);
  reader.at = end;
  return bytes;
}

function list(reader: ThriftReader, depth: number): ThriftValue[] {
  const head = byteOf(reader);
  const size = head >> 4 === 15 ? varint(reader) : head >> 4;
  const type = head & 15;
  if (size > reader.bytes.length - reader.at) throw new BytesEnded();
  const values: ThriftValue[] = [];
  for (let i = 0; i < size; i++) values.push(type < 3 ? byteOf(reader) === 1 : valueAt(reader, type, depth));
  return values;
}

function valueAt(reader: ThriftReader, type: number, depth: number): ThriftValue {
  if (depth > deepest) throw brokenPage('its header is nested too deep');
  switch (type) {
    case 1:
    case 2:
      return type === 1;
    case 3:
      return (byteOf(reader) << 24) >> 24;
    case 4:
    case 5:
    case 6:
      return zigzag(reader);
    case 7: {
      if (reader.at + 8 > reader.bytes.length) throw new BytesEnded();
      reader.at += 8;
      return new DataView(reader.bytes.buffer, reader.bytes.byteOffset + reader.at - 8, 8).getFloat64(0, true);
    }
    case 8:
      return binary(reader);
    case 9:
    case 10:
      return list(reader, depth + 1);
    case 12:
      return structAt(reader, depth + 1);
    default:
      throw brokenPage(`its header has a field of type ${type}`);
  }
}

/** Reads one struct at `reader.at`, unknown fields and all. */
export function structAt(reader: ThriftReader, depth = 0): ThriftStruct {
  const fields = new Map<number, ThriftValue>();
  let id = 0;
  for (;;) {
    const head = byteOf(reader);
    if (head === 0) return { fields };
    id = head >> 4 === 0 ? zigzag(reader) : id + (head >> 4);
    fields.set(id, valueAt(reader, head & 15, depth));
  }
}

function isStruct(value: ThriftValue | undefined): value is ThriftStruct {
  return typeof value === 'object' && 'fields' in value;
}

function isList(value: ThriftValue | undefined): value is readonly ThriftValue[] {
  return Array.isArray(value);
}

export function structField(struct: ThriftStruct, id: number): ThriftStruct | undefined {
  const value = struct.fields.get(id);
  return isStruct(value) ? value : undefined;
}

export function structList(struct: ThriftStruct, id: number): readonly ThriftStruct[] | undefined {
  const value = struct.fields.get(id);
  if (!isList(value)) return undefined;
  const structs = value.filter(isStruct);
  return structs.length === value.length ? structs : undefined;
}

/** A count, size or offset: a whole number from 0 to 2⁵³. */
export function countField(struct: ThriftStruct, id: number): number | undefined {
  const value = struct.fields.get(id);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function numberField(struct: ThriftStruct, id: number): number | undefined {
  const value = struct.fields.get(id);
  return typeof value === 'number' ? value : undefined;
}

export function booleanField(struct: ThriftStruct, id: number): boolean | undefined {
  const value = struct.fields.get(id);
  return typeof value === 'boolean' ? value : undefined;
}

export function bytesField(struct: ThriftStruct, id: number): Uint8Array | undefined {
  const value = struct.fields.get(id);
  return value instanceof Uint8Array ? value : undefined;
}
