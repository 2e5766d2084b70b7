import type { Measurement } from './photometry.ts';
import { createRandom, type Random } from './random.ts';
import { distanceOf, type Neighbour, type Surroundings } from './surroundings.ts';
import { type Fid, surveyPlan } from './survey-plan.ts';
import { fluxOfMag, type Galaxy, type Truth } from './truth.ts';

/** Pixels on a side, and the pixel that holds the alert. */
export const stampSize = 63;
const centre = 31;
/** Half width of the box in which point sources are drawn, pixels. */
const reach = 15;

let noise: Float32Array | undefined;

/** 65,536 normal deviates, drawn once. */
function noiseTable(): Float32Array {
  const random = createRandom(`${surveyPlan.seed}/noise`);
  noise ??= Float32Array.from({ length: 1 << 16 }, () => random.normal());
  return noise;
}

/** A new frame of independent normal deviates, drawn from a table of 65,536 with a random start and stride. */
function noiseFrame(random: Random): Float32Array {
  const frame = new Float32Array(stampSize * stampSize);
  const [start, stride] = [random.integer(0, 65535), 2 * random.integer(1, 32767) + 1];
  const table = noiseTable();
  for (let i = 0; i < frame.length; i++) frame[i] = table[(start + i * stride) & 0xffff] ?? 0;
  return frame;
}

/** Adds a point source of `flux` DN: Moffat profile with β = 4, sampled at pixel centres and normalised to its box. */
export function addPoint(
  image: Float32Array,
  at: { readonly x: number; readonly y: number; readonly flux: number },
  fwhm: number,
): void {
  const scale = (fwhm / (2 * Math.sqrt(2 ** 0.25 - 1))) ** 2;
  const norm = (3 * at.flux) / (Math.PI * scale);
  const [x0, y0] = [Math.round(at.x), Math.round(at.y)];
  for (let y = Math.max(0, y0 - reach); y <= Math.min(stampSize - 1, y0 + reach); y++) {
    for (let x = Math.max(0, x0 - reach); x <= Math.min(stampSize - 1, x0 + reach); x++) {
      const u = 1 + ((x - at.x) ** 2 + (y - at.y) ** 2) / scale;
      const i = y * stampSize + x;
      image[i] = (image[i] ?? 0) + norm / (u * u * u * u);
    }
  }
}

