import type { Rgb } from './colour-map.ts';
import { type Homography, mapped } from './homography.ts';
import { brightnessOf, type Cuts, type StretchName } from './stretch.ts';

/** One stamp as it is to be seen. */
export interface Layer {
  readonly plane: { readonly width: number; readonly height: number; readonly pixels: Float32Array };
  readonly cuts: Cuts;
  /** −1 turns the sign of every pixel before the cuts. */
  readonly sign: 1 | -1;
  readonly stretch: StretchName;
  /** Place in the picture (0…1 from the top left) → place in the plane: pixel (i, j) covers i…i+1, j…j+1, row 0 first. */
  readonly toPlane: Homography;
  /** Interpolates between four pixels, for planes that are turned; else the pixel that is hit. */
  readonly smooth: boolean;
}

/** What a tile shows: one layer through a colour map, or three as red, green and blue. */
export interface Picture {
  readonly layers: readonly [Layer] | readonly [Layer, Layer, Layer];
  /** 256 colours, for a single layer. */
  readonly table: Uint8Array;
  /** Where no layer has a pixel. */
  readonly empty: Rgb;
}

/** Value of the plane at a place, NaN outside of it and where a pixel that counts is missing. */
export function valueAt({ plane: { width, height, pixels }, sign, smooth }: Layer, u: number, v: number): number {
  const at = (i: number, j: number): number =>
    i >= 0 && j >= 0 && i < width && j < height ? (pixels[j * width + i] ?? Number.NaN) : Number.NaN;
  if (!smooth) return sign * at(Math.floor(u), Math.floor(v));
  const [i, j] = [Math.floor(u - 0.5), Math.floor(v - 0.5)];
  const [s, t] = [u - 0.5 - i, v - 0.5 - j];
  const lower = mixed(at(i, j), at(i + 1, j), s);
  const upper = mixed(at(i, j + 1), at(i + 1, j + 1), s);
  return sign * mixed(lower, upper, t);
}

/** A neighbour that has no weight can't make a hole. */
function mixed(a: number, b: number, share: number): number {
  if (share === 0) return a;
  return a + (b - a) * share;
}

/** The picture's pixels as RGBA, top row first: what the shader computes, in plain arithmetic. */
export function rgbaFromPicture(picture: Picture, width: number, height: number): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(width * height * 4);
  const levels = picture.layers.map((layer) => levelFinder(layer));
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = [(column + 0.5) / width, (row + 0.5) / height];
      const colour = colourOf(
        picture,
        levels.map((level) => level(x, y)),
      );
      rgba.set(colour, (row * width + column) * 4);
      rgba[(row * width + column) * 4 + 3] = 255;
    }
  }
  return rgba;
}

function levelFinder(layer: Layer): (x: number, y: number) => number {
  const curve = brightnessOf(layer.stretch);
  const { low, high } = layer.cuts;
  return (x, y) => {
    const [u, v] = mapped(layer.toPlane, x, y);
    const value = valueAt(layer, u, v);
    return curve(Math.min(1, Math.max(0, (value - low) / (high - low))));
  };
}

const byteOf = (level: number): number => (Number.isNaN(level) ? 0 : Math.round(level * 255));

function colourOf({ table, empty }: Picture, levels: readonly number[]): Rgb {
  if (levels.every((level) => Number.isNaN(level))) return empty;
  const [first = Number.NaN, second, third] = levels;
  if (second !== undefined && third !== undefined) return [byteOf(first), byteOf(second), byteOf(third)];
  const at = byteOf(first) * 3;
  return [table[at] ?? 0, table[at + 1] ?? 0, table[at + 2] ?? 0];
}
