import type { CentredSamples } from './samples.ts';

/** Phasors are computed anew after this many rotations: rounding stays below 1e-12. */
const rotationsAtMost = 256;

/**
 * The trigonometric sums of each band that every harmonic model needs, at one frequency after the other.
 * `cos[b·(2K+1) + m]` = Σ w cos mωt and `sin` likewise, m ≤ 2K; `yCos[b·K + k − 1]` = Σ w y cos kωt, 1 ≤ k ≤ K.
 */
export interface HarmonicSums {
  readonly harmonics: number;
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  readonly yCos: Float64Array;
  readonly ySin: Float64Array;
  /** Phasors of the points at the frequency: cos ωt, sin ωt. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Computes the sums at a frequency, per day. */
  at(frequency: number): void;
  /** Computes them one `step` further: each phasor is turned by a fixed angle, without a sine. */
  next(): void;
}

export function createHarmonicSums(samples: CentredSamples, harmonics: number, step = 0): HarmonicSums {
  const { count, bands, time, weight, start } = samples;
  const [re, im] = [new Float64Array(count), new Float64Array(count)];
  const turnRe = time.map((t) => Math.cos(2 * Math.PI * step * t));
  const turnIm = time.map((t) => Math.sin(2 * Math.PI * step * t));
  const size = 2 * harmonics + 1;
  const cos = new Float64Array(bands * size);
  const sin = new Float64Array(bands * size);
  const yCos = new Float64Array(bands * harmonics);
  const ySin = new Float64Array(bands * harmonics);
  const weighted = samples.value.map((value, k) => value * (weight[k] ?? 0));
  for (let k = 0; k < count; k++) {
    const band = bandOfPoint(start, k);
    cos[band * size] = (cos[band * size] ?? 0) + (weight[k] ?? 0);
  }
  const still = new Float64Array(count).fill(1);
  const zero = new Float64Array(count);
  const points = { re, im, weight, weighted, start };
  const turning = { ...points, turnRe, turnIm };
  const sums = { cos, sin, yCos, ySin };
  const add = harmonics === 1 ? addFirst : addAll;
  let frequency = 0;
  let rotations = 0;
  const at = (wanted: number) => {
    frequency = wanted;
    rotations = 0;
    for (let k = 0; k < count; k++) {
      // Whole turns are taken off first: the sine of a large angle is slow and no better.
      const turns = wanted * (time[k] ?? 0);
      const angle = 2 * Math.PI * (turns - Math.floor(turns));
      re[k] = Math.cos(angle);
      im[k] = Math.sin(angle);
    }
    add({ ...points, turnRe: still, turnIm: zero }, sums, harmonics);
  };
  return {
    harmonics,
    ...sums,
    re,
    im,
    at,
    next() {
      rotations += 1;
      if (rotations >= rotationsAtMost) return at(frequency + rotations * step);
      add(turning, sums, harmonics);
    },
  };
}

function bandOfPoint(start: Int32Array, point: number): number {
  let band = 0;
  while ((start[band + 1] ?? Number.POSITIVE_INFINITY) <= point) band += 1;
  return band;
}

interface Points {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly weight: Float64Array;
  readonly weighted: Float64Array;
  readonly start: Int32Array;
  /** By how much each phasor is turned before it is used. */
  readonly turnRe: Float64Array;
  readonly turnIm: Float64Array;
}

type Sums = Pick<HarmonicSums, 'cos' | 'sin' | 'yCos' | 'ySin'>;

/** One harmonic, the common case, without an inner loop. */
function addFirst({ re, im, weight, weighted, start, turnRe, turnIm }: Points, sums: Sums): void {
  for (let band = 0; band + 1 < start.length; band++) {
    let [c1, s1, c2, s2, yc, ys] = [0, 0, 0, 0, 0, 0];
    const to = start[band + 1] ?? 0;
    for (let k = start[band] ?? 0; k < to; k++) {
      const a = re[k] ?? 0;
      const b = im[k] ?? 0;
      const u = turnRe[k] ?? 0;
      const v = turnIm[k] ?? 0;
      const c = a * u - b * v;
      const s = a * v + b * u;
      re[k] = c;
      im[k] = s;
      const w = weight[k] ?? 0;
      const y = weighted[k] ?? 0;
      const wc = w * c;
      const ws = w * s;
      c1 += wc;
      s1 += ws;
      c2 += wc * c - ws * s;
      s2 += 2 * wc * s;
      yc += y * c;
      ys += y * s;
    }
    sums.cos[band * 3 + 1] = c1;
    sums.cos[band * 3 + 2] = c2;
    sums.sin[band * 3 + 1] = s1;
    sums.sin[band * 3 + 2] = s2;
    sums.yCos[band] = yc;
    sums.ySin[band] = ys;
  }
}

function addAll(points: Points, { cos, sin, yCos, ySin }: Sums, harmonics: number): void {
  const { re, im, weight, weighted, start, turnRe, turnIm } = points;
  const size = 2 * harmonics + 1;
  yCos.fill(0);
  ySin.fill(0);
  for (let band = 0; band + 1 < start.length; band++) {
    const base = band * size;
    const yBase = band * harmonics - 1;
    cos.fill(0, base + 1, base + size);
    sin.fill(0, base + 1, base + size);
    const to = start[band + 1] ?? 0;
    for (let k = start[band] ?? 0; k < to; k++) {
      const p = re[k] ?? 0;
      const q = im[k] ?? 0;
      const u = turnRe[k] ?? 0;
      const v = turnIm[k] ?? 0;
      const c = p * u - q * v;
      const s = p * v + q * u;
      re[k] = c;
      im[k] = s;
      const w = weight[k] ?? 0;
      const y = weighted[k] ?? 0;
      let a = 1;
      let b = 0;
      for (let m = 1; m < size; m++) {
        const next = a * c - b * s;
        b = a * s + b * c;
        a = next;
        cos[base + m] = (cos[base + m] ?? 0) + w * a;
        sin[base + m] = (sin[base + m] ?? 0) + w * b;
        if (m > harmonics) continue;
        yCos[yBase + m] = (yCos[yBase + m] ?? 0) + y * a;
        ySin[yBase + m] = (ySin[yBase + m] ?? 0) + y * b;
      }
    }
  }
}
