import { jsonAnswer } from '../answer.ts';
import type { Route } from '../request-context.ts';
import { docsPage } from './docs-page.ts';
import { type DocumentedService, openApiDocument } from './document.ts';

/** A service documents itself: for people at `/`, for programs at `/openapi.json`. */
export function documentationRoutes(documented: (signal: AbortSignal) => Promise<DocumentedService>): Route[] {
  const common = { methods: ['GET'], readsArguments: false } as const;
  return [
    {
      ...common,
      name: 'documentation',
      paths: ['/'],
      handle: async ({ signal }) => docsPage(await documented(signal)),
    },
    {
      ...common,
      name: 'openapi',
      paths: ['/openapi.json'],
      handle: async ({ signal }) => jsonAnswer(openApiDocument(await documented(signal))),
    },
  ];
}
