import type { SurveyId } from '#domain/surveys/survey.ts';
import type { DocumentedService } from '#server/http/openapi/document.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { documentedRoutes } from './document-routes.ts';
import { type LiveExamples, lsstExamples, ztfExamples } from './live-examples.ts';

export interface DescribeDeps {
  readonly store: WideRowStore;
  readonly version: string;
  readonly defaultSurvey: SurveyId;
  readonly now: () => number;
}

const keptMs = 60_000;

/** What the object API says of itself. Examples are looked up in the tables, at most once a minute; an empty store has those of the declarations. */
export function createDescription({
  store,
  version,
  defaultSurvey,
  now,
}: DescribeDeps): () => Promise<DocumentedService> {
  let kept: { readonly live: Readonly<Record<string, LiveExamples>>; readonly untilMs: number } | undefined;
  const lookUp = async (): Promise<Readonly<Record<string, LiveExamples>>> => {
    const [ztf, lsst] = await Promise.all([ztfExamples(store), lsstExamples(store)]);
    return { ztf, lsst };
  };
  return async () => {
    if (kept === undefined || now() >= kept.untilMs) kept = { live: await lookUp(), untilMs: now() + keptMs };
    return {
      title: 'Object API',
      version,
      text: `Light curves, searches and classes of the alerts of ZTF and Rubin, on the wire of Fink’s API. \`/api/v1/…\` without a prefix means \`/${defaultSurvey}/api/v1/…\`. Routes take GET with a query, and most of them POST with a JSON object; tables come in the format that \`output-format\` names.`,
      routes: documentedRoutes(kept.live),
    };
  };
}
