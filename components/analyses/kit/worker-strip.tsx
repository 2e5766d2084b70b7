import { controlStyles } from '#components/ui/control.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import { Strip } from '#components/ui/strip.tsx';
import type { WorkerRunHandle } from '#components/workers/use-worker-run.ts';
import styles from './analysis.module.css';

/** Progress as workers report it: a share from 0 to 1, alone or with more. */
type Share = number | { readonly share: number };
type Run = WorkerRunHandle<Share, unknown>;

/** Where a computation is, on the line of its controls: progress with a way to stop it, or a way to begin again. */
export function WorkerStatus({ run, what }: { readonly run: Run; readonly what: string }) {
  const { state, stop, again } = run;
  if (state.status === 'running') {
    const { progress = 0 } = state;
    return (
      <span className={styles.field} role="status">
        <progress aria-label={what} max={1} value={typeof progress === 'number' ? progress : progress.share} />
        <button type="button" className={controlStyles.button} onClick={stop}>
          Stop
        </button>
      </span>
    );
  }
  if (state.status === 'stopped')
    return (
      <span className={styles.field} role="status">
        {what} stopped
        <button type="button" className={controlStyles.button} onClick={again}>
          Start again
        </button>
      </span>
    );
  return null;
}

/** The sentence of a computation that failed. */
export function WorkerFailure({ run }: { readonly run: Run }) {
  const { state, again } = run;
  if (state.status !== 'failed') return null;
  return (
    <div className={styles.notice}>
      <Strip tone="bad" action={<RetryButton look="button" onRetry={again} />}>
        {state.error.message}
      </Strip>
    </div>
  );
}
