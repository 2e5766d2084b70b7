const types = { true: 1, false: 2, i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;

/** Types of the elements of a list. */
export type ThriftElement = Exclude<keyof typeof types, 'false' | 'list'>;

const growBytes = 64 << 10;

/**
 * Bytes of a file in the making, and Thrift's compact protocol on top of them. What was taken may be overwritten by what is put next:
 * the memory is used again.
 */
export class ThriftWriter {
  #bytes: Buffer;
  #at = 0;
  #taken = 0;
  #field = 0;
  readonly #outer: number[] = [];

  constructor(capacity = growBytes) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
  }

  /** Position in the file of the next byte. */
  get offset(): number {
    return this.#taken + this.#at;
  }

  /** Bytes that wait to be taken. */
  get waiting(): number {
    return this.#at;
  }

  /** The bytes put since the last call; valid until more are put. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#at);
    this.#taken += this.#at;
    this.#at = 0;
    return taken;
  }

  #room(length: number): void {
    if (this.#at + length <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#at + length + growBytes));
    grown.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = grown;
  }

  put(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  putByte(byte: number): void {
    this.#room(1);
    this.#bytes[this.#at++] = byte;
  }

  putUint32LE(value: number): void {
    this.#room(4);
    this.#at = this.#bytes.writeUInt32LE(value, this.#at);
  }

  putInt64LE(value: bigint): void {
    this.#room(8);
    this.#at = this.#bytes.writeBigInt64LE(value, this.#at);
  }

  putDoubleLE(value: number): void {
    this.#room(8);
    this.#at = this.#bytes.writeDoubleLE(value, this.#at);
  }

  /** A whole number from 0 to 2⁵³, seven bits a byte. */
  putVarint(value: number): void {
    this.#room(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#at++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#at++] = rest;
  }

  #header(id: number, type: number): void {
    const step = id - this.#field;
    if (step > 0 && step < 16) this.putByte((step << 4) | type);
    else {
      this.putByte(type);
      this.putVarint(id * 2);
    }
    this.#field = id;
  }

  /** A count, size or offset, as a field of 32 bits. */
  i32(id: number, value: number): void {
    this.#header(id, types.i32);
    this.putVarint(value * 2);
  }

  /** A count, size or offset, as a field of 64 bits. */
  i64(id: number, value: number): void {
    this.#header(id, types.i64);
    this.putVarint(value * 2);
  }

  boolean(id: number, value: boolean): void {
    this.#header(id, value ? types.true : types.false);
  }

  binary(id: number, value: Uint8Array | string): void {
    this.#header(id, types.binary);
    this.binaryElement(value);
  }

  binaryElement(value: Uint8Array | string): void {
    const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
    this.putVarint(bytes.length);
    this.put(bytes);
  }

  /** Begins a list of `size` elements, which are to follow. */
  list(id: number, type: ThriftElement, size: number): void {
    this.#header(id, types.list);
    this.putByte((Math.min(size, 15) << 4) | types[type]);
    if (size > 14) this.putVarint(size);
  }

  /** Begins a struct that is a field. */
  struct(id: number): void {
    this.#header(id, types.struct);
    this.begin();
  }

  /** Begins a struct that stands alone or in a list. */
  begin(): void {
    this.#outer.push(this.#field);
    this.#field = 0;
  }

  end(): void {
    this.putByte(0);
    this.#field = this.#outer.pop() ?? 0;
  }
}
