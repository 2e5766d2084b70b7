import { PortalError, shownValue } from '#domain/failure.ts';
import { arraysJson } from '#domain/stamps/array-json.ts';
import { stampImage } from '#domain/stamps/fits-image.ts';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import { surveys } from '#domain/surveys/index.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import { argumentsOf, type CutoutsArguments, cutoutsArguments, cutoutsPath } from '#server/contracts/cutout-api.ts';
import { type Answer, attachment, bytesType, immutableCache, jsonAnswer, jsonType } from '#server/http/answer.ts';
import { missingArgument, Refusal } from '#server/http/refusal.ts';
import type { RequestContext, Route } from '#server/http/request-context.ts';
import type { StampReader, StampRequest } from '../reading/stamp-reader.ts';

type Ids = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The survey whose argument for alerts is there; without any, the one whose argument for objects is. */
function surveyOf(args: Ids): Survey {
  const found =
    surveys.find((survey) => args[survey.alertArgument] !== undefined) ??
    surveys.find((survey) => args[survey.objectArgument] !== undefined);
  if (!found) throw missingArgument('objectId');
  return found;
}

function requestOf(args: CutoutsArguments): StampRequest {
  const ids: Ids = { ...args };
  const survey = surveyOf(ids);
  const objectId = textOf(ids[survey.objectArgument]);
  if (objectId !== undefined && !survey.objectIdPattern.test(objectId)) {
    const words = `Argument \`${survey.objectArgument}\` is not valid: \`${shownValue(objectId)}\` is no object of ${survey.name}.`;
    throw new PortalError('bad-request', words, { argument: survey.objectArgument });
  }
  const { hdfsPath, locator } = args;
  return { survey: survey.id, hdfsPath, locator, objectId, alertId: textOf(ids[survey.alertArgument]) };
}

/** With an alert id the answer never changes; without, a new file could hold another first alert. */
function cacheOf(request: StampRequest): Readonly<Record<string, string>> {
  return { 'cache-control': request.alertId === undefined ? 'no-cache' : immutableCache };
}

/** The file is named as Fink names it: after the object of ZTF, the alert of Rubin (whose requests name no object). */
function fitsAnswer(request: StampRequest, kind: StampKind, fits: Uint8Array | undefined): Answer {
  if (!fits) throw new PortalError('not-found', `The alert has no ${kind} stamp.`);
  const headers = {
    ...cacheOf(request),
    'content-disposition': attachment(`${request.objectId ?? request.alertId ?? 'stamp'}.fits`),
  };
  return { contentType: bytesType, headers, body: fits };
}

/** One array a kind; a kind that the alert lacks is the empty array. */
function arraysAnswer(request: StampRequest, stamps: readonly (Uint8Array | undefined)[], nan: string): Answer {
  const images = stamps.map((fits) => (fits ? stampImage(fits) : undefined));
  return { contentType: jsonType, headers: cacheOf(request), body: arraysJson(images, nan) };
}

async function handleCutouts(context: RequestContext, reader: StampReader): Promise<Answer> {
  const args = context.parse(cutoutsArguments);
  const { kind, return_type: form, nan } = args;
  if (kind === 'All' && form === 'FITS') {
    throw new Refusal('bad-request', 'return_type=All is not allowed for FITS.\n', { argument: 'return_type' });
  }
  const request = requestOf(args);
  const kinds = kind === 'All' ? stampKinds : [kind];
  const stamps = await reader.read(request, kinds, context);
  if (kind !== 'All' && form === 'FITS') return fitsAnswer(request, kind, stamps[0]);
  if (kind !== 'All' && !stamps[0]) throw new PortalError('not-found', `The alert has no ${kind} stamp.`);
  return context.trace.span('encode', () => arraysAnswer(request, stamps, nan === 'null' ? 'null' : 'NaN'));
}

/** `/api/v1/cutouts`: the stamps of an alert as arrays or as one FITS file. */
export function cutoutsRoute(reader: StampReader): Route {
  return {
    name: 'cutouts',
    paths: [cutoutsPath],
    methods: ['GET', 'POST'],
    emptyGet: jsonAnswer({ args: argumentsOf(cutoutsArguments) }),
    handle: (context) => handleCutouts(context, reader),
  };
}
