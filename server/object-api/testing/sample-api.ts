import { PortalError } from '#domain/failure.ts';
import type { CutoutClient, CutoutsBody } from '#server/clients/cutout-api.ts';
import type { Service } from '#server/http/create-service.ts';
import { createFakeOutside } from '#server/outside/testing/fake-outside.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { memoryFiles } from '#server/storage/lake/memory-files.ts';
import { createMetrics } from '#server/telemetry/metrics.ts';
import { createSystemTraceDeps } from '#server/telemetry/system-trace-deps.ts';
import { createWideLog, type WideLogOptions } from '#server/telemetry/wide-log.ts';
import { createObjectApi, type ObjectApiOptions } from '../app.ts';
import { createSchemaReader } from '../queries/schema.ts';
import type { ApiDeps } from '../routes/api-deps.ts';

export const sampleBulkFile = 'bulk.parquet';
export const sampleNow = Date.UTC(2026, 10, 22);

/** A cutout API that answers every alert with a 2×3 array, and keeps what it was asked. */
export interface FakeCutouts {
  readonly client: CutoutClient;
  readonly asked: CutoutsBody[];
  /** What the next calls end with, instead of an answer. */
  failure: PortalError | undefined;
  fits: Uint8Array;
}

export const sampleArray = '[[1.0,2.5,NaN],[-3.25,1e-05,0.0]]';

export function createFakeCutouts(): FakeCutouts {
  const fake: FakeCutouts = {
    asked: [],
    failure: undefined,
    fits: Buffer.from('SIMPLE  = T'),
    client: {
      async cutouts(body) {
        fake.asked.push(body);
        if (fake.failure !== undefined) throw fake.failure;
        const array = body.kind === 'All' ? Array.from({ length: 3 }, () => sampleArray).join(',') : sampleArray;
        if (body.return_type === 'array')
          return { status: 200, bytes: Buffer.from(`[${array}]`), contentType: 'application/json' };
        return { status: 200, bytes: fake.fits, contentType: 'application/octet-stream' };
      },
      stamps: () => Promise.reject(new PortalError('internal', 'not asked here')),
      index: () => Promise.reject(new PortalError('internal', 'not asked here')),
      ready: async () => true,
      state: () => 'closed',
      sockets: () => 0,
      close: () => undefined,
    },
  };
  return fake;
}

/** The object API over a store, silent, for tests and measurements. */
export function createSampleApi(...given: Parameters<typeof sampleApiOptions>): Service {
  return createObjectApi(sampleApiOptions(...given));
}

/** What {@link createSampleApi} makes its service from. */
export function sampleApiOptions(
  store: WideRowStore,
  cutouts: CutoutClient,
  log: Pick<WideLogOptions, 'level' | 'destination'> = { level: 'silent' },
  more: Partial<ApiDeps> = {},
): ObjectApiOptions {
  const version = '0.0.0-test';
  return {
    deps: {
      store,
      schemas: createSchemaReader({ store, nowMs: () => performance.now() }),
      cutouts,
      outside: createFakeOutside().services,
      lake: memoryFiles(),
      bulkFile: sampleBulkFile,
      now: () => sampleNow,
      version,
      portalUrl: 'https://portal.test',
      ...more,
    },
    defaultSurvey: 'ztf',
    trace: createSystemTraceDeps(),
    metrics: createMetrics({ service: 'object-api', version, processMetrics: false }),
    log: createWideLog({ service: 'object-api', version, ...log }),
    limits: { ratePerSecond: 0, concurrency: 100_000 },
  };
}
