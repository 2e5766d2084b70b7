import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { subjectOfClass } from '#domain/object/class-subject.ts';
import type { ClassSubject } from '#domain/object/summary.ts';
import { type Range, shareOf } from './figure-scale.ts';

/** All alerts of an object that state one class. */
export interface ClassLane {
  readonly name: string;
  readonly subject: ClassSubject;
  /** One tick an alert in a box of 1000 × 1, whatever the number of alerts one path. */
  readonly path: string;
  readonly alerts: number;
  /** First and last alert of the class, MJD. */
  readonly fromMjd: number;
  readonly toMjd: number;
}

export interface ClassStripOptions {
  /** Ends of the time axis. */
  readonly x: Range;
  /** Place of a time on that axis; absent: the axis is in MJD. */
  readonly at?: (mjd: number) => number;
}

/** The classes that the alerts of a light curve state, in the order in which they first did. */
export function classLanes(
  { mjd, className, kind }: Pick<Lightcurve, 'mjd' | 'className' | 'kind'>,
  { x, at = (time) => time }: ClassStripOptions,
): readonly ClassLane[] {
  const rows = new Map<string, number[]>();
  className.forEach((name, row) => {
    if (name === '' || kind[row] !== 'detection') return;
    const own = rows.get(name);
    if (own) own.push(row);
    else rows.set(name, [row]);
  });
  return [...rows].map(([name, own]) => ({
    name,
    subject: subjectOfClass(name),
    path: ticksOf(own.map((row) => shareOf(x, at(mjd[row] ?? Number.NaN)))),
    alerts: own.length,
    fromMjd: mjd[own[0] ?? 0] ?? Number.NaN,
    toMjd: mjd[own.at(-1) ?? 0] ?? Number.NaN,
  }));
}

/** Ticks at shares of the axis; those beyond it, and those at a place that has one, are left out. */
function ticksOf(shares: readonly number[]): string {
  const places = shares.filter((share) => share >= 0 && share <= 1).map((share) => Math.round(share * 1000));
  return [...new Set(places)].map((place) => `M${place} 0v1`).join('');
}
