const smallestBytes = 16_384;
/** Bytes of memory that wait for their next answer, and the most that one piece of them may have. */
const spareAtMost = 12 << 20;
const pieceAtMost = 8 << 20;

/** By the power of two of their length, that which was used last at the end. */
const spare = new Map<number, Buffer[]>();
let spareBytes = 0;
/** Memory that is out, by what its views share: given back twice, it would be written by two. */
const lent = new WeakMap<ArrayBufferLike, Buffer>();

/**
 * Memory of at least so many bytes, mostly that of an answer before: a buffer of its own for each answer would have the collector look
 * through the whole heap every few hundred requests. Given back with {@link giveBytes}, or left to the collector.
 */
export function takeBytes(atLeast: number): Buffer {
  if (atLeast > pieceAtMost) return Buffer.allocUnsafeSlow(atLeast);
  let size = smallestBytes;
  while (size < atLeast) size *= 2;
  const taken = spareOf(size).pop();
  if (taken !== undefined) spareBytes -= size;
  const memory = taken ?? Buffer.allocUnsafeSlow(size);
  lent.set(memory.buffer, memory);
  return memory;
}

/** Memory of that size which waits, as what was used last. */
function spareOf(size: number): Buffer[] {
  const ofSize = spare.get(size) ?? [];
  spare.delete(size);
  spare.set(size, ofSize);
  return ofSize;
}

/** Leaves memory to the collector until so many more bytes may wait: first that of a size which was not used for longest. */
function makeRoom(bytes: number): void {
  for (const [size, ofSize] of spare) {
    while (spareBytes + bytes > spareAtMost && ofSize.pop() !== undefined) spareBytes -= size;
    if (spareBytes + bytes <= spareAtMost) return;
  }
}

/** Gives memory back, by any view of it, that nobody reads or writes any more; what was not taken here is left alone. */
export function giveBytes(view: Uint8Array): void {
  const memory = lent.get(view.buffer);
  if (memory === undefined) return;
  lent.delete(view.buffer);
  const size = memory.length;
  const ofSize = spareOf(size);
  makeRoom(size);
  spareBytes += size;
  ofSize.push(memory);
}
