import { resolve } from 'node:path';
import { PortalError } from '#domain/failure.ts';
import { openLake } from '#server/adapters/lake/open-lake.ts';
import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import { openTables } from '#server/adapters/tables/open-tables.ts';
import { createCutoutClient } from '#server/clients/cutout-api.ts';
import { lakeSettingsFrom } from '#server/env/lake-settings.ts';
import { tableSettingsFrom } from '#server/env/table-settings.ts';
import { limitsFromEnv } from '#server/http/service-env.ts';
import { createOutsideServices } from '#server/outside/outside-services.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { trustedProxiesFrom } from '#server/resilience/client-address.ts';
import { createSystemClock } from '#server/resilience/clock.ts';
import { checkFormat } from '#server/storage/format/data-format.ts';
import { metricsPlaceFrom } from '#server/telemetry/metrics-port.ts';
import { createProcessTelemetry } from '#server/telemetry/process-telemetry.ts';
import type { ObjectApiOptions } from './app.ts';
import type { ObjectApiEnv } from './env.ts';
import { outsideSettingsFrom } from './outside-env.ts';
import { createSchemaReader } from './queries/schema.ts';
import type { Notebook } from './routes/api-deps.ts';

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

function notebookOn(store: WideRowStore, token: string): Notebook {
  return { token, write: (table, row, signal) => store.write(table, [row], { signal }) };
}

/**
 * Refuses embedded data of another format than this program's, in a sentence that says what to do; no data yet passes.
 * @throws {PortalError} `unavailable`
 */
export async function checkData(env: ObjectApiEnv): Promise<void> {
  if (env.TABLE_STORE !== 'lmdb') return;
  const folder = createLocalFiles({ root: resolve(env.DATA_DIR) });
  try {
    await checkFormat(folder);
  } finally {
    await folder.close();
  }
}

/** Opens everything that the object API works with, once. */
export function createObjectApiParts(env: ObjectApiEnv, version: string): ObjectApiParts {
  const service = 'object-api';
  const token = env.METADATA_TOKEN;
  const store = openTables(tableSettingsFrom(env, env.DATA_DIR), {
    access: token === undefined ? 'read' : 'write-briefly',
  });
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
  const outside = createOutsideServices(outsideSettingsFrom(env), {
    clock,
    random: Math.random,
    observe: (call) => telemetry.metrics.observeUpstream(call),
  });
  const lake = openLake(lakeSettingsFrom(env, env.DATA_DIR), {
    observe: (exchange) => telemetry.metrics.observeUpstream(exchange),
  });
  return {
    store,
    options: {
      deps: {
        store,
        schemas: createSchemaReader({ store, nowMs: clock.nowMs }),
        cutouts,
        outside,
        lake,
        bulkFile: env.SSO_BULK_FILE,
        now: Date.now,
        version,
        portalUrl: env.PUBLIC_URL,
        notebook: token === undefined ? undefined : notebookOn(store, token),
      },
      defaultSurvey: env.DEFAULT_SURVEY,
      ...telemetry,
      limits: limitsFromEnv(env),
      trustedProxies: trustedProxiesFrom(env.TRUST_PROXY),
      metricsAt: metricsPlaceFrom(env),
      ready: { 'table store': (signal) => checkTables(store, signal) },
    },
    async close() {
      cutouts.close();
      await lake.close();
      await store.close();
      await closeTelemetry();
    },
  };
}
