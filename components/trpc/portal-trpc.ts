import { createTRPCClient, httpLink } from '@trpc/client';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { PortalRouter } from '#server/bff/routers/router.ts';
import { portalQueryClient } from './query-client.tsx';

let shared: TRPCOptionsProxy<PortalRouter> | undefined;

/** A read that nobody waits for any more is cancelled. */
export const cancelled = { trpc: { abortOnUnmount: true } } as const;

/**
 * The procedures of the BFF as query options, typed by its router: `useQuery(portalTrpc().alert.queryOptions(input, cancelled))`.
 * Plain GET, one request a query.
 */
export function portalTrpc(): TRPCOptionsProxy<PortalRouter> {
  shared ??= createTRPCOptionsProxy<PortalRouter>({
    client: createTRPCClient<PortalRouter>({ links: [httpLink({ url: '/api/trpc' })] }),
    queryClient: portalQueryClient(),
  });
  return shared;
}
