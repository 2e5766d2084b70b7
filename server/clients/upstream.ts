import { type FailureKind, PortalError, shownValue } from '#domain/failure.ts';
import { type Breaker, type BreakerState, createBreaker } from '#server/resilience/breaker.ts';
import type { Clock } from '#server/resilience/clock.ts';
import { withDeadline } from '#server/resilience/deadline.ts';
import { observedCall } from '#server/resilience/observed-call.ts';
import { retry } from '#server/resilience/retry.ts';
import type { Trace } from '#server/telemetry/trace.ts';
import { createHttpTransport, type HttpAnswer } from './http-call.ts';

/** What a call carries along: its caller's signal, trace, and address. */
export interface CallContext {
  readonly signal?: AbortSignal;
  readonly trace?: Trace;
  /** Value for `X-Forwarded-For`, so that limits count the person and not this server. */
  readonly forwardedFor?: string;
}

/** Told about every call: for histograms. `outcome` is `ok` or the kind of failure. */
export type UpstreamObserver = (call: {
  readonly upstream: string;
  readonly outcome: string;
  readonly durationMs: number;
}) => void;

export interface UpstreamOptions {
  /** As people know it: `object API`, `cutout API`. */
  readonly dependency: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly observe?: UpstreamObserver;
  /** Calls at most for one read; default 3. */
  readonly attempts?: number;
  readonly maxBytes?: number;
}

export interface UpstreamCall {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly body?: string;
  readonly accept: string;
}

export interface Upstream {
  /** A read, repeated while that helps. @throws {PortalError} for any answer but 2xx, naming the dependency. */
  read(call: UpstreamCall, context: CallContext): Promise<HttpAnswer>;
  state(): BreakerState;
  sockets(): number;
  close(): void;
}

/** Reads that must fail one after the other, retries included, before the server counts as away: one troubled object is not that. */
const failuresInARow = 10;

/** One server that we depend on: its connections, deadline, retries and breaker. All calls are reads, so all may be repeated. */
export function createUpstream(options: UpstreamOptions): Upstream {
  const { dependency, timeoutMs, clock, random, observe, attempts = 3, maxBytes = 256e6 } = options;
  const transport = createHttpTransport({ dependency, maxSockets: 64, maxBytes });
  const breaker: Breaker = createBreaker({
    dependency,
    failures: failuresInARow,
    openMs: 5000,
    nowMs: clock.nowMs,
    isAnothers: (error) => error instanceof PortalError && (error.dependency ?? dependency) !== dependency,
  });

  const once = (call: UpstreamCall, context: CallContext, signal: AbortSignal): Promise<HttpAnswer> => {
    const exchange = async (): Promise<HttpAnswer> => {
      const answer = await transport.send({ ...call, headers: headersOf(call, context), signal });
      if (answer.status < 200 || answer.status > 299) throw failureFromAnswer(answer, dependency);
      return answer;
    };
    return observedCall(exchange, {
      upstream: dependency,
      nowMs: clock.nowMs,
      observe(outcome) {
        context.trace?.record('upstream', outcome.durationMs);
        observe?.(outcome);
      },
    });
  };

  return {
    state: breaker.state,
    sockets: transport.sockets,
    close: transport.close,
    read: (call, context) =>
      breaker.run(() =>
        withDeadline(
          (signal) =>
            retry(() => once(call, context, signal), {
              attempts,
              baseDelayMs: 100,
              maxDelayMs: 2000,
              clock,
              random,
              signal,
            }),
          { timeoutMs, dependency, clock, signal: context.signal },
        ),
      ),
  };
}

function headersOf({ accept, body }: UpstreamCall, { trace, forwardedFor }: CallContext): Record<string, string> {
  return {
    accept,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...trace?.headers(),
    ...(forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }),
  };
}

const kindOfStatus: Readonly<Record<number, FailureKind>> = {
  400: 'bad-request',
  404: 'not-found',
  410: 'gone',
  413: 'too-large',
  414: 'too-large',
  422: 'bad-request',
  429: 'rate-limited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'upstream-timeout',
};

/**
 * The failure that an answer other than 2xx stands for; its own words are shown for refused arguments, and where they name a third.
 * Then it is the third's failure: the server that told it works.
 */
function failureFromAnswer({ status, bytes, retryAfterSeconds }: HttpAnswer, dependency: string): PortalError {
  const kind = kindOfStatus[status] ?? 'upstream-failed';
  const isRefusal = kind === 'bad-request' || kind === 'not-found';
  const named = isRefusal ? undefined : whoFailed(bytes);
  const said = isRefusal || named !== undefined ? wordsOf(bytes) : '';
  const text =
    said === '' ? `The ${dependency} answered ${status}.` : `The ${dependency} answered ${status}: ${shownValue(said)}`;
  const isAnothers = named !== undefined && !partsOfServices.has(named);
  return new PortalError(kind, text, { dependency: isAnothers ? named : dependency, retryAfterSeconds });
}

/** What a service cannot do without: with these it is away itself. */
const partsOfServices: ReadonlySet<string> = new Set(['table store', 'lake']);

/** Who failed behind one of our own services, as it says; undefined where it names nobody. */
function whoFailed(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(bytes.subarray(0, 2000));
  return /"dependency":\s*"([^"]{1,80})"/.exec(text)?.[1];
}

/** The sentence inside an error body: the repr of a dict, a JSON problem, or plain text. */
function wordsOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, 2000)).trim();
  const inner =
    /['"](?:text|detail|message)['"]:\s*(['"])(.*?)\1[,}]/s.exec(text)?.[2] ?? (text.startsWith('<') ? '' : text);
  return inner.replace(/(\\n|\s)+/g, ' ').trim();
}
