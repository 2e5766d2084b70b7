import { angleDeg, rotated } from '#domain/coordinates/vector.ts';
import type { UnixMs } from '#domain/units/quantity.ts';
import { type Horizontal, horizontalOf, moonFrom } from './horizon.ts';
import type { Site } from './place.ts';
import type { Span } from './roots.ts';
import type { SkyPath } from './sky-path.ts';
import type { Target } from './target.ts';

/** Where target and Moon stand at one moment, without refraction. */
export interface TrackPoint {
  readonly ms: UnixMs;
  readonly target: Horizontal;
  readonly moon: Horizontal;
  /** Between target and Moon, as the place sees them, degrees. */
  readonly moonDistanceDeg: number;
}

/** Whose sky it is, and what stands in it. */
export interface Scene {
  readonly site: Site;
  readonly target: Target;
  readonly path: SkyPath;
}

export function trackPointAt(ms: UnixMs, { site, target, path }: Scene): TrackPoint {
  const sky = path.at(ms);
  const direction = rotated(sky.ofDate, target(ms));
  const moon = moonFrom(sky, site);
  return {
    ms,
    target: horizontalOf(direction, sky, site),
    moon: horizontalOf(moon, sky, site),
    moonDistanceDeg: angleDeg(direction, moon),
  };
}

/** Target and Moon at both ends of a stretch of time and every `stepMs` between. */
export function nightTrack(span: Span, scene: Scene, stepMs = 4 * 60_000): readonly TrackPoint[] {
  const count = Math.max(1, Math.ceil((span.toMs - span.fromMs) / stepMs));
  return Array.from({ length: count + 1 }, (_, index) =>
    trackPointAt(span.fromMs + ((span.toMs - span.fromMs) * index) / count, scene),
  );
}
