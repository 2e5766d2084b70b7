import { giveBytes, takeBytes } from './byte-memory.ts';

const alignment = 8;
/** From so many bytes on, four at a time are faster. */
const shortText = 8;
const notAscii = 0x80808080 | 0;

function aligned(at: number): number {
  return (at + alignment - 1) & -alignment;
}

/** The body of a record batch while it is written: buffers one behind the other, each at a multiple of 8. */
export class ArrowBody {
  at = 0;
  view: DataView;
  /** Where the body begins in `memory`: before it is room for what goes ahead of it. */
  private readonly begin: number;
  private memory: Buffer;
  private out: Buffer;
  private readonly nodes: number[] = [];
  private readonly buffers: number[] = [];

  constructor(initialBytes: number, bytesAhead = 0) {
    this.begin = aligned(bytesAhead);
    this.memory = takeBytes(this.begin + aligned(initialBytes));
    this.out = this.memory.subarray(this.begin);
    this.view = new DataView(this.out.buffer, this.out.byteOffset, this.out.byteLength);
  }

  bytes(): Buffer {
    return this.out.subarray(0, this.at);
  }

  /** The body with `ahead` before it and `behind` after it; may be given to `giveBytes`. */
  framed(ahead: readonly Uint8Array[], behind: Uint8Array): Uint8Array {
    const bytesAhead = ahead.reduce((sum, part) => sum + part.length, 0);
    this.reserve(behind.length);
    if (bytesAhead > this.begin) return Buffer.concat([...ahead, this.bytes(), behind]);
    this.out.set(behind, this.at);
    const from = this.begin - bytesAhead;
    let at = from;
    for (const part of ahead) {
      this.memory.set(part, at);
      at += part.length;
    }
    return this.memory.subarray(from, this.begin + this.at + behind.length);
  }

  /** Pairs of length and nulls for each field, pairs of place and length for each buffer. */
  places(): { readonly nodes: Float64Array; readonly buffers: Float64Array } {
    return { nodes: Float64Array.from(this.nodes), buffers: Float64Array.from(this.buffers) };
  }

  /** A field has so many values, so many of them null; its buffers come next. Returns what {@link addNulls} counts for. */
  node(length: number, nulls: number): number {
    this.nodes.push(length, nulls);
    return this.nodes.length - 1;
  }

  /** More values of a field turned out to be null. */
  addNulls(node: number, count: number): void {
    this.nodes[node] = (this.nodes[node] ?? 0) + count;
  }

  /** The next buffer: `count` bytes, all zero. */
  open(count: number): number {
    const { at } = this;
    this.reserve(count);
    this.at = aligned(at + count);
    this.out.fill(0, at, this.at);
    this.buffers.push(at, count);
    return at;
  }

  /** The next buffer: `count` bits, all zero. */
  openBits(count: number): number {
    return this.open((count + 7) >> 3);
  }

  /** The next buffer: `count` bits, all one. */
  openOnes(count: number): number {
    const at = this.openBits(count);
    this.out.fill(0xff, at, at + (count >> 3));
    if ((count & 7) > 0) this.out[at + (count >> 3)] = (1 << (count & 7)) - 1;
    return at;
  }

  setBit(from: number, index: number): void {
    const at = from + (index >> 3);
    this.out[at] = (this.out[at] ?? 0) | (1 << (index & 7));
  }

  clearBit(from: number, index: number): void {
    const at = from + (index >> 3);
    this.out[at] = (this.out[at] ?? 0) & ~(1 << (index & 7));
  }

  /** UTF-8 added to the last buffer; false, and nothing added, where the bytes are not all ASCII and may be something else. */
  appendAscii(cells: DataView, start: number, end: number): boolean {
    const count = end - start;
    this.reserve(count);
    const { out, at } = this;
    let all = 0;
    let i = 0;
    if (count >= shortText) {
      const { view } = this;
      for (; i + 4 <= count; i += 4) {
        const four = cells.getInt32(start + i);
        all |= four;
        view.setInt32(at + i, four);
      }
    }
    for (; i < count; i++) {
      const byte = cells.getUint8(start + i);
      all |= byte;
      out[at + i] = byte;
    }
    if ((all & notAscii) !== 0) return false;
    this.at = at + count;
    return true;
  }

  /** Text added to the last buffer. */
  appendText(text: string): void {
    this.reserve(text.length * 3);
    const { out, at } = this;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) {
        this.at = at + out.write(text, at, 'utf8');
        return;
      }
      out[at + i] = code;
    }
    this.at = at + text.length;
  }

  /** Ends a buffer that was opened empty and appended to. */
  closeBuffer(): void {
    this.buffers[this.buffers.length - 1] = this.at - (this.buffers.at(-2) ?? 0);
    this.reserve(alignment);
    const { at } = this;
    this.at = aligned(at);
    this.out.fill(0, at, this.at);
  }

  private reserve(count: number): void {
    const end = aligned(this.at + count) + alignment;
    if (end <= this.out.length) return;
    const larger = takeBytes(this.begin + Math.max(this.out.length * 2, end));
    this.memory.copy(larger, 0, 0, this.begin + this.at);
    giveBytes(this.memory);
    this.memory = larger;
    this.out = larger.subarray(this.begin);
    this.view = new DataView(this.out.buffer, this.out.byteOffset, this.out.byteLength);
  }
}
