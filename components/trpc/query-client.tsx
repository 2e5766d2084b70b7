'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isWorthRetrying, retryDelayMs } from './query-rules.ts';

/** A minute after nobody looks at it any more an answer is forgotten; stamps are then still in the browser's own cache. */
const keptMs = 60_000;

/**
 * The rules of every read. A page is one moment: what was read stays as it is until the page is loaded again, so nothing
 * refetches by itself. Without a network a read fails, in words, and does not wait.
 */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: keptMs,
        networkMode: 'always',
        retry: isWorthRetrying,
        retryDelay: retryDelayMs,
      },
    },
  });
}

let shared: QueryClient | undefined;

/** The one client of this page, made when it is first needed. Browser only: on a server it would be everybody's. */
export function portalQueryClient(): QueryClient {
  shared ??= createQueryClient();
  return shared;
}

/** Around the parts that query. They are loaded after hydration, so that no page waits for this code. */
export function Queries({ children }: { readonly children: ReactNode }) {
  return <QueryClientProvider client={portalQueryClient()}>{children}</QueryClientProvider>;
}
