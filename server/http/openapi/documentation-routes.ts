import { type Answer, jsonAnswer } from '../answer.ts';
import type { Route } from '../request-context.ts';
import { docsPage } from './docs-page.ts';
import { type DocumentedService, openApiDocument } from './document.ts';

/** Examples are looked up in what the service reads, and both forms made from them, at most so often. */
const keptMs = 60_000;

/** A service documents itself: for people at `/`, for programs at `/openapi.json`. */
export function documentationRoutes(
  documented: (signal: AbortSignal) => Promise<DocumentedService>,
  nowMs: () => number,
): Route[] {
  let kept: { readonly page: Answer; readonly document: Answer; readonly untilMs: number } | undefined;
  const made = async (signal: AbortSignal) => {
    if (kept !== undefined && nowMs() < kept.untilMs) return kept;
    const service = await documented(signal);
    kept = { page: docsPage(service), document: jsonAnswer(openApiDocument(service)), untilMs: nowMs() + keptMs };
    return kept;
  };
  const common = { methods: ['GET'], readsArguments: false } as const;
  return [
    { ...common, name: 'documentation', paths: ['/'], handle: async ({ signal }) => (await made(signal)).page },
    {
      ...common,
      name: 'openapi',
      paths: ['/openapi.json'],
      handle: async ({ signal }) => (await made(signal)).document,
    },
  ];
}
