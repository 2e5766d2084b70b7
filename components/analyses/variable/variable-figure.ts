import { extentOf } from '#components/chart/chart-scale.ts';
import type { ChartSeries, LineSeries, MarkSeries } from '#components/chart/chart-series.ts';
import type { Range } from '#components/lightcurve/figure-scale.ts';
import { type FrequencyGrid, frequencyAt, indexOf } from '#domain/periodogram/frequency-grid.ts';
import type { PeriodPoint, PeriodQuantity } from '#domain/periodogram/period-points.ts';
import type { PeriodResult } from '#domain/periodogram/period-search.ts';
import type { Band, BandMarker, BandName } from '#domain/surveys/survey.ts';

export const quantityTitles: Readonly<Record<PeriodQuantity, string>> = {
  dcmag: 'Apparent magnitude (AB)',
  dcflux: 'Apparent flux (µJy)',
  flux: 'Difference flux (µJy)',
  mag: 'Difference magnitude (AB)',
};

/** Places on a logarithmic period axis that a long periodogram is thinned to. */
const columns = 1_400;

/** The periodogram over period: of each column the lowest and highest value, from short to long periods. */
export function periodogramLine({ grid, values }: Pick<PeriodResult, 'grid' | 'values'>): LineSeries {
  const [x, y]: [number[], number[]] = [[], []];
  const top = frequencyAt(grid, grid.count - 1);
  const ratio = (grid.first / top) ** (1 / columns);
  let k = grid.count - 1;
  for (let column = 1; k >= 0; column++) {
    // The first index of the column; at least one frequency is in each.
    const end = Math.max(0, Math.min(k, Math.ceil((top * ratio ** column - grid.first) / grid.step)));
    let [low, high] = [k, k];
    for (; k >= end; k--) {
      const value = values[k] ?? Number.NaN;
      if (value < (values[low] ?? Number.NaN)) low = k;
      if (value > (values[high] ?? Number.NaN)) high = k;
    }
    for (const at of low === high ? [low] : [Math.max(low, high), Math.min(low, high)]) {
      x.push(1 / frequencyAt(grid, at));
      y.push(values[at] ?? Number.NaN);
    }
  }
  return { key: 'powers', kind: 'line', x, y, tone: 'text-2', width: 1 };
}

/** The part of a periodogram around a frequency, `peaks` widths of a peak to either side. */
export function detailLine(result: PeriodResult, frequency: number, peaks: number): LineSeries {
  const { grid, values, baseline } = result;
  const [from, to] = [frequency - peaks / baseline, frequency + peaks / baseline].map((f) => indexOf(grid, f));
  const [x, y]: [number[], number[]] = [[], []];
  for (let k = to ?? 0; k >= (from ?? 0); k--) {
    x.push(1 / frequencyAt(grid, k));
    y.push(values[k] ?? Number.NaN);
  }
  return { key: 'detail', kind: 'line', x, y, tone: 'text-2', width: 1.25 };
}

/** The best frequency of the grid between two; undefined where the grid has none there. */
export function bestBetween(
  { grid, values, best }: Pick<PeriodResult, 'grid' | 'values' | 'best'>,
  low: number,
  high: number,
): number | undefined {
  let found: number | undefined;
  const from = Math.max(0, Math.ceil((low - grid.first) / grid.step));
  const to = Math.min(grid.count - 1, Math.floor((high - grid.first) / grid.step));
  const sign = best === 'highest' ? 1 : -1;
  for (let k = from; k <= to; k++) {
    if (found === undefined || sign * (values[k] ?? Number.NaN) > sign * (values[found] ?? Number.NaN)) found = k;
  }
  return found === undefined ? undefined : frequencyAt(grid, found);
}

/** The frequency that many steps of the grid away, within it; by whole peaks for steps of ten and more. */
export function stepped(grid: FrequencyGrid, frequency: number, steps: number): number {
  const last = frequencyAt(grid, grid.count - 1);
  // A longer period, which lies to the right, is a lower frequency.
  return Math.min(last, Math.max(grid.first, frequency - steps * grid.step));
}

/** The range of a statistic on its axis, better upwards, with room for the name of the axis above the peaks. */
export function statisticRange({ values, best }: Pick<PeriodResult, 'values' | 'best'>): Range {
  const { from, to } = extentOf(values, { padding: 0.16, reversed: best === 'lowest' });
  return best === 'highest' ? { from: 0, to: Math.max(to, 0.1) } : { from, to };
}

interface FoldOptions {
  /** Groups of points in their order, with the band that gives colour and marker. */
  readonly groups: readonly { readonly name: string; readonly band: BandName }[];
  readonly bands: readonly Band[];
  /** Place on the x axis, and how often it is repeated a turn later. */
  readonly place: (time: number) => number;
  readonly cycles: 1 | 2;
}

export interface FoldedMarks {
  readonly series: readonly MarkSeries[];
  /** The row of the light curve of each mark of a series, by key. */
  readonly rows: ReadonlyMap<string, readonly number[]>;
}

const markerOf = (bands: readonly Band[], band: BandName): BandMarker =>
  bands.find(({ name }) => name === band)?.marker ?? 'circle';

/** Points as marks by group; photometry of others in the small open marks of forced photometry, the second cycle faint. */
export function foldedMarks(
  points: readonly PeriodPoint[],
  { groups, bands, place, cycles }: FoldOptions,
): FoldedMarks {
  const rows = new Map<string, readonly number[]>();
  const series = groups.flatMap(({ name, band }) => {
    const own = points.filter(({ group }) => group === name);
    const isOther = own.some(({ row }) => row < 0);
    return Array.from({ length: cycles }, (_, cycle): MarkSeries => {
      const key = `${name} ${cycle}`;
      rows.set(
        key,
        own.map(({ row }) => row),
      );
      return {
        key,
        kind: 'marks',
        label: cycle === 0 ? name : undefined,
        band,
        marker: markerOf(bands, band),
        mark: isOther ? 'forced' : 'detection',
        x: own.map(({ time }) => place(time) + cycle),
        y: own.map(({ value }) => value),
        errors: own.map(({ error }) => error),
        size: 4,
        faint: cycle > 0,
      };
    });
  });
  return { series, rows };
}

/** A model as one line a group, over `count` places from `from` to `to`. */
export function modelLines(
  groups: readonly { readonly name: string; readonly band: BandName }[],
  valueAt: (place: number, group: number) => number,
  { from, to, count }: Range & { readonly count: number },
): readonly ChartSeries[] {
  const x = Float64Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
  return groups.map(({ name, band }, group) => ({
    key: `model ${name}`,
    kind: 'line',
    band,
    x,
    y: x.map((place) => valueAt(place, group)),
    width: 1.5,
  }));
}

/** The faintest and the brightest of a model, two dashed lines a group: what is left to see of hundreds of cycles. */
export function modelExtents(
  groups: readonly { readonly name: string; readonly band: BandName }[],
  valueAtPhase: (phase: number, group: number) => number,
  { from, to }: Range,
): readonly ChartSeries[] {
  return groups.flatMap(({ name, band }, group) => {
    const values = Array.from({ length: 200 }, (_, k) => valueAtPhase(k / 200, group));
    return [Math.min(...values), Math.max(...values)].map((value, k): ChartSeries => {
      return {
        key: `model ${name} ${k}`,
        kind: 'line',
        band,
        x: [from, to],
        y: [value, value],
        dashed: true,
        width: 1,
      };
    });
  });
}
