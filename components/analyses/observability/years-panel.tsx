import { useMemo } from 'react';
import { Message } from '#components/ui/message.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import sections from '#components/ui/section.module.css';
import { workerOf } from '#components/workers/run-in-worker.ts';
import { useWorkerRun } from '#components/workers/use-worker-run.ts';
import type { Site } from '#domain/observability/place.ts';
import type { EphemerisPoint } from '#domain/observability/target.ts';
import type { NightHours } from '#domain/observability/year-ahead.ts';
import type { YearsRequest } from '#domain/observability/years-ahead.ts';
import styles from './observability.module.css';
import { YearView } from './year-view.tsx';

const yearWorker = workerOf<YearsRequest, number, readonly (readonly NightHours[])[]>(
  () => new Worker(new URL('./year.worker.ts', import.meta.url), { type: 'module' }),
);

export interface YearsPanelProps {
  readonly sites: readonly Site[];
  /** Where the target is when. */
  readonly points: readonly EphemerisPoint[];
  /** Evening of the first night. */
  readonly start: string;
  readonly minAltDeg: number;
  readonly date: string;
  readonly onDate: (date: string, settled: boolean) => void;
}

/** The next 12 months at each site, computed in a thread of their own. */
export function YearsPanel({ sites, points, start, minAltDeg, date, onDate }: YearsPanelProps) {
  const request = useMemo<YearsRequest | undefined>(
    () => (sites.length === 0 ? undefined : { sites, points, date: start, nights: 366, minAltDeg }),
    [sites, points, start, minAltDeg],
  );
  const { state, again } = useWorkerRun(yearWorker, request);
  if (!request) return null;
  const years = state.last;
  const isFitting = years?.length === sites.length;
  return (
    <div className={styles.years}>
      <div className={sections.bar}>
        <h2>Next 12 months</h2>
        <span className={styles.quiet} role="status">
          {state.status === 'running' ? `computing, ${Math.round((state.progress ?? 0) * 100)} %` : ''}
        </span>
      </div>
      {state.status === 'failed' ? (
        <Message title="The year could not be computed" actions={<RetryButton look="outlined" onRetry={again} />}>
          {state.error.message}
        </Message>
      ) : null}
      {sites.map((site, index) => {
        const nights = isFitting ? years[index] : undefined;
        return nights ? (
          <YearView key={site.id} site={site} nights={nights} minAltDeg={minAltDeg} date={date} onDate={onDate} />
        ) : (
          <div key={site.id} className={styles.yearWaiting} />
        );
      })}
    </div>
  );
}
