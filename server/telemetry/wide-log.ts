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

/** Milliseconds of each stage as JSON; equal stages added up. */
function stagesText({ spans }: Trace): string {
  const stages = new Map<string, number>();
  for (const { stage, durationMs } of spans) stages.set(stage, (stages.get(stage) ?? 0) + durationMs);
  let text = '';
  for (const [stage, ms] of stages) text += `${text === '' ? '' : ','}${quoted(stage)}:${thousandths(ms)}`;
  return `{${text}}`;
}

const plainText = /^[ !#-[\]-~]*$/;

/** Text as JSON; most of it needs no escape, which is told faster than JSON.stringify begins. */
function quoted(text: string): string {
  return plainText.test(text) ? `"${text}"` : JSON.stringify(text);
}

type Scalar = string | number | boolean | undefined;

function field(name: string, value: Scalar): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return `,"${name}":${quoted(value)}`;
  return `,"${name}":${typeof value === 'number' && !Number.isFinite(value) ? 'null' : value}`;
}

function notesText({ notes }: Trace): string {
  let text = '';
  for (const name in notes) text += `,${quoted(name)}:${JSON.stringify(notes[name])}`;
  return text;
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
  const destination = options.destination ?? bufferedOutput();
  const logger = pino(settings, destination);
  const isLogged = { info: logger.isLevelEnabled('info'), error: logger.isLevelEnabled('error') };
  const from = field('service', options.service) + field('version', options.version);
  return {
    // Put together here, in the form of the other lines: by the logger it costs four times as much, and every request writes it.
    request({ trace, route, method, path, status, client, bytes, error }) {
      const level = status >= 500 ? 'error' : 'info';
      if (!isLogged[level]) return;
      const { requestId, traceId } = trace;
      const shown = path.length > maxPathLength ? `${path.slice(0, maxPathLength)}…` : path;
      const words = error === undefined ? '' : `,"error":${JSON.stringify(errorFields(error))}`;
      destination.write(
        `{"level":"${level}","time":"${nowText()}"${from}${field('requestId', requestId)}${field('traceId', traceId)}` +
          `${field('route', route)}${field('method', method)}${field('path', shown)}${field('status', status)}` +
          `${field('ms', thousandths(trace.elapsedMs()))},"stages":${stagesText(trace)}${field('client', client)}` +
          `${field('bytes', bytes)}${notesText(trace)}${words},"msg":"request"}\n`,
      );
    },
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, error, fields) => logger.error({ ...fields, error: errorFields(error) }, message),
  };
}
