'use client';
import { useMemo } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { Select } from '#components/ui/control.tsx';
import { Toggle } from '#components/ui/toggle.tsx';
import { workerOf } from '#components/workers/run-in-worker.ts';
import { useWorkerRun } from '#components/workers/use-worker-run.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { NoTransientFit, TransientFit, TransientFitRequest } from '#domain/transient/fit-transient.ts';
import { type TransientModelName, transientModelNames } from '#domain/transient/transient-model-names.ts';
import { transientModel } from '#domain/transient/transient-models.ts';
import { transientPoints } from '#domain/transient/transient-points.ts';
import styles from '../kit/analysis.module.css';
import { RangeInputs } from '../kit/range-inputs.tsx';
import { WithCurve } from '../kit/with-curve.tsx';
import { WorkerFailure, WorkerStatus } from '../kit/worker-strip.tsx';
import { FitNumbers } from './fit-numbers.tsx';
import { ScoreCharts } from './score-charts.tsx';
import { SupernovaCharts } from './supernova-charts.tsx';
import { mjdBounds } from './supernova-fields.ts';
import { timeRange } from './supernova-figure.ts';
import { useCurveModel } from './use-curve-model.ts';

const worker = workerOf<TransientFitRequest, number, TransientFit | NoTransientFit>(
  () => new Worker(new URL('./transient.worker.ts', import.meta.url), { type: 'module' }),
);

const modelOptions = transientModelNames.map((value) => ({ value, label: transientModel(value).title }));

/** Supernova: scores by time, fits of rise and decline, colour and rates. */
export default function SupernovaPane() {
  return <WithCurve>{(curve) => <Supernova curve={curve} />}</WithCurve>;
}

function Supernova({ curve }: { readonly curve: Lightcurve }) {
  const { snModel, snBaseline, snLimits, snRange } = useView();
  const x = useMemo(() => timeRange(curve, snRange), [curve, snRange]);
  const points = useMemo(() => {
    const all = transientPoints(curve, { limits: snLimits });
    return snRange ? all.filter(({ mjd }) => mjd >= snRange.from && mjd <= snRange.to) : all;
  }, [curve, snLimits, snRange]);
  const request = useMemo(() => ({ model: snModel, baseline: snBaseline, points }), [snModel, snBaseline, points]);
  const run = useWorkerRun(worker, request);
  const { last } = run.state;
  const fit = typeof last === 'object' ? last : undefined;
  useCurveModel(fit);
  return (
    <>
      <Controls curve={curve}>
        <WorkerStatus run={run} what="Fit" />
      </Controls>
      <WorkerFailure run={run} />
      <div className={styles.columns}>
        <div className={styles.charts}>
          <SupernovaCharts curve={curve} points={points} fit={fit} x={x} isFitting={last === undefined} />
        </div>
        <div className={styles.numbers}>
          <FitNumbers outcome={last} points={points} />
        </div>
      </div>
      <ScoreCharts curve={curve} x={x} />
    </>
  );
}

function Controls({ curve, children }: { readonly curve: Lightcurve; readonly children: React.ReactNode }) {
  const { view: store } = useObjectPage();
  const { snModel, snBaseline, snLimits, snRange } = useView();
  const ends = timeRange(curve, null);
  const choose = (model: TransientModelName) => store.set({ snModel: model });
  return (
    <div className={styles.bar}>
      <Select label="Model of the light curve" value={snModel} options={modelOptions} onChange={choose} />
      <Toggle
        pressed={snBaseline}
        onChange={(pressed) => store.set({ snBaseline: pressed })}
        title="A constant flux in each band is fitted too: what a reference that holds some of the transient leaves behind"
      >
        Constant flux
      </Toggle>
      <Toggle
        pressed={snLimits}
        onChange={(pressed) => store.set({ snLimits: pressed })}
        title="Each 5σ limit within 40 days of a detection counts as a flux of 0 with σ = a fifth of it"
      >
        Limits as zero flux
      </Toggle>
      <RangeInputs
        from={{ label: 'From MJD', initial: Math.floor(ends.from), placeholder: 'first' }}
        to={{ label: 'to', initial: Math.ceil(ends.to), placeholder: 'last' }}
        value={snRange}
        bounds={mjdBounds}
        onChange={(range) => store.set({ snRange: range })}
      />
      {children}
    </div>
  );
}
