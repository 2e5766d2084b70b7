import type { UnixMs } from '#domain/units/quantity.ts';
import { civilTime, dateAfter, startOfDay } from './civil-time.ts';
import { sunAltDeg } from './horizon.ts';
import type { Site } from './place.ts';
import { crossings, type Span } from './roots.ts';
import type { SkyPath } from './sky-path.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** How dark it is, from day to astronomical night. */
export const darkness = ['day', 'civil', 'nautical', 'astronomical', 'night'] as const;
export type Darkness = (typeof darkness)[number];

/** Altitudes of the Sun's centre at which each begins in the evening, degrees; at −0.833° its limb sets, refraction included. */
export const sunLimitsDeg = { civil: -0.833, nautical: -6, astronomical: -12, night: -18 } as const;

/** From one noon to the next at a place, and what the Sun does meanwhile. */
export interface Night extends Span {
  /** Date that a clock of the place shows in the evening. */
  readonly date: string;
  /** Lower culmination of the mean Sun. */
  readonly midMs: UnixMs;
  /** What follows what, without gaps; all of it one level where the Sun neither rises nor sets. */
  readonly phases: readonly (Span & { readonly level: Darkness })[];
}

/** The 24 hours from noon to noon whose middle is nearest to the midnight after a date, by the clocks of a site. */
export function nightSpan(date: string, site: Site): Span & { readonly midMs: UnixMs } {
  const midnight = startOfDay(dateAfter(date, 1), site.timeZone);
  const solar = -(site.lonDeg / 15) * hourMs;
  const midMs = Math.round((midnight - solar) / dayMs) * dayMs + solar;
  return { fromMs: midMs - dayMs / 2, toMs: midMs + dayMs / 2, midMs };
}

export function darknessAt(sunAltitudeDeg: number): Darkness {
  if (sunAltitudeDeg > sunLimitsDeg.civil) return 'day';
  if (sunAltitudeDeg > sunLimitsDeg.nautical) return 'civil';
  if (sunAltitudeDeg > sunLimitsDeg.astronomical) return 'nautical';
  return sunAltitudeDeg > sunLimitsDeg.night ? 'astronomical' : 'night';
}

/** The night that begins in the evening of a date, by the clocks of a site. */
export function nightOf(date: string, site: Site, path: SkyPath): Night {
  const span = nightSpan(date, site);
  const sun = (ms: UnixMs): number => sunAltDeg(path.at(ms), site);
  const interval = { ...span, stepMs: 10 * 60_000 };
  const changes = Object.values(sunLimitsDeg)
    .flatMap((limit) => crossings(interval, (ms) => sun(ms) - limit))
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
  const edges = [span.fromMs, ...changes, span.toMs];
  const phases = edges.slice(1).map((toMs, index) => {
    const fromMs = edges[index] ?? span.fromMs;
    return { fromMs, toMs, level: darknessAt(sun((fromMs + toMs) / 2)) };
  });
  return { ...span, date, phases: phases.filter((phase) => phase.toMs > phase.fromMs) };
}

/** From sunset to sunrise; undefined where the Sun does not set, the whole of it where it does not rise. */
export function sunlessSpan(night: Night): Span | undefined {
  const dark = night.phases.filter(({ level }) => level !== 'day');
  const [first, last] = [dark[0], dark.at(-1)];
  return first && last ? { fromMs: first.fromMs, toMs: last.toMs } : undefined;
}

/** Stretches of a night at least as dark as a level. */
export function darkSpans(night: Night, level: Darkness): readonly Span[] {
  const least = darkness.indexOf(level);
  const spans: Span[] = [];
  for (const phase of night.phases) {
    if (darkness.indexOf(phase.level) < least) continue;
    const last = spans.at(-1);
    if (last && last.toMs === phase.fromMs) spans[spans.length - 1] = { fromMs: last.fromMs, toMs: phase.toMs };
    else spans.push({ fromMs: phase.fromMs, toMs: phase.toMs });
  }
  return spans;
}

/** The evening date of the night that a moment belongs to, by the clocks of a site. */
export function nightDateAt(ms: UnixMs, site: Site): string {
  const guess = civilTime(ms - dayMs / 2, site.timeZone).date;
  for (const date of [guess, dateAfter(guess, -1), dateAfter(guess, 1)]) {
    const { fromMs, toMs } = nightSpan(date, site);
    if (ms >= fromMs && ms < toMs) return date;
  }
  return guess;
}

/** The night that is, or comes next: after sunrise it is the next one's turn. */
export function tonight(nowMs: UnixMs, site: Site, path: SkyPath): string {
  const date = nightDateAt(nowMs, site);
  const isMorning = nowMs > nightSpan(date, site).midMs;
  return isMorning && sunAltDeg(path.at(nowMs), site) > sunLimitsDeg.civil ? dateAfter(date, 1) : date;
}
