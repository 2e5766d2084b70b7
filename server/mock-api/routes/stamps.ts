import { deflateSync } from 'node:zlib';
import { PortalError, shownValue } from '#domain/failure.ts';
import { arrayJson } from '#domain/stamps/array-json.ts';
import { stampImage } from '#domain/stamps/fits-image.ts';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import { pngFromImage } from '#domain/stamps/png.ts';
import { renderStamp, stretches } from '#domain/stamps/render.ts';
import { isSurveyId } from '#domain/surveys/index.ts';
import type { Survey, SurveyId } from '#domain/surveys/survey.ts';
import { cutoutsArguments as cutoutApiArguments, stampsArguments } from '#server/contracts/cutout-api.ts';
import {
  cutoutsArguments,
  lsstCutoutsArguments,
  lsstStampLocationsArguments,
  type StampArguments,
  ztfStampLocationsArguments,
} from '#server/contracts/object-api-arguments.ts';
import { stampsBody } from '#server/contracts/stamps-body.ts';
import { coloursOf } from '#server/formats/stamp-colormaps.ts';
import { type Answer, attachment, bytesType, immutableCache, jsonAnswer, jsonType } from '#server/http/answer.ts';
import type { MockObject, Stamps } from '../fixtures.ts';
import { failureAnswer, type MockDeps, type MockHandler, mockPath, objectOfPath } from '../mock-route.ts';

interface Found {
  readonly object: MockObject;
  readonly alertId: string;
  /** Undefined for an alert without stamps. */
  readonly stamps: Stamps | undefined;
}

const noAlert = (id: string): PortalError =>
  new PortalError('not-found', `There is no alert of \`${shownValue(id)}\` with stamps.`);

/** The alert asked for, or the newest of the object. @throws {PortalError} `not-found`. */
function alertOf(deps: MockDeps, survey: SurveyId, object: MockObject, alertId: string): Found {
  const stamps = deps.fixtures.stampsOf(survey, object, alertId);
  if (!stamps) throw noAlert(alertId);
  return { object, alertId, stamps: object.failure?.stamps === 'empty' ? undefined : stamps };
}

function pictureOf(fits: Uint8Array, args: StampArguments): Uint8Array {
  const stretch = stretches.find((name) => name === args.stretch);
  if (!stretch) {
    const words = `There is no stretch \`${shownValue(args.stretch)}\`. Choose among ${stretches.join(', ')}.`;
    throw new PortalError('bad-request', words, { argument: 'stretch' });
  }
  const { colormap, convolution_kernel: convolutionKernel } = args;
  return pngFromImage(
    renderStamp(stampImage(fits), { stretch, colours: coloursOf(colormap), convolutionKernel }),
    deflateSync,
  );
}

function arraysAnswer(stamps: Stamps, args: StampArguments, suffix: string): Answer {
  const kinds = stampKinds.filter((kind) => args.kind === 'All' || args.kind === kind).sort();
  const nan = args.nan === 'null' ? 'null' : 'NaN';
  const parts = kinds.map((kind) => {
    const text = Buffer.from(arrayJson(stampImage(stamps[kind]), nan)).toString('latin1');
    return `"b:cutout${kind}${suffix}":${text}`;
  });
  return { contentType: jsonType, body: `{${parts.join(',')}}` };
}

function cutoutAnswer({ stamps }: Found, args: StampArguments, naming: { name: string; suffix: string }): Answer {
  const { kind, 'output-format': format } = args;
  if (!stamps) throw noAlert(naming.name);
  if (format === 'array') return arraysAnswer(stamps, args, naming.suffix);
  if (format !== 'PNG' && format !== 'FITS') {
    const words = 'output-format must be one of: PNG, FITS, or array.';
    throw new PortalError('bad-request', words, { argument: 'output-format' });
  }
  if (kind === 'All') {
    const words = 'The option `kind=All` is only compatible with `output-format=array`.';
    throw new PortalError('bad-request', words, { argument: 'kind' });
  }
  const file = (extension: string) => ({
    'cache-control': 'no-cache',
    'content-disposition': attachment(`${naming.name}_${kind}.${extension}`),
  });
  if (format === 'FITS') return { contentType: bytesType, headers: file('fits'), body: stamps[kind] };
  return { contentType: 'image/png', headers: file('png'), body: pictureOf(stamps[kind], args) };
}

