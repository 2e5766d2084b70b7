import { randomBytes } from 'node:crypto';
import { type CutoutClient, createCutoutClient } from '#server/clients/cutout-api.ts';
import { createObjectApi, type ObjectApi } from '#server/clients/object-api.ts';
import type { UpstreamOptions } from '#server/clients/upstream.ts';
import { createGaia } from '#server/outside/gaia/gaia.ts';
import { createHips2Fits } from '#server/outside/hips2fits/hips2fits.ts';
import { createMiriade } from '#server/outside/miriade/miriade.ts';
import { createSnad } from '#server/outside/snad/snad.ts';
import { createSsoCards } from '#server/outside/ssocard/ssocard.ts';
import { trustedProxiesFrom } from '#server/resilience/client-address.ts';
import { createSystemClock } from '#server/resilience/clock.ts';
import { type MetricsPort, openMetricsPort } from '#server/telemetry/metrics-port.ts';
import { createProcessTelemetry } from '#server/telemetry/process-telemetry.ts';
import { createAlertFieldsSource } from './alert-fields-source.ts';
import { createRasteriser } from './binary/rasterise.ts';
import { createBinaryAnswers, createBinaryRoutes } from './binary/routes.ts';
import type { HeadersLike, PortalCaller } from './caller.ts';
import type { Sources } from './context.ts';
import { createPortalCaller } from './create-caller.ts';
import type { WebEnv } from './env.ts';
import { createFieldSource } from './field-source.ts';
import { createDataAnswers } from './gate/data-answers.ts';
import { createGate, type Gate } from './gate/gate.ts';
import { requestNote } from './gate/request-note.ts';
import { createHealthRoutes } from './health.ts';
import { createMovingSource } from './moving-source.ts';
import { createNamesSource } from './names-source.ts';
import { createObjectSource } from './object-source.ts';
import { createReleaseSource } from './release-source.ts';
import { createRequestScope, type ScopeInput } from './request-scope.ts';
import { createSearchSource } from './search-source.ts';
import { createSolarSystemSource } from './solar-system-source.ts';
import { createStampSource } from './stamp-source.ts';
import { createTrackletSource } from './tracklet-source.ts';
import { createTrpcRoute } from './trpc-route.ts';

/** The web process: all that pages and route handlers use. */
export interface Portal {
  readonly env: WebEnv;
  createCaller(headers: HeadersLike, route: string): PortalCaller;
  /** `/api/trpc/*` */
  trpc(request: Request): Promise<Response>;
  /** `/data/…` and `/og/…` */
  readonly binary: ReturnType<typeof createBinaryRoutes>;
  readonly health: ReturnType<typeof createHealthRoutes>;
  /** Stands before all of the above; see gate/install-gate.ts. */
  readonly gate: Gate;
  /** Opens METRICS_PORT where that is set. @throws {Error} when it can't be had. */
  openMetrics(): Promise<void>;
  /** Sends spans that were not sent yet. */
  flush(): Promise<void>;
  close(): void;
}

type UpstreamDeps = Required<Pick<UpstreamOptions, 'clock' | 'random' | 'observe'>>;

/** The object API, and the cutout API where there is one. */
interface Apis {
  readonly objectApi: ObjectApi;
  readonly cutoutApi: CutoutClient | undefined;
}

function createApis(env: WebEnv, upstream: UpstreamDeps): Apis {
  const { objectApiUrls, objectApiTimeoutMs, cutoutApiUrl, cutoutApiTimeoutMs } = env;
  return {
    objectApi: createObjectApi({ ...upstream, baseUrls: objectApiUrls, timeoutMs: objectApiTimeoutMs }),
    cutoutApi:
      cutoutApiUrl === undefined
        ? undefined
        : createCutoutClient({ ...upstream, baseUrl: cutoutApiUrl, timeoutMs: cutoutApiTimeoutMs }),
  };
}

function createSources(env: WebEnv, { objectApi, cutoutApi }: Apis, upstream: UpstreamDeps): Sources {
  const { clock } = upstream;
  const objects = createObjectSource({ objects: objectApi, clock, wallMs: Date.now, freshMs: env.objectFreshMs });
  const snad = createSnad({ ...upstream, baseUrl: env.snadUrl, timeoutMs: env.snadTimeoutMs });
  const cards = createSsoCards({ ...upstream, baseUrl: env.ssoCardUrl, timeoutMs: env.ssoCardTimeoutMs });
  const gaia = createGaia({ ...upstream, baseUrl: env.gaiaTapUrl, timeoutMs: env.gaiaTimeoutMs });
  const miriade = createMiriade({ ...upstream, baseUrl: env.miriadeUrl, timeoutMs: env.miriadeTimeoutMs });
  const hips2fits = createHips2Fits({ ...upstream, baseUrl: env.hips2fitsUrl, timeoutMs: env.hips2fitsTimeoutMs });
  return {
    objects,
    alertFields: createAlertFieldsSource({ objects: objectApi }),
    stamps: createStampSource({ objects: objectApi, cutouts: cutoutApi, clock }),
    release: createReleaseSource({ objects, snad }),
    field: createFieldSource({ objects, gaia, hips2fits, wallMs: Date.now }),
    moving: createMovingSource({ miriade }),
    tracklet: createTrackletSource({ objects: objectApi }),
    solarSystem: createSolarSystemSource({ objects: objectApi, cards }),
    names: createNamesSource({ objects: objectApi, nowMs: clock.nowMs }),
    search: createSearchSource({
      objects: objectApi,
      publicUrls: env.publicObjectApiUrls,
      defaultSurvey: env.defaultSurvey,
      nowMs: clock.nowMs,
    }),
  };
}

/** Builds the portal from its settings. Opens no connection until the first request. */
export function createPortal(env: WebEnv): Portal {
  const clock = createSystemClock();
  const telemetry = createProcessTelemetry({ service: 'web', version: env.version, env: env.telemetry });
  const { metrics, log, trace: traceDeps } = telemetry;
  const upstream = { clock, random: Math.random, observe: metrics.observeUpstream };
  const apis = createApis(env, upstream);
  const sources = createSources(env, apis, upstream);
  const openScope = (input: ScopeInput) => createRequestScope(input, { traceDeps, metrics, log });
  const rasteriser = createRasteriser();
  const answers = createBinaryAnswers({ sources, openScope, rasteriser });
  let metricsPort: MetricsPort | undefined;
  return {
    env,
    createCaller: (headers, route) =>
      createPortalCaller(sources, requestNote()?.scope ?? openScope({ headers, route })),
    trpc: createTrpcRoute({ sources, openScope }),
    binary: createBinaryRoutes(answers),
    health: createHealthRoutes({ env, metrics, ...apis, defaultSurvey: env.defaultSurvey }),
    gate: createGate({
      traceDeps,
      metrics,
      log,
      limits: env.limits,
      proxies: trustedProxiesFrom(env.trustProxy),
      legacy: {
        apiUrl: env.publicObjectApiUrls[env.defaultSurvey],
        portalUrl: env.publicUrl,
        isRedirecting: env.legacyApi === 'redirect',
      },
      policy: env,
      data: createDataAnswers(answers, log),
      nonce: () => randomBytes(16).toString('base64'),
    }),
    async openMetrics() {
      if (env.metricsAt === undefined || metricsPort !== undefined) return;
      metricsPort = await openMetricsPort(metrics, env.metricsAt);
      log.info(`metrics at ${metricsPort.url}`);
    },
    flush: telemetry.close,
    close() {
      apis.objectApi.close();
      apis.cutoutApi?.close();
      void rasteriser.close();
      void metricsPort?.close();
    },
  };
}
