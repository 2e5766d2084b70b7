import { alertsCall, ownRowCall } from '#domain/calls/object-calls.ts';
import { PortalError, shownValue } from '#domain/failure.ts';
import { lightcurveFromRows, rowsOfObject } from '#domain/lightcurve/from-rows.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { alertDetailFromRow } from '#domain/object/alert-detail.ts';
import { readingOf } from '#domain/object/readings.ts';
import type { AlertDetail, ObjectSummary } from '#domain/object/summary.ts';
import { detectionRows, summaryFromRows } from '#domain/object/summary-from-rows.ts';
import { surveyOfObjectId } from '#domain/surveys/index.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import type { ObjectApi } from '#server/clients/object-api.ts';
import type { CallContext } from '#server/clients/upstream.ts';
import type { Clock } from '#server/resilience/clock.ts';
import { createFreshCache } from '#server/resilience/fresh-cache.ts';
import { createSingleFlight } from '#server/resilience/single-flight.ts';
import type { RequestScope } from './request-scope.ts';

/** An object as one answer of the object API tells it; what is derived from the rows is made once, when asked for. */
export interface ObjectView {
  readonly survey: Survey;
  readonly objectId: string;
  readonly fetchedAt: string;
  readonly lastAlertId: string;
  summary(): ObjectSummary;
  lightcurve(): Lightcurve;
  /** @throws {PortalError} `not-found` when the object has no such alert. */
  alert(alertId: string): AlertDetail;
}

export interface SeenObject {
  readonly view: ObjectView;
  readonly ageMs: number;
  /** True when the object API failed and this is what it said before. */
  readonly stale: boolean;
}

export interface ObjectSource {
  /** @throws {PortalError} `bad-request` for text that is no object id, `not-found` for an id that the survey has not. */
  see(objectId: string, scope: RequestScope): Promise<SeenObject>;
}

export interface ObjectSourceDeps {
  readonly objects: ObjectApi;
  readonly clock: Clock;
  readonly wallMs: () => number;
  readonly freshMs: number;
}

const keepMs = 15 * 60_000;
/** About 24 bytes a cell: 100 MB at most. */
const mostCells = 4_000_000;
const failing: ReadonlySet<string> = new Set([
  'unavailable',
  'upstream-failed',
  'upstream-timeout',
  'overloaded',
  'rate-limited',
]);

interface Fetched {
  readonly view: ObjectView;
  readonly cells: number;
}

/** Objects as pages need them: one upstream call for all that is asked about one object, shared within and between requests. */
export function createObjectSource({ objects, clock, wallMs, freshMs }: ObjectSourceDeps): ObjectSource {
  const flights = createSingleFlight<Fetched>();
  const cache = createFreshCache<Fetched>({
    freshMs,
    keepMs,
    maxWeight: mostCells,
    weight: (fetched) => fetched.cells,
    nowMs: clock.nowMs,
  });

  const fetch = async (survey: Survey, objectId: string, call: CallContext): Promise<Fetched> => {
    const ownRow = ownRowCall(survey.id, objectId);
    const [rows, own] = await Promise.all([
      objects.rows(survey.id, alertsCall(survey.id, objectId), call),
      ownRow === undefined ? [] : objects.rows(survey.id, ownRow, call),
    ]);
    const objectRow = rowsOfObject(survey, objectId, own)[0];
    const view = createView({ survey, objectId, rows, objectRow, fetchedAt: new Date(wallMs()).toISOString() });
    const fetched = { view, cells: rows.length * readingOf(survey.id).alerts.columns.length };
    cache.set(objectId, fetched);
    return fetched;
  };

  const see = async (objectId: string, { call, trace }: RequestScope): Promise<SeenObject> => {
    const survey = surveyOfObjectId(objectId);
    if (survey === undefined)
      throw new PortalError('bad-request', `${shownValue(objectId)} is no object id.`, { argument: 'objectId' });
    const fresh = cache.fresh(objectId);
    trace.note('cache', fresh === undefined ? 'miss' : 'hit');
    if (fresh !== undefined) return { view: fresh.value.view, ageMs: fresh.ageMs, stale: false };
    try {
      const { view } = await flights.run(
        objectId,
        (signal) => fetch(survey, objectId, { ...call, signal }),
        call.signal,
      );
      return { view, ageMs: 0, stale: false };
    } catch (error) {
      const kept = error instanceof PortalError && failing.has(error.kind) ? cache.kept(objectId) : undefined;
      if (kept === undefined) throw error;
      trace.note('stale', true);
      return { view: kept.value.view, ageMs: kept.ageMs, stale: true };
    }
  };

  return { see: (objectId, scope) => scope.once(`object ${objectId}`, () => see(objectId, scope)) };
}

interface ViewInput {
  readonly survey: Survey;
  readonly objectId: string;
  readonly rows: readonly WireRow[];
  readonly objectRow: WireRow | undefined;
  readonly fetchedAt: string;
}

function createView({ survey, objectId, rows, objectRow, fetchedAt }: ViewInput): ObjectView {
  // Reading all of it here makes a malformed answer a failure of the call, not of the page that shows it.
  const lightcurve = lightcurveFromRows(survey, objectId, rows);
  const summary = summaryFromRows({ survey, objectId, rows, lightcurve, object: objectRow });
  return {
    survey,
    objectId,
    fetchedAt,
    lastAlertId: summary.latest.alertId,
    summary: () => summary,
    lightcurve: () => lightcurve,
    alert(alertId) {
      const details = detectionRows(survey, objectId, rows).filter(
        (row) => String(row[survey.columns.alertId]) === alertId,
      );
      if (details[0] !== undefined) return alertDetailFromRow(survey, objectId, details[0]);
      throw new PortalError('not-found', `${objectId} has no alert ${shownValue(alertId)}.`, { argument: 'alertId' });
    },
  };
}
