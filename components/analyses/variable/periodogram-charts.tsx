'use client';
import { useMemo } from 'react';
import { Chart } from '#components/chart/chart.tsx';
import type { ChartDrag } from '#components/chart/chart-drag.ts';
import { type ChartAxis, extentOf } from '#components/chart/chart-scale.ts';
import type { ChartPoint, ChartSeries } from '#components/chart/chart-series.ts';
import { frequencyAt } from '#domain/periodogram/frequency-grid.ts';
import type { PeriodResult, PeriodSearch } from '#domain/periodogram/period-search.ts';
import styles from '../kit/analysis.module.css';
import { periodText } from './period-text.ts';
import type { Searched } from './searched.ts';
import type { FoldHandle } from './use-fold.ts';
import { bestBetween, detailLine, periodogramLine, statisticRange, stepped } from './variable-figure.ts';

/** What the vertical axis of each method is. */
export const statisticTitles: Readonly<Record<PeriodSearch['method'], string>> = {
  gls: 'Power, 1 − χ²/χ²₀',
  bls: 'Power of the box, 1 − χ²/χ²₀',
  string: 'String length a point',
  lafler: 'Lafler-Kinman statistic',
};

/** Peaks to either side of the fold in the detail. */
const detailPeaks = 12;

export interface PeriodogramChartsProps {
  /** Undefined before the first search has ended. */
  readonly searched: Searched | undefined;
  readonly fold: FoldHandle;
}

/** The whole periodogram, and what is around the fold; both are dragged, the first from peak to peak. */
export function PeriodogramCharts({ searched, fold }: PeriodogramChartsProps) {
  if (!searched) return <div className={styles.waiting} style={{ height: 370 }} aria-hidden="true" />;
  return (
    <>
      <Overview {...searched} fold={fold} />
      <Detail {...searched} fold={fold} />
    </>
  );
}

type ShownProps = Searched & { readonly fold: FoldHandle };

function dragOf({ result, fold }: ShownProps, ends: { from: number; to: number }, snap: boolean): ChartDrag {
  const { grid } = result;
  const frequency = fold.current?.frequency ?? result.frequency;
  return {
    label: snap ? 'Fold period, from peak to peak' : 'Fold period, finely',
    value: 1 / frequency,
    text: `${periodText(1 / frequency, result.baseline)} d`,
    min: ends.from,
    max: ends.to,
    onMove(period, { settled, pixel }) {
      const near = snap
        ? bestBetween(result, 1 / (period + 3 * pixel), 1 / Math.max(1e-9, period - 3 * pixel))
        : undefined;
      fold.set(near ?? 1 / period, settled);
    },
    onStep(steps) {
      if (!Number.isFinite(steps)) return fold.set(steps < 0 ? frequencyAt(grid, grid.count - 1) : grid.first, true);
      fold.set(stepped(grid, frequency, steps), true);
    },
  };
}

function ruleOf(period: number | undefined): readonly ChartSeries[] {
  if (period === undefined) return [];
  return [{ key: 'fold', kind: 'rule', axis: 'x', at: period, tone: 'accent', dashed: false }];
}

/** How many frequencies there are, or are yet. */
function countWords({ grid, frequencies }: PeriodResult): string {
  return grid.count < frequencies ? `${grid.count} of ${frequencies} frequencies so far` : `${frequencies} frequencies`;
}

function Overview(props: ShownProps) {
  const { result, search, fold } = props;
  const { grid } = result;
  const line = useMemo(() => periodogramLine(result), [result]);
  const range = useMemo(() => statisticRange(result), [result]);
  const x: ChartAxis = {
    title: 'Period (d)',
    from: 1 / frequencyAt(grid, grid.count - 1),
    to: 1 / grid.first,
    log: true,
  };
  const y: ChartAxis = { title: statisticTitles[search.method], ...range };
  const period = fold.current ? 1 / fold.current.frequency : undefined;
  const best = 1 / result.frequency;
  return (
    <Chart
      title="Periodogram"
      summary={`${countWords(result)}; the best period is ${periodText(best, result.baseline)} days.`}
      x={x}
      y={y}
      series={[line, ...ruleOf(period)]}
      height={220}
      drag={dragOf(props, x, true)}
      readout={readoutOf(result.baseline)}
    />
  );
}

function Detail(props: ShownProps) {
  const { result, search, fold } = props;
  const centre = fold.current?.frequency ?? result.frequency;
  const width = detailPeaks / result.baseline;
  const line = useMemo(() => detailLine(result, centre, detailPeaks), [result, centre]);
  const x: ChartAxis = {
    title: 'Period (d), around the fold',
    from: 1 / (centre + width),
    to: 1 / Math.max(centre - width, centre / 20),
  };
  const isUp = result.best === 'highest';
  const ends = extentOf(Array.from(line.y), { padding: 0.08, reversed: !isUp });
  const y: ChartAxis = { title: statisticTitles[search.method], from: isUp ? 0 : ends.from, to: ends.to };
  return (
    <Chart
      title="Periodogram around the fold"
      summary={`${detailPeaks} widths of a peak to either side of ${periodText(1 / centre, result.baseline)} days.`}
      x={x}
      y={y}
      series={[line, ...ruleOf(1 / centre)]}
      height={150}
      drag={dragOf(props, x, false)}
      readout={readoutOf(result.baseline)}
    />
  );
}

function readoutOf(baseline: number) {
  return ({ x, y }: ChartPoint): readonly string[] => [
    `${periodText(x, baseline)} d`,
    `${Number((1 / x).toPrecision(6))}/d`,
    y.toFixed(4),
  ];
}
