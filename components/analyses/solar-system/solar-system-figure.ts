import { extentOf } from '#components/chart/chart-scale.ts';
import type { ChartSeries } from '#components/chart/chart-series.ts';
import type { Range } from '#components/lightcurve/figure-scale.ts';
import { type PhaseFitResult, sphereMagnitude } from '#domain/solar-system/phase-fits.ts';
import type { SsoColumns } from '#domain/solar-system/sso-columns.ts';
import { positionOffsets, type SsoObservation } from '#domain/solar-system/sso-points.ts';
import type { Band, BandName } from '#domain/surveys/survey.ts';
import { type BandPoint, type BandSeries, bandSeries } from '../kit/band-series.ts';

/** Series of a chart and the ranges of its axes. */
export interface SsoChart extends BandSeries {
  readonly all: readonly ChartSeries[];
  readonly x: Range;
  readonly y: Range;
}

/** Rows of the columns that stand out; absent = all do. */
type Chosen = ReadonlySet<number> | undefined;

/** Marks of the rows that stand out, over faint ones of the others. */
function emphasised(points: readonly BandPoint[], chosen: Chosen, options: { bands: readonly Band[]; size?: number }) {
  if (chosen === undefined) return bandSeries(points, { ...options, named: true });
  const own = bandSeries(
    points.filter(({ row }) => chosen.has(row)),
    { ...options, named: true },
  );
  const others = bandSeries(
    points.filter(({ row }) => !chosen.has(row)),
    options,
  );
  const faint = others.series.map((one) => ({ ...one, key: `other ${one.key}`, faint: true, errors: undefined }));
  return {
    series: [...faint, ...own.series],
    rowOf: (point: Parameters<BandSeries['rowOf']>[0]) =>
      point.series.key.startsWith('other ')
        ? others.rowOf({ ...point, series: { ...point.series, key: point.series.key.slice(6) } })
        : own.rowOf(point),
  };
}

/** Observed magnitudes by time, with those that the ephemeris predicts as small open marks. */
export function magnitudeChart(columns: SsoColumns, bands: readonly Band[], chosen: Chosen): SsoChart {
  const points = columns.mjd.flatMap((x, row): BandPoint[] => {
    const [band, y] = [columns.band[row], columns.mag[row]];
    return band === undefined || typeof y !== 'number' ? [] : [{ row, band, x, y, error: columns.magErr[row] ?? 0 }];
  });
  const predicted = columns.mjd.flatMap((x, row): BandPoint[] => {
    const [band, y] = [columns.band[row], columns.ephemeris?.mag[row]];
    return band === undefined || typeof y !== 'number' ? [] : [{ row, band, x, y, mark: 'forced' }];
  });
  const marks = emphasised(points, chosen, { bands });
  const ghosts = bandSeries(predicted, { bands, size: 3 });
  const values = [...points, ...predicted].map(({ y }) => y);
  return {
    ...marks,
    all: [...ghosts.series.map((one) => ({ ...one, key: `predicted ${one.key}`, faint: true })), ...marks.series],
    x: extentOf(columns.mjd, { least: 1 }),
    y: extentOf(values, { reversed: true, least: 0.8 }),
  };
}

const curveSteps = 200;

/** The magnitude of an observation without what its shape does: the model of a sphere, and what the whole model leaves over. */
function sphereMagnitudes(observations: readonly SsoObservation[], fit: PhaseFitResult): readonly number[] {
  const spheres = new Map([...fit.valuesByBand.keys()].map((band) => [band, sphereMagnitude(fit, band)]));
  return observations.map(
    ({ band, phaseDeg }, i) => (spheres.get(band)?.(phaseDeg) ?? Number.NaN) + (fit.residuals[i] ?? Number.NaN),
  );
}

export interface PhaseChartInput {
  readonly observations: readonly SsoObservation[];
  readonly fit: PhaseFitResult | undefined;
  readonly bands: readonly Band[];
  readonly chosen: Chosen;
}

const bandOf = (bands: readonly Band[], name: string): BandName | undefined =>
  bands.find((one) => one.name === name)?.name;

