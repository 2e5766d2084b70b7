import { getPortal } from '#server/bff/portal.ts';

export const dynamic = 'force-dynamic';

interface Parts {
  readonly params: Promise<{ readonly survey: string; readonly objectId: string; readonly alertId: string }>;
}

/** `/data/{survey}/{objectId}/{alertId}.stamps` */
export async function GET(request: Request, { params }: Parts): Promise<Response> {
  const { survey, objectId, alertId } = await params;
  return getPortal().binary.stamps(request, { survey, objectId, file: alertId });
}
