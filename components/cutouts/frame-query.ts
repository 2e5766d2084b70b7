import { queryOptions } from '@tanstack/react-query';
import { bytesFrom } from '#components/trpc/query-rules.ts';
import { frameFromBytes } from '#domain/stamps/frame.ts';

/** The frame at `url`: three stamps that never change. */
export function frameQuery(url: string) {
  return queryOptions({
    queryKey: ['frame', url],
    queryFn: async ({ signal }) => frameFromBytes(await bytesFrom(url, signal)),
  });
}
