import { previewSvg } from '#components/preview/preview-svg.ts';
import { getPortal } from '#server/bff/portal.ts';

export const dynamic = 'force-dynamic';

interface Parts {
  readonly params: Promise<{ readonly file: string }>;
}

/** `/og/{objectId}.png`: the picture of a link that is pasted in a chat. */
export async function GET(request: Request, { params }: Parts): Promise<Response> {
  return getPortal().binary.preview(request, (await params).file, previewSvg);
}
