const leastAtOnce = 1_024;
const mostAtOnce = 65_536;

/** What rows lie in, cut from larger pieces: three buffers apart for each row are what reading one would cost most. */
export class RowMemory {
  #bytes = new Uint8Array();
  #bytesUsed = 0;
  #bounds = new Int32Array();
  #boundsUsed = 0;
  /** What pieces of an answer are put together in; no row lies in it. */
  gathered: Uint8Array = new Uint8Array();

  /** Memory of no other row; its content is anything. */
  bytes(length: number): Uint8Array {
    if (length > mostAtOnce / 4) return new Uint8Array(length);
    if (this.#bytesUsed + length > this.#bytes.length) {
      this.#bytes = Buffer.allocUnsafeSlow(nextSize(this.#bytes.length, length));
      this.#bytesUsed = 0;
    }
    this.#bytesUsed += length;
    return this.#bytes.subarray(this.#bytesUsed - length, this.#bytesUsed);
  }

  /** The same for begins and ends of cells. */
  bounds(count: number): Int32Array {
    if (count > mostAtOnce / 4) return new Int32Array(count);
    if (this.#boundsUsed + count > this.#bounds.length) {
      this.#bounds = new Int32Array(nextSize(this.#bounds.length, count));
      this.#boundsUsed = 0;
    }
    this.#boundsUsed += count;
    return this.#bounds.subarray(this.#boundsUsed - count, this.#boundsUsed);
  }

  /** Rows that lie in it are no more: the next ones may take their place. */
  clear(): void {
    this.#bytesUsed = 0;
    this.#boundsUsed = 0;
  }
}

/** Pieces double, so that a few rows don't cost a large one. */
const nextSize = (last: number, needed: number): number =>
  Math.max(needed, Math.min(mostAtOnce, Math.max(leastAtOnce, 2 * last)));

/** Memory for scans whose rows are gone when the scan is: some of it waits for the next ones. */
export interface RowMemories {
  take(): RowMemory;
  give(memory: RowMemory): void;
}

const spareAtMost = 16;
const gatheredAtMost = 1 << 20;

export function createRowMemories(): RowMemories {
  const spare: RowMemory[] = [];
  return {
    take: () => spare.pop() ?? new RowMemory(),
    give(memory) {
      if (spare.length >= spareAtMost) return;
      memory.clear();
      if (memory.gathered.length > gatheredAtMost) memory.gathered = new Uint8Array();
      spare.push(memory);
    },
  };
}
