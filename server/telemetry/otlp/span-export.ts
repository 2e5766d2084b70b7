import type { BatchSpanProcessor, SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { RequestEnd, WideLog } from '../wide-log.ts';
import { isExporting, type OtlpEnv, protocolFrom } from './otlp-settings.ts';
import { type EndedRequest, type SpanMaker, spansOfRequest } from './spans-of-request.ts';

export interface SpanExport {
  /** Takes note of a request that ended; spans leave in batches, later. Never throws. */
  ended(end: RequestEnd): void;
  /** Sends what is left. */
  close(): Promise<void>;
}

export interface SpanExportOptions {
  readonly env: OtlpEnv;
  readonly service: string;
  readonly version: string;
  /** Milliseconds since 1970 UTC, with fractions. */
  readonly wallMs: () => number;
  readonly randomHex: (bytes: number) => string;
  /** Hears of a collector that doesn't answer, at most once a minute. */
  readonly warn: (message: string) => void;
}

/** Requests kept while the exporter loads. */
const earlyAtMost = 1000;
const warnEveryMs = 60_000;

interface Pipeline {
  readonly processor: BatchSpanProcessor;
  readonly maker: SpanMaker;
}

/**
 * Sends a span a request and a span a stage to an OpenTelemetry collector, where the standard environment variables name one; else undefined.
 * The libraries are loaded only then. A collector that fails costs spans, never a request.
 */
export function createSpanExport(options: SpanExportOptions): SpanExport | undefined {
  if (!isExporting(options.env)) return undefined;
  let early: EndedRequest[] | undefined = [];
  let pipeline: Pipeline | undefined;
  const send = ({ processor, maker }: Pipeline, end: EndedRequest): void => {
    for (const span of spansOfRequest(end, maker)) processor.onEnd(span);
  };
  const loading = createPipeline(options).then(
    (made) => {
      pipeline = made;
      for (const end of early ?? []) send(made, end);
      early = undefined;
    },
    (error) => {
      early = undefined;
      options.warn(`Spans can't be exported: ${error instanceof Error ? error.message : String(error)}`);
    },
  );
  return {
    ended(end) {
      if (!end.trace.sampled) return;
      const noted = { ...end, endedMs: options.wallMs() };
      if (pipeline !== undefined) send(pipeline, noted);
      else if (early !== undefined && early.length < earlyAtMost) early.push(noted);
    },
    async close() {
      await loading;
      // What could not be sent was warned of.
      await pipeline?.processor.shutdown().catch(() => undefined);
    },
  };
}

/** The log that also hands each request to the exporter. */
export function withSpanExport(log: WideLog, spans: SpanExport | undefined): WideLog {
  if (spans === undefined) return log;
  return {
    ...log,
    request(end) {
      log.request(end);
      spans.ended(end);
    },
  };
}

async function createPipeline({
  env,
  service,
  version,
  randomHex,
  warn,
  wallMs,
}: SpanExportOptions): Promise<Pipeline> {
  const [{ BatchSpanProcessor }, { detectResources, envDetector, resourceFromAttributes }, exporter] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/resources'),
      createExporter(env),
    ]);
  const resource = resourceFromAttributes({ 'service.version': version })
    .merge(detectResources({ detectors: [envDetector] }))
    .merge(resourceFromAttributes({ 'service.name': env.OTEL_SERVICE_NAME ?? service }));
  const processor = new BatchSpanProcessor(withWarning(exporter, { warn, wallMs }));
  return { processor, maker: { resource, version, randomHex } };
}

async function createExporter(env: OtlpEnv): Promise<SpanExporter> {
  if (protocolFrom(env) === 'http/json') {
    const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
    return new OTLPTraceExporter();
  }
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter();
}

function withWarning(
  exporter: SpanExporter,
  { warn, wallMs }: Pick<SpanExportOptions, 'warn' | 'wallMs'>,
): SpanExporter {
  let warnedMs = Number.NEGATIVE_INFINITY;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error !== undefined && wallMs() - warnedMs >= warnEveryMs) {
          warnedMs = wallMs();
          warn(`The OpenTelemetry collector did not take ${spans.length} spans: ${result.error.message}`);
        }
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}
