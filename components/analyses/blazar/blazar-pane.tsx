'use client';
import { type ReactNode, useMemo } from 'react';
import { Chart } from '#components/chart/chart.tsx';
import { ChartLegend } from '#components/chart/chart-legend.tsx';
import { extentOf } from '#components/chart/chart-scale.ts';
import type { OverlayId } from '#components/lightcurve/overlays/overlay-ids.ts';
import { overlayCurves } from '#components/lightcurve/overlays/overlay-store.ts';
import { usePublished } from '#components/lightcurve/published.ts';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { Message } from '#components/ui/message.tsx';
import { episodesOf, stateOf, type Thresholds, thresholdsOf } from '#domain/blazar/standardise.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { fixed } from '#domain/object/format-value.ts';
import { isReferenceTheSource } from '#domain/photometry/apparent.ts';
import styles from '../kit/analysis.module.css';
import { momentText } from '../kit/time-lines.ts';
import { useSelection } from '../kit/use-selection.ts';
import { WithCurve } from '../kit/with-curve.tsx';
import { blazarChart, type PlacedStandard, releaseFluxes, sourceFluxes, standardisedCurve } from './blazar-figure.ts';
import { BlazarNumbers } from './blazar-numbers.tsx';

/** Data releases of the survey that watches. */
const releases: readonly OverlayId[] = ['release'];
const stateWords = { low: 'low state', middle: 'between', high: 'high state' } as const;

/** Blazar: flux of the source over its median, with its low and high states. */
export default function BlazarPane() {
  return <WithCurve>{(curve) => <Blazar curve={curve} />}</WithCurve>;
}

function Blazar({ curve }: { readonly curve: Lightcurve }) {
  const { bzPercent } = useView();
  const overlays = usePublished(overlayCurves);
  const { fluxes, left } = useMemo(() => sourceFluxes(curve), [curve]);
  const others = useMemo(() => releaseFluxes(overlays, releases), [overlays]);
  const standard = useMemo(() => standardisedCurve([...fluxes, ...others]), [fluxes, others]);
  const thresholds = useMemo(() => thresholdsOf(standard, bzPercent), [standard, bzPercent]);
  if (standard.points.length < 2 || isReferenceTheSource(curve.refDistArcsec) === false)
    return (
      <Message title="No flux of the source itself">
        <p>
          The states of a blazar are those of its own flux: reference and difference together. Here fewer than two
          detections have it, or the nearest source of the reference image is more than 1.5″ away.
        </p>
      </Message>
    );
  return (
    <>
      <Controls thresholds={thresholds} />
      <div className={styles.columns}>
        <div className={styles.charts}>
          <BlazarChart curve={curve} standard={standard} thresholds={thresholds} />
          <Words standard={standard} left={left} others={others.length} />
        </div>
        <div className={styles.numbers}>
          <BlazarNumbers curve={curve} standard={standard} thresholds={thresholds} />
        </div>
      </div>
    </>
  );
}

function Controls({ thresholds }: { readonly thresholds: Thresholds }): ReactNode {
  const { view: store } = useObjectPage();
  const { bzPercent } = useView();
  return (
    <div className={styles.bar}>
      <label className={styles.field}>
        Extreme states: outermost
        <input
          type="range"
          min="0"
          max="50"
          step="0.5"
          value={bzPercent}
          data-arrows=""
          aria-valuetext={`${bzPercent} per cent`}
          onChange={(event) => store.set({ bzPercent: Number(event.target.value) })}
        />
        <output>{`${bzPercent} %`}</output>
      </label>
      <p>{`low up to ${fixed(thresholds.low, 3)}, high from ${fixed(thresholds.high, 3)} of the median flux`}</p>
    </div>
  );
}

interface BlazarChartProps {
  readonly curve: Lightcurve;
  readonly standard: PlacedStandard;
  readonly thresholds: Thresholds;
}

function BlazarChart({ curve, standard, thresholds }: BlazarChartProps) {
  const { bands, timeScale } = useObjectPage().facts;
  const { rule, pick } = useSelection(curve);
  const chart = useMemo(() => blazarChart(standard, thresholds, bands), [standard, thresholds, bands]);
  const x = useMemo(
    () =>
      extentOf(
        standard.points.map(({ mjd }) => mjd),
        { least: 1 },
      ),
    [standard],
  );
  const episodes = episodesOf(standard, thresholds);
  const count = (state: string): number => episodes.filter((one) => one.state === state).length;
  return (
    <>
      <ChartLegend series={chart.series} />
      <Chart
        title="Standardised flux"
        summary={`${standard.points.length} fluxes over their median; ${count('low')} times in the low state, ${count('high')} in the high one.`}
        x={{ ...x, title: `MJD, ${timeScale}` }}
        y={{ ...chart.y, title: 'Flux / median flux' }}
        series={[...chart.all, ...rule]}
        height={340}
        readout={({ series, x: mjd, y }) => [
          `${series.band ?? ''} ${fixed(y, 3)}, ${stateWords[stateOf(y, thresholds)]}`,
          `${fixed(y / thresholds.low, 2)} of the low threshold`,
          momentText(mjd),
        ]}
        onPick={(point) => {
          const row = chart.rowOf(point);
          if (row !== undefined && row >= 0) pick(row);
        }}
      />
    </>
  );
}

function Words({ standard, left, others }: { standard: PlacedStandard; left: number; others: number }) {
  const medians = [...standard.medians].map(([band, median]) => `${band} ${fixed(median, 1)} µJy`).join(', ');
  const how =
    standard.windows > 0
      ? `from ${standard.windows} half-days in which every band was seen`
      : 'from all epochs of each band, for no half-day holds every band';
  const without = left > 0 ? ` ${left} detections have no flux of the source and are left out.` : '';
  const early =
    standard.before > 0
      ? ` ${standard.before} alerts from before the first point of the data release count for no median of a band.`
      : '';
  const lost = standard.left > 0 ? ` ${standard.left} fluxes of bands without a positive median are left out.` : '';
  const more =
    others > 0
      ? ` ${others} points of the data release (open marks) count too.`
      : ' Switch the data release on above the light curve to count its points too.';
  return (
    <p className={styles.note}>
      {`A flux of 1 is ${medians}, ${how}. Flux is that of the source: reference and difference together.${without}${more}${early}${lost}`}
    </p>
  );
}
