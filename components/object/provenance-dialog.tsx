'use client';
import { useEffect, useId, useRef } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { factColumnOf } from '#domain/labels/fact-column.ts';
import { knownIssues } from '#domain/labels/field-provenance.ts';
import { type Provenance, provenanceOfClass, provenanceOfColumn } from '#domain/labels/provenance.ts';
import { surveyById } from '#domain/surveys/index.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import { useObjectPage } from './object-context.tsx';
import styles from './provenance.module.css';

/** What is asked about: a class with who says it, or a score or measurement by its column, or by the words it is shown with. */
export type ProvenanceSubject =
  | { readonly kind: 'class'; readonly name: string; readonly source?: string }
  | { readonly kind: 'score'; readonly name: string; readonly column?: string };

export interface ProvenanceDialogProps {
  readonly subject: ProvenanceSubject;
  readonly onClose: () => void;
}

/** Who says a class or number, and what it does not mean: producer, release, inputs, threshold, caveats, papers and documentation. Escape, a click beside it or Close end it. */
export function ProvenanceDialog({ subject, onClose }: ProvenanceDialogProps) {
  const { survey } = useObjectPage().facts;
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const column = subject.kind === 'score' ? (subject.column ?? factColumnOf(survey, subject.name)) : undefined;
  const provenance =
    subject.kind === 'class'
      ? provenanceOfClass(subject.name, subject.source)
      : column === undefined
        ? undefined
        : provenanceOfColumn(column);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <div className={styles.body}>
        <header>
          <h2 id={titleId}>{subject.name}</h2>
          {column ? <code>{column}</code> : null}
          <button
            type="button"
            className={controlStyles.bare}
            aria-label="Close"
            onClick={() => dialog.current?.close()}
          >
            <Icon name="close" />
          </button>
        </header>
        {provenance ? <Words provenance={provenance} /> : <p>Nothing is known about how this came about.</p>}
        <KnownIssues survey={survey} />
      </div>
    </dialog>
  );
}

function Words({ provenance }: { readonly provenance: Provenance }) {
  const { says, producer, version, versionColumn, inputs, threshold, caution, references, docs } = provenance;
  const release = [version, versionColumn && `stated by each alert in ${versionColumn}`].filter(Boolean).join('; ');
  const lines = [
    ['Producer', producer],
    ['Version', release],
    ['Inputs', inputs],
    ['Threshold', threshold],
    ['Beware', caution],
  ] as const;
  return (
    <>
      <p>{says}</p>
      <dl>
        {lines.map(([term, words]) =>
          words ? (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{words}</dd>
            </div>
          ) : null,
        )}
        <div>
          <dt>More</dt>
          <dd>
            <ul>
              {references.map(({ text, url }) => (
                <li key={url}>
                  <a href={url} target="_blank" rel="noreferrer">
                    {text}
                  </a>
                </li>
              ))}
              <li>
                <a href={docs} target="_blank" rel="noreferrer">
                  Documentation of the producer
                </a>
              </li>
            </ul>
          </dd>
        </div>
      </dl>
    </>
  );
}

/** What is wrong or missing in the alerts of the survey as a whole. */
function KnownIssues({ survey }: { readonly survey: SurveyId }) {
  return (
    <details className={styles.issues}>
      <summary>Known of all {surveyById(survey).name} alerts</summary>
      <ul>
        {knownIssues[survey].map(({ text, source }) => (
          <li key={text}>
            {text}{' '}
            <a href={source.url} target="_blank" rel="noreferrer">
              {source.text}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
