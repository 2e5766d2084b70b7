import { dateFromMjd, textFromNumber } from '#components/lightcurve/axis-ticks.ts';
import type { ObjectSummary } from '#domain/object/summary.ts';
import type { HeaderWords } from './object-header.tsx';

function countsText({ detections, limits, bad, forced }: ObjectSummary['counts']): string {
  const parts = [
    `${detections} detection${detections === 1 ? '' : 's'}`,
    limits > 0 ? `${limits} limits` : '',
    bad > 0 ? `${bad} bad` : '',
    forced > 0 ? `${forced} forced` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** The second line of an object page, in words. */
export function headerWords({ galacticDeg, firstMjd, lastMjd, counts }: ObjectSummary): HeaderWords {
  const days = lastMjd - firstMjd;
  return {
    latitude: textFromNumber(galacticDeg[1], 1),
    first: dateFromMjd(firstMjd),
    last: dateFromMjd(lastMjd),
    days: days.toFixed(days < 100 ? 2 : 0),
    counts: countsText(counts),
  };
}
