import { PortalError } from '#domain/failure.ts';
import { abortedError, type WorkerMessage } from './worker-messages.ts';

/** The part of a `Worker` that is used; a test may bring its own. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
  terminate(): void;
}

export interface RunOptions<Progress> {
  /** Aborting ends the thread at once, in the middle of whatever it computes. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** A worker together with what it takes, reports and gives, which TypeScript cannot see through a file's address. */
export interface WorkerOf<Request, Progress, Result> {
  readonly create: () => WorkerLike;
  /** Never set: carries the types only. */
  readonly types?: { request: Request; progress: Progress; result: Result };
}

/**
 * Names a worker. The bundler must see the `new Worker(new URL('./x.worker.ts', import.meta.url), …)` itself, so it stands in
 * the caller's file: `workerOf<Request, number, Result>(() => new Worker(new URL('./x.worker.ts', import.meta.url)))`.
 */
export function workerOf<Request, Progress, Result>(create: () => WorkerLike): WorkerOf<Request, Progress, Result> {
  return { create };
}

/**
 * One computation in a thread of its own, which ends with it. Requests and results are copied (structured clone).
 * @throws {PortalError} `aborted` after the signal, `internal` where the thread could not start, and what the computation threw.
 */
export function runInWorker<Request, Progress, Result>(
  worker: WorkerOf<Request, Progress, Result>,
  request: Request,
  { signal, onProgress }: RunOptions<Progress> = {},
): Promise<Result> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortedError());
    const thread = worker.create();
    const end = (settle: () => void) => {
      thread.onmessage = null;
      thread.onerror = null;
      thread.terminate();
      signal?.removeEventListener('abort', stop);
      settle();
    };
    const stop = () => end(() => reject(abortedError()));
    const fail = (words: string) => end(() => reject(new PortalError('internal', words)));
    signal?.addEventListener('abort', stop);
    thread.onerror = (event) => fail(event.message || 'The computation could not start in its own thread.');
    thread.onmessageerror = () => fail('The answer of the computation could not be read.');
    thread.onmessage = ({ data }: MessageEvent<WorkerMessage<Progress, Result>>) => {
      if (data.type === 'progress') return onProgress?.(data.progress);
      if (data.type === 'done') return end(() => resolve(data.result));
      end(() => reject(new PortalError(data.kind, data.message)));
    };
    try {
      thread.postMessage(request);
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  });
}
