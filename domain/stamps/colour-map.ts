/** Colour maps for stamps: from dark to bright, or (diverging) through a pale middle. */
export const colourMapNames = ['grey', 'inverted', 'viridis', 'coolwarm'] as const;
export type ColourMapName = (typeof colourMapNames)[number];

export type Rgb = readonly [red: number, green: number, blue: number];

/** 33 colours at equal steps, six hexadecimal digits each, sampled from matplotlib 3.11.2. */
const anchors: Readonly<Record<ColourMapName, string>> = {
  grey: '000000ffffff',
  inverted: 'ffffff000000',
  viridis:
    '440154470d6048186a482374472d7b4537814240863e49893b528b375b8d33638d2f6b8e2c728e297a8e26828e23898e21918c1f988b1fa08822a78528ae8032b67a3fbc734ec36b5ec96270cf5784d44b98d83eaddc30c2df23d8e219ece51bfde725',
  coolwarm:
    '3b4cc0445acc4e68d85875e16282ea6c8ff1779af782a6fb8db0fe98b9ffa3c2feaec9fcb9d0f9c3d5f4ccd9edd5dbe5dddcdce5d8d1ecd3c5f1ccb8f5c4acf7ba9ff7b093f6a586f4987af08b6eeb7d62e46e56dd5f4bd44e41ca3b37be242eb40426',
};

const channel = (hex: string, anchor: number, part: number): number =>
  Number.parseInt(hex.slice(anchor * 6 + part * 2, anchor * 6 + part * 2 + 2), 16);

/** 256 colours, RGB after RGB, interpolated linearly between the anchors. */
export function colourTable(name: ColourMapName): Uint8Array {
  const hex = anchors[name];
  const last = hex.length / 6 - 1;
  const table = new Uint8Array(256 * 3);
  for (let level = 0; level < 256; level++) {
    const at = (level / 255) * last;
    const anchor = Math.min(last - 1, Math.floor(at));
    for (let part = 0; part < 3; part++) {
      const low = channel(hex, anchor, part);
      table[level * 3 + part] = Math.round(low + (channel(hex, anchor + 1, part) - low) * (at - anchor));
    }
  }
  return table;
}

/**
 * Levels (0…1, NaN = no pixel) → RGBA bytes for a canvas, top row first: FITS row 0 is drawn at the bottom.
 * `levels` has `width` × n values; the remainder of an incomplete row is ignored.
 */
export function rgbaFromLevels(
  levels: Float32Array,
  width: number,
  table: Uint8Array,
  empty: Rgb,
): Uint8ClampedArray<ArrayBuffer> {
  const height = Math.floor(levels.length / width);
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const level = levels[row * width + column] ?? Number.NaN;
      const to = ((height - 1 - row) * width + column) * 4;
      const from = Math.round(Math.min(1, Math.max(0, level)) * 255) * 3;
      const none = Number.isNaN(level);
      for (let part = 0; part < 3; part++) rgba[to + part] = none ? (empty[part] ?? 0) : (table[from + part] ?? 0);
      rgba[to + 3] = 255;
    }
  }
  return rgba;
}
