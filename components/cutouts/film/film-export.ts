import type { ObjectFacts } from '#components/object/object-context.tsx';
import { colourTable } from '#domain/stamps/colour-map.ts';
import type { StampFrame, StampPlane } from '#domain/stamps/frame.ts';
import { gifFromFrames } from '#domain/stamps/gif.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import { rgbaFromPicture } from '#domain/stamps/picture.ts';
import type { Cuts } from '#domain/stamps/stretch.ts';
import { wholeStamp } from '#domain/stamps/zoom.ts';
import { pixelScaleArcsec, scaleBarArcsec } from '../compass.ts';
import type { Epoch } from '../epoch.ts';
import { frameUrl } from '../frame-url.ts';
import { loadFrame } from '../load-frame.ts';
import { signOf } from '../sign.ts';
import { mapFor } from '../stamp-colours.ts';
import type { StampView } from '../stamp-fields.ts';
import { minuteFromMjd } from '../stamp-words.ts';
import { pageFrames } from '../use-frame.ts';
import { placedLayer } from '../viewer/layers.ts';
import { createCommonCuts } from './common-cuts.ts';

export type FilmForm = 'gif' | 'webm';

export interface Film {
  readonly facts: ObjectFacts;
  readonly view: StampView;
  readonly epochs: readonly Epoch[];
  /** Undefined: those of the frames themselves. */
  readonly cuts: Cuts | undefined;
}

export interface FilmHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, of: number) => void;
}

/** Pixels of the picture: four for each of the detector's in a stamp of 63, and a line of words below. */
const side = 252;
const lineHeight = 36;
const pictureHeight = side + lineHeight;
const atOnce = 4;
/** Palette: 252 colours of the map, then what is no pixel, the ground of the words and their ink. */
const mapColours = 252;
const [voidIndex, groundIndex, inkIndex] = [252, 253, 254];
const voidRgb = [72, 78, 86] as const;

interface Shot {
  readonly epoch: Epoch;
  readonly plane: StampPlane;
}

