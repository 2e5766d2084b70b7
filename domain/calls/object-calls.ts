import type { ReadingCall } from '#domain/object/reading.ts';
import { readingOf } from '#domain/object/readings.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import { surveyById } from '#domain/surveys/index.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';

type ObjectCall = Pick<ReadingCall, 'route'> & { readonly args: Readonly<Record<string, string>> };

function callOf(survey: SurveyId, objectId: string, { route, args, columns }: ReadingCall): ObjectCall {
  return { route, args: { [surveyById(survey).objectArgument]: objectId, ...args, columns: columns.join(',') } };
}

/** The call that an object page makes for all alerts of its object: what is sent, and what is shown to be copied. */
export function alertsCall(survey: SurveyId, objectId: string): ObjectCall {
  return callOf(survey, objectId, readingOf(survey).alerts);
}

/** The call for all alerts of an object with every column that the API has. */
export function allColumnsCall(survey: SurveyId, objectId: string): ObjectCall {
  const { route, args } = readingOf(survey).alerts;
  return { route, args: { [surveyById(survey).objectArgument]: objectId, ...args } };
}

/** The call for some columns of all alerts of an object. */
export function columnsCall(survey: SurveyId, objectId: string, columns: readonly string[]): ObjectCall {
  return callOf(survey, objectId, { ...readingOf(survey).alerts, columns });
}

/** The call for all alerts of a Solar System object with its ephemerides; undefined where the survey has no such route. */
export function solarSystemCall(survey: SurveyId, name: string): ObjectCall | undefined {
  const { solarSystem } = readingOf(survey);
  if (solarSystem === undefined) return undefined;
  const { alerts, nameArgument, withEphemeris } = solarSystem;
  return { route: alerts.route, args: { [nameArgument]: name, ...alerts.args, ...withEphemeris } };
}

/** The call for the object's own row; undefined where the survey keeps none. */
export function ownRowCall(survey: SurveyId, objectId: string): ObjectCall | undefined {
  const { object } = readingOf(survey);
  return object === undefined ? undefined : callOf(survey, objectId, object);
}

export interface StampName {
  /** `-` where the alert belongs to no object. */
  readonly objectId: string;
  readonly alertId: string;
}

/** Arguments that name an alert to the route `cutouts`. */
export function alertArguments(survey: SurveyId, { objectId, alertId }: StampName): Readonly<Record<string, string>> {
  const { objectArgument, alertArgument } = surveyById(survey);
  return { ...(objectId === '-' ? {} : { [objectArgument]: objectId }), [alertArgument]: alertId };
}

/** The call for one stamp as the FITS file of the packet. */
export function stampCall(survey: SurveyId, name: StampName, kind: StampKind) {
  return { route: 'cutouts', args: { ...alertArguments(survey, name), kind, 'output-format': 'FITS' } } as const;
}
