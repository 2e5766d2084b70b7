import type { UnixMs } from '#domain/units/quantity.ts';
import type { CutoutClient } from '#server/clients/cutout-api.ts';
import type { Answer } from '#server/http/answer.ts';
import type { RequestContext } from '#server/http/request-context.ts';
import type { ReadDeps } from '../queries/read-deps.ts';

/** What the routes work with. */
export interface ApiDeps extends ReadDeps {
  readonly cutouts: CutoutClient;
  readonly now: () => UnixMs;
  readonly version: string;
}

export type Handler = (context: RequestContext) => Answer | Promise<Answer>;
