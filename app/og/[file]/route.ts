import { previewSvg } from '#components/preview/preview-svg.ts';
import { searchPreviewSvg } from '#components/preview/search-preview-svg.ts';
import { getPortal } from '#server/bff/portal.ts';

export const dynamic = 'force-dynamic';

interface Parts {
  readonly params: Promise<{ readonly file: string }>;
}

/** `/og/{objectId}.png` and `/og/search.png?q=…`: the picture of a link that is pasted in a chat. */
export async function GET(request: Request, { params }: Parts): Promise<Response> {
  const { file } = await params;
  const { binary } = getPortal();
  return file === 'search.png'
    ? binary.searchPreview(request, searchPreviewSvg)
    : binary.preview(request, file, previewSvg);
}
