import { surveys } from '#domain/surveys/index.ts';
import type { Survey, SurveyId } from '#domain/surveys/survey.ts';
import {
  argumentsOf,
  cutoutApiExtensions,
  cutoutApiRoutes,
  cutoutsArguments,
  cutoutsPath,
  stampsArguments,
  stampsPath,
} from '#server/contracts/cutout-api.ts';
import { lsstRoutes, type ObjectApiRoute, objectApiExtensions, ztfRoutes } from '#server/contracts/object-api.ts';
import { jsonAnswer } from '#server/http/answer.ts';
import { createService, type Service } from '#server/http/create-service.ts';
import { indexRoute } from '#server/http/index-route.ts';
import type { Route } from '#server/http/request-context.ts';
import type { ServiceOptions } from '#server/http/service-options.ts';
import { wait } from './behave.ts';
import type { MockDeps, MockHandler } from './mock-route.ts';
import {
  classesHandler,
  lsstSsoHandler,
  metadataHandler,
  resolverHandler,
  ssoHandler,
  trackletHandler,
} from './routes/names.ts';
import { schemaHandler } from './routes/schema.ts';
import {
  cutoutApiHandler,
  lsstCutoutsHandler,
  lsstLocationsHandler,
  stampsHandler,
  ztfCutoutsHandler,
  ztfLocationsHandler,
} from './routes/stamps.ts';
import {
  conesearchHandler,
  diaObjectsHandler,
  latestsHandler,
  objectsHandler,
  sourcesHandler,
} from './routes/tables.ts';

export interface MockApiOptions extends Omit<ServiceOptions, 'name' | 'routes'> {
  readonly fixtures: MockDeps['fixtures'];
  readonly defaultSurvey: SurveyId;
  /** Every answer but those of indexes is kept back so long; 0 unless given. */
  readonly latencyMs?: number;
}

type Handlers = Readonly<Record<string, MockHandler>>;

const wireRoutes: Readonly<Record<SurveyId, Readonly<Record<string, ObjectApiRoute>>>> = {
  ztf: ztfRoutes,
  lsst: lsstRoutes,
};

const handlersOf: Readonly<Record<SurveyId, (deps: MockDeps, survey: Survey) => Handlers>> = {
  ztf: (deps, survey) => ({
    objects: objectsHandler(deps, survey),
    cutouts: ztfCutoutsHandler(deps, survey),
    latests: latestsHandler(deps, survey),
    conesearch: conesearchHandler(deps, survey),
    sso: ssoHandler(deps, survey),
    tracklet: trackletHandler(deps, survey),
    metadata: metadataHandler(deps, survey),
    resolver: resolverHandler(deps, survey),
    classes: classesHandler(),
    schema: schemaHandler(survey),
    'stamp-locations': ztfLocationsHandler(deps, survey),
  }),
  lsst: (deps, survey) => ({
    sources: sourcesHandler(deps, survey),
    objects: diaObjectsHandler(deps, survey),
    conesearch: conesearchHandler(deps, survey),
    cutouts: lsstCutoutsHandler(deps, survey),
    sso: lsstSsoHandler(deps, survey),
    schema: schemaHandler(survey),
    'stamp-locations': lsstLocationsHandler(deps, survey),
  }),
};

function objectApiRoutes(deps: MockDeps, survey: Survey, isDefault: boolean): Route[] {
  const prefixes = isDefault ? ['', `/${survey.id}`] : [`/${survey.id}`];
  const handlers = handlersOf[survey.id](deps, survey);
  const routes = Object.entries(handlers).map(([name, handle]): Route => {
    const wire = wireRoutes[survey.id][name];
    return {
      name,
      paths: prefixes.map((prefix) => `${prefix}/api/v1/${name}`),
      methods: wire?.methods ?? ['GET'],
      emptyGet: wire?.description,
      handle,
    };
  });
  const index = {
    service: 'mock-api',
    version: deps.version,
    survey: survey.id,
    surveys: surveys.map(({ id }) => id),
    routes: Object.keys(handlers),
    extensions: [...objectApiExtensions],
  };
  return [indexRoute(prefixes, index), ...routes];
}

function cutoutRoutes(deps: MockDeps): Route[] {
  const index = {
    service: 'mock-api',
    version: deps.version,
    routes: [...cutoutApiRoutes],
    extensions: [...cutoutApiExtensions],
  };
  const methods = ['GET', 'POST'] as const;
  return [
    indexRoute(['/cutout'], index),
    {
      name: 'cutout-cutouts',
      paths: [`/cutout${cutoutsPath}`],
      methods,
      emptyGet: jsonAnswer({ args: argumentsOf(cutoutsArguments) }),
      handle: cutoutApiHandler(deps),
    },
    {
      name: 'cutout-stamps',
      paths: [`/cutout${stampsPath}`],
      methods,
      emptyGet: jsonAnswer({ args: argumentsOf(stampsArguments) }),
      handle: stampsHandler(deps),
    },
  ];
}

/** The route of an upstream that is far away. */
function withLatency(latencyMs: number, route: Route): Route {
  if (latencyMs === 0 || route.name === 'index') return route;
  const handle: Route['handle'] = async (context) => {
    await wait(latencyMs, context.signal);
    return route.handle(context);
  };
  return { ...route, handle };
}

/** Both APIs answered from fixtures: the object API at `/`, the cutout API under `/cutout`, and an id for every failure. */
export function createMockApi({ fixtures, defaultSurvey, latencyMs = 0, ...options }: MockApiOptions): Service {
  const deps: MockDeps = { fixtures, version: options.version };
  const routes = surveys.flatMap((survey) => objectApiRoutes(deps, survey, survey.id === defaultSurvey));
  const all = [...routes, ...cutoutRoutes(deps)].map((route) => withLatency(latencyMs, route));
  return createService({ ...options, name: 'mock-api', routes: all });
}
