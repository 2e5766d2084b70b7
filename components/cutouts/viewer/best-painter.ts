import { whenIdle } from '#components/ui/use-when-idle.ts';
import { colourTable } from '#domain/stamps/colour-map.ts';
import type { Picture } from '#domain/stamps/picture.ts';
import { createCanvasPainter } from './canvas-painter.ts';
import { createGlPainter, type GlPainter, startGlPainter } from './gl-painter.ts';
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

/** Resolves in a task of its own, when nothing else is to be done. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    whenIdle(resolve, { untoldMs: 50 });
  });
}

/** Milliseconds that a tile takes until its pixels can be read; the first, which compiles, does not count. */
async function costMs(painter: Painter): Promise<number> {
  const canvas = document.createElement('canvas');
  canvas.width = 204;
  canvas.height = 204;
  const times: number[] = [];
  for (const seed of [0, 1, 2, 3]) {
    await idle();
    const begun = performance.now();
    painter.paint(canvas, trialPicture(seed));
    canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
    times.push(performance.now() - begun);
  }
  return Math.min(...times.slice(1));
}

function use(gl: GlPainter, plain: Painter): void {
  gl.onLost((lost) => change(lost ? plain : gl));
  change(gl);
}

/** Puts WebGL in the place of the 2D canvas where it was measured faster: in idle moments, because compiling and trying takes time. */
async function tryGl(plain: Painter): Promise<void> {
  await idle();
  const start = startGlPainter();
  if (!start) return;
  do await idle();
  while (!start.isCompiled());
  const gl = start.finish();
  if (gl && (await costMs(gl)) <= (await costMs(plain))) use(gl, plain);
}

/** `?painter=gl` and `?painter=canvas` decide; else the 2D canvas paints what is wanted at once. */
function begin(): void {
  const plain = createCanvasPainter();
  current = plain;
  const asked = new URLSearchParams(location.search).get('painter');
  if (asked === 'canvas') return;
  const gl = asked === 'gl' ? createGlPainter({ evenInSoftware: true }) : undefined;
  if (gl) use(gl, plain);
  else if (asked !== 'gl') void tryGl(plain);
}

/** The painter of this page, made with the first tile that needs it. */
export function bestPainter(): Painter {
  if (!current) begin();
  return current ?? createCanvasPainter();
}

/** Tells `listener` when tiles must be painted again, because the context was lost or came back, or another painter is better. */
export function onPainterChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
