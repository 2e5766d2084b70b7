'use client';
import { useMemo } from 'react';
import { Chart } from '#components/chart/chart.tsx';
import { ChartLegend } from '#components/chart/chart-legend.tsx';
import { extentOf } from '#components/chart/chart-scale.ts';
import type { ChartPoint, MarkSeries } from '#components/chart/chart-series.ts';
import { useObjectPage } from '#components/object/object-context.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { fainterOf, type PeriodPoint, type PeriodQuantity } from '#domain/periodogram/period-points.ts';
import type { BandName } from '#domain/surveys/survey.ts';
import styles from '../kit/analysis.module.css';
import { momentText } from '../kit/time-lines.ts';
import { useSelection } from '../kit/use-selection.ts';
import type { PeriodFold } from './period-fold.ts';
import { foldedMarks, modelExtents, modelLines, quantityTitles } from './variable-figure.ts';

/** A model with more cycles than this is drawn by its extent over time. */
const cyclesDrawn = 120;

export interface FoldChartsProps {
  readonly curve: Lightcurve;
  readonly points: readonly PeriodPoint[];
  readonly groups: readonly { readonly name: string; readonly band: BandName }[];
  readonly quantity: PeriodQuantity;
  readonly fold: PeriodFold | undefined;
}

/** The light curve by phase, twice around, and by time, both with the model. */
export function FoldCharts(props: FoldChartsProps) {
  const { points, quantity, fold } = props;
  const reversed = fainterOf(quantity) > 0;
  const y = useMemo(
    () => ({
      ...extentOf(
        points.map(({ value }) => value),
        { reversed, padding: 0.08 },
      ),
      title: quantityTitles[quantity],
    }),
    [points, reversed, quantity],
  );
  if (!fold) return <div className={styles.waiting} style={{ height: 300 }} aria-hidden="true" />;
  return (
    <>
      <Folded {...props} fold={fold} y={y} />
      <Unfolded {...props} fold={fold} y={y} />
    </>
  );
}

type DrawnProps = FoldChartsProps & {
  readonly fold: PeriodFold;
  readonly y: { readonly from: number; readonly to: number; readonly title: string };
};

function readoutOf(quantity: PeriodQuantity, at: (point: ChartPoint) => string) {
  const decimals = fainterOf(quantity) > 0 ? 3 : 1;
  return (point: ChartPoint): readonly string[] => {
    const error = point.series.kind === 'marks' ? (point.series.errors?.[point.index] ?? 0) : 0;
    const name = point.series.key.replace(/ \d$/, '');
    return [`${name} ${point.y.toFixed(decimals)} ± ${error.toFixed(decimals)}`, at(point)];
  };
}

function Folded({ curve, points, groups, quantity, fold, y }: DrawnProps) {
  const { bands } = useObjectPage().facts;
  const { pick } = useSelection(curve);
  const marks = useMemo(
    () => foldedMarks(points, { groups, bands, place: fold.phaseAt, cycles: 2 }),
    [points, groups, bands, fold],
  );
  const lines = useMemo(
    () =>
      modelLines(groups, (phase, group) => fold.valueAtPhase(phase - Math.floor(phase), group), {
        from: 0,
        to: 2,
        count: 401,
      }),
    [groups, fold],
  );
  const period = Number((1 / fold.frequency).toPrecision(9));
  return (
    <>
      <ChartLegend series={marks.series} />
      <Chart
        title="Folded light curve"
        summary={`${points.length} points folded with ${period} days, shown for two cycles, with the model of each band.`}
        x={{ from: 0, to: 2, title: `Phase, P = ${period} d` }}
        y={y}
        series={[...marks.series, ...lines]}
        height={300}
        readout={readoutOf(quantity, ({ x }) => `phase ${(x - Math.floor(x)).toFixed(4)}`)}
        onPick={({ series, index }) => pick(marks.rows.get(series.key)?.[index])}
      />
    </>
  );
}

function Unfolded({ curve, points, groups, quantity, fold, y }: DrawnProps) {
  const { bands } = useObjectPage().facts;
  const { pick } = useSelection(curve);
  const x = useMemo(
    () =>
      extentOf(
        points.map(({ time }) => time),
        { padding: 0.02 },
      ),
    [points],
  );
  const marks = useMemo(
    () => foldedMarks(points, { groups, bands, place: (time) => time, cycles: 1 }),
    [points, groups, bands],
  );
  const cycles = (x.to - x.from) * fold.frequency;
  const model = useMemo(() => {
    if (cycles > cyclesDrawn) return modelExtents(groups, fold.valueAtPhase, x);
    const count = Math.max(200, Math.ceil(cycles * 24));
    return modelLines(groups, (time, group) => fold.valueAtPhase(fold.phaseAt(time), group), { ...x, count });
  }, [cycles, groups, fold, x]);
  const series: readonly MarkSeries[] = marks.series;
  return (
    <Chart
      title="Light curve and model"
      summary={`The same points over time; the model is ${cycles > cyclesDrawn ? 'shown by its extent' : 'a line a band'}.`}
      x={{
        ...x,
        title:
          cycles > cyclesDrawn
            ? `MJD at the Sun (UTC); ${Math.round(cycles)} cycles, the model by its extent`
            : 'MJD at the Sun (UTC)',
      }}
      y={y}
      series={[...model, ...series]}
      height={190}
      readout={readoutOf(quantity, (point) => momentText(point.x, 4))}
      onPick={({ series: { key }, index }) => pick(marks.rows.get(key)?.[index])}
    />
  );
}
