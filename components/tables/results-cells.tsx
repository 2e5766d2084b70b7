import markStyles from '#components/lightcurve/figure-marks.module.css';
import { markPath } from '#components/lightcurve/marker-paths.ts';
import { rounded } from '#domain/object/format-value.ts';
import type { ResultRow } from '#domain/search/result.ts';
import { surveyById } from '#domain/surveys/index.ts';
import styles from './results-table.module.css';

/** The band as marker and letter, then magnitude and error in the same digits. */
export function MagnitudeCell({ row }: { readonly row: ResultRow }) {
  const { band, mag, magErr } = row;
  if (mag === null) return <span className={styles.quiet}>–</span>;
  const { value, error } = rounded(mag, magErr ?? Number.NaN, 2);
  return (
    <>
      {band === null ? null : <BandMark row={row} band={band} />}
      {value}
      {error === undefined ? null : ` ± ${error}`}
    </>
  );
}

function BandMark({ row, band }: { row: ResultRow; band: NonNullable<ResultRow['band']> }) {
  const marker = surveyById(row.survey).bands.find(({ name }) => name === band)?.marker ?? 'circle';
  return (
    <>
      <svg className={styles.mark} viewBox="-7 -7 14 14" aria-hidden="true">
        <path className={markStyles.detection} data-band={band} data-mark="" d={markPath('detection', band, marker)} />
      </svg>
      <b className={styles.band} data-band={band}>
        {band}
      </b>{' '}
    </>
  );
}
