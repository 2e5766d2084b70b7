import { isoFromMjd } from './format-value.ts';
import type { ObjectSummary } from './summary.ts';

export interface ObjectDescription {
  /** For the tab and the head of a preview: `ZTF21aaxtctv · Early SN Ia candidate`. */
  readonly title: string;
  /** One sentence for previews and search engines. */
  readonly description: string;
}

/** What a link to an object says where it is pasted. */
export function describeObject(summary: ObjectSummary, scale: 'UTC' | 'TAI'): ObjectDescription {
  const { objectId, labels, simulated, constellation, counts, firstMjd, lastMjd, raDeg, decDeg, groups } = summary;
  const label = labels[0];
  const named = label === undefined || label.text === 'Unknown' ? 'unclassified' : `${label.text} (${label.source})`;
  const photometry = groups
    .find((group) => group.title === 'Photometry')
    ?.facts.find((fact) => fact.label.startsWith('Latest'));
  const last = photometry === undefined ? '' : `, ${photometry.band} ${withError(photometry)} ${photometry.unit}`;
  const days = lastMjd - firstMjd;
  const parts = [
    `${simulated ? 'Simulated object, ' : ''}${named}, in ${constellation} at ${raDeg.toFixed(5)} ${signed(decDeg)}`,
    counts.detections === 1
      ? '1 detection'
      : `${counts.detections} detections over ${days.toFixed(days < 10 ? 1 : 0)} d`,
    `last ${isoFromMjd(lastMjd).slice(0, 16)} ${scale}${last}`,
  ];
  const title = label === undefined || label.text === 'Unknown' ? objectId : `${objectId} · ${label.text}`;
  return { title: simulated ? `${title} (simulated)` : title, description: `${parts.join('; ')}.` };
}

function withError({ value, error }: { value: string; error?: string }): string {
  return error === undefined ? value : `${value} ± ${error}`;
}

function signed(decDeg: number): string {
  return `${decDeg < 0 ? '−' : '+'}${Math.abs(decDeg).toFixed(5)}`;
}
