import type { ReleasePhotometry } from '#components/trpc/answers.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { Band, BandName } from '#domain/surveys/survey.ts';
import { mjdUtcFromMjdTai } from '#domain/time/scales.ts';
import type { OverlaySeries } from './overlay-curve.ts';

/** Data-release photometry as series; filters that the page's survey lacks get the marker of its first band. */
export function seriesFromRelease({ series }: ReleasePhotometry, bands: readonly Band[]): readonly OverlaySeries[] {
  return series.map(({ filter, band, mjd, flux, fluxErr }) => ({
    name: filter,
    band,
    marker: bands.find(({ name }) => name === band)?.marker ?? 'circle',
    mjdUtc: Float64Array.from(mjd),
    flux: Float64Array.from(flux),
    fluxErr: Float64Array.from(fluxErr),
  }));
}

/** The detections and forced points of another survey's light curve, a series a band, times UTC. */
export function seriesFromCurve(
  curve: Lightcurve,
  { bands, timeScale }: { readonly bands: readonly Band[]; readonly timeScale: 'UTC' | 'TAI' },
): readonly OverlaySeries[] {
  const rowsOf = (band: BandName): readonly number[] =>
    Array.from(curve.mjd.keys()).filter(
      (row) =>
        curve.band[row] === band &&
        (curve.kind[row] === 'detection' || curve.kind[row] === 'forced') &&
        Number.isFinite(curve.flux[row]),
    );
  const utc = (mjd: number): number => (timeScale === 'TAI' ? mjdUtcFromMjdTai(mjd) : mjd);
  return bands.flatMap(({ name, marker }) => {
    const rows = rowsOf(name);
    if (rows.length === 0) return [];
    const column = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row] ?? Number.NaN);
    return [
      {
        name,
        band: name,
        marker,
        mjdUtc: column(curve.mjd).map(utc),
        flux: column(curve.flux),
        fluxErr: column(curve.fluxErr),
      },
    ];
  });
}
