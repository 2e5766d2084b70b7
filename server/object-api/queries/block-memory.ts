/**
 * What the rows of one answer lie in, see `RowBlock`. Apart from `takeBytes` of the formats: its four parts grow together, at their own
 * pace, and keep the sizes that the answers before needed.
 */
export interface BlockMemory {
  bytes: Buffer;
  /** The same memory, for numbers. */
  view: DataView;
  /** Begin and end of each cell, one pair after another. */
  bounds: Int32Array<ArrayBuffer>;
  /** The same by row and column of a table. */
  starts: Int32Array<ArrayBuffer>;
  ends: Int32Array<ArrayBuffer>;
}

/** Bytes of memory that wait for their next answer. */
const spareAtMost = 16 << 20;
const spare: BlockMemory[] = [];
let spareBytes = 0;

function sizeOf({ bytes, bounds, starts, ends }: BlockMemory): number {
  return bytes.length + bounds.byteLength + starts.byteLength + ends.byteLength;
}

export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/**
 * Memory for the rows of one answer, mostly that of an answer before: buffers of its own for each answer would have the collector look
 * through the whole heap every few hundred requests.
 */
export function takeBlockMemory(): BlockMemory {
  const memory = spare.pop();
  if (memory === undefined) {
    const bytes = Buffer.allocUnsafeSlow(65_536);
    return {
      bytes,
      view: viewOf(bytes),
      bounds: new Int32Array(8192),
      starts: new Int32Array(4096),
      ends: new Int32Array(4096),
    };
  }
  spareBytes -= sizeOf(memory);
  return memory;
}

/** Gives memory back that nobody reads or writes any more; what is too much to keep is left to the collector. */
export function giveBlockMemory(memory: BlockMemory): void {
  const size = sizeOf(memory);
  if (spareBytes + size > spareAtMost) return;
  spareBytes += size;
  spare.push(memory);
}
