/** Bytes, and the same for reading and writing four at a time: several times faster than one by one. */
export interface ViewedBytes {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

export const viewedBytes = (bytes: Uint8Array): ViewedBytes => ({
  bytes,
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
});

/** Values up to this length are copied byte by byte: a call of `set` costs more. */
const shortValue = 32;

/** Writes values one behind the other. */
export class ValueWriter {
  readonly #target: ViewedBytes;
  at = 0;

  /** @param target has room for all values */
  constructor(target: Uint8Array) {
    this.#target = viewedBytes(target);
  }

  /** Copies the bytes `[start, end)`; most values have four or eight. */
  put({ bytes, view }: ViewedBytes, start: number, end: number): void {
    const { bytes: target, view: targetView } = this.#target;
    const { at } = this;
    const length = end - start;
    this.at = at + length;
    if (length === 4) {
      targetView.setInt32(at, view.getInt32(start));
    } else if (length === 8) {
      targetView.setInt32(at, view.getInt32(start));
      targetView.setInt32(at + 4, view.getInt32(start + 4));
    } else if (length > shortValue) {
      target.set(bytes.subarray(start, end), at);
    } else {
      for (let from = start, to = at; from < end; ) target[to++] = bytes[from++] ?? 0;
    }
  }
}
