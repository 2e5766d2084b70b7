import { type FailureKind, PortalError } from '#domain/failure.ts';

/** What a worker says to the page, in this order: any number of `progress`, then one of the others. */
export type WorkerMessage<Progress, Result> =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'done'; readonly result: Result }
  | { readonly type: 'failed'; readonly message: string; readonly kind: FailureKind };

/** Words and kind of what a computation threw; errors themselves lose their class on the way between threads. */
export function failedMessage(error: unknown): WorkerMessage<never, never> {
  if (error instanceof PortalError) return { type: 'failed', message: error.message, kind: error.kind };
  return { type: 'failed', message: error instanceof Error ? error.message : String(error), kind: 'internal' };
}

export function abortedError(): PortalError {
  return new PortalError('aborted', 'The computation was stopped.');
}
