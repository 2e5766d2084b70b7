import { useMemo } from 'react';
import { Chart } from '#components/chart/chart.tsx';
import type { ChartPlace } from '#components/chart/chart-geometry.ts';
import { ChartLegend } from '#components/chart/chart-legend.tsx';
import type { ChartSeries } from '#components/chart/chart-series.ts';
import type { Site } from '#domain/observability/place.ts';
import type { NightHours } from '#domain/observability/year-ahead.ts';
import styles from './observability.module.css';
import { fullMoons, yearFigure, yearReadout, yearSentence } from './year-figure.ts';

export interface YearViewProps {
  readonly site: Site;
  readonly nights: readonly NightHours[];
  readonly minAltDeg: number;
  /** Evening that is shown above. */
  readonly date: string;
  readonly onDate: (date: string, settled: boolean) => void;
}

function nearest(nights: readonly NightHours[], ms: number): NightHours | undefined {
  return nights.reduce<NightHours | undefined>(
    (best, night) => (best && Math.abs(best.midMs - ms) <= Math.abs(night.midMs - ms) ? best : night),
    undefined,
  );
}

/** The lines of the year with a rule at the night that is shown. Its date is left out where the title of the axis is. */
function withNight(
  series: readonly ChartSeries[],
  nights: readonly NightHours[],
  index: number,
): readonly ChartSeries[] {
  const chosen = nights[index];
  if (!chosen) return series;
  const text = index > 12 ? chosen.date : '';
  return [...series, { kind: 'rule', key: 'night', axis: 'x', at: chosen.midMs, tone: 'accent', dashed: false, text }];
}

/** The coming nights at one site; the line over them is the night that is shown, and is dragged or moved with arrow keys. */
export function YearView({ site, nights, minAltDeg, date, onDate }: YearViewProps) {
  const { figure, moons, words } = useMemo(
    () => ({
      figure: yearFigure(nights, minAltDeg),
      moons: fullMoons(nights),
      words: yearSentence(nights, minAltDeg),
    }),
    [nights, minAltDeg],
  );
  const index = nights.findIndex((night) => night.date === date);
  const series = useMemo(() => withNight(figure.series, nights, index), [figure, nights, index]);
  const step = (steps: number) => {
    const next = nights[Math.min(nights.length - 1, Math.max(0, Math.max(0, index) + steps))];
    if (next) onDate(next.date, true);
  };
  return (
    <section className={styles.year} aria-label={`Next 12 months at ${site.name}`}>
      <h3>{site.name}</h3>
      <p className={styles.quiet}>{words} Circles: full Moon.</p>
      <Chart
        title={`Next 12 months at ${site.name}`}
        summary={words}
        x={figure.x}
        y={figure.y}
        series={series}
        height={184}
        readout={(point) => yearReadout(point, nights)}
        drag={{
          label: `Night at ${site.name}`,
          value: Math.max(0, index),
          text: date,
          min: 0,
          max: nights.length - 1,
          onMove: (ms, { settled }) => {
            const night = nearest(nights, ms);
            if (night) onDate(night.date, settled);
          },
          onStep: step,
        }}
        overlay={(place) => <Moons nights={moons} place={place} />}
      />
      <ChartLegend series={figure.series} />
    </section>
  );
}

/** Circles are left out where the title of the axis is. */
const titleWidth = 96;

function Moons({ nights, place }: { readonly nights: readonly NightHours[]; readonly place: ChartPlace }) {
  return (
    <g className={styles.moons}>
      {nights
        .filter(({ midMs }) => place.left(midMs) > titleWidth)
        .map(({ midMs, date }) => (
          <circle key={date} cx={place.left(midMs)} cy="7" r="4">
            <title>Full Moon {date}</title>
          </circle>
        ))}
    </g>
  );
}
