import type { ChartAxis, ChartTick } from '#components/chart/chart-scale.ts';
import type { ChartPoint, ChartSeries } from '#components/chart/chart-series.ts';
import { airmassAt, altitudeAtAirmass } from '#domain/observability/airmass.ts';
import { clockText } from '#domain/observability/civil-time.ts';
import { darkSpans, type Night, sunlessSpan } from '#domain/observability/night.ts';
import type { TrackPoint } from '#domain/observability/night-track.ts';
import type { Site } from '#domain/observability/place.ts';
import type { Span } from '#domain/observability/roots.ts';

const hourMs = 3_600_000;
const airmasses = [1.05, 1.2, 1.5, 2, 3, 5].map((airmass) => ({
  at: altitudeAtAirmass(airmass),
  label: String(airmass),
}));

/** The time that all charts of some nights show: from the first sunset to the last sunrise, and a little more. */
export function sharedSpan(nights: readonly Night[]): Span {
  const shown = nights.map((night) => sunlessSpan(night) ?? night);
  return {
    fromMs: Math.min(...shown.map(({ fromMs }) => fromMs)) - hourMs / 2,
    toMs: Math.max(...shown.map(({ toMs }) => toMs)) + hourMs / 2,
  };
}

function hourTicks({ fromMs, toMs }: Span, timeZone: string): readonly ChartTick[] {
  const every = toMs - fromMs > 9 * hourMs ? 2 * hourMs : hourMs;
  const ticks: ChartTick[] = [];
  for (let at = Math.ceil(fromMs / every) * every; at <= toMs; at += every) {
    ticks.push({ at, label: clockText(at, timeZone) });
  }
  return ticks;
}

export interface NightFigure {
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly series: readonly ChartSeries[];
}

export interface NightData {
  readonly site: Site;
  readonly night: Night;
  readonly track: readonly TrackPoint[];
  /** The best stretch, drawn stronger. */
  readonly best: Span | undefined;
}

/** What is lighter than night is shaded, the more the lighter: the plain ground is where to observe. */
function skySpans(night: Night, shown: Span): ChartSeries[] {
  const levels = ['civil', 'nautical', 'astronomical', 'night'] as const;
  return levels.flatMap((level) => {
    const dark = darkSpans(night, level);
    const edges = [shown.fromMs, ...dark.flatMap(({ fromMs, toMs }) => [fromMs, toMs]), shown.toMs];
    const bright: ChartSeries[] = [];
    for (let i = 0; i + 1 < edges.length; i += 2) {
      const [from, to] = [edges[i] ?? 0, edges[i + 1] ?? 0];
      bright.push({ kind: 'span', key: `${level}-${i}`, axis: 'x', from, to, tone: 'text-3' });
    }
    return bright;
  });
}

/** Elevations over a night: axes in UTC and the site's clocks, degrees and air mass. */
export function nightFigure({ site, night, track, best }: NightData, shown: Span, minAltDeg: number): NightFigure {
  const times = track.map(({ ms }) => ms);
  const inBest = track.map(({ ms, target }) =>
    best && ms >= best.fromMs && ms <= best.toMs ? target.altDeg : Number.NaN,
  );
  return {
    x: {
      title: 'UTC',
      from: shown.fromMs,
      to: shown.toMs,
      ticks: hourTicks(shown, 'UTC'),
      opposite: { title: 'Local time', ticks: hourTicks(shown, site.timeZone) },
    },
    y: {
      title: 'Elevation (°)',
      from: 0,
      to: 90,
      ticks: [0, 15, 30, 45, 60, 75, 90].map((at) => ({ at, label: String(at) })),
      opposite: { title: 'Air mass', ticks: airmasses },
    },
    series: [
      ...skySpans(night, shown),
      { kind: 'rule', key: 'least', axis: 'y', at: minAltDeg, tone: 'text-3' },
      {
        kind: 'line',
        key: 'moon',
        label: 'Moon',
        x: times,
        y: track.map(({ moon }) => moon.altDeg),
        tone: 'text-3',
        dashed: true,
        width: 1.25,
      },
      {
        kind: 'line',
        key: 'target',
        label: 'Target',
        x: times,
        y: track.map(({ target }) => target.altDeg),
        tone: 'text',
      },
      {
        kind: 'line',
        key: 'best',
        label: best ? 'At its best' : undefined,
        x: times,
        y: inBest,
        tone: 'accent',
        width: 3,
      },
    ],
  };
}

/** What a point of the curves says. */
export function nightReadout(point: ChartPoint, { site, track }: NightData, illumination: number): readonly string[] {
  const at = track[point.index];
  if (!at) return [];
  const time = `${clockText(at.ms, site.timeZone)} local, ${clockText(at.ms, 'UTC')} UTC`;
  if (point.series.key === 'moon') {
    return [`Moon ${at.moon.altDeg.toFixed(0)}° up, ${(illumination * 100).toFixed(0)} % lit`, time];
  }
  const airmass = airmassAt(at.target.altDeg);
  return [
    `${at.target.altDeg.toFixed(1)}° up, azimuth ${at.target.azDeg.toFixed(0)}°`,
    Number.isNaN(airmass) ? 'below the horizon' : `Air mass ${airmass.toFixed(2)}`,
    `Moon ${at.moonDistanceDeg.toFixed(0)}° away`,
    time,
  ];
}
