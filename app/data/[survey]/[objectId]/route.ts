import { getPortal } from '#server/bff/portal.ts';

export const dynamic = 'force-dynamic';

interface Parts {
  readonly params: Promise<{ readonly survey: string; readonly objectId: string }>;
}

/** `/data/{survey}/{objectId}.arrow` */
export async function GET(request: Request, { params }: Parts): Promise<Response> {
  const { survey, objectId } = await params;
  return getPortal().binary.arrow(request, { survey, file: objectId });
}
