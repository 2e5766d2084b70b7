import { extentOf } from '#components/chart/chart-scale.ts';
import type { TrackletPoint } from '#components/trpc/answers.ts';
import type { Motion } from '#domain/astrometry/motion.ts';
import { offsetFrom } from '#domain/astrometry/offsets.ts';
import type { BandPoint } from '../kit/band-series.ts';

/** Minutes of each alert after the first. */
export function minutesAfter(points: readonly TrackletPoint[]): readonly number[] {
  const first = points[0]?.mjd ?? 0;
  return points.map(({ mjd }) => (mjd - first) * 1440);
}

/** Places relative to the first, arcsec. */
export function trackPoints(points: readonly TrackletPoint[]): readonly BandPoint[] {
  const first = points[0];
  if (!first) return [];
  return points.map((point, row) => {
    const { eastArcsec, northArcsec } = offsetFrom(first, point);
    return { row, band: point.band, x: eastArcsec, y: northArcsec };
  });
}

/** East at the left. */
export function trackRange(track: readonly BandPoint[]) {
  const x = extentOf(
    track.map((at) => at.x),
    { least: 2, padding: 0.1 },
  );
  const y = extentOf(
    track.map((at) => at.y),
    { least: 2, padding: 0.1 },
  );
  return { x: { from: x.to, to: x.from }, y };
}

/** `6 alerts within 2.1 min, moving 3600 ″/h towards position angle 301°; 0.2″ off a line` */
export function motionWords(points: readonly TrackletPoint[], motion: Motion | undefined): string {
  if (points.length === 1) return 'one alert: a motion needs two';
  const span = Math.max(...minutesAfter(points), 0);
  const count = `${points.length} alerts within ${span.toFixed(1)} min`;
  if (!motion) return `${count}, all of one exposure: their line has a direction but no speed`;
  const rate = motion.rateArcsecPerHour;
  const speed = rate >= 3600 ? `${(rate / 3600).toFixed(2)}°/h` : `${rate.toFixed(rate < 10 ? 2 : 0)} ″/h`;
  const off = Number.isNaN(motion.residualArcsec) ? '' : `; ${motion.residualArcsec.toFixed(2)}″ off an even motion`;
  return `${count}, moving ${speed} towards position angle ${motion.positionAngleDeg.toFixed(0)}°${off}`;
}