/** `/api/v1/cutouts` of the object API for ZTF. */
export function ztfCutoutsHandler(deps: MockDeps, survey: Survey): MockHandler {
  return async (context) => {
    const args = context.parse(cutoutsArguments);
    const object = deps.fixtures.find(survey.id, args.objectId);
    if (!object) throw noAlert(args.objectId);
    const failed = await failureAnswer([object], 'stamps', context);
    if (failed) return failed;
    const alertId = args.candid ?? String(object.rows[0]?.[survey.columns.alertId] ?? '');
    const naming = { name: args.objectId, suffix: '_stampData' };
    return cutoutAnswer(alertOf(deps, survey.id, object, alertId), args, naming);
  };
}

/** `/api/v1/cutouts` of the object API for Rubin. */
export function lsstCutoutsHandler(deps: MockDeps, survey: Survey): MockHandler {
  return async (context) => {
    const args = context.parse(lsstCutoutsArguments);
    const object = deps.fixtures.findByAlert(survey.id, args.diaSourceId);
    if (!object) throw noAlert(args.diaSourceId);
    const failed = await failureAnswer([object], 'stamps', context);
    if (failed) return failed;
    const naming = { name: args.diaSourceId, suffix: '' };
    return cutoutAnswer(alertOf(deps, survey.id, object, args.diaSourceId), args, naming);
  };
}

/** Where the stamps are: a place per object, which the mock's cutout API understands. */
function locations(survey: Survey, object: MockObject | undefined, alertId: string | undefined): Answer {
  const rows = (object?.rows ?? []).filter((row) => alertId === undefined || row[survey.columns.alertId] === alertId);
  return jsonAnswer(
    rows.map((row) => ({
      objectId: object?.objectId ?? '',
      alertId: String(row[survey.columns.alertId]),
      hdfsPath: mockPath(survey.id, object?.objectId ?? ''),
      locator: null,
    })),
  );
}

export function ztfLocationsHandler(deps: MockDeps, survey: Survey): MockHandler {
  return async (context) => {
    const { objectId = '', candid, diaSourceId } = context.parse(ztfStampLocationsArguments);
    return locations(survey, deps.fixtures.find(survey.id, objectId), candid ?? diaSourceId);
  };
}

export function lsstLocationsHandler(deps: MockDeps, survey: Survey): MockHandler {
  return async (context) => {
    const { objectId, diaObjectId, diaSourceId } = context.parse(lsstStampLocationsArguments);
    const id = objectId ?? diaObjectId;
    if (id !== undefined) return locations(survey, deps.fixtures.find(survey.id, id), diaSourceId);
    return locations(survey, deps.fixtures.findByAlert(survey.id, diaSourceId ?? ''), diaSourceId);
  };
}

function inFile(deps: MockDeps, hdfsPath: string): { survey: SurveyId; object: MockObject } {
  const place = objectOfPath(hdfsPath);
  const survey = place && isSurveyId(place.survey) ? place.survey : undefined;
  const object = place && survey ? deps.fixtures.find(survey, place.objectId) : undefined;
  if (!survey || !object) throw new PortalError('not-found', `There is no file \`${shownValue(hdfsPath)}\`.`);
  return { survey, object };
}

/** `/api/v1/stamps` of the cutout API. */
export function stampsHandler(deps: MockDeps): MockHandler {
  return async (context) => {
    const { hdfsPath, alertId } = context.parse(stampsArguments);
    const { survey, object } = inFile(deps, hdfsPath);
    const failed = await failureAnswer([object], 'stamps', context);
    if (failed) return failed;
    const { stamps } = alertOf(deps, survey, object, alertId);
    const body = stampsBody(stampKinds.map((kind) => stamps?.[kind]));
    return { contentType: bytesType, headers: { 'cache-control': immutableCache }, body };
  };
}

/** `/api/v1/cutouts` of the cutout API. */
export function cutoutApiHandler(deps: MockDeps): MockHandler {
  return async (context) => {
    const args = context.parse(cutoutApiArguments);
    const { survey, object } = inFile(deps, args.hdfsPath);
    const failed = await failureAnswer([object], 'stamps', context);
    if (failed) return failed;
    const alertId = args.candid ?? args.diaSourceId ?? [...object.stamps.keys()][0] ?? '';
    const { stamps } = alertOf(deps, survey, object, alertId);
    if (!stamps) throw noAlert(object.objectId);
    if (args.return_type === 'FITS') {
      if (args.kind === 'All') throw new PortalError('bad-request', 'return_type=All is not allowed for FITS.');
      return { contentType: bytesType, body: stamps[args.kind] };
    }
    const nan = args.nan === 'null' ? 'null' : 'NaN';
    const text = (kind: StampKind): string => Buffer.from(arrayJson(stampImage(stamps[kind]), nan)).toString('latin1');
    const kinds = args.kind === 'All' ? stampKinds : [args.kind];
    return { contentType: jsonType, body: `[${kinds.map(text).join(',')}]` };
  };
}
