/** Colour maps for stamps: from dark to bright, or (diverging) through a pale middle. */
export const colourMapNames = ['grey', 'inverted', 'viridis', 'magma', 'inferno', 'cividis', 'coolwarm'] as const;
export type ColourMapName = (typeof colourMapNames)[number];

export type Rgb = readonly [red: number, green: number, blue: number];

/** 33 colours at equal steps, six hexadecimal digits each, sampled from matplotlib 3.11.2. */
const anchors: Readonly<Record<ColourMapName, string>> = {
  grey: '000000ffffff',
  inverted: 'ffffff000000',
  viridis:
    '440154470d6048186a482374472d7b4536814240863f49893b528b375a8d33638d2f6a8e2c728e297a8e26818e23898e21908c1f988b1f9f8821a68528ae8031b57b3ebc744cc26c5dc9636ece5882d34c96d83fabdc32c0df24d5e21aeae51afde725',
  magma:
    '0000040303110a0822130d331d114628115a36106a430f7650127c5d177f691c817621818226818f2a819c2e7fa9327db63779c33b75cf4170db486ae65163ee5c5ef5695cf9785dfb8761fd9668fea571feb47bfec387fed194fde0a2fceeb0fcfdbf',
  inferno:
    '0000040403120b0724150b37210c4a2e0a5a3c09654a0c6b57106d63146e70196e7d1e6d89226a962766a32b61af315cbb3755c63e4dd14644db4f3be35932eb6528f1711ef67f14f98d0afb9c06fcab0ffbba1ff9ca32f5d949f2e865f3f586fcffa4',
  cividis:
    '00224e00285b002e6a0433711a386f273e6e32436d3b496c434e6c4b546c52596d5a5f6e61656f686a716f70737576767c7b788481798b8778938d789b9376a39a75aba072b3a670bbad6cc3b469ccba64d4c15fddc958e6d051efd748f8df3cfee838',
  coolwarm:
    '3b4cc0445acc4d68d75775e16282ea6c8ef1779af782a5fb8db0fe98b9ffa3c2feaec9fcb8d0f9c2d5f4ccd9eed5dbe6dddddde5d8d1ecd3c5f1ccb9f4c4adf7bba0f7b194f7a687f49a7bf18d6fec7f63e57058de604dd55042cb3e38c0282fb40426',
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
