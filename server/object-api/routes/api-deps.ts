import type { UnixMs } from '#domain/units/quantity.ts';
import type { CutoutClient } from '#server/clients/cutout-api.ts';
import type { Answer } from '#server/http/answer.ts';
import type { RequestContext } from '#server/http/request-context.ts';
import type { OutsideServices } from '#server/outside/outside-services.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { Row } from '#server/ports/wide-row-store.ts';
import type { ReadDeps } from '../queries/read-deps.ts';

/** What the routes work with. */
export interface ApiDeps extends ReadDeps {
  readonly cutouts: CutoutClient;
  /** Services of other people: names, ephemerides, sky maps. */
  readonly outside: OutsideServices;
  /** Only for the files of Solar System objects. */
  readonly lake: FileStore;
  /** Name of the file with the light curves of all Solar System objects. */
  readonly bulkFile: string;
  readonly now: () => UnixMs;
  readonly version: string;
  /** Where people are sent to look at what they asked for. */
  readonly portalUrl: string;
  /** How metadata is written; absent where it can only be read. */
  readonly notebook?: Notebook | undefined;
}

export interface Notebook {
  /** What whoever writes has to know. */
  readonly token: string;
  write(table: string, row: Row, signal: AbortSignal): Promise<void>;
}

export type Handler = (context: RequestContext) => Answer | Promise<Answer>;
