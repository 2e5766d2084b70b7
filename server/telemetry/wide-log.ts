import { type DestinationStream, type LoggerOptions, pino } from 'pino';
import type { Trace } from './trace.ts';

export interface WideLogOptions {
  readonly service: string;
  readonly version: string;
  /** `silent` turns the log off. */
  readonly level?: string;
  /** Where lines go; standard output unless given. */
  readonly destination?: DestinationStream;
}

export interface RequestEnd {
  readonly trace: Trace;
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly client?: string;
  /** Bytes of the body that was sent, where known. */
  readonly bytes?: number;
  /** What went wrong, with its own words: they stay in the log, the client gets the request id. */
  readonly error?: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

export interface WideLog {
  /** The one line of a request: ids, route, status, milliseconds by stage, and every note of the trace. */
  request(end: RequestEnd): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, error: unknown, fields?: Fields): void;
}

const maxPathLength = 256;

function stagesOf(trace: Trace): Record<string, number> {
  const stages: Record<string, number> = {};
  for (const { stage, durationMs } of trace.spans) stages[stage] = (stages[stage] ?? 0) + durationMs;
  for (const stage in stages) stages[stage] = thousandths(stages[stage] ?? 0);
  return stages;
}

function thousandths(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** ISO text of now, of which only the milliseconds are new within a second. */
function createClockText(): () => string {
  let second = Number.NaN;
  let text = '';
  return () => {
    const now = Date.now();
    const milliseconds = now % 1000;
    if (now - milliseconds !== second) {
      second = now - milliseconds;
      text = new Date(second).toISOString().slice(0, -4);
    }
    return `${text}${String(milliseconds).padStart(3, '0')}Z`;
  };
}

function errorFields(error: unknown): Fields {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const kind = 'kind' in error ? { kind: error.kind } : {};
  return { name, message, ...kind, stack, ...(cause === undefined ? {} : { cause: errorFields(cause) }) };
}

/** The most that one write takes. */
const bufferBytes = 16_000;
const flushMs = 50;

/**
 * Standard output in blocks: a write a line costs a request more than most of its stages. What is left goes out with the process.
 */
function bufferedOutput(): DestinationStream {
  const stream = pino.destination({ dest: 1, sync: false, minLength: bufferBytes });
  setInterval(() => stream.flush(), flushMs).unref();
  return stream;
}

/** JSON lines by pino: one wide line a request, plain lines for what happens outside of requests. */
export function createWideLog(options: WideLogOptions): WideLog {
  const nowText = createClockText();
  const settings: LoggerOptions = {
    level: options.level ?? 'info',
    base: { service: options.service, version: options.version },
    timestamp: () => `,"time":"${nowText()}"`,
    formatters: { level: (label) => ({ level: label }) },
  };
  const logger = pino(settings, options.destination ?? bufferedOutput());
  return {
    request({ trace, route, method, path, status, client, bytes, error }) {
      const level = status >= 500 ? 'error' : 'info';
      if (!logger.isLevelEnabled(level)) return;
      const line = {
        requestId: trace.requestId,
        traceId: trace.traceId,
        route,
        method,
        path: path.length > maxPathLength ? `${path.slice(0, maxPathLength)}…` : path,
        status,
        ms: thousandths(trace.elapsedMs()),
        stages: stagesOf(trace),
        client,
        bytes,
        ...trace.notes,
        error: error === undefined ? undefined : errorFields(error),
      };
      logger[level](line, 'request');
    },
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, error, fields) => logger.error({ ...fields, error: errorFields(error) }, message),
  };
}
