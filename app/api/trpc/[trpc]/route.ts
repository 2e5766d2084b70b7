import { getPortal } from '#server/bff/portal.ts';

export const dynamic = 'force-dynamic';

const handle = (request: Request): Promise<Response> => getPortal().trpc(request);

export { handle as GET, handle as POST };
