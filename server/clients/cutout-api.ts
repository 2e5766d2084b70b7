import { PortalError } from '#domain/failure.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import type { ApiIndex } from './api-index.ts';
import { createIndexReader } from './api-index.ts';
import { stampsFromBytes } from './length-prefixed.ts';
import { type CallContext, createUpstream, type UpstreamOptions } from './upstream.ts';

/** Body of `POST /api/v1/cutouts`. Ids are decimal text: they exceed 2^53. */
export interface CutoutsBody {
  readonly hdfsPath: string;
  readonly kind: StampKind | 'All';
  readonly return_type: 'array' | 'FITS';
  readonly objectId?: string;
  readonly candid?: string;
  readonly diaSourceId?: string;
  /** Ours: where the stamp's page is. Other servers ignore it. */
  readonly locator?: string;
}

/** Body of `POST /api/v1/stamps`. */
export interface StampsBody {
  readonly survey: SurveyId;
  readonly hdfsPath: string;
  readonly alertId: string;
  readonly objectId?: string;
  readonly locator?: string;
}

/** The plain FITS of an alert, as in its packet; null where it has no such stamp. */
export type AlertStamps = Readonly<Record<StampKind, Uint8Array | null>>;

export interface CutoutAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

export interface CutoutClient {
  /** @throws {PortalError} `not-found` when the file has no such alert; else naming the cutout API. */
  cutouts(body: CutoutsBody, context?: CallContext): Promise<CutoutAnswer>;
  /** The three stamps of an alert in one call; only where `index()` lists `stamps`. */
  stamps(body: StampsBody, context?: CallContext): Promise<AlertStamps>;
  /** What the server says of itself; empty for a server that says nothing. */
  index(): Promise<ApiIndex>;
  /** True when `/ready` answers 200. A server without `/ready` counts as ready when it answers at all. @throws {PortalError} why it is not. */
  ready(context?: CallContext): Promise<boolean>;
  state(): string;
  sockets(): number;
  close(): void;
}

export interface CutoutClientOptions extends Omit<UpstreamOptions, 'dependency'> {
  /** Where `/api/v1/cutouts` is, without it: `http://127.0.0.1:8082`. */
  readonly baseUrl: string;
}

/** Client of the cutout API: ours, Fink's, or the mock. */
export function createCutoutClient({ baseUrl, ...options }: CutoutClientOptions): CutoutClient {
  const dependency = 'cutout API';
  const upstream = createUpstream({ ...options, dependency });
  const base = baseUrl.replace(/\/+$/, '');
  const index = createIndexReader({ upstream, base, nowMs: options.clock.nowMs });
  const post = (route: string, body: object, accept: string, context: CallContext) =>
    upstream.read(
      { method: 'POST', url: new URL(`${base}/api/v1/${route}`), body: JSON.stringify(body), accept },
      context,
    );

  return {
    async cutouts(body, context = {}) {
      const { status, bytes, contentType } = await post('cutouts', body, '*/*', context);
      return { status, bytes, contentType };
    },
    async stamps(body, context = {}) {
      const { bytes } = await post('stamps', body, 'application/octet-stream', context);
      const stamps = stampsFromBytes(bytes);
      if (stamps !== undefined) return stamps;
      throw new PortalError('upstream-failed', 'The cutout API sent stamps in a form that is not known here.', {
        dependency,
      });
    },
    index: index.read,
    ready: (context = {}) => index.ready(context),
    state: upstream.state,
    sockets: upstream.sockets,
    close: upstream.close,
  };
}
