import type { Band } from '#domain/surveys/survey.ts';
import { shareOf, ticksOf } from '../lightcurve/figure-scale.ts';
import type { LightcurveFigure, Series } from '../lightcurve/lightcurve-figure.ts';
import { markPath, markStyles } from '../lightcurve/marker-paths.ts';
import { printColours } from '../lightcurve/print-colours.ts';
import { faint, line, quiet, textAt } from './svg-text.ts';

export interface PlotBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const ground = '#ffffff';
const round = (value: number): number => Math.round(value * 10) / 10;

interface Scale {
  readonly x: (mjd: number) => number;
  readonly y: (value: number) => number;
}

/** The light curve of the page as plain SVG in pixels of `box`: same figure, same marks. */
export function previewCurve(figure: LightcurveFigure, bands: readonly Band[], box: PlotBox): string {
  const scale: Scale = {
    x: (mjd) => round(box.left + shareOf(figure.x, mjd) * (box.right - box.left)),
    y: (value) => round(box.bottom - shareOf(figure.y, value) * (box.bottom - box.top)),
  };
  return [
    axes(figure, box, scale),
    ...figure.series.map((series) => marks(series, scale)),
    legend(figure, bands, box),
  ].join('');
}

function axes(figure: LightcurveFigure, box: PlotBox, { x, y }: Scale): string {
  const ticks = ticksOf(figure.x, figure.y);
  const rows = ticks.y.major.map(
    ({ at, label }) =>
      `<path d="M${box.left} ${y(at)}H${box.right}" stroke="${faint}" fill="none"/>${textAt(box.left - 10, y(at) + 7, label, { size: 20, fill: quiet, anchor: 'end' })}`,
  );
  const columns = ticks.x.major
    .filter(({ always }) => always)
    .map(({ at, label }) => textAt(x(at), box.bottom + 26, label, { size: 20, fill: quiet, anchor: 'middle' }));
  const frame = `<path d="M${box.left} ${box.top}V${box.bottom}H${box.right}" stroke="${line}" fill="none"/>`;
  const title = textAt(box.left + 10, box.top - 14, figure.yTitle, { size: 18, fill: quiet });
  const scaleName = textAt(box.right, box.top - 14, figure.xTitle, { size: 18, fill: quiet, anchor: 'end' });
  return [...rows, ...columns, frame, title, scaleName].join('');
}

function marks({ band, marker, kind, x: times, y: values, error }: Series, { x, y }: Scale): string {
  const colour = printColours[band];
  const style = markStyles[kind];
  const paint = { band: colour, ground, none: 'none' } as const;
  const bars = times.map((mjd, index) => {
    const [value, sigma] = [values[index] ?? 0, error[index] ?? 0];
    return sigma > 0 ? `M${x(mjd)} ${y(value - sigma)}V${y(value + sigma)}` : '';
  });
  const path = markPath(kind, band, marker, 7);
  const points = times.map(
    (mjd, index) => `<path transform="translate(${x(mjd)} ${y(values[index] ?? 0)})" d="${path}"/>`,
  );
  const attributes = `fill="${paint[style.fill]}" stroke="${paint[style.stroke]}" stroke-width="${style.strokeWidth * 1.4}"`;
  const quietly = kind === 'detection' || kind === 'negative' ? '' : ' opacity="0.55"';
  return `<path d="${bars.join('')}" stroke="${colour}" stroke-width="1.5" fill="none"/><g ${attributes}${quietly}>${points.join('')}</g>`;
}

function legend(figure: LightcurveFigure, bands: readonly Band[], box: PlotBox): string {
  const present = bands.filter(({ name }) => figure.series.some((series) => series.band === name));
  return present
    .map(({ name, marker }, index) => {
      const at = box.left + 270 + index * 52;
      const mark = `<path transform="translate(${at} ${box.top - 20})" d="${markPath('detection', name, marker, 7)}" fill="${printColours[name]}"/>`;
      return mark + textAt(at + 14, box.top - 14, name, { size: 20, fill: printColours[name], weight: 600 });
    })
    .join('');
}
