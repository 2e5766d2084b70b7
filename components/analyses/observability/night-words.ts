import { airmassAt } from '#domain/observability/airmass.ts';
import type { BestWindow } from '#domain/observability/best-window.ts';
import { clockText, offsetMinutes, offsetText } from '#domain/observability/civil-time.ts';
import type { MoonPhase } from '#domain/observability/moon-phase.ts';
import type { Night } from '#domain/observability/night.ts';
import type { Site } from '#domain/observability/place.ts';

/** `01:13 (09:13 UTC)` */
function clocks(ms: number, site: Site): string {
  const local = clockText(ms, site.timeZone);
  const utc = clockText(ms, 'UTC');
  return local === utc ? `${utc} UTC` : `${local} (${utc} UTC)`;
}

/** `UTC−8`, or both where clocks change in the night. */
export function zoneWords(night: Night, site: Site): string {
  const before = offsetText(offsetMinutes(night.fromMs, site.timeZone));
  const after = offsetText(offsetMinutes(night.toMs, site.timeZone));
  return before === after ? before : `${before}, from the change of clocks on ${after}`;
}

const darknessWords = {
  night: 'in astronomical night',
  astronomical: 'in astronomical twilight, the darkest of this night',
  nautical: 'in nautical twilight, the darkest of this night',
  civil: 'in civil twilight, the darkest of this night',
} as const;

export interface NightReport {
  readonly site: Site;
  readonly night: Night;
  readonly window: BestWindow;
  readonly moon: MoonPhase;
}

function windowSentence({ site, window: { span, level, hours } }: NightReport, minAltDeg: number): string {
  if (level === undefined) return 'The Sun does not set.';
  if (!span) return `Never above ${minAltDeg}° ${darknessWords[level]}.`;
  const [from, to] = [clocks(span.fromMs, site), clocks(span.toMs, site)];
  const several = hours > (span.toMs - span.fromMs) / 3_600_000 + 0.01 ? `, ${hours.toFixed(1)} h in all` : '';
  const length = ((span.toMs - span.fromMs) / 3_600_000).toFixed(1);
  return `Above ${minAltDeg}° ${darknessWords[level]} from ${from} to ${to}: ${length} h${several}.`;
}

function highestSentence({ site, window: { highest } }: NightReport): string {
  const { altDeg } = highest.target;
  if (altDeg < 0) return 'It does not rise then.';
  const airmass = airmassAt(altDeg).toFixed(2);
  return `Highest ${altDeg.toFixed(0)}° at ${clocks(highest.ms, site)}, air mass ${airmass}.`;
}

function moonSentence({ site, moon, window: { highest, moonRiseMs, moonSetMs } }: NightReport): string {
  const turns = [
    ...(moonRiseMs === undefined ? [] : [{ ms: moonRiseMs, words: 'rises' }]),
    ...(moonSetMs === undefined ? [] : [{ ms: moonSetMs, words: 'sets' }]),
  ].sort((a, b) => a.ms - b.ms);
  const when = turns.map(({ ms, words }) => `, ${words} ${clockText(ms, site.timeZone)}`).join('');
  return `Moon ${moon.name}, ${(moon.illumination * 100).toFixed(0)} % lit, ${highest.moonDistanceDeg.toFixed(0)}° away${when}.`;
}

/** The best of a night in words: when, how high, and what the Moon does. Times are the site's, and UTC. */
export function nightSentences(report: NightReport, minAltDeg: number): readonly string[] {
  return [windowSentence(report, minAltDeg), highestSentence(report), moonSentence(report)];
}
