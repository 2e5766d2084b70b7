import { promisify } from 'node:util';
import {
  type BrotliOptions,
  brotliCompress,
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  gzip,
  gzipSync,
  type ZlibOptions,
} from 'node:zlib';
import type { BodyChunks } from './answer.ts';

export type ContentCoding = 'br' | 'gzip';

/** Cheap qualities: at these the wire gets 5–7 times shorter for less time than making the answer took. */
const brOptions: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const gzipOptions: ZlibOptions = { level: 1 };

const smallestBytes = 1400;
/** Up to here compressing in place costs less than a trip to another thread. */
const inPlaceBytes = 65_536;

/** Tables in FITS and Arrow get three times shorter for a tenth of what making them took; Parquet is compressed in itself. */
const compressible =
  /^(?:text\/|application\/(?:json|problem\+json|csv|xml|x-ndjson|x-votable\+xml|fits|vnd\.apache\.arrow\.stream)|image\/svg)/;

const brotliAsync = promisify<Uint8Array, BrotliOptions, Buffer>(brotliCompress);
const gzipAsync = promisify<Uint8Array, ZlibOptions, Buffer>(gzip);

export function isCompressible(contentType: string): boolean {
  return compressible.test(contentType);
}

/** The coding to use under this Accept-Encoding: br before gzip, neither with `q=0`; undefined = as it is. */
export function codingFor(acceptEncoding: string | undefined): ContentCoding | undefined {
  if (!acceptEncoding) return undefined;
  const accepted = new Set<string>();
  for (const part of acceptEncoding.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    if (!parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))) accepted.add(name);
  }
  if (accepted.has('br')) return 'br';
  return accepted.has('gzip') || accepted.has('*') ? 'gzip' : undefined;
}

export function worthCompressing(bytes: number): boolean {
  return bytes >= smallestBytes;
}

type Release = ((bytes: Uint8Array) => void) | undefined;

/** Pieces as one body; each is given to `release` when it was read. */
export function compressedPieces(
  pieces: readonly Uint8Array[],
  coding: ContentCoding,
  release: Release,
): Uint8Array | Promise<Uint8Array> {
  const [first = new Uint8Array(0)] = pieces;
  if (pieces.length > 1) {
    const whole = Buffer.concat(pieces);
    if (release !== undefined) pieces.forEach(release);
    return compressed(whole, coding);
  }
  const shorter = compressed(first, coding);
  if (shorter instanceof Promise) return release === undefined ? shorter : shorter.finally(() => release(first));
  release?.(first);
  return shorter;
}

function compressed(bytes: Uint8Array, coding: ContentCoding): Uint8Array | Promise<Uint8Array> {
  if (bytes.length <= inPlaceBytes) {
    return coding === 'br' ? brotliCompressSync(bytes, brOptions) : gzipSync(bytes, gzipOptions);
  }
  return coding === 'br' ? brotliAsync(bytes, brOptions) : gzipAsync(bytes, gzipOptions);
}

/** The same for a body that comes chunk by chunk. Ending the result early ends the source too. */
export async function* compressedChunks(chunks: BodyChunks, coding: ContentCoding, release?: Release): BodyChunks {
  const stream = coding === 'br' ? createBrotliCompress(brOptions) : createGzip(gzipOptions);
  let closed = false;
  const wakers = new Set<() => void>();
  const wake = (): void => {
    for (const waker of wakers) waker();
    wakers.clear();
  };
  stream.on('drain', wake).on('close', () => {
    closed = true;
    wake();
  });
  const feed = async (): Promise<void> => {
    for await (const chunk of chunks) {
      if (closed) return;
      if (chunk.length === 0) continue;
      const isTaken = stream.write(chunk, (error) => {
        if (!error) release?.(chunk);
      });
      // Each piece goes out when it is there: the reader of a long answer sees it grow.
      stream.flush();
      if (!isTaken) await new Promise<void>((resolve) => wakers.add(resolve));
    }
    stream.end();
  };
  const fed = feed().catch((error) => stream.destroy(error instanceof Error ? error : new Error(String(error))));
  try {
    for await (const chunk of stream) yield chunk;
    await fed;
  } finally {
    stream.destroy();
  }
}
