import { PortalError, shownValue } from '#domain/failure.ts';
import { surveyById } from '#domain/surveys/index.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import type { AlertStamps, CutoutClient } from '#server/clients/cutout-api.ts';
import type { ObjectApi, StampLocation } from '#server/clients/object-api.ts';
import type { CallContext } from '#server/clients/upstream.ts';
import type { Clock } from '#server/resilience/clock.ts';
import { createFreshCache } from '#server/resilience/fresh-cache.ts';
import { createSingleFlight } from '#server/resilience/single-flight.ts';
import type { RequestScope } from './request-scope.ts';

export interface AlertName {
  readonly survey: SurveyId;
  /** `-` where the alert belongs to no object. */
  readonly objectId: string;
  readonly alertId: string;
}

export interface StampSource {
  /** @throws {PortalError} `bad-request` for ids of another form, `not-found` for an alert without any stamp. */
  stamps(alert: AlertName, scope: RequestScope): Promise<AlertStamps>;
}

export interface StampSourceDeps {
  readonly objects: ObjectApi;
  /** Absent: stamps come through the object API. */
  readonly cutouts: CutoutClient | undefined;
  readonly clock: Clock;
}

const mostBytes = 64e6;
const minute = 60_000;

/** Stamps of alerts: by location and one call where both APIs offer that, else as three FITS of `/cutouts` at once. They never change, so they are kept. */
export function createStampSource({ objects, cutouts, clock }: StampSourceDeps): StampSource {
  const flights = createSingleFlight<AlertStamps>();
  const kept = createFreshCache<AlertStamps>({
    freshMs: 24 * 60 * minute,
    keepMs: 24 * 60 * minute,
    maxWeight: mostBytes,
    weight: (stamps) => Object.values(stamps).reduce((sum, bytes) => sum + (bytes?.byteLength ?? 0), 0),
    nowMs: clock.nowMs,
  });
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
    const known = places.fresh(key)?.value.find((place) => place.alertId === alertId);
    if (known !== undefined) return known;
    const args = objectId === '-' ? { [alertArgument]: alertId } : { [objectArgument]: objectId };
    const list = await objects.stampLocations(survey, args, call);
    places.set(key, list);
    const place = list.find((one) => one.alertId === alertId);
    if (place === undefined) throw noStamps({ survey, objectId, alertId });
    return place;
  };

  const byLocation = async (client: CutoutClient, alert: AlertName, call: CallContext): Promise<AlertStamps> => {
    const place = await placeOf(alert, call);
    const { survey, alertId } = alert;
    const locator = place.locator ?? undefined;
    return await client.stamps({ survey, hdfsPath: place.hdfsPath, alertId, objectId: place.objectId, locator }, call);
  };

  const byCutouts = async ({ survey, objectId, alertId }: AlertName, call: CallContext): Promise<AlertStamps> => {
    const { objectArgument, alertArgument } = surveyById(survey);
    const alert =
      objectId === '-' ? { [alertArgument]: alertId } : { [objectArgument]: objectId, [alertArgument]: alertId };
    const ask = async (kind: 'Science' | 'Template' | 'Difference') =>
      (await objects.stampFits(survey, { alert, kind }, call)) ?? null;
    const [Science, Template, Difference] = await Promise.all([ask('Science'), ask('Template'), ask('Difference')]);
    return { Science, Template, Difference };
  };

  const fetch = async (alert: AlertName, call: CallContext): Promise<AlertStamps> => {
    const client = await pairOffered(alert.survey, call);
    const stamps = await (client === undefined ? byCutouts(alert, call) : byLocation(client, alert, call));
    if (Object.values(stamps).every((bytes) => bytes === null)) throw noStamps(alert);
    kept.set(nameKey(alert), stamps);
    return stamps;
  };

  const pairOffered = async (survey: SurveyId, call: CallContext): Promise<CutoutClient | undefined> => {
    if (cutouts === undefined) return undefined;
    const [object, cutout] = await Promise.all([objects.index(survey, call), cutouts.index(call)]);
    return object.extensions.has('stamp-locations') && cutout.extensions.has('stamps') ? cutouts : undefined;
  };

  return {
    async stamps(alert, { call, trace }) {
      checkName(alert);
      const key = nameKey(alert);
      const known = kept.fresh(key);
      trace.note('cache', known === undefined ? 'miss' : 'hit');
      if (known !== undefined) return known.value;
      return await flights.run(key, (signal) => fetch(alert, { ...call, signal }), call.signal);
    },
  };
}

function nameKey({ survey, objectId, alertId }: AlertName): string {
  return `${survey} ${objectId} ${alertId}`;
}

function checkName({ survey, objectId, alertId }: AlertName): void {
  const isObject = objectId === '-' || surveyById(survey).objectIdPattern.test(objectId);
  if (!isObject)
    throw new PortalError('bad-request', `${shownValue(objectId)} is no object id.`, { argument: 'objectId' });
  if (!/^[1-9]\d{0,18}$/.test(alertId))
    throw new PortalError('bad-request', `${shownValue(alertId)} is no alert id.`, { argument: 'alertId' });
}

function noStamps({ objectId, alertId }: AlertName): PortalError {
  const what = objectId === '-' ? `Alert ${alertId}` : `Alert ${alertId} of ${objectId}`;
  return new PortalError('not-found', `${what} is not known, or has no stamps.`, { argument: 'alertId' });
}
