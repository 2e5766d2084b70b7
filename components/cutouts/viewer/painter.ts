import type { Picture } from '#domain/stamps/picture.ts';

/** Draws pictures into the 2D canvases of tiles; a tile's size in device pixels is its canvas's. */
export interface Painter {
  readonly kind: 'gl' | 'canvas';
  paint(target: HTMLCanvasElement, picture: Picture): void;
}
