import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { CompressionCodec } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { brokenPage } from './thrift.ts';

/** Larger pages are refused before anything is allocated. */
export const pageBytesAtMost = 64 << 20;

/**
 * The plain bytes of a page body.
 * @throws {PortalError} `corrupt` when they aren't `length` bytes under this codec
 */
export function decompressed(body: Uint8Array, codec: CompressionCodec, length: number): Uint8Array {
  if (length > pageBytesAtMost) throw brokenPage(`it has ${length} bytes`);
  if (length === 0 && body.length === 0) return body;
  let plain: Uint8Array;
  try {
    plain = plainOf(body, codec, length);
  } catch (error) {
    throw brokenPage(`its ${codec} data can't be read${error instanceof Error ? ` (${error.message})` : ''}`);
  }
  if (plain.length !== length) throw brokenPage(`it has ${plain.length} bytes instead of ${length}`);
  return plain;
}

function plainOf(body: Uint8Array, codec: CompressionCodec, length: number): Uint8Array {
  switch (codec) {
    case 'UNCOMPRESSED':
      return body;
    case 'GZIP':
      return gunzipSync(body, { maxOutputLength: length + 1 });
    case 'BROTLI':
      return brotliDecompressSync(body, { maxOutputLength: length + 1 });
    case 'ZSTD':
      checkZstdLength(body, length);
      break;
  }
  const decompress = compressors[codec];
  if (decompress === undefined) throw new Error('unknown codec');
  return decompress(body, length);
}

/** A frame says how long its content is; believing a broken number would allocate gigabytes. */
function checkZstdLength(body: Uint8Array, length: number): void {
  if (body.length < 6 || body[0] !== 0x28 || body[1] !== 0xb5 || body[2] !== 0x2f || body[3] !== 0xfd) {
    throw new Error('no frame');
  }
  const descriptor = body[4] ?? 0;
  const isSingle = (descriptor & 0x20) !== 0;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const at = 5 + (isSingle ? 0 : 1) + dictionaryBytes;
  let size = sizeBytes === 2 ? 256 : 0;
  for (let i = 0; i < sizeBytes; i++) size += (body[at + i] ?? 0) * 2 ** (8 * i);
  if (sizeBytes > 0 && size !== length) throw new Error(`the frame has ${size} bytes`);
  if (!isSingle && (body[5] ?? 0) >> 3 > 17) throw new Error('the window is too large');
}
