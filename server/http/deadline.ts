import { PortalError } from '#domain/failure.ts';

export interface RequestDeadline {
  readonly signal: AbortSignal;
  /** Starts the time again: something was sent. */
  renew(): void;
  abort(reason: PortalError): void;
  /** Why it was aborted, where it was. */
  readonly reason: PortalError | undefined;
  /** Calls back, once, when it is aborted; at once where it was. */
  onAbort(listener: (reason: PortalError) => void): void;
  end(): void;
}

/** The signal of one request: the client's leaving, the deadline, and the service's own stop in one. */
export function createDeadline(timeoutMs: number): RequestDeadline {
  let controller: AbortController | undefined;
  let reason: PortalError | undefined;
  const listeners: ((reason: PortalError) => void)[] = [];
  const abort = (why: PortalError): void => {
    if (reason !== undefined) return;
    reason = why;
    controller?.abort(why);
    for (const listener of listeners.splice(0)) listener(why);
  };
  const onTime = (): void =>
    abort(new PortalError('upstream-timeout', `The answer took longer than ${timeoutMs / 1000} s.`));
  let timer = setTimeout(onTime, timeoutMs);
  return {
    get signal() {
      controller ??= new AbortController();
      if (reason !== undefined && !controller.signal.aborted) controller.abort(reason);
      return controller.signal;
    },
    get reason() {
      return reason;
    },
    onAbort(listener) {
      if (reason === undefined) listeners.push(listener);
      else listener(reason);
    },
    abort,
    renew() {
      clearTimeout(timer);
      timer = setTimeout(onTime, timeoutMs);
    },
    end: () => clearTimeout(timer),
  };
}
