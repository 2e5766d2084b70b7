import { createMetrics, type Metrics } from './metrics.ts';
import { type OtlpEnv, samplerFrom } from './otlp/otlp-settings.ts';
import { createSpanExport, withSpanExport } from './otlp/span-export.ts';
import { createSystemTraceDeps } from './system-trace-deps.ts';
import type { TraceDeps } from './trace.ts';
import { createWideLog, type WideLog } from './wide-log.ts';

export interface ProcessTelemetryOptions {
  readonly service: string;
  readonly version: string;
  readonly env: OtlpEnv & { readonly LOG_LEVEL: string };
  readonly openScanners?: () => number;
}

/** How one process is observed: what traces are made with, metrics, and the log that also exports spans where that is switched on. */
export interface ProcessTelemetry {
  readonly trace: TraceDeps;
  readonly metrics: Metrics;
  readonly log: WideLog;
  /** Sends spans not sent yet. */
  close(): Promise<void>;
}

export function createProcessTelemetry({
  service,
  version,
  env,
  openScanners,
}: ProcessTelemetryOptions): ProcessTelemetry {
  const log = createWideLog({ service, version, level: env.LOG_LEVEL });
  const { nowMs, randomHex } = createSystemTraceDeps();
  const spans = createSpanExport({
    env,
    service,
    version,
    randomHex,
    wallMs: () => performance.timeOrigin + performance.now(),
    warn: (message) => log.warn(message),
  });
  return {
    trace: { nowMs, randomHex, isSampled: samplerFrom(env) },
    metrics: createMetrics({ service, version, openScanners }),
    log: withSpanExport(log, spans),
    close: async () => spans?.close(),
  };
}
