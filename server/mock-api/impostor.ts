import type { Survey } from '#domain/surveys/survey.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import { hugeRows, type NamedFailure, namedFailures } from './failures.ts';
import type { MockObject } from './fixtures.ts';

/** First alert ids of impostors, beyond those of the simulated survey. */
const firstAlert = { ztf: 9_210_000_000_000_000_000n, lsst: 999_910_000_000_000_000n } as const;
const alertsEach = 1_000_000n;
/** Days by which each further copy of a light curve is moved, to fill the gaps. */
const copyShiftDays = 0.37;

function firstAlertOf(survey: Survey, failure: NamedFailure): bigint {
  return firstAlert[survey.id] + BigInt(namedFailures.indexOf(failure) + 1) * alertsEach;
}

function sparse(row: WireRow, k: number, survey: Survey): WireRow {
  const kept = new Set<string>([...Object.values(survey.columns), ...survey.lightcurveColumns]);
  const cells = Object.entries(row).map(([name, value], i): [string, WireRow[string]] => {
    if (kept.has(name) || (i + k) % 3 !== 0) return [name, value];
    return [name, typeof value === 'string' ? 'nan' : null];
  });
  return Object.fromEntries(cells);
}

/** An object that looks like `template`, under the id of a failure and with alert ids of its own, newest first. */
export function impostorOf(survey: Survey, template: MockObject, failure: NamedFailure): MockObject {
  const { columns } = survey;
  const objectId = failure.ids[survey.id];
  const first = firstAlertOf(survey, failure);
  const count = failure.rows === 'huge' ? hugeRows : template.rows.length;
  const rows = Array.from({ length: count }, (_, k): WireRow => {
    const original = template.rows[k % template.rows.length] ?? {};
    const copy = Math.floor(k / template.rows.length);
    const row: WireRow = {
      ...original,
      [columns.objectId]: objectId,
      [columns.alertId]: String(first + BigInt(k)),
      [columns.time]: Number(original[columns.time]) - copy * copyShiftDays,
    };
    return failure.rows === 'sparse' ? sparse(row, k, survey) : row;
  });
  rows.sort((a, b) => Number(b[columns.time]) - Number(a[columns.time]));
  const named = (row: WireRow): WireRow => ({ ...row, [columns.objectId]: objectId });
  return {
    ...template,
    objectId,
    rows,
    upper: template.upper.map(named),
    uppervalid: template.uppervalid.map(named),
    object: template.object && named(template.object),
    failure,
  };
}
