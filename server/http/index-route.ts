import { jsonAnswer } from './answer.ts';
import type { Route } from './request-context.ts';

/** `/api/v1/` below each prefix, with or without the slash: what there is. */
export function indexRoute(prefixes: readonly string[], index: unknown): Route {
  return {
    name: 'index',
    paths: prefixes.flatMap((prefix) => [`${prefix}/api/v1/`, `${prefix}/api/v1`]),
    methods: ['GET'],
    readsArguments: false,
    handle: () => jsonAnswer(index),
  };
}
