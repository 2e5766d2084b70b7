import { alertArguments } from '#domain/calls/object-calls.ts';
import { PortalError } from '#domain/failure.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import { surveyById } from '#domain/surveys/index.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import type { AlertStamps, CutoutClient } from '#server/clients/cutout-api.ts';
import type { ObjectApi, StampLocation } from '#server/clients/object-api.ts';
import type { CallContext } from '#server/clients/upstream.ts';
import type { Clock } from '#server/resilience/clock.ts';
import { createFreshCache } from '#server/resilience/fresh-cache.ts';

export interface AlertName {
  readonly survey: SurveyId;
  /** `-` where the alert belongs to no object. */
  readonly objectId: string;
  readonly alertId: string;
}

export interface StampFetchDeps {
  readonly objects: ObjectApi;
  /** Absent: stamps come through the object API. */
  readonly cutouts: CutoutClient | undefined;
  readonly clock: Clock;
}

export type FetchStamps = (alert: AlertName, call: CallContext) => Promise<AlertStamps>;

const minute = 60_000;

/**
 * Reads the stamps of an alert: their place and one call where both APIs offer that, else three FITS of `/cutouts` at once.
 * @throws {PortalError} `not-found` for an alert without place.
 */
export function createStampFetch({ objects, cutouts, clock }: StampFetchDeps): FetchStamps {
  const places = createFreshCache<readonly StampLocation[]>({
    freshMs: minute,
    keepMs: minute,
    maxWeight: 200_000,
    weight: (list) => list.length,
    nowMs: clock.nowMs,
  });

  const placeOf = async ({ survey, objectId, alertId }: AlertName, call: CallContext): Promise<StampLocation> => {
    const { objectArgument, alertArgument } = surveyById(survey);
    const key = `${survey} ${objectId === '-' ? alertId : objectId}`;
    const isWanted = (place: StampLocation): boolean => place.alertId === alertId;
    const known = places.fresh(key)?.value.find(isWanted);
    if (known !== undefined) return known;
    const args = objectId === '-' ? { [alertArgument]: alertId } : { [objectArgument]: objectId };
    const list = await objects.stampLocations(survey, args, call);
    places.set(key, list);
    const place = list.find(isWanted);
    if (place === undefined) throw noStamps({ survey, objectId, alertId });
    return place;
  };

  const pairOffered = async (survey: SurveyId): Promise<CutoutClient | undefined> => {
    if (cutouts === undefined) return undefined;
    const [object, cutout] = await Promise.all([objects.index(survey), cutouts.index()]);
    return object.extensions.has('stamp-locations') && cutout.extensions.has('stamps') ? cutouts : undefined;
  };

  return async (alert, call) => {
    const client = await pairOffered(alert.survey);
    if (client === undefined) return await stampsByCutouts(objects, alert, call);
    const { hdfsPath, objectId, locator } = await placeOf(alert, call);
    const { survey, alertId } = alert;
    return await client.stamps({ survey, hdfsPath, alertId, objectId, locator: locator ?? undefined }, call);
  };
}

async function stampsByCutouts(objects: ObjectApi, alert: AlertName, call: CallContext): Promise<AlertStamps> {
  const { survey, objectId, alertId } = alert;
  const named = alertArguments(survey, { objectId, alertId });
  const ask = async (kind: StampKind) => (await objects.stampFits(survey, { alert: named, kind }, call)) ?? null;
  const [Science, Template, Difference] = await Promise.all([ask('Science'), ask('Template'), ask('Difference')]);
  return { Science, Template, Difference };
}

/** The failure of an alert that is not known or has no stamps: which of the two, no API tells. */
export function noStamps({ objectId, alertId }: AlertName): PortalError {
  const what = objectId === '-' ? `Alert ${alertId}` : `Alert ${alertId} of ${objectId}`;
  return new PortalError('not-found', `${what} is not known, or has no stamps.`, { argument: 'alertId' });
}
