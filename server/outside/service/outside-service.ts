import { type FailureKind, PortalError } from '#domain/failure.ts';
import { type Breaker, type BreakerState, createBreaker } from '#server/resilience/breaker.ts';
import type { Clock } from '#server/resilience/clock.ts';
import { withDeadline } from '#server/resilience/deadline.ts';
import { createFreshCache, type FreshCache } from '#server/resilience/fresh-cache.ts';
import { observedCall } from '#server/resilience/observed-call.ts';
import { retry } from '#server/resilience/retry.ts';
import { createSingleFlight } from '#server/resilience/single-flight.ts';
import type { Trace } from '#server/telemetry/trace.ts';
import { exchange, type Fetch, type OutsideAnswer, type OutsideRequest } from './outside-http.ts';
import { createTurns } from './turns.ts';

/** What a call carries along. */
export interface OutsideContext {
  readonly signal?: AbortSignal;
  readonly trace?: Trace;
}

/** Told about every exchange: for histograms. `outcome` is `ok` or the kind of failure. */
export type OutsideObserver = (call: {
  readonly upstream: string;
  readonly outcome: string;
  readonly durationMs: number;
}) => void;

/** What every service of other people needs of us. */
export interface OutsideDeps {
  /** Where the service is, without a slash at the end; undefined where it is switched off. */
  readonly baseUrl: string | undefined;
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly observe?: OutsideObserver | undefined;
  readonly fetch?: Fetch;
  /** Longest answer that is read, where it is not the service's own. */
  readonly maxBytes?: number;
}

export interface OutsideServiceOptions extends OutsideDeps {
  /** As people know it: `SIMBAD name resolver`. */
  readonly dependency: string;
  /** Name of the setting that switches it off, for the sentence that says so. */
  readonly setting: string;
  readonly maxBytes: number;
  /** How long an answer is given again without asking. */
  readonly freshMs: number;
  /** How long an answer is given again when asking fails. */
  readonly keepMs: number;
  /** Bytes of answers that are kept. */
  readonly cacheBytes: number;
  readonly attempts?: number;
  /** The service says 404 of what it doesn't have; else a 404 is a failure of the service. */
  readonly says404?: boolean;
}

/** A read of a service: what is asked, and what its answer means. */
export interface OutsideRead<T> {
  /** Of the base address; all that people typed is in the query or the body, encoded. */
  request(baseUrl: string): OutsideRequest;
  /** @throws {PortalError} for an answer that makes no sense: see {@link unreadable}. */
  parse(answer: OutsideAnswer): T;
}

export interface OutsideService {
  /**
   * A read: from memory while fresh, shared with whoever asks the same, repeated while that helps.
   * @throws {PortalError} naming the service: `upstream-failed`, `upstream-timeout`, `unavailable` where it is switched off.
   */
  read<T>(call: OutsideRead<T>, context?: OutsideContext): Promise<T>;
  state(): BreakerState;
}

const failuresInARow = 5;
const openMs = 30_000;

