import { join } from 'node:path';
import { PortalError } from '#domain/failure.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { createCutoutClient } from '#server/clients/cutout-api.ts';
import { limitsFromEnv } from '#server/http/service-env.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { trustedProxiesFrom } from '#server/resilience/client-address.ts';
import { createSystemClock } from '#server/resilience/clock.ts';
import { createProcessTelemetry } from '#server/telemetry/process-telemetry.ts';
import type { ObjectApiOptions } from './app.ts';
import type { ObjectApiEnv } from './env.ts';
import { createSchemaReader } from './queries/schema.ts';

export interface ObjectApiParts {
  readonly options: ObjectApiOptions;
  readonly store: WideRowStore;
  close(): Promise<void>;
}

/** Ready means: the store answers, and something was ingested. */
async function checkTables(store: WideRowStore, signal: AbortSignal): Promise<void> {
  await store.ping({ signal });
  const tables = await store.tables({ signal });
  if (tables.length === 0) throw new PortalError('unavailable', 'There is no data yet: ingest some alerts first.');
}

/** Opens everything that the object API works with, once. */
export function createObjectApiParts(env: ObjectApiEnv, version: string): ObjectApiParts {
  const service = 'object-api';
  const store = createLmdbStore({ path: join(env.DATA_DIR, 'tables'), readOnly: true });
  const openScanners = () => store.open().scanners;
  const { close: closeTelemetry, ...telemetry } = createProcessTelemetry({ service, version, env, openScanners });
  const clock = createSystemClock();
  const cutouts = createCutoutClient({
    baseUrl: env.CUTOUT_API_URL,
    timeoutMs: env.CUTOUT_TIMEOUT_MS,
    clock,
    random: Math.random,
    observe: (call) => telemetry.metrics.observeUpstream(call),
  });
  return {
    store,
    options: {
      deps: {
        store,
        schemas: createSchemaReader({ store, nowMs: clock.nowMs }),
        cutouts,
        now: Date.now,
        version,
      },
      defaultSurvey: env.DEFAULT_SURVEY,
      ...telemetry,
      limits: limitsFromEnv(env),
      trustedProxies: trustedProxiesFrom(env.TRUST_PROXY),
      ready: { 'table store': (signal) => checkTables(store, signal) },
    },
    async close() {
      cutouts.close();
      await store.close();
      await closeTelemetry();
    },
  };
}
