'use client';
import { useMemo, useRef } from 'react';
import { useView } from '#components/object/object-context.tsx';
import { Message } from '#components/ui/message.tsx';
import { workerOf } from '#components/workers/run-in-worker.ts';
import { useWorkerRun } from '#components/workers/use-worker-run.ts';
import type { RunState } from '#components/workers/worker-run.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { fainterOf, samplesFromPoints } from '#domain/periodogram/period-points.ts';
import type { PeriodResult, PeriodSearch, SearchProgress } from '#domain/periodogram/period-search.ts';
import { type CentredSamples, centred, leastPoints } from '#domain/periodogram/samples.ts';
import styles from '../kit/analysis.module.css';
import { WithCurve } from '../kit/with-curve.tsx';
import { WorkerFailure, WorkerStatus } from '../kit/worker-strip.tsx';
import { AliasTable } from './alias-table.tsx';
import { FeatureTable } from './feature-table.tsx';
import { FoldCharts } from './fold-charts.tsx';
import { defaultRange, PeriodControls } from './period-controls.tsx';
import { PeriodNumbers } from './period-numbers.tsx';
import { PeriodogramCharts } from './periodogram-charts.tsx';
import { PointWords } from './point-words.tsx';
import type { Searched } from './searched.ts';
import { useFold } from './use-fold.ts';
import { usePeriodPoints } from './use-period-points.ts';
import { WindowChart } from './window-chart.tsx';

const worker = workerOf<PeriodSearch, SearchProgress, PeriodResult>(
  () => new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module' }),
);

/** Variable: search for a period, fold, model, aliases, the chance that all of it is noise, and what the broker computed. */
export default function VariablePane() {
  return (
    <>
      <WithCurve>{(curve) => <Variable curve={curve} />}</WithCurve>
      <FeatureTable />
    </>
  );
}

/** What is searched; the same object as long as nothing of it changes. */
function useSearch(curve: Lightcurve) {
  const { vMethod, vBase, vBand, vRange } = useView();
  const { quantity, points, left, others } = usePeriodPoints(curve);
  const { samples, groups } = useMemo(() => samplesFromPoints(points), [points]);
  const middle = useMemo(() => {
    const isEnough = samples.time.length >= leastPoints && samples.time.some((time) => time !== samples.time[0]);
    return isEnough ? centred(samples) : undefined;
  }, [samples]);
  const search = useMemo((): PeriodSearch | undefined => {
    // An address may ask for no harmonic at all.
    const terms = { base: vBase === '0' && vBand === '0' ? 1 : Number(vBase), band: Number(vBand) };
    const range = vRange ? { shortest: vRange.from, longest: vRange.to } : defaultRange(middle?.baseline ?? 1);
    return middle && { samples, method: vMethod, terms, range, fainter: fainterOf(quantity) };
  }, [samples, middle, vMethod, vBase, vBand, vRange, quantity]);
  return { quantity, points, left, others, groups, samples: middle, search };
}

/** The newest result with its own data, of all frequencies or of those known so far: it stays while the next search begins, or failed. */
function useSearched(
  state: RunState<SearchProgress, PeriodResult>,
  search: PeriodSearch | undefined,
  samples: CentredSamples | undefined,
): Searched | undefined {
  const last = useRef<Searched>(undefined);
  const result =
    state.status === 'done' ? state.result : state.status === 'running' ? state.progress?.soFar : undefined;
  if (result && search && samples && last.current?.result !== result) last.current = { result, search, samples };
  return last.current;
}

function Variable({ curve }: { readonly curve: Lightcurve }) {
  const { quantity, points, left, others, groups, samples, search } = useSearch(curve);
  const run = useWorkerRun(worker, search);
  const searched = useSearched(run.state, search, samples);
  const result = searched?.result;
  const fold = useFold({ samples, search, result, quantity, groups });
  const named = useMemo(
    () => groups.map((name) => ({ name, band: points.find(({ group }) => group === name)?.band ?? 'g' })),
    [groups, points],
  );
  const controls = (
    <PeriodControls curve={curve} quantity={quantity} baseline={samples?.baseline}>
      <WorkerStatus run={run} what="Search" />
    </PeriodControls>
  );
  if (!samples || !search)
    return (
      <>
        {controls}
        <Message title="Too few points for a period">
          <p>
            {points.length} points of the light curve can be used; a search needs {leastPoints} at different times.{' '}
            {left.bad > 0 ? `${left.bad} of bad quality are left out. ` : ''}
            {left.withoutMagnitude > 0 ? `${left.withoutMagnitude} have no magnitude; fluxes keep them. ` : ''}
            Data-release photometry over the light curve adds points.
          </p>
        </Message>
      </>
    );
  return (
    <>
      {controls}
      <WorkerFailure run={run} />
      <div className={styles.columns}>
        <div className={styles.charts}>
          <FoldCharts curve={curve} points={points} groups={named} quantity={quantity} fold={fold.current} />
          <PeriodogramCharts searched={searched} fold={fold} />
          <WindowChart result={result} />
        </div>
        <div className={styles.numbers}>
          <PeriodNumbers searched={searched} fold={fold} groups={named} />
          <AliasTable searched={searched} fold={fold} />
          <PointWords left={left} others={others} used={points.length} quantity={quantity} />
        </div>
      </div>
    </>
  );
}
