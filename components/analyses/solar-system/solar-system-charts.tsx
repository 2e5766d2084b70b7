'use client';
import { useMemo } from 'react';
import { Chart } from '#components/chart/chart.tsx';
import { ChartLegend } from '#components/chart/chart-legend.tsx';
import type { ChartPoint } from '#components/chart/chart-series.ts';
import { useObjectPage, useSelectAlert } from '#components/object/object-context.tsx';
import { fixed, isoFromMjd } from '#domain/object/format-value.ts';
import { type PhaseFitResult, phaseModel } from '#domain/solar-system/phase-fits.ts';
import type { SsoColumns } from '#domain/solar-system/sso-columns.ts';
import type { SsoObservation } from '#domain/solar-system/sso-points.ts';
import styles from '../kit/analysis.module.css';
import {
  magnitudeChart,
  offsetChart,
  phaseChart,
  phaseResiduals,
  residualHistogram,
  type SsoChart,
} from './solar-system-figure.ts';

export interface SolarSystemChartsProps {
  readonly columns: SsoColumns;
  readonly observations: readonly SsoObservation[];
  readonly fit: PhaseFitResult | undefined;
  /** Rows of the apparition that stands out. */
  readonly chosen: ReadonlySet<number> | undefined;
}

export function SolarSystemCharts({ columns, observations, fit, chosen }: SolarSystemChartsProps) {
  const { bands, timeScale } = useObjectPage().facts;
  const open = useOpenAlert(columns);
  const light = useMemo(() => magnitudeChart(columns, bands, chosen), [columns, bands, chosen]);
  const offsets = useMemo(() => offsetChart(columns, bands, chosen), [columns, bands, chosen]);
  const lines = (chart: SsoChart, value: (point: ChartPoint) => string) => (point: ChartPoint) =>
    pointLines(columns, chart.rowOf(point), `${point.series.band ?? ''} ${value(point)}`);
  const hasPredicted = columns.ephemeris?.mag.some((mag) => mag !== null) ?? false;
  const hasOffsets = offsets.series.length > 0;
  return (
    <>
      <ChartLegend series={light.series} />
      <Chart
        title="Light curve of all apparitions"
        summary={`${columns.mjd.length} alerts of ${columns.name}${hasPredicted ? ', with predicted magnitudes' : ''}.`}
        x={{ ...light.x, title: `MJD, ${timeScale}` }}
        y={{
          ...light.y,
          title: `Difference magnitude (AB)${hasPredicted ? '; small open marks: predicted' : ''}`,
        }}
        series={light.all}
        height={240}
        readout={lines(light, ({ y }) => `${fixed(y, 3)} mag`)}
        onPick={(point) => open(light.rowOf(point))}
      />
      {observations.length > 0 ? (
        <PhaseCharts columns={columns} observations={observations} fit={fit} chosen={chosen} />
      ) : null}
      {hasOffsets ? (
        <div className={styles.pair}>
          <Chart
            title="Positions against the ephemeris"
            summary={`${offsets.series.reduce((sum, { x }) => sum + x.length, 0)} alerts about the computed position, arcseconds.`}
            x={{ ...offsets.x, title: 'Δα cos δ (″), east left' }}
            y={{ ...offsets.y, title: 'Δδ (″)' }}
            series={offsets.all}
            height={320}
            equal
            readout={lines(offsets, ({ x, y }) => `${fixed(x, 2)}″ east, ${fixed(y, 2)}″ north`)}
            onPick={(point) => open(offsets.rowOf(point))}
          />
          {fit ? <Histogram fit={fit} /> : null}
        </div>
      ) : null}
    </>
  );
}

function Histogram({ fit }: { readonly fit: PhaseFitResult }) {
  const chart = useMemo(() => residualHistogram(fit), [fit]);
  return (
    <Chart
      title="Histogram of residuals"
      summary={`Root mean square ${fixed(fit.rms, 3)} mag.`}
      x={{ ...chart.x, title: 'Observed − model (mag)' }}
      y={{ ...chart.y, title: 'Alerts' }}
      series={chart.all}
      height={320}
    />
  );
}

function PhaseCharts({ columns, observations, fit, chosen }: SolarSystemChartsProps) {
  const { bands } = useObjectPage().facts;
  const open = useOpenAlert(columns);
  const phase = useMemo(() => phaseChart({ observations, fit, bands, chosen }), [observations, fit, bands, chosen]);
  const rest = useMemo(
    () => fit && phaseResiduals({ observations, fit, bands, chosen }),
    [observations, fit, bands, chosen],
  );
  const hasShape = fit !== undefined && phaseModel(fit.model).common.length > 0;
  const words = (chart: SsoChart, unit: string) => (point: ChartPoint) =>
    pointLines(
      columns,
      chart.rowOf(point),
      `${point.series.band ?? ''} ${fixed(point.y, 3)}${unit} at ${fixed(point.x, 2)}°`,
    );
  return (
    <>
      <Chart
        title="Phase curve"
        summary={`Reduced magnitude of ${observations.length} alerts against the phase angle.`}
        x={{ ...phase.x, title: fit ? '' : 'Phase angle (°)' }}
        y={{ ...phase.y, title: hasShape ? 'Reduced magnitude, shape taken out' : 'Reduced magnitude' }}
        series={phase.all}
        height={300}
        readout={words(phase, ' mag')}
        onPick={(point) => open(phase.rowOf(point))}
      />
      {rest ? (
        <Chart
          title="Residuals of the phase curve"
          summary="Observed minus model; brighter than the model is up."
          x={{ ...rest.x, title: 'Phase angle (°)' }}
          y={{ ...rest.y, title: 'Observed − model (mag)' }}
          series={rest.all}
          height={150}
          readout={words(rest, ' mag')}
          onPick={(point) => open(rest.rowOf(point))}
        />
      ) : (
        <div className={styles.restWaiting} />
      )}
    </>
  );
}

/** Lines of a read-out: the value, when, and whose alert it is. */
function pointLines(columns: SsoColumns, row: number | undefined, value: string): readonly string[] {
  const [mjd, objectId] = row === undefined ? [] : [columns.mjd[row], columns.objectId[row]];
  return [value, mjd === undefined ? '' : isoFromMjd(mjd).slice(0, 16), objectId ?? ''].filter((line) => line !== '');
}

/** Shows an alert: on this page where it is filed under its object, else on the page of its own. */
function useOpenAlert(columns: SsoColumns) {
  const { facts } = useObjectPage();
  const select = useSelectAlert();
  return (row: number | undefined) => {
    const [objectId, alertId] = row === undefined ? [] : [columns.objectId[row], columns.alertId[row]];
    if (!objectId || !alertId) return;
    if (objectId === facts.objectId) select(alertId);
    else location.assign(`/${encodeURIComponent(objectId)}?alert=${alertId}&tab=solar-system`);
  };
}
