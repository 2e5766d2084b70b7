import { colourTable } from '#domain/stamps/colour-map.ts';
import type { Picture } from '#domain/stamps/picture.ts';
import { createCanvasPainter } from './canvas-painter.ts';
import { createGlPainter } from './gl-painter.ts';
import type { Painter } from './painter.ts';

const listeners = new Set<() => void>();
let current: Painter | undefined;

function change(painter: Painter): void {
  current = painter;
  for (const listener of listeners) listener();
}

/** A tile as usual, turned a little, so that both ways have their whole work to do. */
function trialPicture(seed: number): Picture {
  const pixels = Float32Array.from({ length: 63 * 63 }, (_, at) => (at * 7919 + seed) % 997);
  const plane = { width: 63, height: 63, pixels };
  const cuts = { low: 0, high: 997 };
  const toPlane = [63, 0, 0, 0, -63, 63, 0, 0, 1] as const;
  const layer = { plane, cuts, sign: 1, stretch: 'asinh', toPlane, smooth: false } as const;
  return { layers: [layer], table: colourTable('grey'), empty: [0, 0, 0] };
}

/** Milliseconds that a tile takes until its pixels can be read; the first, which compiles, does not count. */
function costMs(painter: Painter): number {
  const canvas = document.createElement('canvas');
  canvas.width = 204;
  canvas.height = 204;
  const times = [0, 1, 2, 3].map((seed) => {
    const begun = performance.now();
    painter.paint(canvas, trialPicture(seed));
    canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
    return performance.now() - begun;
  });
  return Math.min(...times.slice(1));
}

/** `?painter=gl` and `?painter=canvas` decide; else what was measured faster here. */
function choose(): Painter {
  const plain = createCanvasPainter();
  const asked = new URLSearchParams(location.search).get('painter');
  if (asked === 'canvas') return plain;
  const gl = createGlPainter({ evenInSoftware: asked === 'gl' });
  if (!gl || (asked !== 'gl' && costMs(gl) > costMs(plain))) return plain;
  gl.onLost((lost) => change(lost ? plain : gl));
  return gl;
}

/** The painter of this page, made with the first tile that needs it. */
export function bestPainter(): Painter {
  current ??= choose();
  return current;
}

/** Tells `listener` when tiles must be painted again, because the context was lost or came back. */
export function onPainterChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
