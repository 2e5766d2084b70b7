import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { LinkTags } from '#components/preview/link-tags.tsx';
import { searchWords } from '#components/preview/search-preview-svg.ts';
import { examplesFromRows } from '#components/search/recent-examples.ts';
import { SearchBox } from '#components/search/search-box.tsx';
import { SearchFailed } from '#components/search/search-failed.tsx';
import { SearchExamples, SearchGrammar } from '#components/search/search-help.tsx';
import { searchHref } from '#components/search/search-links.ts';
import styles from '#components/search/search-page.module.css';
import { SearchResults } from '#components/search/search-results.tsx';
import { SearchUnderstood } from '#components/search/search-understood.tsx';
import { PrefetchRules } from '#components/tables/prefetch-rules.tsx';
import { sortFromText } from '#components/tables/results-order.ts';
import { canonicalId } from '#domain/search/canonical-id.ts';
import type { SearchResult } from '#domain/search/result.ts';
import { publicUrl } from '../addresses.ts';
import { answerWith, failureOf } from '../object-page.ts';
import { pageCaller } from '../page-caller.ts';
import { pageNonce } from '../page-nonce.ts';
import { recentAlerts } from '../recent-alerts.ts';

const route = '/search';
/** What the box takes at most; the rest of a longer text can't matter, because it is refused as too long anyway. */
const mostText = 400;

type Parameters = Record<string, string | string[] | undefined>;

interface PageProps {
  readonly searchParams: Promise<Parameters>;
}

function parameter(parameters: Parameters, name: string): string {
  return [parameters[name]].flat()[0] ?? '';
}

function searchText(parameters: Parameters): string {
  return parameter(parameters, 'q').trim().slice(0, mostText);
}

export async function generateMetadata({ searchParams }: PageProps): Promise<Metadata> {
  const text = searchText(await searchParams);
  return { title: text === '' ? 'Search' : text, robots: { index: false } };
}

/** Results of a search, complete in the first HTML: the status is true and the table is there without script. */
export default async function SearchPage({ searchParams }: PageProps) {
  const parameters = await searchParams;
  const text = searchText(parameters);
  if (text === '') return <Blank />;
  const whole = canonicalId(text);
  if (whole !== undefined) redirect(`/${whole.objectId}`);
  const caller = await pageCaller(route);
  let result: SearchResult;
  try {
    result = await caller.search({ text });
  } catch (error) {
    return <Failed text={text} error={error} />;
  }
  const sortText = parameter(parameters, 'sort');
  const sort = sortFromText(sortText);
  return (
    <>
      <PrefetchRules nonce={await pageNonce()} />
      <LinkTags
        title={text}
        description={searchWords(result)}
        url={`${publicUrl()}${searchHref(text)}`}
        image={`${publicUrl()}/og/search.png?q=${encodeURIComponent(text)}`}
        alt={`What was found for ${text}`}
      />
      <Head text={text} heading={result.rows.length === 0 ? undefined : `Search: ${text}`}>
        {result.understood.kind === 'nothing' ? null : <SearchUnderstood result={result} />}
      </Head>
      <SearchResults
        text={text}
        result={result}
        sort={sort}
        sortText={sort === undefined ? '' : sortText}
        page={Number(parameter(parameters, 'page') || 1)}
        requestId={caller.requestId}
      />
    </>
  );
}

/** `heading` is left out where a message is the heading of the page. */
function Head({ text, heading, children }: { text: string; heading?: string; children?: ReactNode }) {
  return (
    <div className={styles.head}>
      {heading === undefined ? null : <h1 className="vh">{heading}</h1>}
      <SearchBox value={text} />
      {children}
    </div>
  );
}

/** Nothing typed yet: what can be, and examples where the API can name some. */
async function Blank() {
  const caller = await pageCaller(route);
  const examples = await recentAlerts((text) => caller.search({ text })).then(
    ({ rows }) => examplesFromRows(rows),
    () => [],
  );
  return (
    <Head text="" heading="Search">
      <SearchExamples examples={examples} />
      <SearchGrammar />
    </Head>
  );
}

async function Failed({ text, error }: { text: string; error: unknown }) {
  const { failure, status } = failureOf(error);
  const { requestId } = await pageCaller(route);
  answerWith(status);
  return (
    <>
      <Head text={text} />
      <SearchFailed
        level={1}
        kind={failure.kind}
        dependency={failure.dependency ?? 'portal'}
        message={failure.message}
        requestId={requestId}
        status={status}
        again={searchHref(text)}
        asked="The search is kept in the address and in the box."
      />
    </>
  );
}
