/** A field of a table: a number of some width, or something that lies elsewhere. Undefined fields keep their default. */
export type FlatField =
  | { readonly width: 1 | 2 | 4; readonly value: number }
  | { readonly width: 8; readonly value: number }
  | { readonly to: FlatNode };

/** What fields and vectors refer to. `structs` are rows of 64-bit integers. */
export type FlatNode =
  | { readonly table: readonly (FlatField | undefined)[] }
  | { readonly text: string }
  | { readonly vector: readonly FlatNode[] }
  | { readonly structs: Float64Array; readonly perStruct: number }
  | FlatPart;

/** A node that was written before: all offsets within are relative, so its bytes can stand anywhere. */
export interface FlatPart {
  readonly bytes: Buffer;
  /** Where in the bytes the node itself is. */
  readonly place: number;
}

/** Integers below 2^53 as their two words. */
function setInt64(view: DataView, at: number, value: number): void {
  view.setUint32(at, value >>> 0, true);
  view.setInt32(at + 4, Math.floor(value / 0x100000000), true);
}

const alignment = 8;

function aligned(at: number, to = alignment): number {
  return (at + to - 1) & -to;
}

class FlatWriter {
  bytes = Buffer.alloc(1024);
  at = 0;
  private view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);

  /** Moves to `at`, with room for `count` bytes there; what was skipped is zero. */
  private open(at: number, count: number): DataView {
    if (at + count > this.bytes.length) {
      const larger = Buffer.alloc(Math.max(this.bytes.length * 2, at + count));
      this.bytes.copy(larger, 0, 0, this.at);
      this.bytes = larger;
      this.view = new DataView(larger.buffer, larger.byteOffset, larger.byteLength);
    }
    this.at = at + count;
    return this.view;
  }

  /** Writes `node` and lets the 32-bit offset at `from` point to it. */
  refer(from: number, node: FlatNode): void {
    const place = this.node(node);
    this.view.setUint32(from, place - from, true);
  }

  /** An offset of the root is the first thing of a buffer. */
  root(node: FlatNode): void {
    this.open(0, 4);
    this.refer(0, node);
  }

  node(node: FlatNode): number {
    if ('table' in node) return this.table(node.table);
    if ('text' in node) return this.text(node.text);
    if ('vector' in node) return this.vector(node.vector);
    if ('bytes' in node) return this.part(node);
    return this.structs(node.structs, node.perStruct);
  }

  /** The places of the fields come first, then the fields, then what they refer to. */
  private table(fields: readonly (FlatField | undefined)[]): number {
    const places = aligned(this.at, 4);
    const placesBytes = 4 + 2 * fields.length;
    const table = aligned(places + placesBytes);
    let end = 4;
    const offsets = fields.map((field) => {
      if (field === undefined) return 0;
      const width = 'to' in field ? 4 : field.width;
      const offset = aligned(end, width);
      end = offset + width;
      return offset;
    });
    const view = this.open(places, table + end - places);
    view.setUint16(places, placesBytes, true);
    view.setUint16(places + 2, end, true);
    for (const [index, offset] of offsets.entries()) view.setUint16(places + 4 + 2 * index, offset, true);
    view.setInt32(table, table - places, true);
    for (const [index, field] of fields.entries()) {
      if (field === undefined) continue;
      const at = table + (offsets[index] ?? 0);
      if ('to' in field) this.refer(at, field.to);
      else this.number(at, field);
    }
    return table;
  }

  private number(at: number, { width, value }: { readonly width: 1 | 2 | 4 | 8; readonly value: number }): void {
    if (width === 8) setInt64(this.view, at, value);
    else if (width === 4) this.view.setInt32(at, value, true);
    else if (width === 2) this.view.setInt16(at, value, true);
    else this.view.setUint8(at, value);
  }

  private text(text: string): number {
    const bytes = Buffer.from(text, 'utf8');
    const at = aligned(this.at, 4);
    this.open(at, 4 + bytes.length + 1).setUint32(at, bytes.length, true);
    this.bytes.set(bytes, at + 4);
    return at;
  }

  private vector(nodes: readonly FlatNode[]): number {
    const at = aligned(this.at, 4);
    this.open(at, 4 + 4 * nodes.length).setUint32(at, nodes.length, true);
    for (const [index, node] of nodes.entries()) this.refer(at + 4 + 4 * index, node);
    return at;
  }

  private part({ bytes, place }: FlatPart): number {
    const at = aligned(this.at);
    this.open(at, bytes.length);
    this.bytes.set(bytes, at);
    return at + place;
  }

  private structs(values: Float64Array, perStruct: number): number {
    const at = aligned(this.at + 4) - 4;
    const view = this.open(at, 4 + 8 * values.length);
    view.setUint32(at, values.length / perStruct, true);
    for (let i = 0; i < values.length; i++) setInt64(view, at + 4 + 8 * i, values[i] ?? 0);
    return at;
  }
}

/** Writes a node to be used several times. */
export function flatPart(node: FlatNode): FlatPart {
  const writer = new FlatWriter();
  const place = writer.node(node);
  return { bytes: Buffer.from(writer.bytes.subarray(0, writer.at)), place };
}

/** A FlatBuffer with this root, its length a multiple of 8. */
export function flatBuffer(root: FlatNode): Buffer {
  const writer = new FlatWriter();
  writer.root(root);
  return writer.bytes.subarray(0, aligned(writer.at));
}
