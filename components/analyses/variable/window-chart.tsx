'use client';
import { useMemo } from 'react';
import { Chart } from '#components/chart/chart.tsx';
import type { LineSeries } from '#components/chart/chart-series.ts';
import { frequencyAt, highestIndex, indexOf } from '#domain/periodogram/frequency-grid.ts';
import { type PeriodResult, windowUpTo } from '#domain/periodogram/period-search.ts';

/** Places on the axis that a long window is thinned to. */
const columns = 1_200;

/** The highest value of each of so many columns. */
function windowLine({ grid, values }: NonNullable<PeriodResult['window']>): LineSeries {
  const every = Math.max(1, Math.ceil(grid.count / columns));
  const [x, y]: [number[], number[]] = [[], []];
  for (let from = 0; from < grid.count; from += every) {
    const k = highestIndex(values, from, Math.min(grid.count, from + every));
    x.push(frequencyAt(grid, k));
    y.push(values[k] ?? Number.NaN);
  }
  return { key: 'window', kind: 'line', x, y, tone: 'text-2', width: 1 };
}

/** By which frequencies the times of observation mistake one period for another. */
export function WindowChart({ result }: { readonly result: PeriodResult | undefined }) {
  const line = useMemo(() => result?.window && windowLine(result.window), [result]);
  if (!result?.window || !line) return null;
  const { grid, values } = result.window;
  const day = values[indexOf(grid, 1)] ?? Number.NaN;
  return (
    <Chart
      title="Window function"
      summary={`Spectral window from 0 to ${windowUpTo} per day; at one per day it is ${day.toFixed(2)}.`}
      x={{ from: 0, to: windowUpTo, title: 'Frequency (1/d)' }}
      y={{ from: 0, to: 1, title: 'Window function' }}
      series={[line]}
      height={140}
      readout={({ x, y }) => [`${x.toFixed(4)}/d`, y.toFixed(3)]}
    />
  );
}
