import type { Survey } from '#domain/surveys/survey.ts';
import { idFromCell, type WireRow } from '#domain/surveys/wire-row.ts';

/** One column of an alert as the object API writes it. */
export interface AlertField {
  readonly column: string;
  /** As on the wire; '' for an empty cell. */
  readonly value: string;
  /** What it is, from the schema; '' for a column that the schema lacks. */
  readonly doc: string;
}

/** Every column of one alert, by name; undefined where no row is of this alert. */
export function alertFieldsFrom(
  survey: Survey,
  rows: readonly WireRow[],
  alertId: string,
): readonly AlertField[] | undefined {
  const row = rows.find((one) => idFromCell(one[survey.columns.alertId]) === alertId);
  if (row === undefined) return undefined;
  const docs = new Map(survey.alertColumns.map(({ name, doc }) => [name, doc]));
  return Object.entries(row)
    .map(([column, cell]) => ({ column, value: cell === null ? '' : String(cell), doc: docs.get(column) ?? '' }))
    .toSorted((a, b) => (a.column < b.column ? -1 : 1));
}
