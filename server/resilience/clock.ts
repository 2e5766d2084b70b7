/** Time as the resilience functions need it; injected, so that tests do not wait. */
export interface Clock {
  /** Monotonic milliseconds. */
  nowMs(): number;
  /** Calls `fire` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, fire: () => void): () => void;
}

export interface SystemClockOptions {
  /** Timers keep the process alive: for programs that wait for nothing else, as between two tries. */
  readonly keepsAlive?: boolean;
}

/** The clock of the process. Timers do not keep the process alive, unless told so. */
export function createSystemClock({ keepsAlive = false }: SystemClockOptions = {}): Clock {
  return {
    nowMs: () => performance.now(),
    after(delayMs, fire) {
      const timer = setTimeout(fire, delayMs);
      if (!keepsAlive) timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
