import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { type ChartBox, pointerPlace } from './chart-drag.ts';
import { type ChartPlace, nearestPoint, pointsOf } from './chart-geometry.ts';
import { type Readout, readoutLines } from './chart-readout.tsx';
import type { ChartPoint, ChartSeries } from './chart-series.ts';

/** Pixels from which a point answers to the pointer. */
const reach = 28;

export interface ReadingOptions {
  readonly series: readonly ChartSeries[];
  readonly frame: ChartBox;
  readonly onPick: ((point: ChartPoint) => void) | undefined;
  /** False where arrow keys move something else. */
  readonly isWalkable: boolean;
}

/** The point that is read: under the pointer, or walked to with the arrow keys. */
export function useReading({ series, frame, onPick, isWalkable }: ReadingOptions) {
  const [read, setRead] = useState<{ point: ChartPoint; byKey: boolean }>();
  // A point of a series that has gone is not shown any more.
  const current = read && series.some(({ key }) => key === read.point.series.key) ? read : undefined;
  const walk = (step: number) => {
    const points = pointsOf(series, frame.place);
    const from = current
      ? points.findIndex(
          ({ series: { key }, index }) => key === current.point.series.key && index === current.point.index,
        )
      : step > 0
        ? -1
        : points.length;
    const point = points[Math.min(points.length - 1, Math.max(0, from + step))];
    if (point) setRead({ point, byKey: true });
  };
  return {
    point: current?.point,
    spoken: (readout: Readout, place: ChartPlace): string =>
      current?.byKey ? readoutLines(current.point, place, readout).join(', ') : '',
    onPointerMove(event: PointerEvent) {
      const at = pointerPlace(event, frame);
      const point = nearestPoint(series, frame.place, { ...at, reach });
      setRead(point && { point, byKey: false });
    },
    onPointerLeave: () => setRead(undefined),
    onBlur: () => setRead(undefined),
    onClick: () => {
      if (current) onPick?.(current.point);
    },
    onKeyDown(event: KeyboardEvent) {
      if (!isWalkable || event.metaKey || event.ctrlKey || event.altKey) return;
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -1e9, End: 1e9 }[event.key];
      if (step !== undefined) {
        event.preventDefault();
        walk(step);
      } else if (event.key === 'Enter' && current) onPick?.(current.point);
      else if (event.key === 'Escape' && current) setRead(undefined);
    },
  };
}
