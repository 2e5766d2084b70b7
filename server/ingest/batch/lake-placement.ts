import { createHash } from 'node:crypto';
import { stampKinds } from '#domain/stamps/locator.ts';
import type { LakeAlert } from '#server/storage/lake/lake-layout.ts';

/** An alert on its way into the lake. */
export interface PlacedAlert extends LakeAlert {
  readonly timestampMs: number;
}

/** `year=…/month=…/day=…` of a time (UTC). */
export function nightFolder(timestampMs: number): string {
  const [year, month, day] = new Date(timestampMs).toISOString().slice(0, 10).split('-');
  return `year=${year}/month=${month}/day=${day}`;
}

const dayMs = 86_400_000;

/** The alerts of one lake file: of one night, ascending by id, no id twice. */
export interface LakeGroup<A> {
  readonly night: string;
  readonly alerts: readonly A[];
}

/** Alerts by the files that they go into; an id that comes twice in a night (under two objects) needs a second file. */
export function lakeGroups<A extends PlacedAlert>(alerts: readonly A[]): readonly LakeGroup<A>[] {
  const nights = new Map<number, string>();
  const groups = new Map<string, { night: string; alerts: Map<bigint, A> }>();
  for (const alert of alerts) {
    const day = Math.floor(alert.timestampMs / dayMs);
    const night = nights.get(day) ?? nightFolder(alert.timestampMs);
    nights.set(day, night);
    for (let copy = 0; ; copy++) {
      const group = groups.get(`${night} ${copy}`) ?? { night, alerts: new Map<bigint, A>() };
      if (group.alerts.has(alert.alertId)) continue;
      groups.set(`${night} ${copy}`, group);
      group.alerts.set(alert.alertId, alert);
      break;
    }
  }
  return Array.from(groups.values(), (group) => ({
    night: group.night,
    alerts: [...group.alerts.values()].sort((a, b) => (a.alertId < b.alertId ? -1 : 1)),
  }));
}

/**
 * Path of the lake file of a group. Its name is made from what is in it, so the same alerts give the same file with the same bytes, and a
 * run that was cut off finds or replaces its own file.
 */
export function lakePath(survey: string, { night, alerts }: LakeGroup<LakeAlert>): string {
  const hash = createHash('sha256');
  for (const { objectId, alertId, time, stamps } of alerts) {
    hash.update(`${objectId} ${alertId} ${time}\n`);
    for (const kind of stampKinds) {
      const stamp = stamps[kind];
      hash.update(stamp === null ? '-\n' : `${stamp.fileName} ${stamp.bytes.length}\n`);
      if (stamp) hash.update(stamp.bytes);
    }
  }
  return `${night}/${survey}-${hash.digest('hex').slice(0, 24)}.parquet`;
}
