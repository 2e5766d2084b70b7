import { controlStyles } from '#components/ui/control.tsx';
import { Message } from '#components/ui/message.tsx';
import type { Understood } from '#domain/search/result.ts';
import { SearchGrammar } from './search-help.tsx';
import { searchHref } from './search-links.ts';
import { adviceForEmpty } from './search-words.ts';

/** Nothing found: what was searched, and what to try. */
export function SearchEmpty({
  understood,
  requestId,
  level,
}: {
  readonly understood: Understood;
  readonly requestId: string;
  readonly level: 1 | 3;
}) {
  const { title, sentence, tries } = adviceForEmpty(understood);
  return (
    <Message
      level={level}
      title={title}
      detail={`Request ${requestId}`}
      actions={tries.map(({ label, text }) => (
        <a key={text} className={controlStyles.outlined} href={searchHref(text)}>
          {label}
        </a>
      ))}
    >
      <p>{sentence}</p>
      {understood.kind === 'nothing' ? <SearchGrammar /> : null}
    </Message>
  );
}