/** Adds an exponential disc; the core is softened by the seeing. */
function addGalaxy(image: Float32Array, galaxy: Galaxy, flux: number, fwhm: number): void {
  const scale = galaxy.radiusArcsec / surveyPlan.pixelArcsec / 1.678;
  const angle = (galaxy.angleDeg * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const [cx, cy] = [centre - galaxy.east / surveyPlan.pixelArcsec, centre + galaxy.north / surveyPlan.pixelArcsec];
  const soft = (0.5 * fwhm) ** 2;
  const norm = flux / (2 * Math.PI * scale * scale * galaxy.axisRatio) / (1 + soft / (4 * scale * scale));
  for (let y = 0; y < stampSize; y++) {
    for (let x = 0; x < stampSize; x++) {
      const [east, north] = [-(x - cx), y - cy];
      const major = east * sin + north * cos;
      const minor = (east * cos - north * sin) / galaxy.axisRatio;
      const r = Math.sqrt(major * major + minor * minor + soft);
      const i = y * stampSize + x;
      if (r < 9 * scale) image[i] = (image[i] ?? 0) + norm * Math.exp(-r / scale);
    }
  }
}

/** What does not change: stars, galaxy, and the object as it is in the reference, in DN of `zeroPoint`. */
function sceneOf(
  truth: Truth,
  around: Surroundings,
  look: { fid: Fid; fwhm: number; zeroPoint: number },
): Float32Array {
  const image = new Float32Array(stampSize * stampSize);
  const dn = 10 ** (0.4 * look.zeroPoint);
  const point = (n: Pick<Neighbour, 'east' | 'north'>, flux: number): void => {
    const [x, y] = [centre - n.east / surveyPlan.pixelArcsec, centre + n.north / surveyPlan.pixelArcsec];
    addPoint(image, { x, y, flux }, look.fwhm);
  };
  for (const star of around.stars) if (distanceOf(star) < 55) point(star, fluxOfMag(star.mag[look.fid]) * dn);
  if (truth.reference[look.fid] > 0) point({ east: 0, north: 0 }, truth.reference[look.fid] * dn);
  if (truth.galaxy) addGalaxy(image, truth.galaxy, fluxOfMag(truth.galaxy.mag[look.fid]) * dn, look.fwhm);
  return image;
}

/** The source in the difference image, for unit flux: a star, or a streak for a satellite. */
function sourceShape(truth: Truth, fwhm: number): Float32Array {
  const image = new Float32Array(stampSize * stampSize);
  if (truth.kind !== 'Satellite') {
    addPoint(image, { x: centre, y: centre, flux: 1 }, fwhm);
    return image;
  }
  for (let i = -30; i <= 30; i++) addPoint(image, { x: centre + 0.8 * i, y: centre + 0.45 * i, flux: 1 / 61 }, fwhm);
  return image;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

const rings = [2, 3.5, 5, 7, 9, 12];
/** Ring of each pixel about the centre, −1 outside. */
const ringOf = Int8Array.from({ length: stampSize * stampSize }, (_, i) => {
  const r = Math.hypot((i % stampSize) - centre, Math.floor(i / stampSize) - centre);
  return rings.findIndex((edge) => r < edge);
});

/** Takes the mean out of each ring about the source, so that apertures of any size measure the flux of the alert. */
function levelRings(noise: Float32Array): void {
  const [sum, count] = [new Float64Array(rings.length), new Float64Array(rings.length)];
  for (let i = 0; i < noise.length; i++) {
    const ring = ringOf[i] ?? -1;
    if (ring < 0) continue;
    sum[ring] = (sum[ring] ?? 0) + (noise[i] ?? 0);
    count[ring] = (count[ring] ?? 0) + 1;
  }
  for (let i = 0; i < noise.length; i++) {
    const ring = ringOf[i] ?? -1;
    if (ring >= 0) noise[i] = (noise[i] ?? 0) - (sum[ring] ?? 0) / (count[ring] ?? 1);
  }
}

/** Pixels are kept to a quarter of a DN: full float noise would not compress. */
const quarter = (value: number): number => Math.round(value * 4) / 4;

const referenceSky = { 1: 96, 2: 112, 3: 140 } as const;
const referenceZeroPoint = { 1: 26.3, 2: 26.35, 3: 25.75 } as const;
const referenceFwhm = 1.9;
const referenceNoise = 1.1;

/** The reference image about an object in a band: the same for all its alerts. */
export function templateImage(truth: Truth, around: Surroundings, fid: Fid): Float32Array {
  const image = sceneOf(truth, around, { fid, fwhm: referenceFwhm, zeroPoint: referenceZeroPoint[fid] });
  const noise = noiseFrame(createRandom(`${surveyPlan.seed}/template/${truth.name}/${fid}`));
  for (let i = 0; i < image.length; i++) {
    const sigma = Math.sqrt(referenceNoise ** 2 + Math.max(0, image[i] ?? 0) / (15 * surveyPlan.gain));
    image[i] = quarter((image[i] ?? 0) + referenceSky[fid] + sigma * (noise[i] ?? 0));
  }
  return image;
}

/**
 * Science and difference images of a measurement. The difference is source + noise with noise of the depth the exposure has; the source is
 * scaled so that a PSF fit at the centre gives exactly the measured flux. Science = the unchanging scene at this seeing + sky + difference.
 */
export function epochImages(
  truth: Truth,
  around: Surroundings,
  m: Measurement,
): { science: Float32Array; difference: Float32Array } {
  const { exposure } = m;
  const random = createRandom(`${surveyPlan.seed}/stamp/${truth.name}/${exposure.jd}`);
  const look = { fid: exposure.fid, fwhm: exposure.seeingPx, zeroPoint: exposure.zeroPoint };
  const science = sceneOf(truth, around, look);
  const psf = sourceShape({ ...truth, kind: 'SN Ia' }, exposure.seeingPx);
  const shape = truth.kind === 'Satellite' ? sourceShape(truth, exposure.seeingPx) : psf;
  const difference = noiseFrame(random);
  const power = dot(psf, psf);
  const skyVariance = m.skySigmaDn ** 2 * power;
  for (let i = 0; i < difference.length; i++) {
    difference[i] = (difference[i] ?? 0) * Math.sqrt(skyVariance + Math.max(0, science[i] ?? 0) / surveyPlan.gain);
  }
  if (truth.kind !== 'Bogus') levelRings(difference);
  const amplitude = (m.fluxDn - dot(psf, difference) / power) / (dot(psf, shape) / power);
  for (let i = 0; i < difference.length; i++) {
    difference[i] = quarter((difference[i] ?? 0) + amplitude * (shape[i] ?? 0));
    science[i] = quarter((science[i] ?? 0) + exposure.skyDn) + (difference[i] ?? 0);
  }
  return { science, difference };
}

/** Flux, DN, of the PSF fit at the centre of a difference image: what a measurement reports. */
export function psfFlux(difference: Float32Array, seeingPx: number): number {
  const psf = new Float32Array(stampSize * stampSize);
  addPoint(psf, { x: centre, y: centre, flux: 1 }, seeingPx);
  return dot(psf, difference) / dot(psf, psf);
}

/** The image as the detector's edge leaves it: off-chip columns are NaN (`masked`) or missing (`cut`). */
export function atEdge(
  image: Float32Array,
  truth: Truth,
  around: Surroundings,
): { pixels: Float32Array; width: number } {
  if (truth.edge === undefined) return { pixels: image, width: stampSize };
  const firstColumn = Math.max(0, Math.ceil(centre - around.x));
  const lastColumn = Math.min(stampSize - 1, Math.floor(centre + (3072 - around.x)));
  const inside = (i: number): boolean => i % stampSize >= firstColumn && i % stampSize <= lastColumn;
  if (truth.edge === 'cut') return { pixels: image.filter((_, i) => inside(i)), width: lastColumn - firstColumn + 1 };
  return { pixels: image.map((value, i) => (inside(i) ? value : Number.NaN)), width: stampSize };
}

/** The difference as ZTF writes it: of a source fainter than its reference it is template − science, so that the source is bright. */
export function asSubtracted({ positive }: Pick<Measurement, 'positive'>, difference: Float32Array): Float32Array {
  return positive ? difference : difference.map((value) => 0 - value);
}
