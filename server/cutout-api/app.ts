import { type CutoutApiIndex, cutoutApiExtensions, cutoutApiRoutes } from '#server/contracts/cutout-api.ts';
import { jsonAnswer } from '#server/http/answer.ts';
import { createService, type Service } from '#server/http/create-service.ts';
import { documentationRoutes } from '#server/http/openapi/documentation-routes.ts';
import type { Route } from '#server/http/request-context.ts';
import type { ServiceOptions } from '#server/http/service-options.ts';
import { describeCutoutApi, type ExampleSource } from './documentation.ts';
import type { StampReader } from './reading/stamp-reader.ts';
import { cutoutsRoute } from './routes/cutouts.ts';
import { stampsRoute } from './routes/stamps.ts';

export interface CutoutApiOptions extends Omit<ServiceOptions, 'name' | 'routes'> {
  readonly reader: StampReader;
  readonly examples: ExampleSource;
}

function indexRoute(version: string): Route {
  const index: CutoutApiIndex = {
    service: 'cutout-api',
    version,
    routes: [...cutoutApiRoutes],
    extensions: [...cutoutApiExtensions],
  };
  return {
    name: 'index',
    paths: ['/api/v1/', '/api/v1'],
    methods: ['GET'],
    readsArguments: false,
    handle: () => jsonAnswer(index),
  };
}

/** The cutout API: stamps out of the Parquet lake, and nothing else. */
export function createCutoutApi({ reader, examples, ...options }: CutoutApiOptions): Service {
  const documented = documentationRoutes(
    (signal) => describeCutoutApi(options.version, examples, signal),
    options.trace.nowMs,
  );
  const routes = [...documented, indexRoute(options.version), cutoutsRoute(reader), stampsRoute(reader)];
  return createService({ ...options, name: 'cutout-api', routes });
}
