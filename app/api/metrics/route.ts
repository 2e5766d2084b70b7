import { getPortal } from '#server/bff/portal.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  return getPortal().health.metrics();
}
