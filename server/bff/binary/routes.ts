import { PortalError, shownValue } from '#domain/failure.ts';
import { frameFormat } from '#domain/stamps/frame.ts';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import { isSurveyId } from '#domain/surveys/index.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import { arrowFromLightcurve } from '#server/formats/lightcurve-arrow.ts';
import type { Sources } from '../context.ts';
import type { RequestScope, ScopeInput } from '../request-scope.ts';
import { createPreviews, type DrawPreview } from './preview.ts';
import type { Rasteriser } from './rasterise.ts';
import {
  type BinaryAnswer,
  type BinaryBody,
  type BinaryRequest,
  bodyAnswer,
  failureAnswer,
  immutable,
  responseFrom,
} from './respond.ts';
import { createSearchPreviews, type DrawSearch } from './search-preview.ts';
import { skyLibraryBody } from './sky-library.ts';
import { createStampFrames, type FramePrecision, type StampFrames } from './stamp-frames.ts';

export interface BinaryRoutesDeps {
  readonly sources: Sources;
  readonly openScope: (input: ScopeInput) => RequestScope;
  readonly rasteriser: Rasteriser;
}

/** Path parts as the address has them, file endings included. */
export interface AlertParts {
  readonly survey: string;
  readonly objectId: string;
  readonly alertId: string;
}

/** The routes, for requests and answers of one kind. */
interface RoutesOf<Asked, Answered> {
  /** `/data/{survey}/{objectId}.arrow` */
  arrow(request: Asked, parts: { readonly survey: string; readonly file: string }): Promise<Answered>;
  /** `/data/{survey}/{objectId}/{alertId}.stamps`, with `?precision=full` unrounded. */
  stamps(
    request: Asked,
    parts: { readonly survey: string; readonly objectId: string; readonly file: string },
  ): Promise<Answered>;
  /** `/data/{survey}/{objectId}/{alertId}/{kind}.fits`: the bytes of the packet. */
  fits(request: Asked, parts: AlertParts & { readonly file: string }): Promise<Answered>;
  /** `/og/{objectId}.png`; `draw` composes the picture. */
  preview(request: Asked, file: string, draw: DrawPreview): Promise<Answered>;
  /** `/og/search.png?q=…`; `draw` composes the picture. */
  searchPreview(request: Asked, draw: DrawSearch): Promise<Answered>;
  /** `/sky/aladin-lite-….js` */
  skyLibrary(request: Asked, file: string): Promise<Answered>;
}

export type BinaryAnswers = RoutesOf<BinaryRequest, BinaryAnswer>;
export type BinaryRoutes = RoutesOf<Request, Response>;

/** As much as the search box takes. */
const searchTextAtMost = 400;
const briefly = 'public, max-age=15, must-revalidate';

/** The answers that are no JSON: cacheable, linkable, each with its failures as problem+json. */
export function createBinaryAnswers({ sources, openScope, rasteriser }: BinaryRoutesDeps): BinaryAnswers {
  const previews = createPreviews({ sources, rasteriser });
  const searchPreviews = createSearchPreviews({ search: sources.search, rasteriser });
  const frames = createStampFrames({ stamps: sources.stamps, nowMs: () => performance.now() });

  const answer = async (
    request: BinaryRequest,
    route: string,
    make: (scope: RequestScope) => Promise<BinaryBody>,
  ): Promise<BinaryAnswer> => {
    const { method, headers, signal } = request;
    const scope = openScope({ headers, route, method, path: new URL(request.url).pathname, signal });
    try {
      return await bodyAnswer(request, scope, await make(scope));
    } catch (error) {
      return failureAnswer(scope, error);
    }
  };

  return {
    arrow: (request, parts) =>
      answer(request, '/data/{survey}/{objectId}.arrow', (scope) => arrowBody(sources, scope, parts)),
    stamps: (request, parts) =>
      answer(request, '/data/{survey}/{objectId}/{alertId}.stamps', (scope) =>
        frameBody(frames, scope, { ...parts, precision: precisionOf(request) }),
      ),
    fits: (request, parts) =>
      answer(request, '/data/{survey}/{objectId}/{alertId}/{kind}.fits', (scope) => fitsBody(sources, scope, parts)),
    skyLibrary: (request, file) => answer(request, '/sky/{file}', () => skyLibraryBody(file)),
    preview: (request, file, draw) =>
      answer(request, '/og/{objectId}.png', async (scope) => {
        return pictureBody(await previews.png(stemOf(file, '.png'), scope, draw), file);
      }),
    searchPreview: (request, draw) =>
      answer(request, '/og/search.png', async (scope) => {
        return pictureBody(await searchPreviews.png(searchText(request), scope, draw), 'search.png');
      }),
  };
}

