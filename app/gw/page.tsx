import type { Metadata } from 'next';
import { oldActions } from '#domain/search/old-actions.ts';
import { oldLinkFrom } from '#domain/search/old-link.ts';
import { queryOf } from '../object-page.ts';
import { OldLinkPage } from '../old-link-page.tsx';

export const metadata: Metadata = { title: 'Gravitational waves', robots: { index: false } };

interface PageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** `/gw?event_name=S230709bi&credible_level=0.2`, as the earlier portals wrote it. */
export default async function GravitationalWavePage({ searchParams }: PageProps) {
  const link = oldLinkFrom(queryOf(await searchParams));
  return <OldLinkPage link={link ?? oldActions.gw(new Map(), [])} />;
}
