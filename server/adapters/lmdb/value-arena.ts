const arenaBytes = 256 << 10;

/** What LMDB is given to encode and decode the values of a table. */
export interface ValueCodec {
  encode(value: Buffer): Buffer;
  decode(shared: Buffer, length: number): Buffer;
  /** Values read while `work` runs are not copied: each is there until the next one is read. */
  lending<T>(work: () => T): T;
}

/**
 * Copies values out of LMDB's shared buffer into larger pieces of memory, each used up once and then left to the garbage collector:
 * a third of the cost of a buffer of its own for each value.
 */
export function createValueCodec(): ValueCodec {
  let arena = Buffer.allocUnsafeSlow(arenaBytes);
  let at = 0;
  let isLending = false;
  return {
    lending(work) {
      isLending = true;
      try {
        return work();
      } finally {
        isLending = false;
      }
    },
    encode: (value) => value,
    decode(shared, length) {
      // LMDB overrides the length of its buffer, which only a view of its own is safe from.
      if (isLending) return shared.subarray(0, length);
      const value = new Uint8Array(shared.buffer, shared.byteOffset, length);
      if (length > arenaBytes >> 3) return Buffer.from(value);
      if (at + length > arenaBytes) {
        arena = Buffer.allocUnsafeSlow(arenaBytes);
        at = 0;
      }
      arena.set(value, at);
      at += length;
      return arena.subarray(at - length, at);
    },
  };
}
