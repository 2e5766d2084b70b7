import { headers } from 'next/headers';
import { after } from 'next/server';
import { cache } from 'react';
import type { PortalCaller } from '#server/bff/caller.ts';
import { requestNote } from '#server/bff/gate/request-note.ts';
import { createCaller } from '#server/bff/portal.ts';

/**
 * The caller of this page request, the same one for metadata, page and streamed parts, so that they share upstream calls.
 * `route` names the page in metrics and log: `/`, `/{objectId}`.
 */
export const pageCaller = cache(async (route: string): Promise<PortalCaller> => {
  const caller = createCaller(await headers(), route);
  // Behind the gate the request ends when its answer is out, with the status that was sent.
  if (requestNote() === undefined) after(() => caller.finish());
  return caller;
});
