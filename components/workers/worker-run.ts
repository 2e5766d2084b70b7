import { PortalError } from '#domain/failure.ts';
import { runInWorker, type WorkerOf } from './run-in-worker.ts';

/** Where a computation is. `last` is the newest finished result, so that a figure stays while the next one is made. */
export type RunState<Progress, Result> =
  | { readonly status: 'idle'; readonly last: Result | undefined }
  | { readonly status: 'running'; readonly progress: Progress | undefined; readonly last: Result | undefined }
  | { readonly status: 'done'; readonly result: Result; readonly last: Result }
  | { readonly status: 'failed'; readonly error: PortalError; readonly last: Result | undefined }
  | { readonly status: 'stopped'; readonly last: Result | undefined };

export interface WorkerRun<Request, Progress, Result> {
  get(): RunState<Progress, Result>;
  subscribe(listener: () => void): () => void;
  /** Ends what runs and begins anew. */
  start(request: Request): void;
  /** Ends what runs; the state says so. */
  stop(): void;
  /** Ends what runs without a word: its owner left the page. */
  dispose(): void;
}

/** A worker that computes one thing at a time, the newest request winning. */
export function createWorkerRun<Request, Progress, Result>(
  worker: WorkerOf<Request, Progress, Result>,
): WorkerRun<Request, Progress, Result> {
  let state: RunState<Progress, Result> = { status: 'idle', last: undefined };
  let current: AbortController | undefined;
  const listeners = new Set<() => void>();
  const change = (next: RunState<Progress, Result>) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const dispose = () => {
    current?.abort();
    current = undefined;
  };
  const run = async (request: Request, own: AbortController) => {
    const isCurrent = () => current === own;
    try {
      const result = await runInWorker(worker, request, {
        signal: own.signal,
        onProgress: (progress) => isCurrent() && change({ status: 'running', progress, last: state.last }),
      });
      if (isCurrent()) change({ status: 'done', result, last: result });
    } catch (error) {
      if (!isCurrent()) return;
      const known = error instanceof PortalError ? error : new PortalError('internal', String(error));
      change({ status: 'failed', error: known, last: state.last });
    }
  };
  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start(request) {
      dispose();
      current = new AbortController();
      change({ status: 'running', progress: undefined, last: state.last });
      void run(request, current);
    },
    stop() {
      if (state.status !== 'running') return;
      dispose();
      change({ status: 'stopped', last: state.last });
    },
    dispose,
  };
}
