import styles from './figure-marks.module.css';
import { isNear, percentNumber, shareOf } from './figure-scale.ts';
import type { LightcurveFigure, Series } from './lightcurve-figure.ts';
import { isUnderErrors, markPath } from './marker-paths.ts';

/** Above this many marks a band is one path of dots: shapes would overlap anyway, and the HTML stays small. */
const shapesUpTo = 1_500;

/** A tenth of a percent of the height is 0.3 px. */
const height = (share: number): number => Math.round(share * 1e3) / 10;

/** Short, because it stands at every mark. */
const symbolId = ({ kind, band }: Series): string => `lc${kind[0]}${band}`;

const isSeen = (series: Series, k: number, { x, y }: LightcurveFigure): boolean =>
  isNear(shareOf(x, series.x[k] ?? Number.NaN)) && isNear(shareOf(y, series.y[k] ?? Number.NaN));

function usesOf(series: Series, figure: LightcurveFigure): string {
  const id = symbolId(series);
  let text = '';
  for (let k = 0; k < series.x.length; k++) {
    if (!isSeen(series, k, figure)) continue;
    const left = percentNumber(shareOf(figure.x, series.x[k] ?? 0));
    const top = height(1 - shareOf(figure.y, series.y[k] ?? 0));
    text += `<use href=#${id} x=${left}% y=${top}% />`;
  }
  return text;
}

function dotsOf(series: Series, figure: LightcurveFigure): string {
  let text = '';
  for (let k = 0; k < series.x.length; k++) {
    if (!isSeen(series, k, figure)) continue;
    text += `M${percentNumber(shareOf(figure.x, series.x[k] ?? 0))} ${height(1 - shareOf(figure.y, series.y[k] ?? 0))}h0`;
  }
  return text;
}

/** The frame in whole steps, so that bars are set off from each other without rounding. */
const barBox = '0 0 10000 1000';

/** Each bar from the end of the one before: fewer digits than places in the frame. */
function errorsOf(series: Series, figure: LightcurveFigure): string {
  let text = '';
  let pen: readonly [x: number, y: number] = [0, 0];
  for (let k = 0; k < series.x.length; k++) {
    const [value, error] = [series.y[k] ?? 0, series.error[k] ?? 0];
    if (!(error > 0) || !isSeen(series, k, figure)) continue;
    const high = shareOf(figure.y, value + error);
    const x = Math.round(shareOf(figure.x, series.x[k] ?? 0) * 1e4);
    const top = Math.round((1 - high) * 1e3);
    const length = Math.round((high - shareOf(figure.y, value - error)) * 1e3);
    text += `m${x - pen[0]}${top < pen[1] ? '' : ' '}${top - pen[1]}v${length}`;
    pen = [x, top + length];
  }
  return text;
}

/** Marks as text: numbers and fixed names only. The same text in HTML and page data is what compresses to almost nothing. */
function Marks({ series, figure, dense }: { series: Series; figure: LightcurveFigure; dense: boolean }) {
  if (dense) {
    return (
      <svg aria-hidden="true" viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">
        <path className={styles.dots} data-band={series.band} data-mark="" d={dotsOf(series, figure)} />
      </svg>
    );
  }
  return (
    <g
      className={styles[series.kind]}
      data-band={series.band}
      data-mark=""
      data-kind={series.kind}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: built here from numbers and fixed names
      dangerouslySetInnerHTML={{ __html: usesOf(series, figure) }}
    />
  );
}

/** Limits, bad and forced points, then error bars, then detections. */
export function FigureMarks({ figure }: { readonly figure: LightcurveFigure }) {
  const total = figure.series.reduce((sum, series) => sum + series.x.length, 0);
  const dense = total > shapesUpTo;
  const marks = (wanted: boolean) =>
    figure.series
      .filter((series) => isUnderErrors(series) === wanted)
      .map((series) => <Marks key={symbolId(series)} series={series} figure={figure} dense={dense} />);
  const isZoomed = figure.x !== figure.whole.x || figure.y !== figure.whole.y;
  return (
    <svg aria-hidden="true" overflow={isZoomed ? 'hidden' : 'visible'}>
      {dense ? null : (
        <defs>
          {figure.series.map((series) => (
            <path key={symbolId(series)} id={symbolId(series)} d={markPath(series.kind, series.band, series.marker)} />
          ))}
        </defs>
      )}
      {marks(true)}
      <svg aria-hidden="true" viewBox={barBox} preserveAspectRatio="none" overflow="visible">
        {figure.series.map((series) => {
          const d = errorsOf(series, figure);
          return d ? (
            <path key={symbolId(series)} className={styles.error} data-band={series.band} data-mark="" d={d} />
          ) : null;
        })}
      </svg>
      {marks(false)}
    </svg>
  );
}
