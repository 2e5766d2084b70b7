'use client';
import { type ReactNode, useMemo } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { Select } from '#components/ui/control.tsx';
import { Toggle } from '#components/ui/toggle.tsx';
import { workerOf } from '#components/workers/run-in-worker.ts';
import { useWorkerRun } from '#components/workers/use-worker-run.ts';
import type { NoFit } from '#domain/phase/fit-phase-curve.ts';
import { type PhaseFitRequest, type PhaseFitResult, phaseModel } from '#domain/solar-system/phase-fits.ts';
import { phaseModelNames } from '#domain/solar-system/phase-model-names.ts';
import type { SsoColumns } from '#domain/solar-system/sso-columns.ts';
import { phaseObservations } from '#domain/solar-system/sso-points.ts';
import styles from '../kit/analysis.module.css';
import { NumberInput } from '../kit/number-input.tsx';
import { WorkerFailure, WorkerStatus } from '../kit/worker-strip.tsx';
import { apparitionRows } from './apparition-rows.ts';
import { ApparitionTable } from './apparition-table.tsx';
import { PhaseNumbers } from './phase-numbers.tsx';
import { SolarSystemCharts } from './solar-system-charts.tsx';
import { periodBounds } from './solar-system-fields.ts';
import { SsoCardFacts } from './sso-card.tsx';

const worker = workerOf<PhaseFitRequest, number, PhaseFitResult | NoFit>(
  () => new Worker(new URL('./phase.worker.ts', import.meta.url), { type: 'module' }),
);

export interface SolarSystemViewProps {
  readonly columns: SsoColumns;
  /** As alerts carry it. */
  readonly name: string;
}

export function SolarSystemView({ columns, name }: SolarSystemViewProps) {
  const { ssModel, ssWeights, ssPeriod, ssApparition } = useView();
  const observations = useMemo(() => phaseObservations(columns), [columns]);
  const periodHours = ssModel === 'socca' ? ssPeriod : null;
  const request = useMemo(
    () =>
      observations.length === 0
        ? undefined
        : { model: ssModel, observations, weighted: ssWeights === 'errors', periodHours },
    [ssModel, observations, ssWeights, periodHours],
  );
  const run = useWorkerRun(worker, request);
  const { last } = run.state;
  // A fit of fewer alerts than there are now belongs to other points.
  const fit = typeof last === 'object' && last.residuals.length === observations.length ? last : undefined;
  const apparitions = useMemo(() => apparitionRows(columns, observations, fit), [columns, observations, fit]);
  const chosen = apparitions.find(({ number }) => number === ssApparition)?.rows;
  return (
    <>
      <Controls hasPhases={observations.length > 0}>
        <WorkerStatus run={run} what="Fit" />
      </Controls>
      <WorkerFailure run={run} />
      <div className={styles.columns}>
        <div className={styles.charts}>
          <SolarSystemCharts columns={columns} observations={observations} fit={fit} chosen={chosen} />
          <ApparitionTable apparitions={apparitions} fit={fit} />
        </div>
        <div className={styles.numbers}>
          {request ? (
            <PhaseNumbers
              outcome={fit ?? (typeof last === 'string' ? last : undefined)}
              name={listedName(columns, name)}
            />
          ) : null}
          <SsoCardFacts columns={columns} name={name} />
        </div>
      </div>
    </>
  );
}

/** What tables of Solar System objects list it as: its number, else its official name. */
function listedName({ number, name: official }: SsoColumns, name: string): string {
  return number === null ? official || name : String(number);
}

const modelWords = { hg1g2: 'H, G₁, G₂', hg: 'H, G', hg12: 'H, G₁₂', shg1g2: 'sHG1G2', socca: 'SOCCA' } as const;
const modelOptions = phaseModelNames.map((value) => ({ value, label: modelWords[value] }));
const weightOptions = [
  { value: 'equal', label: 'All alerts alike' },
  { value: 'errors', label: 'By their errors' },
] as const;

function Controls({ hasPhases, children }: { readonly hasPhases: boolean; readonly children: ReactNode }) {
  const { view: store } = useObjectPage();
  const { ssModel, ssWeights, ssPeriod, ssTable } = useView();
  if (!hasPhases) return null;
  const isRotating = phaseModel(ssModel).common.some(({ name }) => name === 'period');
  return (
    <div className={styles.bar}>
      <Select
        label="Model of the phase curve"
        value={ssModel}
        options={modelOptions}
        onChange={(model) => store.set({ ssModel: model })}
      />
      <Select
        label="Weights of the alerts"
        value={ssWeights}
        options={weightOptions}
        onChange={(weights) => store.set({ ssWeights: weights })}
      />
      {isRotating ? (
        <NumberInput
          label="Period"
          unit="h"
          value={ssPeriod}
          bounds={periodBounds}
          placeholder="search"
          onChange={(period) => store.set({ ssPeriod: period })}
        />
      ) : null}
      <Toggle
        pressed={ssTable}
        onChange={(pressed) => store.set({ ssTable: pressed })}
        title="The fit of this object in the Solar System table that Fink publishes each month"
      >
        Compare with Fink’s table
      </Toggle>
      {children}
    </div>
  );
}
