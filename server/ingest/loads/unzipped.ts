import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { PortalError } from '#domain/failure.ts';

const endRecordBytes = 22;
const longestComment = 0xffff;
const signatures = { end: 0x06054b50, entry: 0x02014b50, file: 0x04034b50 } as const;
const methods = { stored: 0, deflated: 8 } as const;

function corrupt(path: string, why: string): PortalError {
  return new PortalError('corrupt', `The ZIP file ${path} ${why}.`);
}

async function bytesAt(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, length));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
  return buffer.subarray(0, bytesRead);
}

interface Entry {
  readonly method: number;
  readonly start: number;
  readonly length: number;
}

/** Where the bytes of the one file in a ZIP file are, by its central directory (APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16). */
async function onlyEntry(file: FileHandle, path: string): Promise<Entry> {
  const { size } = await file.stat();
  const tailStart = Math.max(0, size - endRecordBytes - longestComment);
  const tail = await bytesAt(file, tailStart, size - tailStart);
  let end = tail.length - endRecordBytes;
  while (end >= 0 && tail.readUInt32LE(end) !== signatures.end) end--;
  if (end < 0) throw corrupt(path, 'has no directory at its end: it is cut off');
  const entries = tail.readUInt16LE(end + 10);
  if (entries !== 1) throw corrupt(path, `holds ${entries} files, where one is expected`);
  const directory = await bytesAt(file, tail.readUInt32LE(end + 16), 46);
  if (directory.length < 46 || directory.readUInt32LE(0) !== signatures.entry) throw corrupt(path, 'is damaged');
  const offset = directory.readUInt32LE(42);
  const local = await bytesAt(file, offset, 30);
  if (local.length < 30 || local.readUInt32LE(0) !== signatures.file) throw corrupt(path, 'is damaged');
  return {
    method: directory.readUInt16LE(10),
    length: directory.readUInt32LE(20),
    start: offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28),
  };
}

async function* inflated(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  let entry: Entry;
  try {
    entry = await onlyEntry(file, path);
  } finally {
    await file.close();
  }
  const { method, start, length } = entry;
  if (length === 0) return;
  const packed = createReadStream(path, { start, end: start + length - 1 });
  if (method === methods.stored) {
    yield* packed;
    return;
  }
  if (method !== methods.deflated) throw corrupt(path, 'is packed in a way that is not read here');
  const inflate = createInflateRaw();
  packed.on('error', (error) => inflate.destroy(error));
  try {
    yield* packed.pipe(inflate);
  } catch (error) {
    throw new PortalError('corrupt', `The ZIP file ${path} is damaged.`, { cause: error });
  } finally {
    packed.destroy();
  }
}

/**
 * The bytes of a file; of the one file in it, where it is a ZIP file.
 * @throws {PortalError} `not-found`; `corrupt` for a ZIP file that is cut off or has more files in it
 */
export async function* unzipped(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new PortalError('not-found', `The file ${path} can't be opened.`, { cause: error });
  });
  let isZip: boolean;
  try {
    const first = await bytesAt(file, 0, 4);
    isZip = first.length === 4 && first.readUInt32LE(0) === signatures.file;
  } finally {
    await file.close();
  }
  if (isZip) yield* inflated(path);
  else yield* createReadStream(path);
}
