import { extentOf } from '#components/chart/chart-scale.ts';
import type { ChartSeries } from '#components/chart/chart-series.ts';
import type { OverlayCurve } from '#components/lightcurve/overlays/overlay-curve.ts';
import { type SourceFlux, type Standardised, standardise, type Thresholds } from '#domain/blazar/standardise.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { apparentMag } from '#domain/photometry/apparent.ts';
import type { Band } from '#domain/surveys/survey.ts';
import { type BandPoint, type BandSeries, bandSeries } from '../kit/band-series.ts';

/** Fluxes of the source itself that are good enough: those with an apparent magnitude. `row` is −1 for points of others. */
export interface PlacedFlux extends SourceFlux {
  readonly row: number;
}

/** Detections of a light curve as fluxes of the source, and how many have none worth using. */
export function sourceFluxes(curve: Lightcurve): { readonly fluxes: readonly PlacedFlux[]; readonly left: number } {
  const rows = [...curve.kind.keys()].filter((row) => curve.kind[row] === 'detection');
  const fluxes = rows.flatMap((row): PlacedFlux[] => {
    const [flux = Number.NaN, fluxErr = Number.NaN] = [curve.totalFlux[row], curve.totalFluxErr[row]];
    const [mjd, band] = [curve.mjd[row], curve.band[row]];
    if (mjd === undefined || band === undefined) return [];
    return typeof apparentMag({ value: flux, error: fluxErr }) === 'string' ? [] : [{ row, mjd, band, flux, fluxErr }];
  });
  return { fluxes, left: rows.length - fluxes.length };
}

/** Fluxes of data releases that are shown over the light curve: the same telescope, the same bands. */
export function releaseFluxes(overlays: readonly OverlayCurve[], ids: readonly string[]): readonly PlacedFlux[] {
  return overlays
    .filter(({ id, status, measures }) => ids.includes(id) && status.state === 'ready' && measures === 'apparent')
    .flatMap(({ series }) =>
      series.flatMap(({ band, mjdUtc, flux, fluxErr }) =>
        band === null
          ? []
          : Array.from(
              mjdUtc,
              (mjd, i): PlacedFlux => ({
                row: -1,
                mjd,
                band,
                flux: flux[i] ?? Number.NaN,
                fluxErr: fluxErr[i] ?? Number.NaN,
              }),
            ),
      ),
    );
}

export interface PlacedStandard extends Standardised {
  /** Row of the light curve of each point; −1 for points of others. */
  readonly rows: readonly number[];
  /** Fluxes of bands without a positive median. */
  readonly left: number;
}

/** Fluxes on one scale. Where there are points of a data release, bands are measured from the first of them on. */
export function standardisedCurve(fluxes: readonly PlacedFlux[]): PlacedStandard {
  const since = fluxes.reduce((first, { row, mjd }) => (row < 0 ? Math.min(first, mjd) : first), Infinity);
  const standard = standardise(fluxes, Number.isFinite(since) ? since : undefined);
  return {
    ...standard,
    rows: standard.points.map(({ row }) => row),
    left: fluxes.length - standard.points.length,
  };
}

/** Standardised flux by time, with the thresholds of the extreme states. */
export function blazarChart(
  { points, rows }: PlacedStandard,
  { low, high }: Thresholds,
  bands: readonly Band[],
): BandSeries & { readonly all: readonly ChartSeries[]; readonly y: { from: number; to: number } } {
  const marks = bandSeries(
    points.map(({ mjd, band, value, error }, i): BandPoint => {
      const row = rows[i] ?? -1;
      return { row, band, x: mjd, y: value, error, mark: row < 0 ? 'forced' : 'detection' };
    }),
    { bands, named: true },
  );
  // Head room for the name of the axis, which stands inside.
  const { from, to } = extentOf([0, ...points.map(({ value }) => value), low, high]);
  const y = { from, to: to + 0.08 * (to - from) };
  const rules: readonly ChartSeries[] = [
    { kind: 'span', key: 'low state', axis: 'y', from: y.from, to: low, tone: 'text-3' },
    { kind: 'span', key: 'high state', axis: 'y', from: high, to: y.to, tone: 'text-3' },
    { kind: 'rule', key: 'low', axis: 'y', at: low, tone: 'text-2', dashed: true, text: 'low' },
    { kind: 'rule', key: 'high', axis: 'y', at: high, tone: 'text-2', dashed: true, text: 'high' },
    { kind: 'rule', key: 'median', axis: 'y', at: 1, tone: 'text-3' },
  ];
  return { ...marks, all: [...rules, ...marks.series], y };
}
