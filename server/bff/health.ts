import { PortalError } from '#domain/failure.ts';
import { surveyById } from '#domain/surveys/index.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import type { CutoutClient } from '#server/clients/cutout-api.ts';
import type { ObjectApi } from '#server/clients/object-api.ts';
import type { Metrics } from '#server/telemetry/metrics.ts';
import type { WebEnv } from './env.ts';

export interface HealthRoutes {
  /** `/api/health`: this process runs. */
  health(): Response;
  /** `/api/ready`: 200 when the APIs answered, else 503 and which one did not. */
  ready(): Promise<Response>;
  /** `/api/metrics`: Prometheus text; 404 when metrics have a port of their own. */
  metrics(): Promise<Response>;
}

export interface HealthDeps {
  readonly env: WebEnv;
  readonly metrics: Metrics;
  readonly objectApi: ObjectApi;
  readonly cutoutApi: CutoutClient | undefined;
  readonly defaultSurvey: SurveyId;
}

const patienceMs = 2000;

export function createHealthRoutes({ env, metrics, objectApi, cutoutApi, defaultSurvey }: HealthDeps): HealthRoutes {
  const beganMs = performance.now();
  const checks: Readonly<Record<string, (signal: AbortSignal) => Promise<boolean>>> = {
    [`object API (${surveyById(defaultSurvey).name})`]: (signal) => objectApi.ready(defaultSurvey, { signal }),
    ...(cutoutApi === undefined ? {} : { 'cutout API': (signal: AbortSignal) => cutoutApi.ready({ signal }) }),
  };

  return {
    health() {
      const uptimeSeconds = Math.round((performance.now() - beganMs) / 1000);
      return json(200, { status: 'ok', service: 'web', version: env.version, uptimeSeconds });
    },
    async ready() {
      const outcomes = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await outcomeOf(check)] as const),
      );
      const failed = outcomes.filter(([, outcome]) => outcome !== 'ok').map(([name]) => name);
      const status = failed.length === 0 ? 'ready' : 'not ready';
      return json(failed.length === 0 ? 200 : 503, { status, failed, checks: Object.fromEntries(outcomes) });
    },
    async metrics() {
      if (env.metricsAt !== undefined)
        return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } });
      return new Response(await metrics.exposition(), {
        headers: { 'content-type': metrics.contentType, 'cache-control': 'no-store' },
      });
    },
  };
}

async function outcomeOf(check: (signal: AbortSignal) => Promise<boolean>): Promise<string> {
  try {
    return (await check(AbortSignal.timeout(patienceMs))) ? 'ok' : 'not ready';
  } catch (error) {
    if (error instanceof PortalError && error.kind === 'aborted') return `no answer within ${patienceMs / 1000} s`;
    return error instanceof PortalError ? error.message : 'failed';
  }
}

function json(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