/** Frames at hand, else loaded, a few at a time and in order. Epochs without the stamp are left out. */
async function shotsOf({ facts, epochs }: Film, kind: StampKind, { signal, onProgress }: FilmHooks): Promise<Shot[]> {
  const shots: (Shot | undefined)[] = [];
  let next = 0;
  let done = 0;
  const frameOf = async (epoch: Epoch): Promise<StampFrame | undefined> => {
    const url = frameUrl(facts.survey, facts.objectId, epoch.alertId);
    return pageFrames().get(url).frame ?? (await loadFrame(url, signal).catch(() => undefined));
  };
  const work = async (): Promise<void> => {
    for (let at = next++; at < epochs.length; at = next++) {
      signal.throwIfAborted();
      const epoch = epochs[at];
      const plane = epoch && (await frameOf(epoch))?.[kind];
      if (epoch && plane) shots[at] = { epoch, plane };
      onProgress(++done, epochs.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  signal.throwIfAborted();
  return shots.filter((shot) => shot !== undefined);
}

/** Light of words and scale bar, 0…255 a pixel: drawn by the browser's own font. */
function wordsOf(context: CanvasRenderingContext2D, { facts }: Film, { epoch, plane }: Shot): Uint8ClampedArray {
  context.fillStyle = '#000';
  context.fillRect(0, 0, side, pictureHeight);
  context.fillStyle = '#fff';
  context.font = '600 12px sans-serif';
  context.fillText(`${minuteFromMjd(epoch.mjd)} ${facts.timeScale}`, 6, side + 15);
  context.font = '12px sans-serif';
  context.fillText(`${facts.objectId} · ${epoch.band}`, 6, side + 30);
  const sideArcsec = pixelScaleArcsec(plane.wcs, facts.stamps.scaleArcsec) * Math.max(plane.width, plane.height);
  const bar = scaleBarArcsec(sideArcsec);
  const length = Math.round((bar / sideArcsec) * side);
  context.fillRect(side - 6 - length, side + 22, length, 2);
  context.textAlign = 'right';
  context.fillText(`${bar}″`, side - 6, side + 15);
  context.textAlign = 'left';
  const { data } = context.getImageData(0, 0, side, pictureHeight);
  return data.filter((_, at) => at % 4 === 0);
}

/** Grey levels of the stamp as map colours, words over the line below. */
function indexedFrame(film: Film, kind: StampKind, shot: Shot, words: Uint8ClampedArray): Uint8Array {
  const { facts, view } = film;
  const { sign } = signOf(facts.stamps.negative, shot.epoch.negative, view.sign);
  const percent = view.cuts && { low: view.cuts.from, high: view.cuts.to };
  const rules = { stretch: view.stretch, percent, zoom: wholeStamp, cuts: film.cuts };
  const { layer } = placedLayer({ kind, plane: shot.plane, sign }, rules);
  // Red differs from green only where there is no pixel.
  const grey = rgbaFromPicture({ layers: [layer], table: colourTable('grey'), empty: [0, 255, 0] }, side, side);
  const indices = new Uint8Array(side * pictureHeight).fill(groundIndex);
  for (let at = 0; at < side * side; at++) {
    const [red = 0, green = 0] = [grey[4 * at], grey[4 * at + 1]];
    indices[at] = red !== green ? voidIndex : Math.round((red / 255) * (mapColours - 1));
  }
  for (let at = side * side; at < indices.length; at++) if ((words[at] ?? 0) > 110) indices[at] = inkIndex;
  return indices;
}

function paletteOf(kind: StampKind, { view }: Film): Uint8Array {
  const table = colourTable(mapFor(kind, view.map));
  const palette = new Uint8Array(768);
  for (let at = 0; at < mapColours; at++) {
    const from = Math.round((at / (mapColours - 1)) * 255) * 3;
    palette.set(table.subarray(from, from + 3), at * 3);
  }
  palette.set(voidRgb, voidIndex * 3);
  palette.set([0, 0, 0], groundIndex * 3);
  palette.set([255, 255, 255], inkIndex * 3);
  return palette;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Made {
  readonly palette: Uint8Array;
  readonly frames: readonly Uint8Array[];
  readonly delayMs: number;
}

/** Plays the frames once on a canvas, and records it. */
async function recorded({ palette, frames, delayMs }: Made, signal: AbortSignal): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = pictureHeight;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const recorder = new MediaRecorder(canvas.captureStream(30), {
    mimeType: 'video/webm',
    videoBitsPerSecond: 4_000_000,
  });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const ended = new Promise((resolve) => {
    recorder.onstop = resolve;
  });
  recorder.start();
  for (const frame of frames) {
    if (signal.aborted) break;
    const image = context.createImageData(side, pictureHeight);
    for (const [at, index] of frame.entries()) {
      image.data.set(palette.subarray(index * 3, index * 3 + 3), at * 4);
      image.data[at * 4 + 3] = 255;
    }
    context.putImageData(image, 0, 0);
    await sleep(delayMs);
  }
  recorder.stop();
  await ended;
  signal.throwIfAborted();
  return new Blob(parts, { type: 'video/webm' });
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Makes the film and hands it to the visitor as a file. @throws what `signal` aborts with, or why no frame could be had. */
export async function exportFilm(film: Film, form: FilmForm, hooks: FilmHooks): Promise<void> {
  const kind: StampKind = film.view.strip === 'off' ? 'Difference' : film.view.strip;
  const shots = await shotsOf(film, kind, hooks);
  if (shots.length === 0) throw new Error('No epoch has this stamp.');
  const percent = film.view.cuts && { low: film.view.cuts.from, high: film.view.cuts.to };
  const common = createCommonCuts({ symmetric: kind === 'Difference', stretch: film.view.stretch, percent });
  for (const { epoch, plane } of shots) common.add(epoch.alertId, plane);
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = pictureHeight;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser has no canvas.');
  const frames: Uint8Array[] = [];
  for (const shot of shots) {
    frames.push(indexedFrame({ ...film, cuts: film.cuts ?? common.now() }, kind, shot, wordsOf(context, film, shot)));
    // Between frames the page may breathe.
    await sleep(0);
    hooks.signal.throwIfAborted();
  }
  const made = { palette: paletteOf(kind, film), frames, delayMs: 1000 / film.view.blinkHz };
  const name = `${film.facts.objectId}-${kind}.${form}`;
  if (form === 'webm') return save(await recorded(made, hooks.signal), name);
  const bytes = gifFromFrames({ width: side, height: pictureHeight, ...made });
  save(new Blob([bytes], { type: 'image/gif' }), name);
}
