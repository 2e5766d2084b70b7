'use client';
import { useMemo } from 'react';
import { Chart } from '#components/chart/chart.tsx';
import { ChartLegend } from '#components/chart/chart-legend.tsx';
import type { Range } from '#components/lightcurve/figure-scale.ts';
import { useObjectPage } from '#components/object/object-context.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { colourToleranceDays, evolutionOf } from '#domain/transient/evolution.ts';
import type { TransientFit } from '#domain/transient/fit-transient.ts';
import { transientModel } from '#domain/transient/transient-models.ts';
import type { CurvePoint } from '#domain/transient/transient-points.ts';
import styles from '../kit/analysis.module.css';
import { timeLines } from '../kit/time-lines.ts';
import { useSelection } from '../kit/use-selection.ts';
import { colourChart, fluxChart, rateChart, residualChart } from './supernova-figure.ts';

export interface SupernovaChartsProps {
  readonly curve: Lightcurve;
  readonly points: readonly CurvePoint[];
  readonly fit: TransientFit | undefined;
  readonly x: Range;
  /** The first fit is not there yet: its residuals will need room. */
  readonly isFitting: boolean;
}

/** Light curve with fit, what it leaves over, colour and rates, all over the same time. */
export function SupernovaCharts({ curve, points, fit, x, isFitting }: SupernovaChartsProps) {
  const { facts } = useObjectPage();
  const { bands } = facts;
  const { rule, pick } = useSelection(curve);
  const evolution = useMemo(() => evolutionOf(curve), [curve]);
  const flux = useMemo(() => fluxChart({ points, fit, bands, x }), [points, fit, bands, x]);
  const rest = useMemo(() => fit && residualChart({ points, fit, bands, x }), [points, fit, bands, x]);
  const colour = useMemo(() => colourChart(evolution, bands), [evolution, bands]);
  const rate = useMemo(() => rateChart(evolution, bands), [evolution, bands]);
  const time = { ...x, title: `MJD, ${facts.timeScale}` };
  const silent = { ...x, title: '' };
  return (
    <>
      <ChartLegend series={flux.series} />
      <Chart
        title="Difference flux and fit"
        summary={`${points.length} points${fit ? `, fitted with ${transientModel(fit.model).title}` : ''}.`}
        x={silent}
        y={{ ...flux.y, title: 'Difference flux (µJy)' }}
        series={[...flux.all, ...rule]}
        height={300}
        readout={timeLines('', ' µJy', 2)}
        onPick={(point) => pick(flux.rowOf(point))}
      />
      {rest ? <Residuals curve={curve} rest={rest} x={x} /> : null}
      {!rest && isFitting ? <div className={styles.restWaiting} /> : null}
      {evolution.colour.length > 0 ? (
        <Chart
          title="Colour"
          summary={`${evolution.colour.length} pairs of g and r within ${colourToleranceDays} days.`}
          x={silent}
          y={{ ...colour.y, title: `g − r (mag), within ${colourToleranceDays} d` }}
          series={[...colour.all, ...rule]}
          height={150}
          readout={timeLines('g − r', '', 2)}
        />
      ) : null}
      <Chart
        title="Rates"
        summary="Change of magnitude a day between detections that follow each other, by band; positive is fading."
        x={time}
        y={{ ...rate.y, title: 'Rate (mag/d), fading up' }}
        series={[...rate.all, ...rule]}
        height={170}
        readout={timeLines('rate', ' mag/d', 3)}
      />
    </>
  );
}

interface ResidualsProps extends Pick<SupernovaChartsProps, 'curve' | 'x'> {
  readonly rest: ReturnType<typeof residualChart>;
}

function Residuals({ curve, rest, x }: ResidualsProps) {
  const { rule, pick } = useSelection(curve);
  return (
    <Chart
      title="Residuals of the fit"
      summary="Flux minus fit, in units of the error."
      x={{ ...x, title: '' }}
      y={{ ...rest.y, title: '(flux − fit)/σ' }}
      series={[...rest.all, ...rule]}
      height={130}
      readout={timeLines('', ' σ', 1)}
      onPick={(point) => pick(rest.rowOf(point))}
    />
  );
}
