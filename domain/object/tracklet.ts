import { PortalError, shownValue } from '#domain/failure.ts';
import { numberOfCell } from '#domain/surveys/cells.ts';
import type { BandName, Survey } from '#domain/surveys/survey.ts';
import { idFromCell, textFromCell, type WireRow } from '#domain/surveys/wire-row.ts';

/** One alert of a tracklet. */
export interface TrackletPoint {
  readonly objectId: string;
  /** Decimal text. */
  readonly alertId: string;
  /** Days, in the survey's own scale. */
  readonly mjd: number;
  readonly band: BandName;
  /** Difference magnitude and 1σ, AB. */
  readonly mag: number;
  readonly magErr: number;
  /** ICRS, degrees. */
  readonly raDeg: number;
  readonly decDeg: number;
}

/** A designation of tracklets: `TRCK_20211022_091949_00`. */
export const trackletPattern = /^TRCK_\d{8}_\d{6}_\d{2,3}$/;

/** The alerts of a tracklet in an answer of the object API, oldest first. @throws {PortalError} `upstream-failed` for a row without time, band or place. */
export function trackletFromRows(survey: Survey, rows: readonly WireRow[]): readonly TrackletPoint[] {
  return rows.map((row) => pointFromRow(survey, row)).sort((a, b) => a.mjd - b.mjd);
}

function pointFromRow(survey: Survey, row: WireRow): TrackletPoint {
  const { columns } = survey;
  const time = numberOfCell(row, columns.time);
  const band = survey.bandOf(row[columns.band]);
  const [raDeg, decDeg] = [numberOfCell(row, columns.ra), numberOfCell(row, columns.dec)];
  if (!Number.isFinite(time + raDeg + decDeg) || band === undefined) {
    const words = `The object API sent an alert of a tracklet without time, band or place: ${shownValue(row[columns.objectId])}`;
    throw new PortalError('upstream-failed', words, { dependency: 'object API' });
  }
  const { mag, magErr } = survey.photometryOf(row);
  return {
    objectId: textFromCell(row[columns.objectId]),
    alertId: idFromCell(row[columns.alertId]),
    mjd: survey.mjdFromTime(time),
    band: band.name,
    mag,
    magErr,
    raDeg,
    decDeg,
  };
}
