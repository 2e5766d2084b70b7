import type { SurveyId } from '#domain/surveys/survey.ts';
import type { DocumentedService } from '#server/http/openapi/document.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { documentedRoutes } from './document-routes.ts';
import { lsstExamples, ztfExamples } from './live-examples.ts';

export interface DescribeDeps {
  readonly store: WideRowStore;
  readonly version: string;
  readonly defaultSurvey: SurveyId;
}

/** What the object API says of itself. Examples are of what is in the tables; an empty store has those of the declarations. */
export async function describeObjectApi({ store, version, defaultSurvey }: DescribeDeps): Promise<DocumentedService> {
  const [ztf, lsst] = await Promise.all([ztfExamples(store), lsstExamples(store)]);
  return {
    title: 'Object API',
    version,
    text: `Light curves, searches and classes of the alerts of ZTF and Rubin, on the wire of Fink’s API. \`/api/v1/…\` without a prefix means \`/${defaultSurvey}/api/v1/…\`. Routes take GET with a query, and most of them POST with a JSON object; tables come in the format that \`output-format\` names.`,
    routes: documentedRoutes({ ztf, lsst }),
  };
}
