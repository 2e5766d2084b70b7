import { PortalError, shownValue } from '#domain/failure.ts';
import { surveyById } from '#domain/surveys/index.ts';
import type { AlertStamps } from '#server/clients/cutout-api.ts';
import type { CallContext } from '#server/clients/upstream.ts';
import { createFreshCache } from '#server/resilience/fresh-cache.ts';
import { createSingleFlight } from '#server/resilience/single-flight.ts';
import type { RequestScope } from './request-scope.ts';
import { type AlertName, createStampFetch, noStamps, type StampFetchDeps } from './stamp-fetch.ts';

export interface StampSource {
  /** @throws {PortalError} `bad-request` for ids of another form, `not-found` for an alert without any stamp. */
  stamps(alert: AlertName, scope: RequestScope): Promise<AlertStamps>;
}

const mostBytes = 64e6;
const day = 86_400_000;

/** Stamps of alerts. They never change, so those seen lately are kept, and people who want the same share one call. */
export function createStampSource(deps: StampFetchDeps): StampSource {
  const fetchStamps = createStampFetch(deps);
  const flights = createSingleFlight<AlertStamps>();
  const kept = createFreshCache<AlertStamps>({
    freshMs: day,
    keepMs: day,
    maxWeight: mostBytes,
    weight: (stamps) => Object.values(stamps).reduce((sum, bytes) => sum + (bytes?.byteLength ?? 0), 0),
    nowMs: deps.clock.nowMs,
  });

  const fetch = async (key: string, alert: AlertName, call: CallContext): Promise<AlertStamps> => {
    const stamps = await fetchStamps(alert, call);
    if (Object.values(stamps).every((bytes) => bytes === null)) throw noStamps(alert);
    kept.set(key, stamps);
    return stamps;
  };

  return {
    async stamps(alert, { call, trace }) {
      checkName(alert);
      const key = `${alert.survey} ${alert.objectId} ${alert.alertId}`;
      const known = kept.fresh(key);
      trace.note('cache', known === undefined ? 'miss' : 'hit');
      if (known !== undefined) return known.value;
      return await flights.run(key, (signal) => fetch(key, alert, { ...call, signal }), call.signal);
    },
  };
}

function checkName({ survey, objectId, alertId }: AlertName): void {
  const isObject = objectId === '-' || surveyById(survey).objectIdPattern.test(objectId);
  if (!isObject)
    throw new PortalError('bad-request', `${shownValue(objectId)} is no object id.`, { argument: 'objectId' });
  if (!/^[1-9]\d{0,18}$/.test(alertId))
    throw new PortalError('bad-request', `${shownValue(alertId)} is no alert id.`, { argument: 'alertId' });
}
