import { escapedXml } from '#components/export/xml-text.ts';
import { surveyOfObjectId } from '#domain/surveys/index.ts';
import { queryFromView, viewFromQuery } from './view-state.ts';

export interface OembedSettings {
  /** Address of this portal, without a slash at the end. */
  readonly publicUrl: string;
  readonly maxWidth: number;
  readonly maxHeight: number;
}

const usualSize = { width: 720, height: 440 };

/** The frame of an object's light curve, following the view of the address. */
export function embedCode(publicUrl: string, objectId: string, query: string): string {
  const { width, height } = usualSize;
  return frameCode(`${publicUrl}/embed/${objectId}${query}`, objectId, { width, height });
}

function frameCode(src: string, objectId: string, { width, height }: { width: number; height: number }): string {
  return `<iframe src="${escapedXml(src)}" title="Light curve of ${escapedXml(objectId)}" width="${width}" height="${height}" loading="lazy" style="border:0"></iframe>`;
}

/** What oEmbed (oembed.com, 1.0) answers about an object page of this portal; undefined for any other address. */
export function oembedFor(url: string, { publicUrl, maxWidth, maxHeight }: OembedSettings) {
  if (!URL.canParse(url)) return undefined;
  const page = new URL(url);
  const objectId = page.pathname.slice(1);
  if (page.origin !== new URL(publicUrl).origin || surveyOfObjectId(objectId) === undefined) return undefined;
  const width = Math.min(usualSize.width, maxWidth);
  const height = Math.min(usualSize.height, maxHeight);
  const query = queryFromView(viewFromQuery(page.searchParams));
  return {
    version: '1.0',
    type: 'rich',
    title: objectId,
    provider_name: 'Fink portal',
    provider_url: publicUrl,
    html: frameCode(`${publicUrl}/embed/${objectId}${query}`, objectId, { width, height }),
    width,
    height,
    thumbnail_url: `${publicUrl}/og/${objectId}.png`,
    thumbnail_width: 1200,
    thumbnail_height: 630,
  };
}
