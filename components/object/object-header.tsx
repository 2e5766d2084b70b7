import { dateFromMjd } from '#components/lightcurve/axis-ticks.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { type PositionForm, positionForms, positionText } from '#domain/coordinates/position-text.ts';
import type { ObjectSummary } from '#domain/object/summary.ts';
import { ClassBadge } from './class-badge.tsx';
import { CoordinatesButton } from './coordinates-button.tsx';
import { CopyLink } from './copy-link.tsx';
import styles from './object-header.module.css';

const frames: Record<PositionForm, string> = {
  hms: 'ICRS',
  deg: 'ICRS, degrees',
  galactic: 'galactic l, b',
  ecliptic: 'ecliptic λ, β',
};

function countsText({ detections, limits, bad, forced }: ObjectSummary['counts']): string {
  const parts = [
    `${detections} detection${detections === 1 ? '' : 's'}`,
    limits > 0 ? `${limits} limits` : '',
    bad > 0 ? `${bad} bad` : '',
    forced > 0 ? `${forced} forced` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Identity, classes, position and span: the two lines above the light curve. */
export function ObjectHeader({ summary, timeScale }: { readonly summary: ObjectSummary; readonly timeScale: string }) {
  const { raDeg, decDeg, galacticDeg } = summary;
  const forms = positionForms.map((form) => ({ text: positionText({ raDeg, decDeg }, form), frame: frames[form] }));
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
