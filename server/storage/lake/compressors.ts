import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Compressors } from 'hyparquet';
import { compressors as known } from 'hyparquet-compressors';
import { checkZstd } from './zstd-frames.ts';

type Decompress = (body: Uint8Array, length: number) => Uint8Array;

function decompressorOf(codec: 'SNAPPY' | 'ZSTD' | 'LZ4' | 'LZ4_RAW'): Decompress {
  const decompress = known[codec];
  if (decompress === undefined) throw new Error(`hyparquet-compressors has no ${codec}`);
  return decompress;
}

/** Blocks of Hadoop, each behind its two lengths: one of nothing that leads back would be read for ever. */
function checkLz4Blocks(body: Uint8Array): void {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  for (let at = 0; at + 8 < body.length; ) {
    const [plain, stored] = [view.getInt32(at), view.getInt32(at + 4)];
    if (plain === 0 && stored < 0) throw new Error('a block has a negative length');
    if (plain < 0 || stored < 0) return;
    at += 8 + stored;
  }
}

/**
 * Decompressors for hyparquet that come back from any bytes: a broken page ends in an error, whatever is broken.
 *
 * GZIP and BROTLI are those of Node; the others are checked first for what has their decoders go in circles.
 */
export const compressors: Compressors = {
  SNAPPY: decompressorOf('SNAPPY'),
  GZIP: (body, length) => gunzipSync(body, { maxOutputLength: length + 1 }),
  BROTLI: (body, length) => brotliDecompressSync(body, { maxOutputLength: length + 1 }),
  ZSTD: (body, length) => {
    checkZstd(body, length);
    return decompressorOf('ZSTD')(body, length);
  },
  LZ4: (body, length) => {
    checkLz4Blocks(body);
    return decompressorOf('LZ4')(body, length);
  },
  LZ4_RAW: decompressorOf('LZ4_RAW'),
};