/** Reduced magnitude by phase angle with the fitted curve of each band; points of a model with a shape stand without its effect. */
export function phaseChart({ observations, fit, bands, chosen }: PhaseChartInput): SsoChart {
  const magnitudes = fit ? sphereMagnitudes(observations, fit) : observations.map(({ magnitude }) => magnitude);
  const points = observations.flatMap((one, i): BandPoint[] => {
    const band = bandOf(bands, one.band);
    return band === undefined
      ? []
      : [{ row: one.row, band, x: one.phaseDeg, y: magnitudes[i] ?? Number.NaN, error: one.sigma }];
  });
  const x = phaseRange(observations);
  const lines = fit ? [...fit.valuesByBand.keys()].flatMap((name) => phaseLine(fit, name, { bands, x })) : [];
  const marks = emphasised(points, chosen, { bands });
  const values = [...points.map(({ y }) => y), ...lines.flatMap((line) => [...line.y])];
  return { ...marks, all: [...lines, ...marks.series], x, y: extentOf(values, { reversed: true, least: 0.5 }) };
}

function phaseRange(observations: readonly SsoObservation[]): Range {
  return { from: 0, to: Math.max(1, ...observations.map(({ phaseDeg }) => phaseDeg)) * 1.04 };
}

function phaseLine(fit: PhaseFitResult, name: string, { bands, x }: { bands: readonly Band[]; x: Range }) {
  const band = bandOf(bands, name);
  if (band === undefined) return [];
  const magnitude = sphereMagnitude(fit, name);
  const phases = Float64Array.from({ length: curveSteps + 1 }, (_, i) => x.from + ((x.to - x.from) * i) / curveSteps);
  return [{ kind: 'line' as const, key: `fit ${name}`, band, x: phases, y: phases.map(magnitude) }];
}

const zero: ChartSeries = { kind: 'rule', key: 'zero', axis: 'y', at: 0, tone: 'text-3', dashed: true };

/** What the fit leaves over, observed − model, by phase angle: up is brighter than the model. */
export function phaseResiduals(input: PhaseChartInput & { readonly fit: PhaseFitResult }): SsoChart {
  const { observations, fit, bands, chosen } = input;
  const points = observations.flatMap((one, i): BandPoint[] => {
    const band = bandOf(bands, one.band);
    return band === undefined ? [] : [{ row: one.row, band, x: one.phaseDeg, y: fit.residuals[i] ?? Number.NaN }];
  });
  const marks = emphasised(points, chosen, { bands, size: 3 });
  const most = Math.max(0.1, ...points.map(({ y }) => Math.abs(y))) * 1.08;
  return { ...marks, all: [zero, ...marks.series], x: phaseRange(observations), y: { from: most, to: -most } };
}

const bins = 21;

/** How often the fit leaves over how much, all bands together. */
export function residualHistogram(fit: PhaseFitResult): Pick<SsoChart, 'all' | 'x' | 'y'> {
  const most = Math.max(0.1, ...fit.residuals.map(Math.abs)) * 1.0001;
  const values = new Float64Array(bins);
  for (const residual of fit.residuals) {
    const bin = Math.min(bins - 1, Math.floor(((residual + most) / (2 * most)) * bins));
    values[bin] = (values[bin] ?? 0) + 1;
  }
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => -most + (2 * most * i) / bins);
  const all: readonly ChartSeries[] = [
    { kind: 'bars', key: 'residuals', edges, values, tone: 'text-3' },
    { kind: 'rule', key: 'zero', axis: 'x', at: 0, tone: 'text-2', dashed: true },
  ];
  return { all, x: { from: -most, to: most }, y: { from: 0, to: Math.max(1, ...values) * 1.08 } };
}

/** Where alerts lie from the ephemeris, arcsec. East is left, as on the sky. */
export function offsetChart(columns: SsoColumns, bands: readonly Band[], chosen: Chosen): SsoChart {
  const points = positionOffsets(columns).flatMap(({ row, east, north }): BandPoint[] => {
    const band = columns.band[row];
    return band === undefined ? [] : [{ row, band, x: east, y: north }];
  });
  const most = Math.max(0.3, ...points.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)))) * 1.08;
  const marks = emphasised(points, chosen, { bands, size: 3 });
  const axes: readonly ChartSeries[] = [
    zero,
    { kind: 'rule', key: 'zero x', axis: 'x', at: 0, tone: 'text-3', dashed: true },
  ];
  return { ...marks, all: [...axes, ...marks.series], x: { from: most, to: -most }, y: { from: -most, to: most } };
}
