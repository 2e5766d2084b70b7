import { describe, expect, test, vi } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { createBreaker } from './breaker.ts';
import { withDeadline } from './deadline.ts';
import { createFreshCache } from './fresh-cache.ts';
import { createManualClock } from './manual-clock.ts';
import { retry } from './retry.ts';
import { createSingleFlight } from './single-flight.ts';

const down = (retryAfterSeconds?: number) =>
  new PortalError('unavailable', 'down', { dependency: 'object API', retryAfterSeconds });
const never = () => new Promise<never>(() => {});
const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof PortalError ? error.kind : String(error)),
  );

describe('deadline', () => {
  test('work that ignores its signal still ends at the deadline, naming who was slow', async () => {
    const clock = createManualClock();
    let seen: AbortSignal | undefined;
    const outcome = withDeadline(
      (signal) => {
        seen = signal;
        return never();
      },
      { timeoutMs: 500, dependency: 'object API', clock },
    ).catch((error: unknown) => error);
    await clock.advance(500);
    expect(await outcome).toMatchObject({ kind: 'upstream-timeout', dependency: 'object API' });
    expect(seen?.aborted).toBe(true);
  });

  test('the caller giving up ends it at once, and leaves no timer', async () => {
    const clock = createManualClock();
    const controller = new AbortController();
    const outcome = kindOf(withDeadline(never, { timeoutMs: 500, dependency: 'x', clock, signal: controller.signal }));
    await clock.advance(1);
    controller.abort();
    expect(await outcome).toBe('aborted');
    expect(clock.pending()).toBe(0);
  });

  test('an answer in time leaves no timer', async () => {
    const clock = createManualClock();
    expect(await withDeadline(async () => 7, { timeoutMs: 500, dependency: 'x', clock })).toBe(7);
    expect(clock.pending()).toBe(0);
  });
});

describe('retry', () => {
  const options = (clock = createManualClock()) => ({
    attempts: 3,
    baseDelayMs: 100,
    maxDelayMs: 2000,
    clock,
    random: () => 0.5,
  });

  test('a failure that passes is tried again, at most so many times, with growing pauses', async () => {
    const clock = createManualClock();
    const at: number[] = [];
    const outcome = kindOf(
      retry(async () => {
        at.push(clock.nowMs());
        throw down();
      }, options(clock)),
    );
    await clock.advance(10_000);
    expect(await outcome).toBe('unavailable');
    expect(at).toEqual([0, 50, 150]);
  });

  test('Retry-After is kept to, and a longer one than we would wait ends it', async () => {
    const clock = createManualClock();
    const at: number[] = [];
    const work = async () => {
      at.push(clock.nowMs());
      if (at.length === 1) throw down(1);
      return 'there';
    };
    const outcome = retry(work, options(clock));
    await clock.advance(5000);
    expect(await outcome).toBe('there');
    expect(at[1]).toBeGreaterThanOrEqual(1000);
    const once = vi.fn(async () => Promise.reject(down(30)));
    expect(await kindOf(retry(once, options()))).toBe('unavailable');
    expect(once).toHaveBeenCalledTimes(1);
  });

  test('an answer about the question is not asked for again', async () => {
    for (const kind of ['not-found', 'bad-request', 'upstream-timeout', 'upstream-failed'] as const) {
      const work = vi.fn(async () => Promise.reject(new PortalError(kind, 'no')));
      expect(await kindOf(retry(work, options()))).toBe(kind);
      expect(work).toHaveBeenCalledTimes(1);
    }
  });

  test('giving up during a pause ends it at once', async () => {
    const clock = createManualClock();
    const controller = new AbortController();
    const outcome = kindOf(retry(async () => Promise.reject(down()), { ...options(clock), signal: controller.signal }));
    await clock.advance(10);
    controller.abort();
    expect(await outcome).toBe('aborted');
    expect(clock.pending()).toBe(0);
  });
});

