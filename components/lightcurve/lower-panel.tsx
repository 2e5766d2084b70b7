import type { BandMarker, BandName } from '#domain/surveys/survey.ts';
import { valueTicks } from './axis-ticks.ts';
import marks from './figure-marks.module.css';
import { percent, type Range, shareOf } from './figure-scale.ts';
import styles from './lower-panel.module.css';
import { markPath } from './marker-paths.ts';

export interface LowerPoint {
  readonly band: BandName;
  readonly marker: BandMarker;
  readonly x: number;
  readonly y: number;
  /** 1σ */
  readonly error: number;
}

export interface LowerPanelProps {
  /** Stable name for tests and styles. */
  readonly name: string;
  readonly title: string;
  readonly points: readonly LowerPoint[];
  /** The time axis of the light curve above. */
  readonly x: Range;
  /** A line that means something: no colour, no residual. */
  readonly zeroAt?: number;
  /** What is said where there is nothing. */
  readonly empty: string;
}

function rangeOf(points: readonly LowerPoint[], zeroAt: number | undefined): Range {
  const ends = points.flatMap(({ y, error }) => [y - Math.min(error, 1), y + Math.min(error, 1)]);
  const all = zeroAt === undefined ? ends : [...ends, zeroAt];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = Math.max(0.2, high - low) * 0.1;
  return { from: low - room, to: high + room };
}

/** A flat panel under the light curve, on the same time axis and margins. */
export function LowerPanel({ name, title, points, x, zeroAt, empty }: LowerPanelProps) {
  const y = points.length > 0 ? rangeOf(points, zeroAt) : { from: 0, to: 1 };
  const top = (value: number): string => percent(1 - shareOf(y, value));
  const ticks = points.length > 0 ? valueTicks(y.from, y.to, 3).major : [];
  const seen = points.filter((point) => {
    const share = shareOf(x, point.x);
    return share >= 0 && share <= 1;
  });
  return (
    <div className={styles.box} data-lower={name}>
      <svg className={styles.frame} role="img" aria-label={`${title}; ${points.length} points`} overflow="visible">
        <g className={styles.grid}>
          {ticks.map(({ at }) => (
            <line key={at} x2="100%" y1={top(at)} y2={top(at)} />
          ))}
        </g>
        <g className={styles.axis}>
          <line y2="100%" />
          <line y1="100%" x2="100%" y2="100%" />
          {zeroAt !== undefined && points.length > 0 ? (
            <line className={styles.zero} x2="100%" y1={top(zeroAt)} y2={top(zeroAt)} />
          ) : null}
        </g>
        <g className={styles.words}>
          {ticks.map(({ at, label }) => (
            <text key={at} x="-9" y={top(at)} dy="4" textAnchor="end">
              {label}
            </text>
          ))}
          <text className={styles.quiet} x="8" y="12">
            {points.length > 0 ? title : `${title}: ${empty}`}
          </text>
        </g>
        {seen.map((point) => (
          <g key={`${point.band} ${point.x} ${point.y}`} data-band={point.band} data-mark="">
            <line
              className={marks.error}
              x1={percent(shareOf(x, point.x))}
              x2={percent(shareOf(x, point.x))}
              y1={top(point.y - point.error)}
              y2={top(point.y + point.error)}
            />
            <svg x={percent(shareOf(x, point.x))} y={top(point.y)} overflow="visible" aria-hidden="true">
              <path className={marks.detection} d={markPath('detection', point.band, point.marker, 3.6)} />
            </svg>
          </g>
        ))}
      </svg>
    </div>
  );
}
