import type { ReactNode } from 'react';
import styles from './figure-frame.module.css';
import { Grid, inside, type Placed } from './figure-grid.tsx';
import { FigureLines } from './figure-lines.tsx';
import { type FigureTicks, isRemarkBefore, percent, type Range, shareOf, ticksOf } from './figure-scale.ts';
import type { LightcurveFigure } from './lightcurve-figure.ts';
import { wideMargins } from './lightcurve-geometry.ts';

/** Shares of the frame within which the pill of the selection would lie on a tick's label: wide, phone, height. */
const coveredX = 0.085;
const coveredXPhone = 0.17;
const coveredY = 0.055;

export interface FigureFrameProps {
  readonly figure: LightcurveFigure;
  /** Ranges of a zoom; absent = the figure's own. */
  readonly zoom?: { readonly x: Range; readonly y: Range };
  /** Marks, between the grid and the words. */
  readonly children?: ReactNode;
}

/**
 * Axes, grid, words and selection of a light curve. Places are percentages of the frame and text keeps its pixels,
 * so one markup fits every width before any script; server and browser draw the same.
 */
export function FigureFrame({ figure, zoom, children }: FigureFrameProps) {
  const x = zoom?.x ?? figure.x;
  const y = zoom?.y ?? figure.y;
  const ticks = ticksOf(x, y, figure.axis.name);
  const left = (at: number) => shareOf(x, at);
  const top = (value: number) => 1 - shareOf(y, value);
  return (
    <svg className={styles.frame} role="img" aria-label={figure.summary} overflow="visible">
      <Grid ticks={ticks} left={left} top={top} zero={figure.zeroAt === null ? undefined : top(figure.zeroAt)} />
      <Crosshair figure={figure} left={left} top={top} />
      <Words figure={figure} ticks={ticks} left={left} top={top} />
      <RemarkMark figure={figure} left={left} top={top} />
      <FigureLines figure={figure} x={x} y={y} />
      {children}
      <Pinned figure={figure} left={left} top={top} />
      <Pills figure={figure} left={left} top={top} />
      <LastValues figure={figure} top={top} />
    </svg>
  );
}

function Words({ figure, ticks, left, top }: Placed & { figure: LightcurveFigure; ticks: FigureTicks }) {
  const { selection } = figure;
  const awayX = (at: number) => (selection ? Math.abs(left(at) - left(selection.x)) : 1);
  const awayY = (at: number) => (selection ? Math.abs(top(at) - top(selection.y)) : 1);
  return (
    <g className={styles.words}>
      {ticks.y.major.map(({ at, label }) =>
        awayY(at) < coveredY ? null : (
          <text key={at} x="-9" y={percent(top(at))} dy="4" textAnchor="end">
            {label}
          </text>
        ),
      )}
      <g textAnchor="middle">
        {ticks.x.major.map(({ at, label, always }, index) => (
          <svg
            aria-hidden="true"
            key={at}
            x={percent(left(at))}
            overflow="visible"
            className={always ? undefined : styles.wide}
          >
            {awayX(at) < coveredX ? null : (
              <text y="100%" dy="17" className={awayX(at) < coveredXPhone ? styles.wide : undefined}>
                {label}
              </text>
            )}
            <text className={styles.quiet} y="-10">
              {ticks.x.dates[index]}
            </text>
          </svg>
        ))}
      </g>
      <text className={styles.quiet} x="100%" y="100%" dy="36" textAnchor="end">
        {ticks.x.dates.length > 0 && ticks.x.step >= 1 ? `${figure.xTitle}, ticks at 00:00` : figure.xTitle}
      </text>
      <text className={styles.quiet} x="8" y="18">
        {figure.yTitle}
      </text>
      <Notes figure={figure} />
      <Nothing figure={figure} />
    </g>
  );
}

/** What the axis needs said, and what is not shown: under the axis, where no mark is; on a phone as a count. */
function Notes({ figure: { note, omitted, omittedText } }: { figure: LightcurveFigure }) {
  const line = [note, omittedText].filter((text) => text !== '').join('; ');
  const count = omitted.reduce((sum, reason) => sum + reason.count, 0);
  return (
    <>
      {line === '' ? null : (
        <text className={`${styles.quiet} ${styles.wide}`} y="100%" dy="36">
          {line}
        </text>
      )}
      {count > 0 ? (
        <text className={`${styles.quiet} ${styles.phone}`} y="100%" dy="36">
          {count} not shown
        </text>
      ) : null}
    </>
  );
}

/** A frame without marks says so where they would be. */
function Nothing({ figure: { series, omitted } }: { figure: LightcurveFigure }) {
  if (series.length > 0 || omitted.length === 0) return null;
  return (
    <text className={styles.quiet} x="50%" y="50%" textAnchor="middle">
      Nothing to draw in this unit and with these filters
    </text>
  );
}

