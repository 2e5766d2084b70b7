import { dateFromMjd } from '#components/lightcurve/axis-ticks.ts';
import { positionText } from '#domain/coordinates/position-text.ts';
import type { ObjectSummary } from '#domain/object/summary.ts';
import type { Survey } from '#domain/surveys/survey.ts';

/** What a link to an object says in a chat: who, what, where, when. */
export function linkPreview(summary: ObjectSummary, survey: Survey): { title: string; description: string } {
  const what = summary.labels[0]?.text;
  const parts = [
    summary.simulated ? 'Simulated' : `${survey.name} object`,
    what,
    positionText(summary, 'hms'),
    `${summary.counts.detections} detections, ${dateFromMjd(summary.firstMjd).slice(0, 10)} to ${dateFromMjd(summary.lastMjd).slice(0, 10)} ${survey.timeScale}`,
  ];
  return {
    title: what ? `${summary.objectId}: ${what}` : summary.objectId,
    description: `${parts.filter((part) => part !== undefined).join(' · ')}. Light curve and stamps.`,
  };
}
