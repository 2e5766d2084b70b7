import type { UnixMs } from '#domain/units/quantity.ts';
import { type Darkness, darkSpans, type Night, nightSpan } from './night.ts';
import { type Scene, type TrackPoint, trackPointAt } from './night-track.ts';
import { crossings, type Span, spansAbove } from './roots.ts';

const stepMs = 10 * 60_000;

/** When a night is best for a target. */
export interface BestWindow {
  /** The longest stretch in which it is dark enough and the target high enough; undefined where there is none. */
  readonly span: Span | undefined;
  /** The darkness that was asked for: astronomical night, or the darkest there is that night. */
  readonly level: Exclude<Darkness, 'day'> | undefined;
  /** Highest place of the target in that stretch, else while it is dark, else in all 24 hours. */
  readonly highest: TrackPoint;
  /** All such stretches together, hours. */
  readonly hours: number;
  readonly moonRiseMs: UnixMs | undefined;
  readonly moonSetMs: UnixMs | undefined;
}

const levels = ['night', 'astronomical', 'nautical', 'civil'] as const;

/** The highest of evenly spaced moments, then narrowed down by thirds: near it the altitude has one top. */
function highestIn({ fromMs, toMs }: Span, scene: Scene): TrackPoint {
  const altitude = (ms: UnixMs): number => trackPointAt(ms, scene).target.altDeg;
  const count = Math.max(1, Math.ceil((toMs - fromMs) / stepMs));
  const times = Array.from({ length: count + 1 }, (_, i) => fromMs + ((toMs - fromMs) * i) / count);
  const best = times.reduce((top, ms) => (altitude(ms) > altitude(top) ? ms : top), fromMs);
  let [low, high] = [Math.max(fromMs, best - stepMs), Math.min(toMs, best + stepMs)];
  while (high - low > 1000) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3];
    if (altitude(left) < altitude(right)) low = left;
    else high = right;
  }
  const top = trackPointAt((low + high) / 2, scene);
  const edge = trackPointAt(best, scene);
  return edge.target.altDeg > top.target.altDeg ? edge : top;
}

const length = ({ fromMs, toMs }: Span): number => toMs - fromMs;

/** The best stretch of a night for a target above an altitude. */
export function bestWindow(night: Night, scene: Scene, minAltDeg: number): BestWindow {
  const level = levels.find((name) => darkSpans(night, name).length > 0);
  const dark = level ? darkSpans(night, level) : [];
  const spans = dark.flatMap((span) =>
    spansAbove({ ...span, stepMs }, (ms) => trackPointAt(ms, scene).target.altDeg - minAltDeg),
  );
  const span = spans.reduce<Span | undefined>(
    (best, next) => (best && length(best) >= length(next) ? best : next),
    undefined,
  );
  const whole = nightSpan(night.date, scene.site);
  const moon = crossings({ ...whole, stepMs }, (ms) => trackPointAt(ms, scene).moon.altDeg + 0.833);
  return {
    span,
    level,
    highest: highestIn(span ?? dark[0] ?? whole, scene),
    hours: spans.reduce((sum, each) => sum + length(each), 0) / 3_600_000,
    moonRiseMs: moon.find(({ isRising }) => isRising)?.ms,
    moonSetMs: moon.find(({ isRising }) => !isRising)?.ms,
  };
}