function RemarkMark({ figure: { remark }, left, top }: Placed & { figure: LightcurveFigure }) {
  if (!remark) return null;
  const [from, to, y] = [left(remark.fromX), left(remark.toX), top(remark.y)];
  if (![from, to, y].every(inside)) return null;
  const before = isRemarkBefore(from);
  return (
    <g className={`${styles.remark} ${styles.wide}`}>
      <line x1={percent(from)} x2={percent(to)} y1={percent(y)} y2={percent(y)} />
      {[from, to].map((end) => (
        <svg aria-hidden="true" key={end} x={percent(end)} y={percent(y)} overflow="visible">
          <path d="M0-4v8" />
        </svg>
      ))}
      <text
        x={percent(before ? from : to)}
        y={percent(y)}
        dx={before ? -8 : 8}
        dy="4"
        textAnchor={before ? 'end' : 'start'}
      >
        {remark.text}
      </text>
    </g>
  );
}

function Crosshair({ figure: { selection }, left, top }: Placed & { figure: LightcurveFigure }) {
  if (!selection) return null;
  const [x, y] = [left(selection.x), top(selection.y)];
  if (!inside(x) || !inside(y)) return null;
  return (
    <g className={styles.cross}>
      <line x1={percent(x)} x2={percent(x)} y2="100%" />
      <line x2={percent(x)} y1={percent(y)} y2={percent(y)} />
    </g>
  );
}

/** Epochs that are kept: a ring of dashes each, numbered as in the tray. */
function Pinned({ figure: { pinned }, left, top }: Placed & { figure: LightcurveFigure }) {
  const seen = pinned
    .map((epoch, index) => ({ index, x: left(epoch.x), y: top(epoch.y), row: epoch.row }))
    .filter(({ x, y }) => inside(x) && inside(y));
  return (
    <g className={styles.pinned}>
      {seen.map(({ index, x, y, row }) => (
        <svg aria-hidden="true" key={row} x={percent(x)} y={percent(y)} overflow="visible">
          <circle r="9" />
          <text x="11" y="-7">
            {index + 1}
          </text>
        </svg>
      ))}
    </g>
  );
}

function Pills({ figure: { selection }, left, top }: Placed & { figure: LightcurveFigure }) {
  if (!selection) return null;
  const [x, y] = [left(selection.x), top(selection.y)];
  if (!inside(x) || !inside(y)) return null;
  const width = Math.max(37, Math.round(selection.yText.length * 6.5) + 8);
  const xWidth = Math.max(66, Math.round(selection.xText.length * 6.5) + 8);
  // At the end of the axis the pill leans inwards, or it would leave a phone.
  const lean = xWidth / 2 - 13;
  const shift = x > 0.98 - xWidth / 900 ? -lean : x < xWidth / 900 - 0.02 ? Math.max(0, lean - 20) : 0;
  return (
    <g className={styles.pills}>
      <circle className={styles.ring} cx={percent(x)} cy={percent(y)} r="9" />
      <svg aria-hidden="true" x={percent(x)} y="100%" overflow="visible">
        <rect x={shift - xWidth / 2} y="5" width={xWidth} height="17" rx="2" />
        <text x={shift} y="17" textAnchor="middle">
          {selection.xText}
        </text>
      </svg>
      <svg aria-hidden="true" y={percent(y)} overflow="visible">
        <rect x={-4 - width} y="-8" width={width} height="17" rx="2" />
        <text x={-4 - width / 2} y="4" textAnchor="middle">
          {selection.yText}
        </text>
      </svg>
    </g>
  );
}

/** Last value of each band at the right, pushed apart to 16 px. */
function LastValues({ figure, top }: { figure: LightcurveFigure; top: (value: number) => number }) {
  const height = wideMargins.height - wideMargins.top - wideMargins.bottom;
  const placed = figure.last
    .map((last) => ({ ...last, at: top(last.y) * height }))
    .filter(({ at }) => at > -20 && at < height + 20)
    .sort((a, b) => a.at - b.at);
  const middle = placed.reduce((sum, { at }) => sum + at, 0) / (placed.length || 1);
  let previous = Math.max(-6, Math.min(placed[0]?.at ?? 0, middle - (placed.length - 1) * 8)) - 16;
  return (
    <g className={`${styles.last} ${styles.wide}`}>
      {placed.map(({ band, text, at }) => {
        previous = Math.max(at, previous + 16);
        return (
          <text key={band} data-band={band} x="100%" dx="12" y={percent(previous / height)} dy="4">
            {text}
          </text>
        );
      })}
    </g>
  );
}
