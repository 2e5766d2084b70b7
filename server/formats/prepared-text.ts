/** Bytes as big-endian words, the last one filled up with zeros. */
export interface PreparedText {
  readonly words: Uint32Array;
  readonly length: number;
}

/** Prepares text for {@link ByteWriter.words}. */
export function wordsOf(text: string): PreparedText {
  const bytes = Buffer.from(text, 'utf8');
  const padded = Buffer.alloc(Math.ceil(bytes.length / 4) * 4);
  bytes.copy(padded);
  const words = Uint32Array.from({ length: padded.length / 4 }, (_, i) => padded.readUInt32BE(i * 4));
  return { words, length: bytes.length };
}
