import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { AlertDetail, ObjectSummary } from '#domain/object/summary.ts';
import type { ResultRow, SearchResult } from '#domain/search/result.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';

/** How old an answer is. `stale` is true when the API failed and an older answer is shown instead. */
export interface Aged {
  readonly freshness: { readonly fetchedAt: string; readonly ageSeconds: number; readonly stale: boolean };
}

/** Where the three stamps of an alert are served by this portal. A kind that the alert lacks shows itself as missing in the frame. */
export interface StampLinks {
  readonly survey: SurveyId;
  readonly objectId: string;
  readonly alertId: string;
  readonly frameUrl: string;
  readonly fitsUrl: Readonly<Record<StampKind, string>>;
}

/**
 * What server components call, in process: the tRPC procedures without HTTP, with the same spans, metrics and validation.
 *
 * Every method throws {@link PortalError}: `not-found` for an id that no survey has, `bad-request` for text that is no id,
 * `upstream-failed` / `upstream-timeout` / `unavailable` naming the API. Calls for one object share one upstream call.
 */
export interface PortalCaller {
  /** To be shown on error screens. */
  readonly requestId: string;
  summary(input: { readonly objectId: string }): Promise<ObjectSummary & Aged>;
  lightcurve(input: { readonly objectId: string }): Promise<Lightcurve & Aged>;
  alert(input: { readonly objectId: string; readonly alertId: string }): Promise<AlertDetail>;
  stamps(input: { readonly objectId: string; readonly alertId: string }): Promise<StampLinks>;
  search(input: { readonly text: string }): Promise<SearchResult>;
  /** Objects whose id differs from `objectId` by one character, for the screen of an unknown id. */
  similar(input: { readonly objectId: string }): Promise<readonly ResultRow[]>;
  /** The object that people gave this name; null where nobody did. */
  objectCalled(input: { readonly name: string }): Promise<string | null>;
  /** Value of `Server-Timing` so far. */
  serverTiming(): string;
  /** Ends the request: metrics and one log line. Pages get it called through `pageCaller`. Without `status`, the worst failure decides. */
  finish(status?: number): void;
}

/** The part of `Headers` that is needed. */
export interface HeadersLike {
  get(name: string): string | null;
}
