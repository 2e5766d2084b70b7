import type { CompressionCodec } from 'hyparquet';
import { compressors } from './compressors.ts';
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
  if (codec === 'UNCOMPRESSED') return body;
  const decompress = compressors[codec];
  if (decompress === undefined) throw new Error('unknown codec');
  return decompress(body, length);
}
