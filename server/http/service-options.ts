import type { TrustedProxies } from '#server/resilience/client-address.ts';
import { defaultRequestLimits, type RequestLimits } from '#server/resilience/limit-settings.ts';
import type { Metrics } from '#server/telemetry/metrics.ts';
import type { MetricsPlace } from '#server/telemetry/metrics-port.ts';
import type { TraceDeps } from '#server/telemetry/trace.ts';
import type { WideLog } from '#server/telemetry/wide-log.ts';
import type { Route } from './request-context.ts';

export interface ServiceLimits extends RequestLimits {
  /** Bytes of a request body, at most 100 MiB. */
  readonly bodyBytes: number;
  /** A request that has sent nothing for so long is answered 504. */
  readonly requestTimeoutMs: number;
  /** How long a shutdown waits for requests under way. */
  readonly shutdownTimeoutMs: number;
}

export const defaultLimits: ServiceLimits = {
  bodyBytes: 10 * 1024 * 1024,
  ...defaultRequestLimits,
  rateLoopback: false,
  requestTimeoutMs: 60_000,
  shutdownTimeoutMs: 10_000,
};

/** Resolves when the dependency answered; the error's words name what is wrong. */
export type ReadyCheck = (signal: AbortSignal) => Promise<unknown>;

export interface ServiceOptions {
  /** `object-api`, `cutout-api`, `mock-api`. */
  readonly name: string;
  readonly version: string;
  readonly routes: readonly Route[];
  readonly trace: TraceDeps;
  readonly metrics: Metrics;
  readonly log: WideLog;
  readonly limits?: Partial<ServiceLimits>;
  readonly trustedProxies?: TrustedProxies;
  /** Where `/metrics` is answered instead of the service's own port. */
  readonly metricsAt?: MetricsPlace | undefined;
  /** By the name that people know the dependency by: `table store`, `lake`. */
  readonly ready?: Readonly<Record<string, ReadyCheck>>;
}
