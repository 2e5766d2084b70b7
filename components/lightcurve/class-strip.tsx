'use client';
import { useMemo } from 'react';
import { ProvenanceButton } from '#components/object/provenance.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { dateFromMjd } from './axis-ticks.ts';
import styles from './class-strip.module.css';
import { classLanes } from './class-strip-figure.ts';
import type { Range } from './figure-scale.ts';

export interface ClassStripProps {
  /** Any light curve; its `className` says what each alert was taken for. */
  readonly curve: Pick<Lightcurve, 'mjd' | 'className' | 'kind'>;
  /** Ends of the time axis of the light curve above, as it is zoomed. */
  readonly x: Range;
  /** Place of an MJD on that axis where it is not in MJD (days since, phase). */
  readonly at?: (mjd: number) => number;
}

/**
 * History of classes: one lane a class and one tick an alert, below the light curve and on its axis (it takes the margins of the plot
 * from the tokens). The name of a lane opens where the class comes from. Nothing where no alert states a class.
 */
export function ClassStrip({ curve, x, at }: ClassStripProps) {
  const lanes = useMemo(() => classLanes(curve, { x, at }), [curve, x, at]);
  if (lanes.length === 0) return null;
  return (
    <ul className={styles.strip} aria-label="Classes by time">
      {lanes.map(({ name, subject, path, alerts, fromMjd, toMjd }) => (
        <li key={name} data-subject={subject}>
          <svg viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true">
            <path d={path} />
          </svg>
          <ProvenanceButton subject={{ kind: 'class', name }}>
            <span className={styles.name} title={`${dateFromMjd(fromMjd)} to ${dateFromMjd(toMjd)}`}>
              {name} <small>{alerts}</small>
            </span>
          </ProvenanceButton>
        </li>
      ))}
    </ul>
  );
}
