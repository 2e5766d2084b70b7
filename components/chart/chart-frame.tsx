import { type ReactNode, useId } from 'react';
import styles from './chart.module.css';
import { type ChartPlace, tenth } from './chart-geometry.ts';
import { axisTicks, type ChartTick } from './chart-scale.ts';

/** Words that would touch their neighbour, or leave the chart at its right, are left out, from the start of the axis on. */
function apart(ticks: readonly ChartTick[], at: (value: number) => number, end: number): readonly ChartTick[] {
  let free = Number.NEGATIVE_INFINITY;
  return [...ticks]
    .sort((a, b) => at(a.at) - at(b.at))
    .filter(({ at: value, label }) => {
      const half = label.length * 3.2 + 5;
      if (at(value) - half < free || at(value) + half - 5 > end) return false;
      free = at(value) + half;
      return true;
    });
}

export interface ChartFrameProps {
  readonly place: ChartPlace;
  readonly children: ReactNode;
}

/** Axes, ticks, hairlines and words, in pixels of the inner frame; what is inside is cut at its edge, and no word hides it. */
export function ChartFrame({ place, children }: ChartFrameProps) {
  const clipId = useId();
  const { x, y, width, height, left, top } = place;
  const isInX = ({ at }: ChartTick) => left(at) > -0.5 && left(at) < width + 0.5;
  const isInY = ({ at }: ChartTick) => top(at) > -0.5 && top(at) < height + 0.5;
  const xTicks = axisTicks(x, Math.max(2, Math.round(width / 90)));
  const yTicks = axisTicks(y, Math.max(2, Math.round(height / 44)));
  const [xMajor, yMajor] = [xTicks.major.filter(isInX), yTicks.major.filter(isInY)];
  const bottom = xMajor.map(({ at }) => `M${tenth(left(at))} ${height}v5`).join('');
  const bottomMinor = xTicks.minor.map((at) => `M${tenth(left(at))} ${height}v3`).join('');
  const side = yMajor.map(({ at }) => `M0 ${tenth(top(at))}h-5`).join('');
  const sideMinor = yTicks.minor.map((at) => `M0 ${tenth(top(at))}h-3`).join('');
  return (
    <>
      <path className={styles.grid} d={yMajor.map(({ at }) => `M0 ${tenth(top(at))}H${width}`).join('')} />
      <clipPath id={clipId}>
        <rect x="-6" y="-6" width={width + 12} height={height + 12} />
      </clipPath>
      <Titles place={place} />
      <g clipPath={`url(#${clipId})`}>{children}</g>
      <path className={styles.axis} d={`M0 0V${height}H${width}${bottom}${bottomMinor}${side}${sideMinor}`} />
      <g className={styles.words}>
        {yMajor.map(({ at, label }) => (
          <text key={at} x="-9" y={tenth(top(at)) + 4} textAnchor="end">
            {label}
          </text>
        ))}
        {apart(xMajor, left, width + 12).map(({ at, label }) => (
          <text key={at} x={tenth(left(at))} y={height + 17} textAnchor="middle">
            {label}
          </text>
        ))}
        <text className={styles.quiet} x={width} y={height + 34} textAnchor="end">
          {x.title}
        </text>
      </g>
      <Opposite place={place} />
    </>
  );
}

/** Names of axes that stand inside the frame, drawn before the data. */
function Titles({ place: { x, y, width } }: { readonly place: ChartPlace }) {
  const atRight = [x.opposite?.title, y.opposite?.title].filter((title) => title !== undefined);
  return (
    <g className={styles.titles}>
      <text x="8" y="14">
        {y.title}
      </text>
      {atRight.map((title, index) => (
        <text key={title} x={width - 8} y={14 + 16 * index} textAnchor="end">
          {title}
        </text>
      ))}
    </g>
  );
}

function Opposite({ place: { x, y, width, height, left, top } }: { readonly place: ChartPlace }) {
  const above = x.opposite?.ticks.filter(({ at }) => left(at) >= 0 && left(at) <= width) ?? [];
  const beside = y.opposite?.ticks.filter(({ at }) => top(at) >= 0 && top(at) <= height) ?? [];
  return (
    <g className={styles.words}>
      {x.opposite ? (
        <path
          className={styles.axis}
          d={`M0 0H${width}${above.map(({ at }) => `M${tenth(left(at))} 0v-5`).join('')}`}
        />
      ) : null}
      {apart(above, left, width + 46).map(({ at, label }) => (
        <text key={at} className={styles.quiet} x={tenth(left(at))} y="-10" textAnchor="middle">
          {label}
        </text>
      ))}
      {beside.map(({ at, label }) => (
        <g key={at}>
          <path className={styles.axis} d={`M${width} ${tenth(top(at))}h5`} />
          <text className={styles.quiet} x={width + 9} y={tenth(top(at)) + 4}>
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}
