import { PortalError } from '#domain/failure.ts';
import { median } from '#domain/statistics/quantile.ts';
import type { FitsImage } from './fits-image.ts';

export const stretches = ['sigmoid', 'linear', 'sqrt', 'power', 'log', 'asinh', 'arcsinh', 'sinh'] as const;
export type Stretch = (typeof stretches)[number];

const convolutionKernels = ['gauss', 'box'] as const;
export type ConvolutionKernel = (typeof convolutionKernels)[number];

export interface RenderOptions {
  readonly stretch: Stretch;
  /** Colours of equal shares of 0…1, RGB after RGB; absent = greyscale of 8 bits. */
  readonly colours?: Uint8Array;
  readonly convolutionKernel?: ConvolutionKernel;
}

/** Pixels ready to be written: row 0 of the array on top, one byte (grey) or four (RGBA) a pixel. */
export interface RenderedImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 4;
  readonly pixels: Uint8Array;
}

const block = 128;

/** Sums as numpy does (pairwise, eight at a time below 128), so that means agree with it to the last bit. */
function pairwiseSum(at: (i: number) => number, from: number, count: number): number {
  if (count < 8) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += at(from + i);
    return sum;
  }
  if (count > block) {
    const half = Math.floor(count / 2);
    const left = half - (half % 8);
    return pairwiseSum(at, from, left) + pairwiseSum(at, from + left, count - left);
  }
  const r = Array.from({ length: 8 }, (_, k) => at(from + k));
  const sum = (k: number): number => r[k] ?? 0;
  let i = 8;
  for (; i < count - (count % 8); i += 8) for (let k = 0; k < 8; k++) r[k] = sum(k) + at(from + i + k);
  let total = sum(0) + sum(1) + (sum(2) + sum(3)) + (sum(4) + sum(5) + (sum(6) + sum(7)));
  for (; i < count; i++) total += at(from + i);
  return total;
}

function finitePixels(data: Float32Array | Float64Array): Float64Array {
  return Float64Array.from(data, (value) => {
    if (Number.isNaN(value)) return 0;
    return Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);
  });
}

/** s = 1 / (1 + exp(−(a − mean) / σ)) over all pixels; a flat image divides by zero and gives NaN throughout. */
function sigmoid(a: Float64Array): Float64Array {
  const mean = pairwiseSum((i) => a[i] ?? 0, 0, a.length) / a.length;
  const variance = pairwiseSum((i) => ((a[i] ?? 0) - mean) ** 2, 0, a.length) / a.length;
  const deviation = Math.sqrt(variance);
  return a.map((value) => 1 / (1 + Math.exp(-((value - mean) / deviation))));
}

const stretchOf: Readonly<Record<Exclude<Stretch, 'sigmoid'>, (t: number) => number>> = {
  linear: (t) => t,
  sqrt: (t) => Math.sqrt(t),
  power: (t) => t * t,
  log: (t) => Math.log(1000 * t + 1) / Math.log(1001),
  asinh: (t) => Math.asinh(t / 10) / Math.asinh(1 / 10),
  arcsinh: (t) => Math.asinh(t / 10) / Math.asinh(1 / 10),
  sinh: (t) => Math.sinh(t / 0.3) / Math.sinh(1 / 0.3),
};

/** From the background (a fifth of the median deviation above the minimum) to the value of the central pixel. */
function stretchToCentre(a: Float64Array, image: FitsImage, stretch: Exclude<Stretch, 'sigmoid'>): Float64Array {
  const middle = Math.floor(image.height / 2);
  const highest = middle < image.width ? a[middle * image.width + middle] : undefined;
  const centre = median(a);
  const lowest = a.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const least = lowest + 0.2 * median(a.map((value) => Math.abs(value - centre)));
  if (highest === undefined || highest < least) {
    const words = `The stretch \`${stretch}\` needs a central pixel above the background, and this stamp has none. Use \`sigmoid\`.`;
    throw new PortalError('bad-request', words, { argument: 'stretch' });
  }
  const apply = stretchOf[stretch];
  return a.map((value) => {
    const t = (value - least) / (highest - least);
    return Number.isNaN(t) ? Number.NaN : apply(Math.min(Math.max(t, 0), 1));
  });
}

const box = [1, 2, 1, 2, 4, 2, 1, 2, 1].map((weight) => weight / 16);
const gaussRaw = Array.from({ length: 25 }, (_, i) =>
  Math.exp(-((Math.floor(i / 5) - 2) ** 2 + ((i % 5) - 2) ** 2) / 2),
);
const gaussSum = gaussRaw.reduce((sum, weight) => sum + weight, 0);
const kernels: Readonly<Record<ConvolutionKernel, readonly number[]>> = {
  box,
  gauss: gaussRaw.map((weight) => weight / gaussSum),
};

/** Edges are continued by their own value. */
function convolve(s: Float64Array, width: number, height: number, kernel: readonly number[]): Float64Array {
  const side = Math.sqrt(kernel.length);
  const reach = (side - 1) / 2;
  const inside = (at: number, length: number): number => Math.min(Math.max(at, 0), length - 1);
  return s.map((_, i) => {
    const [row, column] = [Math.floor(i / width), i % width];
    let sum = 0;
    for (let k = 0; k < kernel.length; k++) {
      const y = inside(row + Math.floor(k / side) - reach, height);
      const x = inside(column + (k % side) - reach, width);
      sum += (s[y * width + x] ?? 0) * (kernel[k] ?? 0);
    }
    return sum;
  });
}

const byteOf = (value: number): number => (Number.isNaN(value) ? 0 : Math.trunc(255 * value) & 255);

function coloured(s: Float64Array, table: Uint8Array): Uint8Array {
  const colours = table.length / 3;
  const pixels = new Uint8Array(4 * s.length);
  for (let i = 0; i < s.length; i++) {
    const value = s[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const index = Math.min(colours - 1, Math.floor(colours * value));
    pixels.set(table.subarray(3 * index, 3 * index + 3), 4 * i);
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}

/**
 * A stamp as a picture: stretched to 0…1, smoothed where asked, as grey or through a table of colours. NaN pixels count as 0.
 * @throws {PortalError} `bad-request` for a stretch that this stamp can't bear.
 */
export function renderStamp(image: FitsImage, options: RenderOptions): RenderedImage {
  const { width, height } = image;
  const { stretch, colours, convolutionKernel } = options;
  const a = finitePixels(image.data);
  let s = stretch === 'sigmoid' ? sigmoid(a) : stretchToCentre(a, image, stretch);
  if (convolutionKernel) s = convolve(s, width, height, kernels[convolutionKernel]);
  if (colours) return { width, height, channels: 4, pixels: coloured(s, colours) };
  return { width, height, channels: 1, pixels: Uint8Array.from(s, byteOf) };
}
