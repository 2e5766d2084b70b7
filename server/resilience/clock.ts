/** Time as the resilience functions need it; injected, so that tests do not wait. */
export interface Clock {
  /** Monotonic milliseconds. */
  nowMs(): number;
  /** Calls `fire` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, fire: () => void): () => void;
}

/** The clock of the process. Timers do not keep the process alive. */
export function createSystemClock(): Clock {
  return {
    nowMs: () => performance.now(),
    after(delayMs, fire) {
      const timer = setTimeout(fire, delayMs);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
