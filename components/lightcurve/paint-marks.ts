import { isNear, type Range, shareOf } from './figure-scale.ts';
import type { LightcurveFigure, Series } from './lightcurve-figure.ts';
import type { PlotBox } from './lightcurve-geometry.ts';
import { isUnderErrors, markPath, markStyles } from './marker-paths.ts';
import type { PlotColours } from './plotly-figure.ts';

/** What the painter needs of a canvas: a browser has it, and tests count its calls. */
export type PaintSurface = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'clearRect'
  | 'clip'
  | 'drawImage'
  | 'fillStyle'
  | 'globalAlpha'
  | 'lineTo'
  | 'lineWidth'
  | 'moveTo'
  | 'rect'
  | 'restore'
  | 'save'
  | 'setTransform'
  | 'stroke'
  | 'strokeStyle'
>;

export interface PaintJob {
  readonly figure: LightcurveFigure;
  readonly x: Range;
  readonly y: Range;
  readonly box: PlotBox;
  readonly colours: PlotColours;
  readonly pixelRatio: number;
  /** A mark as a small picture, `spriteSide` px wide, its middle in the middle. */
  readonly sprite: (series: Pick<Series, 'kind' | 'band' | 'marker'>) => CanvasImageSource;
}

export const spriteSide = 20;

function paintErrors(surface: PaintSurface, series: Series, { x, y, box, colours }: PaintJob): void {
  surface.strokeStyle = colours.band(series.band);
  surface.lineWidth = 1.25;
  surface.beginPath();
  for (let k = 0; k < series.x.length; k++) {
    const [value, error] = [series.y[k] ?? 0, series.error[k] ?? 0];
    if (!(error > 0)) continue;
    const left = box.left + shareOf(x, series.x[k] ?? 0) * box.width;
    surface.moveTo(left, box.top + (1 - shareOf(y, value + error)) * box.height);
    surface.lineTo(left, box.top + (1 - shareOf(y, value - error)) * box.height);
  }
  surface.stroke();
}

function paintSeries(surface: PaintSurface, series: Series, { x, y, box, sprite }: PaintJob): number {
  const image = sprite(series);
  let count = 0;
  for (let k = 0; k < series.x.length; k++) {
    const [across, up] = [shareOf(x, series.x[k] ?? 0), shareOf(y, series.y[k] ?? 0)];
    if (!isNear(across) || !isNear(up)) continue;
    const [left, top] = [box.left + across * box.width, box.top + (1 - up) * box.height];
    surface.drawImage(image, left - spriteSide / 2, top - spriteSide / 2, spriteSide, spriteSide);
    count += 1;
  }
  return count;
}

/** Paints the marks of a figure in the order of its SVG; returns how many marks are in the frame. */
export function paintMarks(surface: PaintSurface, job: PaintJob): number {
  const { box, figure, pixelRatio } = job;
  surface.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  surface.clearRect(0, 0, box.left + box.width + 400, box.top + box.height + 100);
  surface.save();
  surface.beginPath();
  surface.rect(box.left, box.top, box.width, box.height);
  surface.clip();
  let count = 0;
  const marks = (wanted: boolean) => {
    for (const series of figure.series) {
      if (isUnderErrors(series) === wanted) count += paintSeries(surface, series, job);
    }
  };
  marks(true);
  for (const series of figure.series) paintErrors(surface, series, job);
  marks(false);
  surface.restore();
  return count;
}

/** Draws each kind of mark once; the theme's colours are those of now. */
export function createSprites(colours: PlotColours, pixelRatio: number): PaintJob['sprite'] {
  const made = new Map<string, HTMLCanvasElement>();
  return ({ kind, band, marker }) => {
    const key = `${kind} ${band}`;
    const known = made.get(key);
    if (known) return known;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.ceil(spriteSide * pixelRatio);
    const context = canvas.getContext('2d');
    if (context) {
      const style = markStyles[kind];
      const paint = { band: colours.band(band), ground: colours.ground, none: 'transparent' };
      context.setTransform(pixelRatio, 0, 0, pixelRatio, (spriteSide / 2) * pixelRatio, (spriteSide / 2) * pixelRatio);
      const path = new Path2D(markPath(kind, band, marker));
      context.fillStyle = paint[style.fill];
      context.fill(path);
      context.strokeStyle = paint[style.stroke];
      context.lineWidth = style.strokeWidth;
      context.stroke(path);
    }
    made.set(key, canvas);
    return canvas;
  };
}
