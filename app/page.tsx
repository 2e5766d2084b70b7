import { headers } from 'next/headers';
import { Suspense } from 'react';
import { HomeHero } from '#components/search/home-hero.tsx';
import { RecentFailed, RecentShell, RecentView } from '#components/search/recent-view.tsx';
import { SearchBox } from '#components/search/search-box.tsx';
import { PrefetchRules } from '#components/tables/prefetch-rules.tsx';
import { oldLinkFrom } from '#domain/search/old-link.ts';
import { firstFlushMs, isCrawler, settledWithin } from './first-flush.ts';
import { failureOf, queryOf } from './object-page.ts';
import { OldLinkPage } from './old-link-page.tsx';
import { pageCaller } from './page-caller.ts';
import { pageNonce } from './page-nonce.ts';
import { type RecentAlerts, recentAlerts } from './recent-alerts.ts';

const route = '/';

interface PageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Home: the box at once, then what is new. It stays useful, and 200, when the object API is not there. Links of earlier portals end here too. */
export default async function HomePage({ searchParams }: PageProps) {
  const link = oldLinkFrom(queryOf(await searchParams));
  if (link !== undefined) return <OldLinkPage link={link} />;
  const caller = await pageCaller(route);
  const work = recentAlerts((text) => caller.search({ text }));
  const agent = (await headers()).get('user-agent');
  const first = await settledWithin(work, isCrawler(agent) ? Number.POSITIVE_INFINITY : firstFlushMs);
  return (
    <HomeHero box={<SearchBox hero value="" />}>
      <PrefetchRules nonce={await pageNonce()} />
      {first.state === 'done' ? (
        <RecentView {...first.value} />
      ) : first.state === 'failed' ? (
        <Failed error={first.error} />
      ) : (
        <Suspense fallback={<RecentShell />}>
          <Late work={work} />
        </Suspense>
      )}
    </HomeHero>
  );
}

async function Late({ work }: { work: Promise<RecentAlerts> }) {
  let recent: RecentAlerts;
  try {
    recent = await work;
  } catch (error) {
    return <Failed error={error} />;
  }
  return <RecentView {...recent} />;
}

async function Failed({ error }: { error: unknown }) {
  const { failure, status } = failureOf(error);
  const { requestId } = await pageCaller(route);
  return (
    <RecentFailed
      kind={failure.kind}
      dependency={failure.dependency ?? 'portal'}
      message={failure.message}
      requestId={requestId}
      status={status}
    />
  );
}
