import { headers } from 'next/headers';
import { after } from 'next/server';
import { cache } from 'react';
import type { PortalCaller } from '#server/bff/caller.ts';
import { createCaller } from '#server/bff/portal.ts';

/**
 * The caller of this page request, the same one for metadata, page and streamed parts, so that they share upstream calls.
 * `route` names the page in metrics and log: `/`, `/{objectId}`.
 */
export const pageCaller = cache(async (route: string): Promise<PortalCaller> => {
  const caller = createCaller(await headers(), route);
  after(() => caller.finish());
  return caller;
});