/** The same routes for requests and responses of the web, as Next has them. */
export function createBinaryRoutes(answers: BinaryAnswers): BinaryRoutes {
  return {
    arrow: async (request, parts) => responseFrom(await answers.arrow(request, parts)),
    stamps: async (request, parts) => responseFrom(await answers.stamps(request, parts)),
    fits: async (request, parts) => responseFrom(await answers.fits(request, parts)),
    skyLibrary: async (request, file) => responseFrom(await answers.skyLibrary(request, file)),
    preview: async (request, file, draw) => responseFrom(await answers.preview(request, file, draw)),
    searchPreview: async (request, draw) => responseFrom(await answers.searchPreview(request, draw)),
  };
}

function pictureBody(bytes: Uint8Array, filename: string): BinaryBody {
  return { bytes, contentType: 'image/png', cacheControl: 'public, max-age=300', filename, compressible: false };
}

/** @throws {PortalError} `bad-request` without a text to search for, or for one that is too long to mean anything */
function searchText({ url }: BinaryRequest): string {
  const text = (new URL(url).searchParams.get('q') ?? '').trim();
  const refuse = (why: string) => new PortalError('bad-request', `\`q\` ${why}.`, { argument: 'q' });
  if (text === '') throw refuse('is what is searched for, and there is nothing in it');
  if (text.length > searchTextAtMost) throw refuse(`has more than ${searchTextAtMost} characters`);
  return text;
}

async function arrowBody(
  sources: Sources,
  scope: RequestScope,
  { survey, file }: { survey: string; file: string },
): Promise<BinaryBody> {
  const { view, ageMs, stale } = await sources.objects.see(stemOf(file, '.arrow'), scope);
  if (view.survey.id !== surveyOf(survey)) throw nothingAt(`${survey}/${file}`);
  const bytes = scope.trace.span('encode', () => arrowFromLightcurve(view.lightcurve()));
  scope.trace.note('ageSeconds', Math.round(ageMs / 1000));
  const contentType = 'application/vnd.apache.arrow.stream';
  return { bytes, contentType, cacheControl: stale ? 'no-store' : briefly, filename: file, compressible: true };
}

interface FrameParts {
  readonly survey: string;
  readonly objectId: string;
  readonly file: string;
  readonly precision: FramePrecision;
}

async function frameBody(
  frames: StampFrames,
  scope: RequestScope,
  { survey, objectId, file, precision }: FrameParts,
): Promise<BinaryBody> {
  const alert = { survey: surveyOf(survey), objectId, alertId: stemOf(file, '.stamps') };
  return {
    bytes: await frames.frame(alert, precision, scope),
    contentType: 'application/octet-stream',
    cacheControl: immutable,
    filename: file,
    compressible: true,
    tag: `${frameFormat}-${alert.survey}-${alert.alertId}-${precision}`,
  };
}

async function fitsBody(
  sources: Sources,
  scope: RequestScope,
  parts: AlertParts & { readonly file: string },
): Promise<BinaryBody> {
  const { survey, objectId, alertId, file } = parts;
  const kind = kindOf(stemOf(file, '.fits'));
  const stamps = await sources.stamps.stamps({ survey: surveyOf(survey), objectId, alertId }, scope);
  const bytes = stamps[kind];
  if (bytes === null)
    throw new PortalError('not-found', `Alert ${alertId} has no ${kind} stamp.`, { argument: 'kind' });
  const filename = `${[objectId, alertId, kind].filter((part) => part !== '-').join('_')}.fits`;
  const tag = `fits-${survey}-${alertId}-${kind}`;
  return { bytes, contentType: 'application/fits', cacheControl: immutable, filename, compressible: true, tag };
}

function nothingAt(path: string): PortalError {
  return new PortalError('not-found', `There is nothing at ${shownValue(path)}.`);
}

function stemOf(file: string, ending: string): string {
  if (!file.endsWith(ending)) throw nothingAt(file);
  return file.slice(0, -ending.length);
}

function surveyOf(text: string): SurveyId {
  if (!isSurveyId(text)) throw nothingAt(text);
  return text;
}

function kindOf(text: string): StampKind {
  const kind = stampKinds.find((name) => name === text);
  if (kind === undefined) throw nothingAt(`${text}.fits`);
  return kind;
}

function precisionOf(request: BinaryRequest): FramePrecision {
  const asked = new URL(request.url).searchParams.get('precision') ?? 'display';
  if (asked === 'full' || asked === 'display') return asked;
  throw new PortalError('bad-request', `precision=${shownValue(asked)}: full or display.`, { argument: 'precision' });
}
