import { inflateRawSync } from 'node:zlib';
import { PortalError } from '#domain/failure.ts';

/** An Avro object container file in memory. */
export interface AvroContainer {
  /** UTF-8. */
  readonly schemaText: Buffer;
  /** Blocks of encoded records, uncompressed. */
  readonly blocks: Iterable<{ readonly count: number; readonly bytes: Buffer }>;
}

const magic = Buffer.from('Obj\u0001', 'latin1');
const syncLength = 16;

/** Whether bytes begin like an Avro container. */
export function isAvroContainer(start: Uint8Array): boolean {
  return start.length >= magic.length && magic.equals(start.subarray(0, magic.length));
}

function truncated(): never {
  throw new PortalError('corrupt', 'the packet is cut off');
}

class Cursor {
  readonly bytes: Buffer;
  offset: number;

  constructor(bytes: Buffer, offset: number) {
    this.bytes = bytes;
    this.offset = offset;
  }

  /** Zigzag varint, within ±2^53. */
  long(): number {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 49; factor *= 128) {
      const byte = this.bytes[this.offset++];
      if (byte === undefined) return truncated();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
    throw new PortalError('corrupt', 'a length in the packet is not a length');
  }

  take(length: number): Buffer {
    if (length < 0 || this.offset + length > this.bytes.length) return truncated();
    const taken = this.bytes.subarray(this.offset, this.offset + length);
    this.offset += length;
    return taken;
  }
}

function readMetadata(cursor: Cursor): Map<string, Buffer> {
  const metadata = new Map<string, Buffer>();
  for (;;) {
    const count = cursor.long();
    if (count === 0) return metadata;
    if (count < 0) cursor.long();
    for (let i = Math.abs(count); i > 0; i--) {
      const key = cursor.take(cursor.long()).toString('utf8');
      metadata.set(key, cursor.take(cursor.long()));
    }
  }
}

const decompressors: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  null: (bytes) => bytes,
  deflate: (bytes) => inflateRawSync(bytes),
};

function* readBlocks(
  cursor: Cursor,
  sync: Buffer,
  decompress: (bytes: Buffer) => Buffer,
): Generator<{ count: number; bytes: Buffer }> {
  while (cursor.offset < cursor.bytes.length) {
    const count = cursor.long();
    const bytes = cursor.take(cursor.long());
    if (!cursor.take(syncLength).equals(sync)) throw new PortalError('corrupt', 'a block of the packet is damaged');
    yield { count, bytes: decompress(bytes) };
  }
}

/**
 * Opens an Avro container (Apache Avro 1.11, "Object Container Files"); codecs null and deflate.
 * @throws {PortalError} `corrupt` for bytes that are no such file, or are cut off
 */
export function openAvroContainer(bytes: Buffer): AvroContainer {
  if (!isAvroContainer(bytes)) throw new PortalError('corrupt', 'not an Avro packet');
  const cursor = new Cursor(bytes, magic.length);
  const metadata = readMetadata(cursor);
  const schemaText = metadata.get('avro.schema');
  if (schemaText === undefined) throw new PortalError('corrupt', 'the packet has no schema');
  const codec = metadata.get('avro.codec')?.toString('utf8') ?? 'null';
  const decompress = decompressors[codec];
  if (decompress === undefined)
    throw new PortalError('corrupt', `the packet is compressed with ${codec}, which is not read`);
  const sync = cursor.take(syncLength);
  if (cursor.offset === bytes.length) throw new PortalError('corrupt', 'the packet has no record');
  return { schemaText, blocks: readBlocks(cursor, sync, decompress) };
}
