'use client';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { WorkerOf } from './run-in-worker.ts';
import { createWorkerRun, type RunState } from './worker-run.ts';

export interface WorkerRunHandle<Progress, Result> {
  readonly state: RunState<Progress, Result>;
  readonly stop: () => void;
  /** The same request once more, after a stop or a failure. */
  readonly again: () => void;
}

/**
 * Computes in a worker whenever `request` is another object (keep it with `useMemo`); undefined = nothing to compute yet.
 * The thread ends with the component.
 */
export function useWorkerRun<Request, Progress, Result>(
  worker: WorkerOf<Request, Progress, Result>,
  request: Request | undefined,
): WorkerRunHandle<Progress, Result> {
  const [run] = useState(() => createWorkerRun(worker));
  useEffect(() => {
    if (request !== undefined) run.start(request);
    return run.dispose;
  }, [run, request]);
  const state = useSyncExternalStore(run.subscribe, run.get, run.get);
  return {
    state,
    stop: run.stop,
    again: () => {
      if (request !== undefined) run.start(request);
    },
  };
}
