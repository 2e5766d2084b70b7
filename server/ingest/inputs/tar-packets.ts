import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
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

async function bytesOf(entry: AsyncIterable<unknown>, size: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry) if (Buffer.isBuffer(chunk) && size <= packetBytesAtMost) chunks.push(chunk);
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
 * The files of a tar archive (gzipped or not), one at a time: memory holds one packet, whatever the archive's size.
 * @throws {PortalError} `corrupt` when the archive is cut off or damaged; what came before has been given out
 */
export async function* readTarPackets(
  path: string,
  { gzipped, signal, onBytes }: TarOptions,
): AsyncGenerator<TarPacket> {
  const extract = tar.extract();
  const file = createReadStream(path, { signal, highWaterMark: readAtOnce });
  file.on('data', (chunk) => onBytes?.(chunk.length));
  const gunzip = gzipped ? createGunzip() : undefined;
  file.on('error', (error) => extract.destroy(error));
  gunzip?.on('error', (error) => extract.destroy(error));
  (gunzip ? file.pipe(gunzip) : file).pipe(extract);
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
    file.destroy();
    gunzip?.destroy();
  }
}
