'use client';
// Not for state: as a client component its few props travel, and not every element a second time.
import { dateFromMjd } from '#components/lightcurve/axis-ticks.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { ObjectSummary } from '#domain/object/summary.ts';
import { ClassBadge } from './class-badge.tsx';
import { CoordinatesButton, type WrittenPosition } from './coordinates-button.tsx';
import { CopyLink } from './copy-link.tsx';
import styles from './object-header.module.css';

function countsText({ detections, limits, bad, forced }: ObjectSummary['counts']): string {
  const parts = [
    `${detections} detection${detections === 1 ? '' : 's'}`,
    limits > 0 ? `${limits} limits` : '',
    bad > 0 ? `${bad} bad` : '',
    forced > 0 ? `${forced} forced` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

export interface ObjectHeaderProps {
  readonly summary: Pick<
    ObjectSummary,
    'objectId' | 'labels' | 'constellation' | 'galacticDeg' | 'firstMjd' | 'lastMjd' | 'counts'
  >;
  readonly forms: readonly WrittenPosition[];
  readonly timeScale: string;
}

/** Identity, classes, position and span: the two lines above the light curve. */
export function ObjectHeader({ summary, forms, timeScale }: ObjectHeaderProps) {
  const { galacticDeg } = summary;
  const days = summary.lastMjd - summary.firstMjd;
  return (
    <header className={styles.header}>
      <h1>
        {summary.objectId}
        <CopyButton text={summary.objectId} label="Copy identifier" />
      </h1>
      <ul className={styles.labels} aria-label="Classes">
        {summary.labels.map((label) => (
          <li key={`${label.source} ${label.text}`}>
            <ClassBadge label={label} />
          </li>
        ))}
      </ul>
      <CopyLink />
      <div className={styles.line}>
        <CoordinatesButton forms={forms} />
        <span>{summary.constellation}</span>
        <span>
          b <b>{galacticDeg[1].toFixed(1).replace('-', '−')}°</b>
        </span>
        <span>
          first <b>{dateFromMjd(summary.firstMjd)}</b>
        </span>
        <span>
          last <b>{dateFromMjd(summary.lastMjd)}</b> {timeScale}
        </span>
        <span>
          <b>{days.toFixed(days < 100 ? 2 : 0)}</b> d
        </span>
        <span>
          <b>{countsText(summary.counts)}</b>
        </span>
      </div>
    </header>
  );
}
