import type { SurveyId } from '#domain/surveys/survey.ts';
import {
  lsstRoutes,
  type ObjectApiIndex,
  type ObjectApiRoute,
  objectApiExtensions,
  type RouteAlias,
  ztfAliases,
  ztfRetired,
  ztfRoutes,
} from '#server/contracts/object-api.ts';
import { createService, type Service } from '#server/http/create-service.ts';
import { indexRoute } from '#server/http/index-route.ts';
import { documentationRoutes } from '#server/http/openapi/documentation-routes.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { Route } from '#server/http/request-context.ts';
import type { ServiceOptions } from '#server/http/service-options.ts';
import { describeObjectApi } from './documentation/describe-service.ts';
import type { ApiDeps, Handler } from './routes/api-deps.ts';
import { createLsstHandlers } from './routes/lsst.ts';
import { renamedHandler } from './routes/renamed-arguments.ts';
import { createZtfHandlers } from './routes/ztf.ts';

interface SurveyRoutes {
  readonly id: SurveyId;
  readonly routes: Readonly<Record<string, ObjectApiRoute>>;
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Other names of routes. */
  readonly aliases: Readonly<Record<string, RouteAlias>>;
  /** Routes of former times, and what to use instead. */
  readonly retired: Readonly<Record<string, string>>;
}

export interface ObjectApiOptions extends Omit<ServiceOptions, 'name' | 'version' | 'routes'> {
  readonly deps: ApiDeps;
  readonly defaultSurvey: SurveyId;
}

/** The routes of every survey, each under its prefix; those of the default survey also without one. */
export function objectApiRoutes(deps: ApiDeps, defaultSurvey: SurveyId): Route[] {
  const surveys: readonly SurveyRoutes[] = [
    { id: 'ztf', routes: ztfRoutes, handlers: createZtfHandlers(deps), aliases: ztfAliases, retired: ztfRetired },
    { id: 'lsst', routes: lsstRoutes, handlers: createLsstHandlers(deps), aliases: {}, retired: {} },
  ];
  const ids = surveys.map(({ id }) => id);
  return surveys.flatMap((survey) => {
    const prefixes = survey.id === defaultSurvey ? ['', `/${survey.id}`] : [`/${survey.id}`];
    const index: ObjectApiIndex = {
      service: 'object-api',
      version: deps.version,
      survey: survey.id,
      surveys: ids,
      routes: Object.keys(survey.routes),
      extensions: [...objectApiExtensions],
      aliases: Object.fromEntries(Object.entries(survey.aliases).map(([old, { route }]) => [old, route])),
    };
    return [
      indexRoute(prefixes, index),
      ...surveyRoutes(survey, prefixes),
      ...aliasRoutes(survey, prefixes),
      ...retiredRoutes(survey, prefixes),
    ];
  });
}

function routeNamed(
  { id, routes }: SurveyRoutes,
  names: { readonly route: string; readonly path: string },
  { prefixes, handle }: { readonly prefixes: readonly string[]; readonly handle: Handler },
): Route[] {
  const declared = routes[names.route];
  if (declared === undefined) return [];
  const { methods, description, bodyBytes } = declared;
  const emptyGet = description === undefined ? {} : { emptyGet: description };
  const paths = prefixes.map((prefix) => `${prefix}/api/v1/${names.path}`);
  const large = bodyBytes === undefined ? {} : { bodyBytes };
  return [{ name: `${id}/${names.route}`, paths, methods, ...emptyGet, ...large, handle }];
}

function surveyRoutes(survey: SurveyRoutes, prefixes: readonly string[]): Route[] {
  return Object.entries(survey.handlers).flatMap(([name, handle]) =>
    routeNamed(survey, { route: name, path: name }, { prefixes, handle }),
  );
}

/** Older names answer as their successors, with the arguments of then under the names of now. */
function aliasRoutes(survey: SurveyRoutes, prefixes: readonly string[]): Route[] {
  return Object.entries(survey.aliases).flatMap(([path, { route, renamed }]) => {
    const successor = survey.handlers[route];
    if (successor === undefined) return [];
    return routeNamed(survey, { route, path }, { prefixes, handle: renamedHandler(successor, renamed) });
  });
}

function retiredRoutes({ id, retired }: SurveyRoutes, prefixes: readonly string[]): Route[] {
  return Object.entries(retired).map(([name, words]) => ({
    name: `${id}/${name}`,
    paths: prefixes.map((prefix) => `${prefix}/api/v1/${name}`),
    methods: ['GET', 'POST'],
    readsArguments: false,
    handle: () => Promise.reject(new Refusal('gone', words)),
  }));
}

/** The object API as a service; nothing runs before it listens. */
export function createObjectApi({ deps, defaultSurvey, ...options }: ObjectApiOptions): Service {
  const { store, version } = deps;
  const documented = documentationRoutes(
    () => describeObjectApi({ store, version, defaultSurvey }),
    options.trace.nowMs,
  );
  const routes = [...documented, ...objectApiRoutes(deps, defaultSurvey)];
  return createService({ ...options, name: 'object-api', version, routes });
}
