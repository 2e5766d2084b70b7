import type { ReactNode } from 'react';
import { CopyAs } from '#components/calls/copy-as.tsx';
import { snippetsOf, urlOfCall } from '#components/calls/snippets.ts';
import { controlStyles } from '#components/ui/control.tsx';
import { Strip } from '#components/ui/strip.tsx';
import type { Given, OldQuestion } from '#domain/search/old-link.ts';
import styles from './old-question-view.module.css';
import { SearchBox } from './search-box.tsx';

function GivenList({ given }: { readonly given: readonly Given[] }) {
  if (given.length === 0) return null;
  return (
    <dl className={styles.given} aria-label="What the link says">
      {given.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export interface OldQuestionViewProps {
  readonly question: OldQuestion;
  readonly apiUrl: string;
  /** What was found, where the search of today answers it. */
  readonly children?: ReactNode;
}

/** A link of an earlier portal that has no page here: what it asks, the call that answers it, and the answer where there is a list of it. */
export function OldQuestionView({ question, apiUrl, children }: OldQuestionViewProps) {
  const { title, sentence, given, route, args } = question;
  const call = { apiUrl, route, args, file: route };
  return (
    <article className={styles.question}>
      <h1>{title}</h1>
      <p className={styles.text}>
        {sentence} {children ? null : 'This portal has no page for it yet; the object API answers.'}
      </p>
      <GivenList given={given} />
      <h2>API call</h2>
      <p className={styles.call}>
        <code>{`GET ${urlOfCall(call)}`}</code>
      </p>
      <p>
        <a className={controlStyles.primary} href={urlOfCall(call)} rel="noreferrer">
          Open the answer as JSON
        </a>
      </p>
      {children ? (
        <section aria-labelledby="found" className={styles.found}>
          <h2 id="found">Objects</h2>
          {children}
        </section>
      ) : null}
      <CopyAs snippets={snippetsOf(call)} label="Copy the call as" />
    </article>
  );
}

/** A link that says it is a search, and can't be understood. */
export function UnclearLinkView({ reason, given }: { readonly reason: string; readonly given: readonly Given[] }) {
  return (
    <article className={styles.question}>
      <h1>This link could not be understood</h1>
      <Strip tone="warn" icon="warning">
        {reason}
      </Strip>
      <GivenList given={given} />
      <SearchBox value="" />
    </article>
  );
}
