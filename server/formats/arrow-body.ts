const alignment = 8;

function aligned(at: number): number {
  return (at + alignment - 1) & -alignment;
}

/** The body of a record batch while it is written: buffers one behind the other, each at a multiple of 8. */
export class ArrowBody {
  at = 0;
  view: DataView;
  private out: Buffer;
  private readonly nodes: number[] = [];
  private readonly buffers: number[] = [];

  constructor(initialBytes: number) {
    this.out = Buffer.alloc(aligned(initialBytes));
    this.view = new DataView(this.out.buffer, this.out.byteOffset, this.out.byteLength);
  }

  bytes(): Buffer {
    return this.out.subarray(0, this.at);
  }

  /** Pairs of length and nulls for each field, pairs of place and length for each buffer. */
  places(): { readonly nodes: Float64Array; readonly buffers: Float64Array } {
    return { nodes: Float64Array.from(this.nodes), buffers: Float64Array.from(this.buffers) };
  }

  /** A field has so many values, so many of them null; its buffers come next. */
  node(length: number, nulls: number): void {
    this.nodes.push(length, nulls);
  }

  /** The next buffer: `count` bytes, all zero. */
  open(count: number): number {
    const { at } = this;
    this.reserve(count);
    this.at = aligned(at + count);
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
  appendAscii(bytes: Uint8Array, start: number, end: number): boolean {
    const count = end - start;
    this.reserve(count);
    const { out, at } = this;
    let all = 0;
    for (let i = 0; i < count; i++) {
      const byte = bytes[start + i] ?? 0;
      all |= byte;
      out[at + i] = byte;
    }
    if (all > 0x7f) return false;
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
    this.at = aligned(this.at);
  }

  private reserve(count: number): void {
    const end = aligned(this.at + count) + alignment;
    if (end <= this.out.length) return;
    const larger = Buffer.alloc(Math.max(this.out.length * 2, end));
    this.out.copy(larger, 0, 0, this.at);
    this.out = larger;
    this.view = new DataView(larger.buffer, larger.byteOffset, larger.byteLength);
  }
}
