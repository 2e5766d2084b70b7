'use client';
/*
 * The small charts of the analyses: periodograms, phase curves, elevations, scores. Give <Chart> two axes and series of data
 * (lines, marks, areas, rules, spans, bars); it brings frame, ticks, hover, keyboard, drag and words for those who do not see.
 */
import { type ReactNode, useId, useRef } from 'react';
import styles from './chart.module.css';
import { type ChartDrag, useDrag } from './chart-drag.ts';
import { ChartFrame } from './chart-frame.tsx';
import type { ChartMargins, ChartPlace } from './chart-geometry.ts';
import { ChartReadout } from './chart-readout.tsx';
import type { ChartAxis } from './chart-scale.ts';
import type { ChartPoint, ChartSeries } from './chart-series.ts';
import { SeriesMarks } from './chart-series-marks.tsx';
import { usePlace } from './use-place.ts';
import { useReading } from './use-reading.ts';
import { useWidth } from './use-width.ts';

export interface ChartProps {
  /** Name for assistive technology: `Periodogram`. */
  readonly title: string;
  /** What the chart shows, in one or two sentences with numbers. */
  readonly summary: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  /** Drawn in this order. Keep the array between renders (`useMemo`) when it is long. */
  readonly series: readonly ChartSeries[];
  /** Of the whole chart, pixels; default 240. The width is the parent's. */
  readonly height?: number;
  /** As many pixels a unit on both axes. */
  readonly equal?: boolean;
  /** Lines of the read-out; absent = both values. The first is the strong one. */
  readonly readout?: (point: ChartPoint) => readonly string[];
  /** Click or Enter on a point. */
  readonly onPick?: (point: ChartPoint) => void;
  /** A value that is dragged over the frame: the chart becomes a slider. */
  readonly drag?: ChartDrag;
  /** SVG over the series, for what the series cannot say. */
  readonly overlay?: (place: ChartPlace) => ReactNode;
}

export function Chart({ height = 240, equal = false, ...props }: ChartProps) {
  const { x, y, series, drag } = props;
  const box = useRef<HTMLDivElement>(null);
  const outer = useWidth(box);
  const summaryId = useId();
  const { margins, place, shownPlace } = usePlace({ x, y, equal }, { width: outer, height });
  const frame = { box, place, margins };
  const reading = useReading({ series, frame, onPick: props.onPick, isWalkable: drag === undefined });
  const dragging = useDrag(drag, frame);
  return (
    <div className={styles.chart}>
      {/* biome-ignore-start lint/a11y/noStaticElementInteractions: a slider or a group, by its role */}
      {/* biome-ignore-start lint/a11y/useAriaPropsSupportedByRole: both roles take a name */}
      <div
        ref={box}
        className={styles.box}
        data-drag={drag ? '' : undefined}
        data-arrows=""
        style={{ height }}
        tabIndex={0}
        role={drag ? 'slider' : 'group'}
        aria-label={drag?.label ?? props.title}
        {...dragging.values}
        aria-describedby={drag ? summaryId : undefined}
        onPointerDown={dragging.onPointerDown}
        onPointerMove={(event) => {
          dragging.onPointerMove(event);
          reading.onPointerMove(event);
        }}
        onPointerUp={dragging.onPointerUp}
        onPointerCancel={dragging.onPointerUp}
        onPointerLeave={reading.onPointerLeave}
        onClick={reading.onClick}
        onBlur={reading.onBlur}
        onKeyDown={drag ? dragging.onKeyDown : reading.onKeyDown}
      >
        <Drawing
          chart={props}
          place={shownPlace}
          data={place}
          frame={{ margins, outer, height }}
          read={reading.point}
        />
        {reading.point ? (
          <ChartReadout point={reading.point} place={shownPlace} margins={margins} readout={props.readout} />
        ) : null}
      </div>
      {/* biome-ignore-end lint/a11y/noStaticElementInteractions: as above */}
      {/* biome-ignore-end lint/a11y/useAriaPropsSupportedByRole: as above */}
      {drag ? (
        <p id={summaryId} className="vh">
          {props.summary}
        </p>
      ) : null}
      <p className="vh" aria-live="polite">
        {reading.spoken(props.readout, shownPlace)}
      </p>
    </div>
  );
}

interface DrawingProps {
  readonly chart: ChartProps;
  /** With the words of the axes, and as the series are placed by (the same object between renders). */
  readonly place: ChartPlace;
  readonly data: ChartPlace;
  readonly frame: { readonly margins: ChartMargins; readonly outer: number; readonly height: number };
  readonly read: ChartPoint | undefined;
}

function Drawing({ chart, place, data, frame: { margins, outer, height }, read }: DrawingProps) {
  return (
    <svg className={styles.svg} width={outer} height={height} role="img" aria-label={chart.summary}>
      <g transform={`translate(${margins.left} ${margins.top})`}>
        <ChartFrame place={place}>
          <SeriesMarks series={chart.series} place={data} />
          {chart.overlay?.(data)}
        </ChartFrame>
        {read ? (
          <circle
            className={styles.ring}
            cx={data.left(read.x)}
            cy={data.top(read.y)}
            r={read.series.kind === 'marks' ? 8 : 5}
          />
        ) : null}
      </g>
    </svg>
  );
}
