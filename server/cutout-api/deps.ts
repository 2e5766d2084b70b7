import { resolve } from 'node:path';
import { openLake } from '#server/adapters/lake/open-lake.ts';
import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import { lakeSettingsFrom } from '#server/env/lake-settings.ts';
import type { Service } from '#server/http/create-service.ts';
import { limitsFromEnv } from '#server/http/service-env.ts';
import { trustedProxiesFrom } from '#server/resilience/client-address.ts';
import { checkFormat } from '#server/storage/format/data-format.ts';
import { lakeLayouts } from '#server/storage/lake/lake-layout.ts';
import { createStampIndex } from '#server/storage/lake/stamp-index.ts';
import { metricsPlaceFrom } from '#server/telemetry/metrics-port.ts';
import { createProcessTelemetry } from '#server/telemetry/process-telemetry.ts';
import type { WideLog } from '#server/telemetry/wide-log.ts';
import { createCutoutApi } from './app.ts';
import { createExampleSource } from './documentation.ts';
import type { CutoutApiEnv } from './env.ts';
import { createStampReader } from './reading/stamp-reader.ts';

export interface CutoutApiDeps {
  readonly service: Service;
  readonly log: WideLog;
  close(): Promise<void>;
}

/**
 * Refuses embedded data of another format than this program's, in a sentence that says what to do; no data yet passes.
 * @throws {PortalError} `unavailable`
 */
export async function checkData(env: CutoutApiEnv): Promise<void> {
  if (env.FILE_STORE !== 'local') return;
  const folder = createLocalFiles({ root: resolve(env.DATA_DIR) });
  try {
    await checkFormat(folder);
  } finally {
    await folder.close();
  }
}

/** Wires the cutout API for its settings. Opens nothing before the first request. */
export function createCutoutApiDeps(env: CutoutApiEnv, version: string): CutoutApiDeps {
  const lake = lakeSettingsFrom(env, env.DATA_DIR);
  const files = openLake(lake, {
    trustedForMs: 1_000,
    observe: (exchange) => telemetry.metrics.observeUpstream(exchange),
  });
  const cache = createLocalFiles({ root: resolve(env.DATA_DIR, 'stamp-index') });
  const index = (survey: keyof typeof lakeLayouts) => createStampIndex({ files, cache, layout: lakeLayouts[survey] });
  const indexes = { ztf: index('ztf'), lsst: index('lsst') };
  const reader = createStampReader({ files, indexes, lakeRoot: lake.root });
  const { close: closeTelemetry, ...telemetry } = createProcessTelemetry({
    service: 'cutout-api',
    version,
    env,
    openScanners: reader.open,
  });
  const service = createCutoutApi({
    version,
    reader,
    examples: createExampleSource({ files, indexes }),
    ...telemetry,
    limits: limitsFromEnv(env),
    trustedProxies: trustedProxiesFrom(env.TRUST_PROXY),
    metricsAt: metricsPlaceFrom(env),
    ready: { lake: (signal) => files.ping({ signal }) },
  });
  return {
    service,
    log: telemetry.log,
    async close() {
      await files.close();
      await cache.close();
      await closeTelemetry();
    },
  };
}
