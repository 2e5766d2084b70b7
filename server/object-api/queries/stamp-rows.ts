import { PortalError } from '#domain/failure.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import type { KeyRange, Row, WideRowStore } from '#server/ports/wide-row-store.ts';
import { decodeCell, longTextReader, numberReader, textReader } from '#server/storage/cell-codec.ts';
import { type CellValue, keyPrefix, rowKey, type SurveyTables } from '#server/storage/surveys/survey-tables.ts';
import type { QueryContext } from './answer-options.ts';
import { rowsPerId } from './read-rows.ts';

/** Where the stamps of one alert are. */
export interface StampRow {
  readonly objectId: string;
  /** Decimal text. */
  readonly alertId: string;
  /** The survey's own time; NaN where the row has none. */
  readonly time: number;
  /** Path behind the authority: `/year=2024/…`. */
  readonly hdfsPath: string;
  readonly locator: string | null;
}

export interface StampTables {
  readonly store: WideRowStore;
  readonly survey: Survey;
  readonly tables: SurveyTables;
}

const authorityEnd = ':8020';

/** What stands behind the authority of a stored path. @throws {PortalError} `corrupt` for a path without one. */
function hdfsPathFromStored(stored: string): string {
  const at = stored.indexOf(authorityEnd);
  if (at >= 0) return stored.slice(at + authorityEnd.length);
  throw new PortalError('corrupt', 'The stored path of this alert’s stamps names no authority.');
}

/** Reads rows of a cutouts table; the columns are those of the survey. */
function stampRowReader({ survey, tables }: StampTables): (row: Row) => StampRow {
  const { objectId, alertId, time } = survey.columns;
  const isLong = survey.alertColumns.find(({ name }) => name === objectId)?.type === 'long';
  const objectIdOf = isLong ? longTextReader(objectId) : textReader(objectId);
  const alertIdOf = longTextReader(alertId);
  const timeOf = numberReader(time, 'double');
  const pathOf = textReader(tables.hdfsPathColumn);
  const locatorOf = textReader(tables.locatorColumn);
  return (row) => ({
    objectId: objectIdOf(row) ?? '',
    alertId: alertIdOf(row) ?? '',
    time: timeOf(row) ?? Number.NaN,
    hdfsPath: hdfsPathFromStored(pathOf(row) ?? ''),
    locator: locatorOf(row) ?? null,
  });
}

/** Rows of the cutouts table whose keys lie in `range`, newest first. */
export async function stampRowsInRange(deps: StampTables, range: KeyRange, context: QueryContext): Promise<StampRow[]> {
  const read = stampRowReader(deps);
  const found: StampRow[] = [];
  await context.trace.span('scan', async () => {
    const options = { signal: context.signal, limit: rowsPerId };
    for await (const row of deps.store.scan(deps.tables.cutouts.name, [range], options)) found.push(read(row));
  });
  context.trace.note('rows', found.length);
  return found.sort((a, b) => b.time - a.time);
}

/** Rows of the cutouts table under exact keys, in their order; undefined where there is none. */
export async function stampRowsByKeys(
  deps: StampTables,
  keys: readonly string[],
  context: QueryContext,
): Promise<(StampRow | undefined)[]> {
  const read = stampRowReader(deps);
  const { cutouts } = deps.tables;
  const rows = await context.trace.span('scan', () => deps.store.get(cutouts.name, keys, { signal: context.signal }));
  return rows.map((row) => (row === undefined ? undefined : read(row)));
}

/** Stamps of all alerts of an object, newest first: by way of the alerts' keys, which works for every survey. */
export async function stampRowsOfObject(
  deps: StampTables,
  objectId: string,
  context: QueryContext,
): Promise<StampRow[]> {
  const { store, tables } = deps;
  const columns = tables.cutoutsKeyColumns;
  const keys: string[] = [];
  await context.trace.span('scan', async () => {
    const options = { signal: context.signal, limit: rowsPerId, columns };
    for await (const row of store.scan(tables.alerts.name, [tables.alertRange(objectId)], options)) {
      const values = keyValues(deps, row);
      keys.push(rowKey(tables.cutouts, (column) => values.get(column)));
    }
  });
  const rows = keys.length === 0 ? [] : await stampRowsByKeys(deps, keys, context);
  const found = rows.filter((row) => row !== undefined).sort((a, b) => b.time - a.time);
  context.trace.note('rows', found.length);
  return found;
}

function keyValues({ survey }: StampTables, row: Row): ReadonlyMap<string, CellValue> {
  return new Map(
    row.columns.map((name, k): [string, CellValue] => {
      const type = survey.alertColumns.find((column) => column.name === name)?.type ?? 'string';
      return [name, decodeCell(type, row.bytes, row.starts[k], row.ends[k])];
    }),
  );
}

/** Key of the cutouts row of an alert, where the alert id alone makes it. */
export function stampKeyOfAlert({ tables }: StampTables, alertId: string): string {
  return keyPrefix(tables.cutouts, ...tables.cutouts.key.map(() => alertId));
}
