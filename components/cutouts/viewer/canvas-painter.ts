import { rgbaFromLevels } from '#domain/stamps/colour-map.ts';
import { type Layer, type Picture, rgbaFromPicture } from '#domain/stamps/picture.ts';
import { levelsOf } from '#domain/stamps/stretch.ts';
import type { Painter } from './painter.ts';

/** True where pixels stay rectangles: enlarged and moved, but neither turned nor smoothed. */
function isUpright({ toPlane: [, b, , d, , , g, h], smooth }: Layer): boolean {
  return !smooth && b === 0 && d === 0 && g === 0 && h === 0;
}

/** Plain arithmetic and the browser's 2D canvas: a full citizen, and the faster one where there is no graphics card. */
export function createCanvasPainter(): Painter {
  const scratch = document.createElement('canvas');

  const paintUpright = (context: CanvasRenderingContext2D, layer: Layer, { table, empty }: Picture): void => {
    const { width, height, pixels } = layer.plane;
    const signed = layer.sign === 1 ? pixels : pixels.map((value) => -value);
    const rgba = rgbaFromLevels(levelsOf(signed, layer.cuts, layer.stretch), width, table, empty);
    scratch.width = width;
    scratch.height = height;
    scratch.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
    const { canvas } = context;
    const [stepX, , x, , stepY, y] = layer.toPlane;
    context.fillStyle = `rgb(${empty.join(' ')})`;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = false;
    const left = (-x / stepX) * canvas.width;
    const top = ((height - y) / stepY) * canvas.height;
    context.drawImage(scratch, left, top, (width / stepX) * canvas.width, (height / -stepY) * canvas.height);
  };

  return {
    kind: 'canvas',
    paint(target, picture) {
      const context = target.getContext('2d');
      const { width, height } = target;
      if (!context || width === 0 || height === 0) return;
      const [layer] = picture.layers;
      if (picture.layers.length === 1 && isUpright(layer)) return paintUpright(context, layer, picture);
      context.putImageData(new ImageData(rgbaFromPicture(picture, width, height), width, height), 0, 0);
    },
  };
}
