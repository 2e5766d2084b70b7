'use client';
// Not for state: as a client component its few props travel, and not every element a second time.
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { ObjectSummary } from '#domain/object/summary.ts';
import { ClassBadge } from './class-badge.tsx';
import { CoordinatesButton, type WrittenPosition } from './coordinates-button.tsx';
import { CopyLink } from './copy-link.tsx';
import styles from './object-header.module.css';
import { OtherNames } from './other-names.tsx';
import { ProvenanceButton } from './provenance.tsx';
import { ShareMenu } from './share-menu.tsx';

export interface HeaderWords {
  readonly latitude: string;
  readonly first: string;
  readonly last: string;
  readonly days: string;
  readonly counts: string;
}

export interface ObjectHeaderProps {
  readonly summary: Pick<ObjectSummary, 'objectId' | 'labels' | 'constellation'>;
  /** Galactic latitude, first and last detection, days between, and what was counted: ready to be shown. */
  readonly words: HeaderWords;
  readonly forms: readonly WrittenPosition[];
  readonly timeScale: string;
}

/** Identity, classes, position and span: the two lines above the light curve. */
export function ObjectHeader({ summary, words, forms, timeScale }: ObjectHeaderProps) {
  return (
    <header className={styles.header}>
      <h1>
        {summary.objectId}
        <CopyButton text={summary.objectId} label="Copy identifier" />
      </h1>
      <ul className={styles.labels} aria-label="Classes">
        {summary.labels.map((label) => (
          <li key={`${label.source} ${label.text}`}>
            <ProvenanceButton subject={{ kind: 'class', name: label.text, source: label.source }}>
              <ClassBadge label={label} />
            </ProvenanceButton>
          </li>
        ))}
        <OtherNames />
      </ul>
      <div className={styles.actions}>
        <CopyLink />
        <ShareMenu sources={summary.labels.map(({ source }) => source)} />
      </div>
      <div className={styles.line}>
        <CoordinatesButton forms={forms} />
        <span>{summary.constellation}</span>
        <span>
          b <b>{`${words.latitude}°`}</b>
        </span>
        <span>
          first <b>{words.first}</b>
        </span>
        <span>
          last <b>{words.last}</b>
          {` ${timeScale}`}
        </span>
        <span>
          <b>{words.days}</b> d
        </span>
        <span>
          <b>{words.counts}</b>
        </span>
      </div>
    </header>
  );
}
