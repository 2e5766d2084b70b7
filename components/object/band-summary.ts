import { dateFromMjd } from '#components/lightcurve/axis-ticks.ts';
import { textFromMeasurement } from '#components/lightcurve/measurement-text.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { Band, BandMarker, BandName } from '#domain/surveys/survey.ts';

/** One band of an object in a line, ready to be shown; `–` where nothing was measured. */
export interface BandSummary {
  readonly band: BandName;
  readonly marker: BandMarker;
  readonly detections: number;
  readonly limits: number;
  readonly brightest: string;
  readonly brightestDate: string;
  readonly latest: string;
  readonly latestDate: string;
  readonly flux: string;
}

const nothing = '–';

/** Counts, brightest (by |flux|) and latest detection in each band of the survey. */
export function bandSummaries(curve: Lightcurve, bands: readonly Band[]): readonly BandSummary[] {
  return bands.map(({ name, marker }) => {
    const rows = curve.band.flatMap((band, row) => (band === name ? [row] : []));
    const detections = rows.filter((row) => curve.kind[row] === 'detection' && Number.isFinite(curve.mag[row]));
    const magAt = (row: number): number => curve.mag[row] ?? Number.NaN;
    const brightest = detections.reduce<number | undefined>(
      (best, row) => (best === undefined || magAt(row) < magAt(best) ? row : best),
      undefined,
    );
    const latest = detections.at(-1);
    const magText = (row: number | undefined): string =>
      row === undefined ? nothing : textFromMeasurement(magAt(row), curve.magErr[row] ?? 0);
    const dateText = (row: number | undefined): string =>
      row === undefined ? nothing : dateFromMjd(curve.mjd[row] ?? Number.NaN);
    return {
      band: name,
      marker,
      detections: detections.length,
      limits: rows.filter((row) => curve.kind[row] === 'limit').length,
      brightest: magText(brightest),
      brightestDate: dateText(brightest),
      latest: magText(latest),
      latestDate: dateText(latest),
      flux: latest === undefined ? nothing : textFromMeasurement(curve.flux[latest] ?? 0, curve.fluxErr[latest] ?? 0),
    };
  });
}