describe('breaker', () => {
  const create = () => {
    const clock = createManualClock();
    return {
      clock,
      breaker: createBreaker({ dependency: 'cutout API', failures: 3, openMs: 1000, nowMs: clock.nowMs }),
    };
  };
  const fail = () => Promise.reject(down());

  test('after so many failures in a row calls are refused, without being made', async () => {
    const { breaker } = create();
    for (let i = 0; i < 3; i++) expect(await kindOf(breaker.run(fail))).toBe('unavailable');
    const work = vi.fn(async () => 1);
    await expect(breaker.run(work)).rejects.toMatchObject({
      kind: 'unavailable',
      dependency: 'cutout API',
      retryAfterSeconds: 1,
    });
    expect(work).not.toHaveBeenCalled();
  });

  test('one call is tried after a while: it closes the breaker or opens it again', async () => {
    const { breaker, clock } = create();
    for (let i = 0; i < 3; i++) await kindOf(breaker.run(fail));
    await clock.advance(1000);
    expect(breaker.state()).toBe('half-open');
    let release: (() => void) | undefined;
    const probe = breaker.run(() => new Promise<void>((resolve) => (release = resolve)));
    expect(await kindOf(breaker.run(async () => 2))).toBe('unavailable');
    release?.();
    await probe;
    expect(breaker.state()).toBe('closed');
    for (let i = 0; i < 3; i++) await kindOf(breaker.run(fail));
    await clock.advance(1000);
    await kindOf(breaker.run(fail));
    expect(breaker.state()).toBe('open');
  });

  test('not found, bad requests and callers that gave up do not trip it', async () => {
    const { breaker } = create();
    for (const kind of ['not-found', 'bad-request', 'aborted'] as const)
      for (let i = 0; i < 5; i++) await kindOf(breaker.run(() => Promise.reject(new PortalError(kind, 'x'))));
    expect(breaker.state()).toBe('closed');
  });
});

describe('single flight', () => {
  test('callers of the same key share one call, others do not', async () => {
    const flight = createSingleFlight<number>();
    const work = vi.fn(async () => 7);
    expect(await Promise.all([flight.run('a', work), flight.run('a', work), flight.run('b', work)])).toEqual([7, 7, 7]);
    expect(work).toHaveBeenCalledTimes(2);
    expect(flight.size()).toBe(0);
  });

  test('one waiter giving up does not end the call of the others; the last one does', async () => {
    const flight = createSingleFlight<number>();
    const [one, two] = [new AbortController(), new AbortController()];
    let inner: AbortSignal | undefined;
    let resolve: ((value: number) => void) | undefined;
    const work = (signal: AbortSignal) => {
      inner = signal;
      return new Promise<number>((done) => (resolve = done));
    };
    const first = kindOf(flight.run('a', work, one.signal));
    const second = flight.run('a', work, two.signal);
    await Promise.resolve();
    one.abort();
    expect(await first).toBe('aborted');
    expect(inner?.aborted).toBe(false);
    resolve?.(5);
    expect(await second).toBe(5);

    const alone = kindOf(flight.run('b', work, one.signal));
    expect(await alone).toBe('aborted');
    const three = new AbortController();
    const last = kindOf(flight.run('c', work, three.signal));
    await Promise.resolve();
    three.abort();
    expect(await last).toBe('aborted');
    expect(inner?.aborted).toBe(true);
    expect(flight.size()).toBe(0);
  });

  test('a failure reaches every waiter and is not kept', async () => {
    const flight = createSingleFlight<number>();
    const work = vi.fn(async (): Promise<number> => Promise.reject(down()));
    expect(await Promise.all([kindOf(flight.run('a', work)), kindOf(flight.run('a', work))])).toEqual([
      'unavailable',
      'unavailable',
    ]);
    await kindOf(flight.run('a', work));
    expect(work).toHaveBeenCalledTimes(2);
  });
});

describe('fresh cache', () => {
  test('an answer is fresh, then only kept, then gone', async () => {
    const clock = createManualClock();
    const cache = createFreshCache<string>({
      freshMs: 100,
      keepMs: 1000,
      maxWeight: 10,
      weight: (v) => v.length,
      nowMs: clock.nowMs,
    });
    cache.set('a', 'one');
    await clock.advance(99);
    expect(cache.fresh('a')).toEqual({ value: 'one', ageMs: 99 });
    await clock.advance(1);
    expect(cache.fresh('a')).toBeUndefined();
    expect(cache.kept('a')).toEqual({ value: 'one', ageMs: 100 });
    await clock.advance(900);
    expect(cache.kept('a')).toBeUndefined();
    expect(cache.weight()).toBe(0);
  });

  test('its weight is bounded: the least recently used goes first, and what is too heavy is not kept', () => {
    const cache = createFreshCache<string>({
      freshMs: 1,
      keepMs: 9,
      maxWeight: 6,
      weight: (v) => v.length,
      nowMs: () => 0,
    });
    cache.set('a', 'xx');
    cache.set('b', 'xx');
    cache.set('c', 'xx');
    cache.kept('a');
    cache.set('d', 'xx');
    expect([cache.kept('a'), cache.kept('b'), cache.kept('d')].map(Boolean)).toEqual([true, false, true]);
    cache.set('huge', 'xxxxxxx');
    expect(cache.kept('huge')).toBeUndefined();
    expect(cache.weight()).toBeLessThanOrEqual(6);
  });
});
