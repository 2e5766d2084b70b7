'use client';
// Not for state: React lifts the tags into the head, and as a client component four words travel, not every tag a second time.

export interface PreviewTagsProps {
  readonly title: string;
  readonly description: string;
  readonly objectId: string;
  readonly portalUrl: string;
}

/**
 * Where an object page is, for search engines and pages that embed it; and what a chat or a network shows of a link to it (Open
 * Graph; the card is told its size, 1200 × 630, the rest it reads there).
 */
export function PreviewTags({ title, description, objectId, portalUrl }: PreviewTagsProps) {
  const url = `${portalUrl}/${objectId}`;
  const embedding = `${portalUrl}/oembed?url=${encodeURIComponent(url)}`;
  const image = `${portalUrl}/og/${objectId}.png`;
  const tags = { title, description, url, site_name: 'Fink portal', type: 'article', image };
  return (
    <>
      <link rel="canonical" href={url} />
      <link rel="alternate" type="application/json+oembed" href={embedding} />
      {Object.entries(tags).map(([name, content]) => (
        <meta key={name} property={`og:${name}`} content={content} />
      ))}
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={`Light curve and stamps: ${title}`} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
}
