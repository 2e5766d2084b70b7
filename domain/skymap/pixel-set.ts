import type { PixelRange } from '#domain/healpix/disc.ts';

/** A set of pixels of one order, a bit each. */
export class PixelSet {
  readonly #order: number;
  readonly #size: number;
  readonly #bits: Uint8Array;

  constructor(order: number) {
    this.#order = order;
    this.#size = 12 * 4 ** order;
    this.#bits = new Uint8Array(Math.ceil(this.#size / 8));
  }

  /** Adds a pixel in NESTED order, of this order or, with all that it is divided into, of a coarser one. */
  add(order: number, pixel: number): void {
    const children = 4 ** (this.#order - order);
    const first = pixel * children;
    for (let k = first; k < first + children; k++) this.#set(k);
  }

  #set(pixel: number): void {
    this.#bits[pixel >>> 3] = (this.#bits[pixel >>> 3] ?? 0) | (1 << (pixel & 7));
  }

  #has(pixel: number): boolean {
    return ((this.#bits[pixel >>> 3] ?? 0) & (1 << (pixel & 7))) !== 0;
  }

  /** The pixels under other numbers of the same range, as ascending runs. */
  ringRuns(numberOf: (pixel: number) => number): readonly PixelRange[] {
    const renumbered = new PixelSet(this.#order);
    for (let pixel = 0; pixel < this.#size; pixel++) if (this.#has(pixel)) renumbered.#set(numberOf(pixel));
    const runs: PixelRange[] = [];
    for (let pixel = 0; pixel < this.#size; pixel++) {
      if (!renumbered.#has(pixel)) continue;
      const first = pixel;
      while (pixel + 1 < this.#size && renumbered.#has(pixel + 1)) pixel++;
      runs.push({ first, last: pixel });
    }
    return runs;
  }
}
