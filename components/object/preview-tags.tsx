'use client';
// Not for state: React lifts the tags into the head, and as a client component four words travel, not every tag a second time.
import { LinkTags } from '#components/preview/link-tags.tsx';

export interface PreviewTagsProps {
  readonly title: string;
  readonly description: string;
  readonly objectId: string;
  readonly portalUrl: string;
}

/** Where an object page is, for search engines and pages that embed it; and what a chat shows of a link to it. */
export function PreviewTags({ title, description, objectId, portalUrl }: PreviewTagsProps) {
  const url = `${portalUrl}/${objectId}`;
  const embedding = `${portalUrl}/oembed?url=${encodeURIComponent(url)}`;
  return (
    <>
      <link rel="canonical" href={url} />
      <link rel="alternate" type="application/json+oembed" href={embedding} />
      <LinkTags
        {...{ title, description, url }}
        image={`${portalUrl}/og/${objectId}.png`}
        alt={`Light curve and stamps: ${title}`}
      />
    </>
  );
}
