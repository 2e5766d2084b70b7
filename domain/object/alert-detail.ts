import { PortalError } from '#domain/failure.ts';
import { numberOfCell } from '#domain/surveys/cells.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import { idFromCell, type WireRow } from '#domain/surveys/wire-row.ts';
import { factsFromRow } from './facts.ts';
import { isoFromMjd } from './format-value.ts';
import { readingOf } from './readings.ts';
import type { AlertDetail, Fact } from './summary.ts';

/** One alert, for the panel beside its stamps. @throws {PortalError} `upstream-failed` for a row without time or known band. */
export function alertDetailFromRow(survey: Survey, objectId: string, row: WireRow): AlertDetail {
  const { columns } = survey;
  const mjd = survey.mjdFromTime(numberOfCell(row, columns.time));
  const band = survey.bandOf(row[columns.band]);
  if (!Number.isFinite(mjd) || band === undefined) {
    const text = 'The answer of the object API has an alert without time or known band.';
    throw new PortalError('upstream-failed', text, { dependency: 'object API' });
  }
  const when: readonly Fact[] = [
    { column: columns.time, label: 'Epoch', value: isoFromMjd(mjd), unit: survey.timeScale },
    { column: columns.time, label: 'MJD', value: mjd.toFixed(5), unit: survey.timeScale },
  ];
  const facts = factsFromRow(survey, readingOf(survey.id).alertFacts, row);
  return {
    survey: survey.id,
    objectId,
    alertId: idFromCell(row[columns.alertId]),
    mjd,
    band: band.name,
    negative: survey.photometryOf(row).negative,
    facts: [...when, ...facts],
  };
}
