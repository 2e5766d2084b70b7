import { type CutoutApiIndex, cutoutApiExtensions, cutoutApiRoutes } from '#server/contracts/cutout-api.ts';
import { createService, type Service } from '#server/http/create-service.ts';
import { indexRoute } from '#server/http/index-route.ts';
import { documentationRoutes } from '#server/http/openapi/documentation-routes.ts';
import type { ServiceOptions } from '#server/http/service-options.ts';
import { describeCutoutApi, type ExampleSource } from './documentation.ts';
import type { StampReader } from './reading/stamp-reader.ts';
import { cutoutsRoute } from './routes/cutouts.ts';
import { stampsRoute } from './routes/stamps.ts';

export interface CutoutApiOptions extends Omit<ServiceOptions, 'name' | 'routes'> {
  readonly reader: StampReader;
  readonly examples: ExampleSource;
}

/** The cutout API: stamps out of the Parquet lake, and nothing else. */
export function createCutoutApi({ reader, examples, ...options }: CutoutApiOptions): Service {
  const documented = documentationRoutes(
    (signal) => describeCutoutApi(options.version, examples, signal),
    options.trace.nowMs,
  );
  const index: CutoutApiIndex = {
    service: 'cutout-api',
    version: options.version,
    routes: [...cutoutApiRoutes],
    extensions: [...cutoutApiExtensions],
  };
  const routes = [...documented, indexRoute([''], index), cutoutsRoute(reader), stampsRoute(reader)];
  return createService({ ...options, name: 'cutout-api', routes });
}
