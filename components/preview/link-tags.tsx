'use client';
// Not for state: React lifts the tags into the head, and as a client component a few words travel, not every tag a second time.

export interface LinkTagsProps {
  readonly title: string;
  readonly description: string;
  readonly url: string;
  /** Picture of 1200 × 630, and what it shows. */
  readonly image: string;
  readonly alt: string;
}

/** What a chat or a network shows of a link (Open Graph; the card is told its size, the rest it reads there). */
export function LinkTags({ title, description, url, image, alt }: LinkTagsProps) {
  const tags = { title, description, url, site_name: 'Fink portal', type: 'article', image };
  return (
    <>
      {Object.entries(tags).map(([name, content]) => (
        <meta key={name} property={`og:${name}`} content={content} />
      ))}
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={alt} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
}
