import { angleDeg, rotated } from '#domain/coordinates/vector.ts';
import type { UnixMs } from '#domain/units/quantity.ts';
import { dateAfter } from './civil-time.ts';
import { horizontalOf, moonFrom, sunAltDeg } from './horizon.ts';
import { moonPhase } from './moon-phase.ts';
import { nightSpan, sunLimitsDeg } from './night.ts';
import type { Scene } from './night-track.ts';

const stepMs = 15 * 60_000;
const hourMs = 3_600_000;
/** More than the Sun's altitude changes in a step. */
const stepDeg = 4;

/** What one night of a year offers. */
export interface NightHours {
  /** Evening date at the site. */
  readonly date: string;
  readonly midMs: UnixMs;
  /** Astronomical darkness, hours. */
  readonly dark: number;
  /** Of these, with the target above the altitude asked for. */
  readonly up: number;
  /** Of these, with the Moon below the horizon. */
  readonly upMoonless: number;
  /** At the middle of the night: lit part of the Moon, 0 to 1, and its distance from the target, degrees. */
  readonly illumination: number;
  readonly moonDistanceDeg: number;
}

/** Degrees by which each condition is met at a moment; negative: not met. */
type Margins = readonly [dark: number, up: number, moonless: number];

function marginsAt(ms: UnixMs, { site, target, path }: Scene, minAltDeg: number): Margins {
  const sky = path.at(ms);
  const dark = sunLimitsDeg.night - sunAltDeg(sky, site);
  if (dark < -stepDeg) return [dark, -1, -1];
  const up = horizontalOf(rotated(sky.ofDate, target(ms)), sky, site).altDeg - minAltDeg;
  return [dark, up, -horizontalOf(moonFrom(sky, site), sky, site).altDeg];
}

/** Parts of a step in which the first, the first two, and all conditions hold, if each margin changes evenly. */
function partsOf(before: Margins, after: Margins): Margins {
  let [from, to] = [0, 1];
  const part = (a: number, b: number): number => {
    const zero = a / (a - b);
    if (a <= 0) from = Math.max(from, b > 0 ? zero : 1);
    else if (b <= 0) to = Math.min(to, zero);
    return Math.max(0, to - from);
  };
  return [part(before[0], after[0]), part(before[1], after[1]), part(before[2], after[2])];
}

function hoursOfNight(date: string, scene: Scene, minAltDeg: number): NightHours {
  const { fromMs, toMs, midMs } = nightSpan(date, scene.site);
  let sums: Margins = [0, 0, 0];
  let before = marginsAt(fromMs, scene, minAltDeg);
  for (let ms = fromMs + stepMs; ms <= toMs; ms += stepMs) {
    const after = marginsAt(ms, scene, minAltDeg);
    const parts = partsOf(before, after);
    sums = [sums[0] + parts[0], sums[1] + parts[1], sums[2] + parts[2]];
    before = after;
  }
  const sky = scene.path.at(midMs);
  const [dark, up, upMoonless] = sums;
  const hours = stepMs / hourMs;
  return {
    date,
    midMs,
    dark: dark * hours,
    up: up * hours,
    upMoonless: upMoonless * hours,
    illumination: moonPhase(sky).illumination,
    moonDistanceDeg: angleDeg(rotated(sky.ofDate, scene.target(midMs)), moonFrom(sky, scene.site)),
  };
}

/** Nights from a date on, one after the other; a generator, so that its user can pause, report and stop. Good to some minutes a night. */
export function* yearAhead(
  scene: Scene,
  { date, nights, minAltDeg }: { readonly date: string; readonly nights: number; readonly minAltDeg: number },
): Generator<NightHours> {
  for (let index = 0; index < nights; index += 1) yield hoursOfNight(dateAfter(date, index), scene, minAltDeg);
}