/** One service of other people: its deadline, turns, retries, breaker and memory. All calls are reads. */
export function createOutsideService(options: OutsideServiceOptions): OutsideService {
  const { dependency, timeoutMs, clock, baseUrl, maxBytes } = options;
  const breaker = createBreaker({ dependency, failures: failuresInARow, openMs, nowMs: clock.nowMs });
  const flights = createSingleFlight<OutsideAnswer>();
  const turns = createTurns({ dependency, atOnce: 4, waitingAtMost: 64 });
  const cache = createFreshCache<OutsideAnswer>({
    freshMs: options.freshMs,
    keepMs: options.keepMs,
    maxWeight: options.cacheBytes,
    weight: ({ bytes }) => bytes.length + 500,
    nowMs: clock.nowMs,
  });
  const http = { dependency, maxBytes, fetch: options.fetch ?? globalThis.fetch };

  const observed = { upstream: dependency, nowMs: clock.nowMs, observe: options.observe };
  const once = (request: OutsideRequest, signal: AbortSignal): Promise<OutsideAnswer> =>
    observedCall(async () => {
      const answer = await exchange(request, http, signal);
      if (answer.status < 200 || answer.status > 299) throw failureFromStatus(answer, options);
      return answer;
    }, observed);
  const repeated = (request: OutsideRequest, signal: AbortSignal) =>
    retry(() => once(request, signal), {
      attempts: options.attempts ?? 2,
      baseDelayMs: 200,
      maxDelayMs: 2000,
      clock,
      random: options.random,
      signal,
    });
  // Turns are outside the breaker: our own crowd says nothing about the service, and is sent home when the breaker opens.
  const ask = (request: OutsideRequest, check: (answer: OutsideAnswer) => unknown, signal: AbortSignal) => {
    const checked = async (deadline: AbortSignal): Promise<OutsideAnswer> => {
      const answer = await repeated(request, deadline);
      check(answer);
      return answer;
    };
    const work = (deadline: AbortSignal) => turns.run(() => asked(breaker, () => checked(deadline)), deadline);
    return withDeadline(work, { timeoutMs, dependency, clock, signal });
  };

  return {
    state: breaker.state,
    async read(call, context = {}) {
      if (baseUrl === undefined) throw switchedOff(options);
      const request = call.request(baseUrl);
      const key = `${request.url.href}\n${request.body?.text ?? ''}`;
      const known = cache.fresh(key);
      if (known !== undefined) return call.parse(known.value);
      const work = async (signal: AbortSignal): Promise<OutsideAnswer> => {
        const answer = await ask(request, call.parse, signal);
        cache.set(key, answer);
        return answer;
      };
      const waited = () => orKept(cache, { key, context }, flights.run(key, work, context.signal));
      return call.parse(await (context.trace === undefined ? waited() : context.trace.span('outside', waited)));
    },
  };
}

/** An older answer is better than none; its age is in the log line of the request. */
async function orKept<T>(
  cache: FreshCache<T>,
  { key, context }: { readonly key: string; readonly context: OutsideContext },
  asking: Promise<T>,
): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    const isOutage = error instanceof PortalError && outages.has(error.kind);
    const kept = isOutage ? cache.kept(key) : undefined;
    if (kept === undefined) throw error;
    context.trace?.note('outsideAgeS', Math.round(kept.ageMs / 1000));
    return kept.value;
  }
}

const outages: ReadonlySet<FailureKind> = new Set(['upstream-failed', 'upstream-timeout']);

/** To our caller it is all one whether the service is down, overloaded or refused what we sent: a bad gateway. */
async function asked<T>(breaker: Breaker, work: () => Promise<T>): Promise<T> {
  try {
    return await breaker.run(work);
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    const { kind, message, dependency, retryAfterSeconds, cause } = error;
    if (kind !== 'unavailable' && kind !== 'rate-limited') throw error;
    throw new PortalError('upstream-failed', message, { dependency, retryAfterSeconds, cause });
  }
}

function switchedOff({ dependency, setting }: OutsideServiceOptions): PortalError {
  return new PortalError('unavailable', `The ${dependency} is switched off on this server (${setting}=none).`, {
    dependency,
  });
}

const kindOfStatus: Readonly<Record<number, FailureKind>> = {
  429: 'rate-limited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'upstream-timeout',
};

function failureFromStatus(answer: OutsideAnswer, options: OutsideServiceOptions): PortalError {
  const { status, retryAfterSeconds } = answer;
  const { dependency, says404 } = options;
  const kind = status === 404 && says404 ? 'not-found' : (kindOfStatus[status] ?? 'upstream-failed');
  return new PortalError(kind, `The ${dependency} answered ${status}.`, { dependency, retryAfterSeconds });
}

/** The failure of an answer that is not what the service is known to send: an error page, say. */
export function unreadable(dependency: string, cause?: unknown): PortalError {
  return new PortalError('upstream-failed', `The ${dependency} sent an answer that can't be read.`, {
    dependency,
    cause,
  });
}

/** The value of a JSON answer. @throws {PortalError} `upstream-failed` naming the service. */
export function jsonFrom({ bytes }: OutsideAnswer, dependency: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw unreadable(dependency, error);
  }
}
