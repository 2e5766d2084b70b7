'use client';
import { useEffect, useId, useRef } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { type Provenance, provenanceOfClass, provenanceOfScore } from '#domain/labels/provenance.ts';
import { scoreColumnOf } from '#domain/labels/score-column.ts';
import { useObjectPage } from './object-context.tsx';
import styles from './provenance.module.css';

/** What is asked about: a class with who says it, or a score by its column, or by the words it is shown with. */
export type ProvenanceSubject =
  | { readonly kind: 'class'; readonly name: string; readonly source?: string }
  | { readonly kind: 'score'; readonly name: string; readonly column?: string };

export interface ProvenanceDialogProps {
  readonly subject: ProvenanceSubject;
  readonly onClose: () => void;
}

/** Who says a class or score: producer, release, inputs, threshold, papers and documentation. Escape, a click beside it or Close end it. */
export function ProvenanceDialog({ subject, onClose }: ProvenanceDialogProps) {
  const { survey } = useObjectPage().facts;
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const column = subject.kind === 'score' ? (subject.column ?? scoreColumnOf(survey, subject.name)) : undefined;
  const provenance =
    subject.kind === 'class'
      ? provenanceOfClass(subject.name, subject.source)
      : column === undefined
        ? undefined
        : provenanceOfScore(column);
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
