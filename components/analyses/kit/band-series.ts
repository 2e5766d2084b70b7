import type { ChartPoint, MarkSeries } from '#components/chart/chart-series.ts';
import type { MarkKind } from '#components/lightcurve/marker-paths.ts';
import type { Band, BandName } from '#domain/surveys/survey.ts';

/** One point of a chart, with its place in what it was made from. */
export interface BandPoint {
  readonly row: number;
  readonly band: BandName;
  readonly x: number;
  readonly y: number;
  readonly error?: number;
  readonly mark?: MarkKind;
}

export interface BandSeries {
  /** One series a band and kind of mark, in the survey's order of bands. */
  readonly series: readonly MarkSeries[];
  /** The row that a point of the chart was made from. */
  rowOf(point: ChartPoint): number | undefined;
}

export interface BandSeriesOptions {
  readonly bands: readonly Band[];
  readonly size?: number;
  /** Bands are named in the legend. */
  readonly named?: boolean;
}

/** Points as marks of their bands; those that are no numbers are left out. */
export function bandSeries(points: readonly BandPoint[], { bands, size, named }: BandSeriesOptions): BandSeries {
  const rows = new Map<string, readonly number[]>();
  const series: MarkSeries[] = [];
  for (const { name, marker } of bands) {
    const own = points.filter(({ band, x, y }) => band === name && Number.isFinite(x) && Number.isFinite(y));
    for (const mark of new Set(own.map((point) => point.mark ?? 'detection'))) {
      const some = own.filter((point) => (point.mark ?? 'detection') === mark);
      const key = `${name} ${mark}`;
      rows.set(
        key,
        some.map(({ row }) => row),
      );
      series.push({
        kind: 'marks',
        key,
        label: named && mark === 'detection' ? name : undefined,
        band: name,
        marker,
        mark,
        size,
        x: some.map(({ x }) => x),
        y: some.map(({ y }) => y),
        errors: some.some(({ error }) => error !== undefined) ? some.map(({ error }) => error ?? 0) : undefined,
      });
    }
  }
  return { series, rowOf: ({ series: { key }, index }) => rows.get(key)?.[index] };
}
