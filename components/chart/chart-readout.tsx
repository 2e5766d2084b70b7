import styles from './chart.module.css';
import type { ChartMargins, ChartPlace } from './chart-geometry.ts';
import { axisText } from './chart-scale.ts';
import type { ChartPoint } from './chart-series.ts';

export type Readout = ((point: ChartPoint) => readonly string[]) | undefined;

/** What a point says: its series, and both values under the names of their axes. */
export function readoutLines(point: ChartPoint, place: ChartPlace, readout: Readout): readonly string[] {
  if (readout) return readout(point);
  const values = [`${place.y.title}: ${axisText(place.y, point.y)}`, `${place.x.title}: ${axisText(place.x, point.x)}`];
  return point.series.label ? [point.series.label, ...values] : values;
}

export interface ChartReadoutProps {
  readonly point: ChartPoint;
  readonly place: ChartPlace;
  readonly margins: ChartMargins;
  readonly readout: Readout;
}

/** A small card beside the point, on the side with more room; it never moves the layout. */
export function ChartReadout({ point, place, margins, readout }: ChartReadoutProps) {
  const [left, top] = [place.left(point.x), place.top(point.y)];
  const isRight = left > place.width / 2;
  const [first, ...others] = readoutLines(point, place, readout);
  return (
    <div
      className={styles.readout}
      aria-hidden="true"
      data-side={isRight ? 'left' : 'right'}
      style={{
        left: margins.left + left + (isRight ? -14 : 14),
        top: margins.top + Math.min(place.height - 20, Math.max(20, top)),
      }}
    >
      <b data-band={point.series.band}>{first}</b>
      {others.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}
