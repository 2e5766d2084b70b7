import { scoreRules } from '#domain/labels/score-list.ts';
import { type ScoreState, scoreStates } from '#domain/labels/score-state.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { fixed } from '#domain/object/format-value.ts';
import { median } from '#domain/statistics/quantile.ts';

/** A score as a direction; values are shares of its length, undefined where the score was not computed. */
export interface RadarAxis {
  readonly column: string;
  readonly label: string;
  readonly threshold: number | undefined;
  /** Of the selected alert. */
  readonly selected: number | undefined;
  /** What the selected alert's value says. */
  readonly state: ScoreState;
  /** Median of all alerts that surely have it. */
  readonly median: number;
}

/** Scores between 0 and 1 that were computed for some alert; `row` is the selected alert's. A 0 that may be none is no corner of the shape. */
export function radarAxes(curve: Lightcurve, row: number | undefined): readonly RadarAxis[] {
  return scoreRules.flatMap((rule): RadarAxis[] => {
    const { column, label, threshold, range } = rule;
    const values = curve.scores[column];
    if (values === undefined || range === undefined) return [];
    const states = scoreStates(curve, rule);
    const computed = [...values].filter((_, at) => states[at] === 'computed');
    if (computed.length === 0) return [];
    const state = (row === undefined ? undefined : states[row]) ?? 'absent';
    const selected = row !== undefined && state === 'computed' ? values[row] : undefined;
    return [{ column, label, threshold, selected, state, median: median(computed) }];
  });
}

/** What a score of an alert says, in words. */
export function scoreText(value: number | undefined, state: ScoreState): string {
  if (state === 'unclear') return '0 or not run';
  return state === 'absent' || value === undefined ? 'not computed' : fixed(value, 3);
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
