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

  setBit(from: number, index: number): void {
    const at = from + (index >> 3);
    this.out[at] = (this.out[at] ?? 0) | (1 << (index & 7));
  }

  /** Bytes added to the last buffer, which must not be closed yet. */
  append(bytes: Uint8Array, start: number, end: number): void {
    const count = end - start;
    this.reserve(count);
    const { out, at } = this;
    if (count < 32) for (let i = 0; i < count; i++) out[at + i] = bytes[start + i] ?? 0;
    else out.set(bytes.subarray(start, end), at);
    this.at = at + count;
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
