import { queryOptions } from '@tanstack/react-query';
import { portalQueryClient } from '#components/trpc/query-client.tsx';
import { bytesFrom } from '#components/trpc/query-rules.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import { lightcurveFromArrow } from './read-arrow.ts';

export interface CurveOf {
  readonly survey: SurveyId;
  readonly objectId: string;
}

/** The numbers behind the server's drawing. They stay as long as the page: table, plot and keys speak of the same rows. */
export function lightcurveQuery({ survey, objectId }: CurveOf) {
  return queryOptions({
    queryKey: ['lightcurve', survey, objectId],
    queryFn: async ({ signal }) =>
      lightcurveFromArrow(await bytesFrom(`/data/${survey}/${encodeURIComponent(objectId)}.arrow`, signal)),
    gcTime: Number.POSITIVE_INFINITY,
  });
}

/** The numbers outside of a component: those that are there, or read now. @throws what the query throws. */
export function lightcurveNow(of: CurveOf): Promise<Lightcurve> {
  return portalQueryClient().fetchQuery(lightcurveQuery(of));
}
