import { failedMessage, type WorkerMessage } from './worker-messages.ts';

/** The part of a worker's global scope that is used. */
export interface WorkerScope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
}

/** Yields progress, returns the result. Cancelling is the page's: it ends the whole thread. */
export type Computation<Progress, Result> = Generator<Progress, Result>;

/** Reports nearer than this to the last one are left out: nobody reads 60 a second. */
const quietMs = 50;

interface ServeOptions<Progress> {
  /** Reports that are never left out. */
  readonly isNews?: (progress: Progress) => boolean;
  readonly scope?: WorkerScope;
  readonly nowMs?: () => number;
}

/**
 * Answers the one request of `runInWorker` with what `compute` yields and returns. Called once by a `*.worker.ts`,
 * which does nothing else; `compute` is a pure function of domain.
 */
export function serveWorker<Request, Progress, Result>(
  compute: (request: Request) => Computation<Progress, Result>,
  { isNews = () => false, scope = ownScope(), nowMs = () => performance.now() }: ServeOptions<Progress> = {},
): void {
  const say = (message: WorkerMessage<Progress, Result>) => scope.postMessage(message);
  scope.onmessage = (event: MessageEvent<Request>) => {
    try {
      const steps = compute(event.data);
      let saidMs = Number.NEGATIVE_INFINITY;
      for (;;) {
        const step = steps.next();
        if (step.done) return say({ type: 'done', result: step.value });
        if (nowMs() - saidMs < quietMs && !isNews(step.value)) continue;
        saidMs = nowMs();
        say({ type: 'progress', progress: step.value });
      }
    } catch (error) {
      scope.postMessage(failedMessage(error));
    }
  };
}

/** The types of a page and of a worker cannot both be loaded; of the global scope only these two names are used. */
function ownScope(): WorkerScope {
  return globalThis as unknown as WorkerScope;
}
