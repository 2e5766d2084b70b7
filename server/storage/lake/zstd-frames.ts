const magic = 0xfd2fb528;
/** The first 28 bits of a frame that is to be passed over. */
const skippable = 0x184d2a5;
const blocks = { raw: 0, repeated: 1, compressed: 2 } as const;
/** Literals with a Huffman tree of their own. */
const literalsWithTree = 2;
const windowLogAtMost = 17;

/**
 * Refuses what the decoder never comes back from, or allocates gigabytes for: called before it. Whatever else is wrong, it finds itself.
 * Source: RFC 8878, sections 3.1.1 and 4.1.1.
 * @throws {Error} saying what is wrong
 */
export function checkZstd(body: Uint8Array, length: number): void {
  const walk = new Walk(body, length);
  walk.frame(true);
  while (walk.at < body.length) walk.frame(false);
}

class Walk {
  at = 0;
  readonly #body: Uint8Array;
  readonly #length: number;
  #made = 0;

  constructor(body: Uint8Array, length: number) {
    this.#body = body;
    this.#length = length;
  }

  /** So many bytes at a place, little-endian; those behind the end count as 0. */
  #number(at: number, count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value += (this.#body[at + i] ?? 0) * 2 ** (8 * i);
    return value;
  }

  frame(isFirst: boolean): void {
    const begin = this.#number(this.at, 4);
    if (!isFirst && Math.floor(begin / 16) === skippable) {
      this.at += 8 + this.#number(this.at + 4, 4);
      return;
    }
    if (begin !== magic || this.at + 6 > this.#body.length) throw new Error('no frame');
    const descriptor = this.#number(this.at + 4, 1);
    const isSingle = (descriptor & 0x20) !== 0;
    const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    const sizeAt = this.at + (isSingle ? 5 : 6) + ([0, 1, 2, 4][descriptor & 3] ?? 0);
    const size = this.#number(sizeAt, sizeBytes) + (sizeBytes === 2 ? 256 : 0);
    if (sizeBytes > 0 && size !== this.#length) throw new Error(`the frame has ${size} bytes`);
    if (!isSingle && this.#number(this.at + 5, 1) >> 3 > windowLogAtMost) throw new Error('the window is too large');
    this.at = sizeAt + sizeBytes;
    while (!this.#isLastBlock());
    if ((descriptor & 4) !== 0) this.at += 4;
  }

  #isLastBlock(): boolean {
    if (this.at + 3 > this.#body.length) throw new Error('a block is missing');
    const head = this.#number(this.at, 3);
    const [type, size] = [(head >> 1) & 3, head >> 3];
    this.at += 3;
    if (type === blocks.compressed) this.#checkTree(this.at);
    else this.#made += size;
    if (this.#made > this.#length) throw new Error('its blocks are longer than the page');
    this.at += type === blocks.repeated ? 1 : size;
    return (head & 1) !== 0;
  }

  #checkTree(at: number): void {
    const head = this.#number(at, 1);
    if ((head & 3) !== literalsWithTree) return;
    const weightsAt = at + ([3, 3, 4, 5][(head >> 2) & 3] ?? 0);
    if (this.#number(weightsAt, 1) < 128) this.#checkWeights(weightsAt + 1);
  }

  /** A symbol that has every state of the table takes no bits: its decoding makes no step towards the end. */
  #checkWeights(at: number): void {
    const states = 2 ** ((this.#number(at, 1) & 15) + 5);
    let bit = 8 * at + 4;
    let left = states;
    for (let symbol = 0; symbol < 256 && left > 0; symbol++) {
      const bits = 31 - Math.clz32(left + 1);
      const mask = 2 ** (bits + 1) - 1;
      const raw = (this.#number(bit >> 3, 3) >> (bit & 7)) & mask;
      const spare = mask - left - 1;
      const low = raw & (mask >> 1);
      bit += low < spare ? bits : bits + 1;
      const count = (low < spare ? low : raw > mask >> 1 ? raw - spare : raw) - 1;
      if (count === states) throw new Error('a table has one symbol');
      left -= Math.abs(count);
      if (count !== 0) continue;
      for (let repeats = 3; repeats === 3; bit += 2) {
        repeats = (this.#number(bit >> 3, 2) >> (bit & 7)) & 3;
        symbol += repeats;
      }
    }
  }
}
