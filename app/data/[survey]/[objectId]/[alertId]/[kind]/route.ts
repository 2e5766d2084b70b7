import { getPortal } from '#server/bff/portal.ts';

export const dynamic = 'force-dynamic';

interface Parts {
  readonly params: Promise<{
    readonly survey: string;
    readonly objectId: string;
    readonly alertId: string;
    readonly kind: string;
  }>;
}

/** `/data/{survey}/{objectId}/{alertId}/{kind}.fits` */
export async function GET(request: Request, { params }: Parts): Promise<Response> {
  const { survey, objectId, alertId, kind } = await params;
  return getPortal().binary.fits(request, { survey, objectId, alertId, file: kind });
}
