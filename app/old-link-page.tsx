import { permanentRedirect } from 'next/navigation';
import { OldQuestionView, UnclearLinkView } from '#components/search/old-question-view.tsx';
import { searchHref } from '#components/search/search-links.ts';
import type { OldLink } from '#domain/search/old-link.ts';
import { publicApiUrl } from './addresses.ts';
import { answerWith } from './object-page.ts';

/** Where a link of an earlier portal leads: a search of today, the call that answers it, or why it can't be understood. */
export function OldLinkPage({ link }: { readonly link: OldLink }) {
  if (link.kind === 'search') permanentRedirect(searchHref(link.text));
  if (link.kind === 'question') return <OldQuestionView question={link} apiUrl={publicApiUrl(link.survey)} />;
  answerWith(400);
  return <UnclearLinkView {...link} />;
}
