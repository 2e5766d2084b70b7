'use client';
import { useMemo, useState } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import { workerOf } from '#components/workers/run-in-worker.ts';
import { useWorkerRun } from '#components/workers/use-worker-run.ts';
import { isoFromMjd, rounded } from '#domain/object/format-value.ts';
import { baluevChance, bootstrapChance } from '#domain/periodogram/false-alarm.ts';
import {
  type BootstrapSearch,
  bootstrapCost,
  createStatisticAt,
  frequencySigma,
} from '#domain/periodogram/period-search.ts';
import type { BandName } from '#domain/surveys/survey.ts';
import styles from '../kit/analysis.module.css';
import { WorkerStatus } from '../kit/worker-strip.tsx';
import type { PeriodFold } from './period-fold.ts';
import { chanceText, periodText } from './period-text.ts';
import { statisticTitles } from './periodogram-charts.tsx';
import type { Searched } from './searched.ts';
import type { FoldHandle } from './use-fold.ts';

const worker = workerOf<BootstrapSearch, number, Float64Array>(
  () => new Worker(new URL('./bootstrap.worker.ts', import.meta.url), { type: 'module' }),
);

const shuffles = 100;
const seed = 1;
/** A bootstrap of more multiplications than this is made only when asked for: some seconds. */
const costAtOnce = 4e9;

export interface PeriodNumbersProps {
  readonly searched: Searched | undefined;
  readonly fold: FoldHandle;
  readonly groups: readonly { readonly name: string; readonly band: BandName }[];
}

/** The period with its error, what speaks for it, and what the model says. */
export function PeriodNumbers({ searched, fold, groups }: PeriodNumbersProps) {
  if (!searched || !fold.current) return null;
  return <Numbers searched={searched} fold={fold} groups={groups} current={fold.current} />;
}

type ShownProps = PeriodNumbersProps & { readonly searched: Searched; readonly current: PeriodFold };

function Numbers({ searched, fold, groups, current }: ShownProps) {
  const { search, samples, result } = searched;
  const { frequency } = current;
  const isWhole = result.grid.count === result.frequencies;
  const at = useMemo(() => createStatisticAt(samples, search), [samples, search]);
  const value = at(frequency);
  const period = 1 / frequency;
  const error = useSigma(searched, fold.isSet ? frequency : undefined);
  const shown = rounded(period, error.sigma * period * period);
  const isMag = search.fainter > 0;
  return (
    <table className={styles.table}>
      <tbody>
        <Row name={fold.isSet ? 'Period, set' : isWhole ? 'Period' : 'Period so far'} title={error.words}>
          <b>{shown.error === undefined ? periodText(period, samples.baseline) : `${shown.value} ± ${shown.error}`}</b>{' '}
          d
        </Row>
        <Row name="Frequency">{Number(frequency.toPrecision(8))} /d</Row>
        <Row
          name="Phase 0"
          title="Brightest of the model in the first band, or middle of the eclipse; heliocentric, UTC"
        >
          {isoFromMjd(current.epoch).slice(0, 16)}
          <br />
          <small>MJD {current.epoch.toFixed(5)}</small>
        </Row>
        <Row name={statisticTitles[search.method].split(',')[0] ?? ''}>{value.toFixed(4)}</Row>
        {isWhole ? <FalseAlarm searched={searched} value={value} /> : <Row name="False alarm">after the search</Row>}
        <Row
          name="χ²/(N − p)"
          title="p counts the constants and harmonics of all bands, and the period where it was searched for"
        >
          {Number.isFinite(current.reduced) ? current.reduced.toPrecision(3) : '–'}{' '}
          <small>
            (χ² {current.chi2.toPrecision(4)}, {current.free} dof)
          </small>
        </Row>
        {groups.map(({ name, band }, group) => (
          <tr key={name}>
            <th scope="row">
              Amplitude <i data-band={band}>{name}</i>
            </th>
            <td>
              {(current.amplitudes[group] ?? Number.NaN).toFixed(isMag ? 3 : 1)} {isMag ? 'mag' : 'µJy'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Row(props: { readonly name: string; readonly title?: string; readonly children: React.ReactNode }) {
  return (
    <tr title={props.title}>
      <th scope="row">{props.name}</th>
      <td>{props.children}</td>
    </tr>
  );
}

/** 1σ of the frequency and where it comes from: of the search, or of a period that was set. */
function useSigma({ result, search, samples }: Searched, set: number | undefined) {
  const own = useMemo(
    () => (set === undefined || search.method !== 'gls' ? Number.NaN : frequencySigma(samples, search.terms, set)),
    [samples, search, set],
  );
  const sigma = set === undefined ? result.sigma : search.method === 'gls' ? own : 1 / (2 * samples.baseline);
  const fromChi2 = set === undefined ? result.sigmaFrom === 'chi2' : search.method === 'gls';
  return {
    sigma,
    words: fromChi2
      ? '1σ from the curvature of χ² at the peak, errors scaled to a reduced χ² of 1; aliases are not in it'
      : 'Half the width of a peak, 1/(2T)',
  };
}

interface FalseAlarmProps {
  readonly searched: Searched;
  readonly value: number;
}

/** The chance that noise has a peak like this somewhere in the range: by formula where one holds, else by shuffling. */
function FalseAlarm({ searched: { result, search, samples }, value }: FalseAlarmProps) {
  const hasFormula = Number.isFinite(result.baluev);
  const request = useMemo((): BootstrapSearch => ({ ...search, shuffles, seed }), [search]);
  const [asked, setAsked] = useState<BootstrapSearch>();
  const isCheap = useMemo(
    () => search.method === 'gls' && bootstrapCost(request, samples.baseline) < costAtOnce,
    [search, request, samples],
  );
  const isWanted = !hasFormula && (isCheap || asked === request);
  const run = useWorkerRun(worker, isWanted ? request : undefined);
  const title = hasFormula
    ? 'Chance that noise has such a peak in the range of periods: Baluev (2008), one band and one harmonic'
    : `Share of ${shuffles} series with shuffled values that have such a peak in the range of periods; seed ${seed}`;
  const maxima = !isWanted ? undefined : run.state.status === 'done' ? run.state.result : undefined;
  const chance = hasFormula
    ? baluevChance(samples, value, 1 / search.range.shortest)
    : bootstrapChance(maxima ?? new Float64Array(), result.best === 'highest' ? value : -value);
  return (
    <Row name="False alarm" title={title}>
      {hasFormula || maxima ? (
        <>
          {!hasFormula && chance <= 1 / (1 + shuffles) ? 'below ' : ''}
          {chanceText(chance)} <small>{hasFormula ? 'Baluev' : `bootstrap, ${shuffles}`}</small>
        </>
      ) : isWanted ? (
        <WorkerStatus run={run} what="Bootstrap" />
      ) : (
        <button type="button" className={controlStyles.button} onClick={() => setAsked(request)}>
          Bootstrap of {shuffles}
        </button>
      )}
    </Row>
  );
}
