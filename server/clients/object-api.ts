import { PortalError } from '#domain/failure.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import { isWireObject, type WireObject } from '#server/contracts/exact-json.ts';
import { type ApiIndex, createIndexReader } from './api-index.ts';
import { isFits } from './length-prefixed.ts';
import { type CallContext, createUpstream, type UpstreamOptions } from './upstream.ts';
import { rowsFromBytes, valueFromBytes } from './wire-rows.ts';

const dependency = 'object API';

/** A call as it was made: route of the API and its arguments, in order. */
export interface ObjectQuery {
  readonly route:
    | 'objects'
    | 'sources'
    | 'conesearch'
    | 'latests'
    | 'tags'
    | 'metadata'
    | 'resolver'
    | 'tracklet'
    | 'sso'
    | 'ssoft';
  readonly args: Readonly<Record<string, string>>;
}

/** Where the stamps of one alert are, as `stamp-locations` tells. */
export interface StampLocation {
  readonly objectId: string;
  readonly alertId: string;
  readonly hdfsPath: string;
  readonly locator: string | null;
}

export interface CutoutQuery {
  /** Arguments that name the alert: `objectId` and `candid`, or `diaSourceId`. */
  readonly alert: Readonly<Record<string, string>>;
  readonly kind: StampKind;
}

export interface ObjectApi {
  /** Rows of a tabular route. @throws {PortalError} naming the object API; `bad-request` when it refuses an argument. */
  rows(survey: SurveyId, query: ObjectQuery, context?: CallContext): Promise<readonly WireRow[]>;
  /** Groups of columns as `/schema` tells them. */
  schema(survey: SurveyId, args: Readonly<Record<string, string>>, context?: CallContext): Promise<WireObject>;
  /** Where all stamps of an object (or one alert) are; only where `index()` lists `stamp-locations`. */
  stampLocations(
    survey: SurveyId,
    args: Readonly<Record<string, string>>,
    context?: CallContext,
  ): Promise<readonly StampLocation[]>;
  /** One stamp as plain FITS; undefined where the API says that there is none. */
  stampFits(survey: SurveyId, query: CutoutQuery, context?: CallContext): Promise<Uint8Array | undefined>;
  /** What the server says of itself; empty for a server that says nothing. */
  index(survey: SurveyId): Promise<ApiIndex>;
  /** True when the server of this survey answers `/ready` with 200, or has no such page. @throws {PortalError} why it is not. */
  ready(survey: SurveyId, context?: CallContext): Promise<boolean>;
  state(survey: SurveyId): string;
  close(): void;
}

export interface ObjectApiOptions extends Omit<UpstreamOptions, 'dependency'> {
  /** By survey: what stands before `/api/v1/…`. */
  readonly baseUrls: Readonly<Record<SurveyId, string>>;
}

/** Client of the object API of each survey: ours, Fink's, or the mock. Every call is a GET, so that it can be repeated and copied. */
export function createObjectApi({ baseUrls, ...options }: ObjectApiOptions): ObjectApi {
  const connect = (baseUrl: string) => {
    const base = baseUrl.replace(/\/+$/, '');
    const upstream = createUpstream({ ...options, dependency });
    return { base, upstream, index: createIndexReader({ upstream, base, nowMs: options.clock.nowMs }) };
  };
  const servers = { ztf: connect(baseUrls.ztf), lsst: connect(baseUrls.lsst) } satisfies Record<SurveyId, unknown>;

  const get = async (
    survey: SurveyId,
    route: string,
    args: Readonly<Record<string, string>>,
    accept: string,
    context: CallContext,
  ) => {
    const { base, upstream } = servers[survey];
    const url = new URL(`${base}/api/v1/${route}`);
    for (const [name, value] of Object.entries(args)) url.searchParams.set(name, value);
    return await upstream.read({ method: 'GET', url, accept }, context);
  };

  return {
    async rows(survey, { route, args }, context = {}) {
      const { bytes } = await get(survey, route, { ...args, 'output-format': 'json' }, 'application/json', context);
      return spanned(context, 'parse', () => rowsFromBytes(bytes, dependency));
    },
    async schema(survey, args, context = {}) {
      const { bytes } = await get(survey, 'schema', args, 'application/json', context);
      const value = valueFromBytes(bytes, dependency);
      if (isWireObject(value)) return value;
      throw new PortalError('upstream-failed', 'The schema of the object API is no object.', { dependency });
    },
    async stampLocations(survey, args, context = {}) {
      const { bytes } = await get(survey, 'stamp-locations', args, 'application/json', context);
      return rowsFromBytes(bytes, dependency).map(locationFromRow);
    },
    async stampFits(survey, { alert, kind }, context = {}) {
      const args = { ...alert, kind, 'output-format': 'FITS' };
      try {
        const { bytes } = await get(survey, 'cutouts', args, 'application/octet-stream', context);
        if (bytes.length === 0) return undefined;
        if (isFits(bytes)) return bytes;
      } catch (error) {
        if (error instanceof PortalError && error.kind === 'not-found') return undefined;
        throw error;
      }
      throw new PortalError('upstream-failed', `The object API sent a ${kind} stamp that is no FITS file.`, {
        dependency,
      });
    },
    index: (survey) => servers[survey].index.read(),
    ready: (survey, context = {}) => servers[survey].index.ready(context),
    state: (survey) => servers[survey].upstream.state(),
    close() {
      for (const { upstream } of Object.values(servers)) upstream.close();
    },
  };
}

function spanned<T>({ trace }: CallContext, stage: string, work: () => T): T {
  return trace === undefined ? work() : trace.span(stage, work);
}

function locationFromRow(row: WireRow): StampLocation {
  const { objectId, alertId, hdfsPath, locator } = row;
  if (typeof alertId !== 'string' || typeof hdfsPath !== 'string')
    throw new PortalError('upstream-failed', 'The object API told no place of a stamp.', { dependency });
  return { objectId: String(objectId ?? ''), alertId, hdfsPath, locator: typeof locator === 'string' ? locator : null };
}
