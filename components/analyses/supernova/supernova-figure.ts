import { extentOf } from '#components/chart/chart-scale.ts';
import type { ChartSeries } from '#components/chart/chart-series.ts';
import type { Range } from '#components/lightcurve/figure-scale.ts';
import type { NumberBounds } from '#components/view/field.ts';
import { scoreRules } from '#domain/labels/score-list.ts';
import { type ScoreState, scoreStates } from '#domain/labels/score-state.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { Band, BandName } from '#domain/surveys/survey.ts';
import type { Change, Evolution } from '#domain/transient/evolution.ts';
import { type TransientFit, transientFlux } from '#domain/transient/fit-transient.ts';
import type { CurvePoint } from '#domain/transient/transient-points.ts';
import { type BandPoint, type BandSeries, bandSeries } from '../kit/band-series.ts';

/** Series of a chart, its y range, and which row of the light curve a point is. */
export interface TimeChart extends BandSeries {
  readonly all: readonly ChartSeries[];
  readonly y: Range;
}

const fitSteps = 300;

/** The time that all charts show: what is chosen, or all detections with some room. */
export function timeRange(curve: Lightcurve, chosen: NumberBounds | null): Range {
  return (
    chosen ??
    extentOf(
      [...curve.mjd].filter((_, row) => curve.kind[row] === 'detection'),
      { least: 1 },
    )
  );
}

const within = ({ from, to }: Range, mjd: number): boolean => mjd >= from && mjd <= to;

export interface FluxChartInput {
  readonly points: readonly CurvePoint[];
  readonly fit: TransientFit | undefined;
  readonly bands: readonly Band[];
  readonly x: Range;
}

const markOf = ({ kind }: CurvePoint): BandPoint['mark'] => (kind === 'limit' ? 'limit' : kind);

/** Difference fluxes with the fit through them. Limits stand at the flux that they rule out. */
export function fluxChart({ points, fit, bands, x }: FluxChartInput): TimeChart {
  const seen = points.flatMap((point) =>
    within(x, point.mjd)
      ? [
          {
            row: point.row,
            band: point.band,
            x: point.mjd,
            y: point.kind === 'limit' ? 5 * point.fluxErr : point.flux,
            error: point.kind === 'limit' ? undefined : point.fluxErr,
            mark: markOf(point),
          },
        ]
      : [],
  );
  const marks = bandSeries(seen, { bands, named: true });
  const lines = fit ? fitLines(fit, x) : [];
  const values = [
    ...seen.filter(({ mark }) => mark !== 'limit').map(({ y }) => y),
    ...lines.flatMap(({ y }) => [...y]),
  ];
  return { ...marks, all: [zero, ...lines, ...marks.series], y: extentOf([0, ...values]) };
}

const zero: ChartSeries = { kind: 'rule', key: 'zero', axis: 'y', at: 0, tone: 'text-3', dashed: true };

function fitLines(fit: TransientFit, x: Range) {
  const times = Float64Array.from({ length: fitSteps + 1 }, (_, i) => x.from + ((x.to - x.from) * i) / fitSteps);
  return fit.bands.map((band) => {
    const flux = transientFlux(fit, band);
    return {
      kind: 'line' as const,
      key: `fit ${band.band}`,
      band: band.band,
      x: times,
      y: times.map(flux),
      width: 1.5,
    };
  });
}

/** (flux − fit)/σ of the points that were fitted. */
export function residualChart({ points, fit, bands, x }: FluxChartInput & { readonly fit: TransientFit }): TimeChart {
  const models = new Map(fit.bands.map((band) => [band.band, transientFlux(fit, band)]));
  const seen = points.flatMap((point) => {
    const flux = models.get(point.band);
    if (flux === undefined || !within(x, point.mjd)) return [];
    const y = (point.flux - flux(point.mjd)) / point.fluxErr;
    return [{ row: point.row, band: point.band, x: point.mjd, y, mark: markOf(point) }];
  });
  const marks = bandSeries(seen, { bands, size: 3 });
  const most = Math.min(30, Math.max(3, ...seen.map(({ y }) => Math.abs(y) * 1.1)));
  return { ...marks, all: [zero, ...marks.series], y: { from: -most, to: most } };
}

