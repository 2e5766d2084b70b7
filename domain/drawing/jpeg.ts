/** What the header of a JPEG says. */
export interface JpegSize {
  readonly width: number;
  readonly height: number;
  /** 1 = grey, 3 = colour. */
  readonly components: number;
}

/** Size of a JPEG; undefined for bytes that are none, or one of another kind (four components, cut off). */
export function jpegSize(bytes: Uint8Array): JpegSize | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 10 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    // Start of frame, but for the three markers among them that are something else.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const components = bytes[at + 9] ?? 0;
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return (components === 1 || components === 3) && width > 0 && height > 0
        ? { width, height, components }
        : undefined;
    }
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
