import type { ChartAxis, ChartTick } from '#components/chart/chart-scale.ts';
import type { ChartPoint, ChartSeries } from '#components/chart/chart-series.ts';
import type { NightHours } from '#domain/observability/year-ahead.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** First nights of months; January carries its year. */
function monthTicks(nights: readonly NightHours[]): readonly ChartTick[] {
  return nights
    .filter(({ date }) => date.endsWith('-01'))
    .map(({ date, midMs }) => {
      const month = Number(date.slice(5, 7)) - 1;
      return { at: midMs, label: month === 0 ? `Jan ${date.slice(0, 4)}` : (months[month] ?? '') };
    });
}

/** Nights nearest to full Moon. */
export function fullMoons(nights: readonly NightHours[]): readonly NightHours[] {
  return nights.filter(({ illumination }, index) => {
    const [before, after] = [nights[index - 1], nights[index + 1]];
    return before && after && illumination > before.illumination && illumination >= after.illumination;
  });
}

export interface YearFigure {
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly series: readonly ChartSeries[];
}

/** Hours of each night: dark, dark with the target up, and of these without the Moon. */
export function yearFigure(nights: readonly NightHours[], minAltDeg: number): YearFigure {
  const x = nights.map(({ midMs }) => midMs);
  const zero = nights.map(() => 0);
  const longest = Math.max(4, ...nights.map(({ dark }) => dark));
  return {
    x: { title: 'Evening', from: x[0] ?? 0, to: x.at(-1) ?? 1, ticks: monthTicks(nights) },
    y: { title: 'Hours a night', from: 0, to: Math.ceil(longest / 2) * 2 },
    series: [
      {
        kind: 'area',
        key: 'dark',
        label: 'Astronomical night',
        x,
        low: zero,
        high: nights.map(({ dark }) => dark),
        tone: 'text-3',
      },
      {
        kind: 'area',
        key: 'moonless',
        label: `Above ${minAltDeg}° without the Moon`,
        x,
        low: zero,
        high: nights.map(({ upMoonless }) => upMoonless),
        tone: 'accent',
      },
      { kind: 'line', key: 'up', label: `Above ${minAltDeg}°`, x, y: nights.map(({ up }) => up), tone: 'text' },
    ],
  };
}

/** What a night says of itself. */
export function yearReadout({ index }: ChartPoint, nights: readonly NightHours[]): readonly string[] {
  const night = nights[index];
  if (!night) return [];
  const { date, up, upMoonless, dark, illumination, moonDistanceDeg } = night;
  return [
    date,
    `${up.toFixed(1)} h high enough, ${upMoonless.toFixed(1)} h without the Moon`,
    `Astronomical night ${dark.toFixed(1)} h`,
    `Moon ${(illumination * 100).toFixed(0)} % lit, ${moonDistanceDeg.toFixed(0)}° away`,
  ];
}

const longEnough = 1;

/** Stretches of nights with an hour at least, as the words name them. */
function seasons(nights: readonly NightHours[]): readonly (readonly [from: string, to: string])[] {
  const found: [string, string][] = [];
  let since: string | undefined;
  let last = '';
  for (const { date, up } of nights) {
    if (up >= longEnough) {
      since ??= date;
      last = date;
    } else if (since !== undefined) {
      found.push([since, last]);
      since = undefined;
    }
  }
  if (since !== undefined) found.push([since, last]);
  return found;
}

/** The year in a sentence: from when to when, and the longest night. */
export function yearSentence(nights: readonly NightHours[], minAltDeg: number): string {
  const spans = seasons(nights);
  const longest = nights.reduce<NightHours | undefined>(
    (best, night) => (best && best.up >= night.up ? best : night),
    undefined,
  );
  if (spans.length === 0 || !longest) {
    return `On no night of the next 12 months an hour above ${minAltDeg}° in astronomical night.`;
  }
  const words = spans.map(([from, to]) => (from === to ? `on ${from}` : `${from} to ${to}`)).join(', ');
  return `An hour or more above ${minAltDeg}° in astronomical night: ${words}. Longest: ${longest.up.toFixed(1)} h on ${longest.date}.`;
}
