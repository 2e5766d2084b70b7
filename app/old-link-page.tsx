import { permanentRedirect } from 'next/navigation';
import { Suspense } from 'react';
import { OldQuestionView, UnclearLinkView } from '#components/search/old-question-view.tsx';
import { SearchFailed } from '#components/search/search-failed.tsx';
import { searchHref } from '#components/search/search-links.ts';
import { SearchResults } from '#components/search/search-results.tsx';
import type { OldLink } from '#domain/search/old-link.ts';
import type { SearchResult } from '#domain/search/result.ts';
import { publicApiUrl } from './addresses.ts';
import { answerWith, failureOf } from './object-page.ts';
import { pageCaller } from './page-caller.ts';

const route = '/';

/** Where a link of an earlier portal leads: a search of today, the call that answers it, or why it can't be understood. */
export function OldLinkPage({ link }: { readonly link: OldLink }) {
  if (link.kind === 'search') permanentRedirect(searchHref(link.text));
  if (link.kind === 'question') {
    return (
      <OldQuestionView question={link} apiUrl={publicApiUrl(link.survey)}>
        {link.search === undefined ? null : (
          <Suspense
            fallback={
              <p data-stand-in="" role="status">
                Asking the object API…
              </p>
            }
          >
            <Found text={link.search} />
          </Suspense>
        )}
      </OldQuestionView>
    );
  }
  answerWith(400);
  return <UnclearLinkView {...link} />;
}

/** The list that answers the question. A failure is told here: what the link asks and how to ask the API stand above it. */
async function Found({ text }: { readonly text: string }) {
  const caller = await pageCaller(route);
  let result: SearchResult;
  try {
    result = await caller.search({ text });
  } catch (error) {
    const { failure, status } = failureOf(error);
    return (
      <SearchFailed
        level={3}
        kind={failure.kind}
        dependency={failure.dependency ?? 'portal'}
        message={failure.message}
        requestId={caller.requestId}
        status={status}
        again={searchHref(text)}
        asked="The address keeps the question."
      />
    );
  }
  const { requestId } = caller;
  return (
    <SearchResults text={text} result={result} sort={undefined} sortText="" page={1} requestId={requestId} level={3} />
  );
}