/** One score of each alert by time. */
export interface ScoreChart extends TimeChart {
  readonly column: string;
  readonly label: string;
  readonly latest: number;
  /** What the value of each row says. */
  readonly states: readonly ScoreState[];
}

/** Scores that were computed for some alert, and the names of those that were for none. */
export function scoreCharts(
  curve: Lightcurve,
  { bands, x }: Pick<FluxChartInput, 'bands' | 'x'>,
): { readonly charts: readonly ScoreChart[]; readonly missing: readonly string[] } {
  const known = scoreRules.filter(({ column }) => curve.scores[column] !== undefined);
  const charts = known.flatMap((rule): ScoreChart[] => {
    const values = curve.scores[rule.column] ?? new Float64Array();
    const states = scoreStates(curve, rule);
    const points = states.flatMap((state, row): BandPoint[] => {
      const [y, mjd, band] = [values[row] ?? Number.NaN, curve.mjd[row] ?? Number.NaN, curve.band[row]];
      return state !== 'absent' && band ? [{ row, band, x: mjd, y }] : [];
    });
    const latest = points.at(-1)?.y;
    if (latest === undefined) return [];
    const marks = bandSeries(
      points.filter((point) => within(x, point.x)),
      { bands, size: 3 },
    );
    const rule50: ChartSeries[] =
      rule.threshold === undefined
        ? []
        : [{ kind: 'rule', key: 'threshold', axis: 'y', at: rule.threshold, tone: 'text-3', dashed: true }];
    const y =
      rule.range ??
      extentOf(
        points.map((point) => point.y),
        { least: 0.02 },
      );
    return [{ ...marks, all: [...rule50, ...marks.series], y, column: rule.column, label: rule.label, latest, states }];
  });
  const drawn = new Set(charts.map(({ column }) => column));
  return { charts, missing: known.filter(({ column }) => !drawn.has(column)).map(({ label }) => label) };
}

const pointsOf = (changes: readonly Change[], band: BandName): BandPoint[] =>
  changes.map(({ mjd, value, error }, row) => ({ row, band, x: mjd, y: value, error }));

/** g − r by time; the marks are those of g, at whose epochs it stands. */
export function colourChart(evolution: Evolution, bands: readonly Band[]): TimeChart {
  const marks = bandSeries(pointsOf(evolution.colour, 'g'), { bands });
  return {
    ...marks,
    all: [zero, ...marks.series],
    y: extentOf(
      evolution.colour.map(({ value }) => value),
      { least: 0.3 },
    ),
  };
}

/** Rates of each band and of g − r, mag/day: upwards is fading, or reddening. */
export function rateChart(evolution: Evolution, bands: readonly Band[]): TimeChart {
  const points = [...evolution.rates].flatMap(([band, changes]) => pointsOf(changes, band));
  const marks = bandSeries(points, { bands, size: 3, named: true });
  const colour: ChartSeries = {
    kind: 'marks',
    key: 'colour rate',
    label: 'g − r',
    tone: 'text-2',
    marker: 'diamond',
    size: 3,
    x: evolution.colourRate.map(({ mjd }) => mjd),
    y: evolution.colourRate.map(({ value }) => value),
    errors: evolution.colourRate.map(({ error }) => error),
  };
  const series = evolution.colourRate.length > 0 ? [...marks.series, colour] : marks.series;
  const values = [...points.map(({ y }) => y), ...evolution.colourRate.map(({ value }) => value)];
  return { ...marks, all: [zero, ...series], y: extentOf(values, { least: 0.1 }) };
}
