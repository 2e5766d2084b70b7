/** Colour maps for stamps: from dark to bright, or (diverging) through a pale middle. */
export const colourMapNames = ['grey', 'inverted', 'viridis', 'magma', 'inferno', 'cividis', 'coolwarm'] as const;
export type ColourMapName = (typeof colourMapNames)[number];

export type Rgb = readonly [red: number, green: number, blue: number];

/** 33 colours at equal steps, six hexadecimal digits each, sampled from matplotlib 3.11.2. */
const anchors: Readonly<Record<ColourMapName, string>> = {
  grey: '000000ffffff',
  inverted: 'ffffff000000',
  viridis:
    '440154470d6048186a482374472d7b4537814240863e49893b528b375b8d33638d2f6b8e2c728e297a8e26828e23898e21918c1f988b1fa08822a78528ae8032b67a3fbc734ec36b5ec96270cf5784d44b98d83eaddc30c2df23d8e219ece51bfde725',
  magma:
    '0000040303120a0822130d341d114729115a36106b440f7651127c5d177f6a1c81762181832681902a819c2e7faa337db73779c43c75d0416fdc4869e75263ef5d5ef56b5cf9795dfc8961fd9869fea772feb67cfec488fed395fde2a3fcf0b2fcfdbf',
  inferno:
    '0000040403120b0724150b37210c4a2f0a5b3d09654a0c6b57106e64156e71196e7d1e6d8a226a972766a32c61b0315bbc3754c73e4cd24644db503be45a31eb6628f1731df68013f98e09fb9d07fcac11fbbc21f9cb35f5db4cf2ea69f3f68afcffa4',
  cividis:
    '00224e00285b002e6a0533711a386f273e6e32436d3b496c434e6c4b546c535a6d5a5f6e61656f686a716f70737676767d7c788482798c8878938e789b9476a39a74aba072b4a76fbcae6cc4b468cdbb63d5c25edec958e7d150f0d846f9e03afee838',
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
