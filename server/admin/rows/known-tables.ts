import { PortalError, shownValue } from '#domain/failure.ts';
import { lsst } from '#domain/surveys/lsst.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import { ztf } from '#domain/surveys/ztf.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { lsstTables } from '#server/storage/surveys/lsst.ts';
import type { TableShape } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { readTableTypes } from '#server/storage/tables/schema-rows.ts';

/** A table by its full name, and the types of its columns. */
export interface KnownTable {
  readonly name: string;
  /** Undefined for a table that is in the store, but of no survey. */
  readonly shape: TableShape | undefined;
  /** Types that the table's schema rows tell. */
  readonly stored: ReadonlyMap<string, ColumnType>;
  /** Those, and where they say nothing the types of the survey's columns. */
  readonly types: ReadonlyMap<string, ColumnType>;
}

const surveys = [
  { tables: lsstTables.byName, columns: lsst.alertColumns },
  { tables: ztfTables.byName, columns: ztf.alertColumns },
] as const;

/** Every table of the surveys. */
export const tableShapes: readonly TableShape[] = surveys.flatMap(({ tables }) => Object.values(tables));

/** @throws {PortalError} `bad-request`, with the names there are, for a table of no survey that isn't in the store either */
export async function knownTable(store: WideRowStore, name: string): Promise<KnownTable> {
  const shape = tableShapes.find((table) => table.name === name);
  const names = await store.tables();
  if (shape === undefined && !names.includes(name)) {
    const all = [...new Set([...names, ...tableShapes.map((table) => table.name)])].sort();
    throw new PortalError('bad-request', `There is no table ${shownValue(name)}; there are: ${all.join(', ')}.`);
  }
  const stored = names.includes(name) ? await readTableTypes(store, name) : new Map<string, ColumnType>();
  const columns =
    surveys.find(({ tables }) => Object.values(tables).some((table) => table.name === name))?.columns ?? [];
  const declared = columns.map(({ name: column, type }) => [column, type] as const);
  return { name, shape, stored, types: new Map([...declared, ...stored]) };
}
