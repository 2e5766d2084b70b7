import { getPortal } from '#server/bff/portal.ts';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return getPortal().trpc(request);
}
