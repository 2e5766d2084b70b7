import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import tar from 'tar-stream';
import { PortalError } from '#domain/failure.ts';

/** A file of an archive, whole; `bytes` undefined for one too large to be a packet. */
export interface TarPacket {
  readonly name: string;
  readonly bytes: Buffer | undefined;
}

/** Packets are some 50 kB; nothing above this is read into memory. */
export const packetBytesAtMost = 64 * 1024 * 1024;

/** A packet within one piece is a view of it: pieces are many times larger than packets. */
const readAtOnce = 1024 * 1024;
/** One is being read, one waits, one is taken apart, and a packet may still lie in the one before. */
const pieces = 6;

async function bytesOf(entry: AsyncIterable<unknown>, size: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry) {
    // What lies in many pieces is copied as it comes: the memory of the first is used again before the last is there.
    if (Buffer.isBuffer(chunk) && size <= packetBytesAtMost)
      chunks.push(size > readAtOnce ? Buffer.from(chunk) : chunk);
  }
  if (size > packetBytesAtMost) return undefined;
  const [whole] = chunks;
  return whole !== undefined && chunks.length === 1 ? whole : Buffer.concat(chunks);
}

/** What the reading of an archive reports: bytes of the file itself, for the progress bar. */
export interface TarOptions {
  readonly gzipped: boolean;
  readonly signal?: AbortSignal;
  readonly onBytes?: (bytes: number) => void;
}

/**
 * A file in pieces whose memory is used again: new memory for each would have the collector stop the thread every few packets.
 * The next piece is read while one is used.
 */
async function* piecesOf(file: FileHandle, { signal, onBytes }: TarOptions): AsyncGenerator<Buffer> {
  const ring = Array.from({ length: pieces }, () => Buffer.allocUnsafeSlow(readAtOnce));
  const read = (number: number): Promise<Buffer> => {
    const piece = ring[number % pieces] ?? Buffer.alloc(readAtOnce);
    const reading = file.read(piece, 0, readAtOnce, number * readAtOnce);
    return reading.then(({ bytesRead }) => piece.subarray(0, bytesRead));
  };
  let next = read(0);
  for (let number = 1; ; number++) {
    const piece = await next;
    signal?.throwIfAborted();
    if (piece.length === 0) return;
    onBytes?.(piece.length);
    next = read(number);
    next.catch(() => undefined);
    yield piece;
  }
}

/**
 * The files of a tar archive (gzipped or not), one at a time: memory holds one packet, whatever the archive's size. The bytes of a packet
 * stay as they are until the next one is asked for.
 * @throws {PortalError} `corrupt` when the archive is cut off or damaged; what came before has been given out
 */
export async function* readTarPackets(path: string, options: TarOptions): AsyncGenerator<TarPacket> {
  const { gzipped, signal } = options;
  const file = await open(path, 'r');
  const extract = tar.extract();
  // Pieces are handed over one by one, each when the one before is taken apart.
  const source = Readable.from(piecesOf(file, options), { highWaterMark: 1 });
  const fed = gzipped ? pipeline(source, createGunzip(), extract) : pipeline(source, extract);
  // Whoever takes the packets hears of a failure.
  fed.catch(() => undefined);
  try {
    for await (const entry of extract) {
      const { name, size = 0, type } = entry.header;
      const base = basename(name);
      const bytes = await bytesOf(entry, size);
      if (type === 'file' && !base.startsWith('.') && !base.startsWith('_')) yield { name, bytes };
    }
  } catch (cause) {
    if (signal?.aborted) throw new PortalError('aborted', 'The ingest was stopped.', { cause });
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new PortalError('corrupt', `the archive is cut off or damaged (${words})`, { cause });
  } finally {
    extract.destroy();
    source.destroy();
    await file.close();
  }
}
