const leastAtOnce = 1_024;
const mostAtOnce = 65_536;

/** What rows lie in, cut from larger pieces: three buffers apart for each row are what reading one would cost most. */
export class RowMemory {
  #bytes = new Uint8Array();
  #bytesUsed = 0;
  #bounds = new Int32Array();
  #boundsUsed = 0;

  /** Memory of nobody else; its content is anything. */
  bytes(length: number): Uint8Array {
    if (length > mostAtOnce / 4) return new Uint8Array(length);
    if (this.#bytesUsed + length > this.#bytes.length) {
      this.#bytes = Buffer.allocUnsafeSlow(nextSize(this.#bytes.length, length));
      this.#bytesUsed = 0;
    }
    this.#bytesUsed += length;
    return this.#bytes.subarray(this.#bytesUsed - length, this.#bytesUsed);
  }

  /** Zeros. */
  bounds(count: number): Int32Array {
    if (count > mostAtOnce / 4) return new Int32Array(count);
    if (this.#boundsUsed + count > this.#bounds.length) {
      this.#bounds = new Int32Array(nextSize(this.#bounds.length, count));
      this.#boundsUsed = 0;
    }
    this.#boundsUsed += count;
    return this.#bounds.subarray(this.#boundsUsed - count, this.#boundsUsed);
  }
}

/** Pieces double, so that a few rows don't cost a large one. */
const nextSize = (last: number, needed: number): number =>
  Math.max(needed, Math.min(mostAtOnce, Math.max(leastAtOnce, 2 * last)));
