import type { Clock } from './clock.ts';

export interface ManualClock extends Clock {
  /** Moves time forward, firing what falls due in order, and lets promises settle after each. */
  advance(ms: number): Promise<void>;
  /** Timers that have neither fired nor been cancelled. */
  pending(): number;
}

/** A clock for tests: time moves only when told. */
export function createManualClock(): ManualClock {
  let now = 0;
  const timers = new Set<{ atMs: number; fire: () => void }>();
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return {
    nowMs: () => now,
    after(delayMs, fire) {
      const timer = { atMs: now + delayMs, fire };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const untilMs = now + ms;
      await settle();
      for (;;) {
        const due = [...timers].filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (due === undefined) break;
        timers.delete(due);
        now = due.atMs;
        due.fire();
        await settle();
      }
      now = untilMs;
      await settle();
    },
    pending: () => timers.size,
  };
}
