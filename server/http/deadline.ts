import { PortalError } from '#domain/failure.ts';

export interface RequestDeadline {
  readonly signal: AbortSignal;
  /** Starts the time again: something was sent. */
  renew(): void;
  abort(reason: PortalError): void;
  /** Rejects when the signal is aborted; never resolves. */
  readonly passed: Promise<never>;
  end(): void;
}

/** The signal of one request: the client's leaving, the deadline, and the service's own stop in one. */
export function createDeadline(client: AbortSignal, timeoutMs: number): RequestDeadline {
  const controller = new AbortController();
  let rejectPassed: (reason: unknown) => void = () => {};
  const passed = new Promise<never>((_, reject) => {
    rejectPassed = reject;
  });
  passed.catch(() => {});
  const abort = (reason: PortalError): void => {
    if (controller.signal.aborted) return;
    controller.abort(reason);
    rejectPassed(reason);
  };
  const onClient = (): void => abort(new PortalError('aborted', 'The client left before the answer.'));
  const onTime = (): void =>
    abort(new PortalError('upstream-timeout', `The answer took longer than ${timeoutMs / 1000} s.`));
  let timer = setTimeout(onTime, timeoutMs);
  if (client.aborted) onClient();
  else client.addEventListener('abort', onClient, { once: true });
  return {
    signal: controller.signal,
    passed,
    abort,
    renew() {
      clearTimeout(timer);
      timer = setTimeout(onTime, timeoutMs);
    },
    end() {
      clearTimeout(timer);
      client.removeEventListener('abort', onClient);
    },
  };
}
