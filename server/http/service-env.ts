import { z } from 'zod';
import { wholeNumber } from '#server/env/setting-kinds.ts';
import { limitEnvShape, requestLimitsFrom } from '#server/resilience/limit-settings.ts';
import { metricsEnvShape } from '#server/telemetry/metrics-port.ts';
import { otlpEnvShape } from '#server/telemetry/otlp/otlp-settings.ts';
import { defaultLimits, type ServiceLimits } from './service-options.ts';

export const portSetting = (fallback: number) => wholeNumber(0, 65_535).default(fallback);

/** Settings that every service reads. The descriptions become docs/configuration.md. */
export const serviceEnvShape = {
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least severe lines that are logged'),
  ...limitEnvShape,
  BODY_LIMIT_BYTES: wholeNumber(1024, 100 * 1024 * 1024)
    .default(defaultLimits.bodyBytes)
    .describe('Largest body of a request'),
  REQUEST_TIMEOUT_MS: wholeNumber(10, 3_600_000)
    .default(defaultLimits.requestTimeoutMs)
    .describe('A request that has sent nothing for so long is answered 504'),
  SHUTDOWN_TIMEOUT_MS: wholeNumber(0, 600_000)
    .default(defaultLimits.shutdownTimeoutMs)
    .describe('How long a stop waits for requests under way'),
  ...metricsEnvShape,
  ...otlpEnvShape,
} as const;

const serviceEnvSchema = z.object(serviceEnvShape);
export type ServiceEnv = z.output<typeof serviceEnvSchema>;

export function limitsFromEnv(env: ServiceEnv): ServiceLimits {
  return {
    bodyBytes: env.BODY_LIMIT_BYTES,
    ...requestLimitsFrom(env),
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    shutdownTimeoutMs: env.SHUTDOWN_TIMEOUT_MS,
  };
}
