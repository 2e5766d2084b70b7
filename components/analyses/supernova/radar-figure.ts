import { scoreRules } from '#domain/labels/score-list.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { median } from '#domain/statistics/quantile.ts';

/** A score as a direction; values are shares of its length, undefined where the score was not computed. */
export interface RadarAxis {
  readonly column: string;
  readonly label: string;
  readonly threshold: number | undefined;
  /** Of the selected alert. */
  readonly selected: number | undefined;
  /** Median of all alerts that have it. */
  readonly median: number;
}

/** Scores between 0 and 1 that were computed for some alert; `row` is the selected alert's. */
export function radarAxes(curve: Lightcurve, row: number | undefined): readonly RadarAxis[] {
  return scoreRules.flatMap(({ column, label, threshold, range, isComputed }): RadarAxis[] => {
    const values = curve.scores[column];
    if (values === undefined || range === undefined) return [];
    const computed = [...values].filter((value, at) => curve.kind[at] === 'detection' && isComputed(value));
    if (computed.length === 0) return [];
    const value = row === undefined ? Number.NaN : (values[row] ?? Number.NaN);
    const selected = isComputed(value) ? value : undefined;
    return [{ column, label, threshold, selected, median: median(computed) }];
  });
}

export interface RadarPlace {
  readonly x: number;
  readonly y: number;
}

/** Where a value stands, from the middle, for axes clockwise from the top. */
export function radarPlace(share: number, index: number, count: number): RadarPlace {
  const angle = (2 * Math.PI * index) / count;
  return { x: share * Math.sin(angle), y: -share * Math.cos(angle) };
}

/** Lines between neighbours that both have a value: what is missing leaves a gap, and is not zero. */
export function radarPath(values: readonly (number | undefined)[], radius: number): string {
  const count = values.length;
  const places = values.map((value, index) => (value === undefined ? undefined : radarPlace(value, index, count)));
  const text = ({ x, y }: RadarPlace): string => `${(x * radius).toFixed(1)} ${(y * radius).toFixed(1)}`;
  return places
    .map((place, index) => {
      const next = places[(index + 1) % count];
      return place && next ? `M${text(place)}L${text(next)}` : '';
    })
    .join('');
}
