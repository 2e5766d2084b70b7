import { PortalError } from '#domain/failure.ts';
import type { Site } from './place.ts';
import { createSkyPath } from './sky-path.ts';
import { type EphemerisPoint, movingTarget } from './target.ts';
import { type NightHours, yearAhead } from './year-ahead.ts';

/** What is asked of the coming nights at several sites. */
export interface YearsRequest {
  readonly sites: readonly Site[];
  /** Where the target is when; one point for what stays. */
  readonly points: readonly EphemerisPoint[];
  /** Evening of the first night. */
  readonly date: string;
  readonly nights: number;
  readonly minAltDeg: number;
}

/** The coming nights of each site, in their order. Yields the share that is done. @throws {PortalError} `bad-request` without points. */
export function* yearsAhead(request: YearsRequest): Generator<number, readonly (readonly NightHours[])[]> {
  const { sites, points, ...rest } = request;
  const path = createSkyPath();
  const target = movingTarget(points);
  if (!target) throw new PortalError('bad-request', 'There is no position to observe.');
  const years: NightHours[][] = [];
  for (const [index, site] of sites.entries()) {
    const nights: NightHours[] = [];
    for (const night of yearAhead({ site, target, path }, rest)) {
      nights.push(night);
      if (nights.length % 10 === 0) yield (index + nights.length / rest.nights) / sites.length;
    }
    years.push(nights);
  }
  return years;
}
