import type { CompressionCodec } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { decompressed } from './decompress.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

/** A frame of ten bytes whose one block is compressed and has a Huffman tree with these weights. */
function frameWithWeights(weights: string): Uint8Array {
  const block = `a28001${weights}010100`;
  const head = ((block.length / 2) << 3) | 5;
  const size = Buffer.from([head & 255, head >> 8, 0]).toString('hex');
  return bytes(`28b52ffd200a${size}${block}`);
}

describe('a decompressor comes back from', () => {
  it.each([
    // The counts are 32 of 32 states for the first symbol, then for the second.
    ['a Huffman tree whose weights take no bits', 'ZSTD', frameWithWeights('06f00300000080'), /one symbol/],
    ['the same behind a symbol that has none', 'ZSTD', frameWithWeights('0710f80100000080'), /one symbol/],
    ['a block that leads back to itself', 'LZ4', bytes('00000000fffffff800000000'), /negative length/],
    [
      'blocks that lead back and forth',
      'LZ4',
      bytes('0000000000000000 00000000fffffff0 00'.replaceAll(' ', '')),
      /negative/,
    ],
    ['a block larger than the page', 'ZSTD', bytes('28b52ffd200afbffff00'), /longer than the page/],
    ['a frame without blocks', 'ZSTD', bytes('28b52ffd200a'), /a block is missing/],
    ['a second frame that is none', 'ZSTD', bytes('28b52ffd200a0300000102'), /no frame/],
  ] as const satisfies readonly (readonly [string, CompressionCodec, Uint8Array, RegExp])[])(
    '%s',
    (_, codec, body, words) => {
      expect(() => decompressed(body, codec, 10)).toThrow(words);
    },
  );
});
