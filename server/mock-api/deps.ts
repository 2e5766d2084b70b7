import { resolve } from 'node:path';
import type { Service } from '#server/http/create-service.ts';
import { limitsFromEnv } from '#server/http/service-env.ts';
import { trustedProxiesFrom } from '#server/resilience/client-address.ts';
import { metricsPlaceFrom } from '#server/telemetry/metrics-port.ts';
import { createProcessTelemetry } from '#server/telemetry/process-telemetry.ts';
import type { WideLog } from '#server/telemetry/wide-log.ts';
import { createMockApi } from './app.ts';
import type { MockApiEnv } from './env.ts';
import { readFixtures } from './fixtures.ts';

export interface MockApiDeps {
  readonly service: Service;
  readonly log: WideLog;
  close(): Promise<void>;
}

/** Reads the fixtures and wires the mock. @throws {Error} when they are missing or of another form. */
export async function createMockApiDeps(env: MockApiEnv, version: string): Promise<MockApiDeps> {
  const { close, ...telemetry } = createProcessTelemetry({ service: 'mock-api', version, env });
  const service = createMockApi({
    version,
    fixtures: await readFixtures(resolve(env.FIXTURES_DIR)),
    defaultSurvey: env.DEFAULT_SURVEY,
    latencyMs: env.MOCK_LATENCY_MS,
    ...telemetry,
    limits: limitsFromEnv(env),
    trustedProxies: trustedProxiesFrom(env.TRUST_PROXY),
    metricsAt: metricsPlaceFrom(env),
  });
  return { service, log: telemetry.log, close };
}
