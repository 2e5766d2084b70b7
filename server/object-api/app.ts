import type { SurveyId } from '#domain/surveys/survey.ts';
import {
  lsstRoutes,
  type ObjectApiIndex,
  type ObjectApiRoute,
  objectApiExtensions,
  ztfAliases,
  ztfRoutes,
} from '#server/contracts/object-api.ts';
import { jsonAnswer } from '#server/http/answer.ts';
import { createService, type Service } from '#server/http/create-service.ts';
import type { Route } from '#server/http/request-context.ts';
import type { ServiceOptions } from '#server/http/service-options.ts';
import type { ApiDeps, Handler } from './routes/api-deps.ts';
import { createLsstHandlers } from './routes/lsst.ts';
import { createZtfHandlers } from './routes/ztf.ts';

interface SurveyRoutes {
  readonly id: SurveyId;
  readonly routes: Readonly<Record<string, ObjectApiRoute>>;
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Other names of routes. */
  readonly aliases: Readonly<Record<string, string>>;
}

export interface ObjectApiOptions extends Omit<ServiceOptions, 'name' | 'version' | 'routes'> {
  readonly deps: ApiDeps;
  readonly defaultSurvey: SurveyId;
}

/** The routes of every survey, each under its prefix; those of the default survey also without one. */
export function objectApiRoutes(deps: ApiDeps, defaultSurvey: SurveyId): Route[] {
  const surveys: readonly SurveyRoutes[] = [
    { id: 'ztf', routes: ztfRoutes, handlers: createZtfHandlers(deps), aliases: ztfAliases },
    { id: 'lsst', routes: lsstRoutes, handlers: createLsstHandlers(deps), aliases: {} },
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
    };
    return [indexRoute(prefixes, index), ...surveyRoutes(survey, prefixes)];
  });
}

function indexRoute(prefixes: readonly string[], index: ObjectApiIndex): Route {
  return {
    name: 'index',
    paths: prefixes.flatMap((prefix) => [`${prefix}/api/v1/`, `${prefix}/api/v1`]),
    methods: ['GET'],
    readsArguments: false,
    handle: () => jsonAnswer(index),
  };
}

function surveyRoutes({ id, routes, handlers, aliases }: SurveyRoutes, prefixes: readonly string[]): Route[] {
  return Object.entries(routes).flatMap(([name, { methods, description }]) => {
    const handle = handlers[name];
    if (handle === undefined) return [];
    const names = [name, ...Object.keys(aliases).filter((alias) => aliases[alias] === name)];
    const route: Route = {
      name: `${id}/${name}`,
      paths: prefixes.flatMap((prefix) => names.map((one) => `${prefix}/api/v1/${one}`)),
      methods,
      ...(description === undefined ? {} : { emptyGet: description }),
      handle,
    };
    return [route];
  });
}

/** The object API as a service; nothing runs before it listens. */
export function createObjectApi({ deps, defaultSurvey, ...options }: ObjectApiOptions): Service {
  const routes = objectApiRoutes(deps, defaultSurvey);
  return createService({ ...options, name: 'object-api', version: deps.version, routes });
}
