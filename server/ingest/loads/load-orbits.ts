import { PortalError } from '#domain/failure.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import { cellValueFrom } from '#server/ingest/records/cell-value.ts';
import { rowKey, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { cellOf, cellSet } from '#server/storage/tables/table-row.ts';
import { openRecordTable, type RecordTable } from './record-table.ts';
import { createTableLoad, type LoadDeps, type LoadOptions, type LoadResult, needColumns } from './table-load.ts';

const { orbCand, ssoCand } = ztfTables.byName;

/** Columns of trajectories that are fink-fat's own bookkeeping. */
const dropped = new Set(['ssnamenr', 'not_updated', 'last_assoc_date']);

const csvTypes = new Map<string, ColumnType>([
  ...['jd', 'ra', 'dec', 'magpsf', 'sigmapsf', 'a', 'e', 'i'].map((name) => [name, 'double'] as const),
  ['fid', 'integer'],
]);

/** Column of the table for a field: `long. node` → `d:long_node`. */
export function orbitColumn(field: string): string {
  return `d:${field.replaceAll('. ', '_').replaceAll(' ', '_')}`;
}

/** What kind of file it is follows from its columns: points of trajectories have a time, orbits have a semi-major axis. */
export function orbitTable(columns: ReadonlyMap<string, ColumnType>, path: string): TableShape {
  needColumns(columns.keys(), ['ssoCandId'], path);
  const isTrajectory = columns.has('jd') && columns.has('ra');
  if (!isTrajectory) needColumns(columns.keys(), ['a', 'e', 'i'], path);
  return isTrajectory ? ssoCand : orbCand;
}

/** See {@link loadOrbits}; for a table that is already open. */
export async function loadOrbitsFrom(
  deps: LoadDeps,
  { columns, read }: RecordTable,
  { table, ...options }: LoadOptions & { readonly table: TableShape },
): Promise<LoadResult> {
  const load = createTableLoad(deps, table);
  const fields = [...columns].filter(([name]) => table !== ssoCand || !dropped.has(name));
  const plan = fields.map(([name, type]) => ({ name, type, column: orbitColumn(name) }));
  await load.begin(plan.map(({ column, type }) => [column, type]));
  for await (const { where, record } of read()) {
    await load.guarded(where, async () => {
      const cells = cellSet(
        plan.flatMap(({ name, type, column }) => {
          const value = cellValueFrom(column, type, record[name]);
          return value === undefined ? [] : [cellOf(column, type, value)];
        }),
      );
      const missing = table.key.find(({ column }) => Number.isNaN(cells.value(column) ?? Number.NaN));
      if (missing) throw new PortalError('bad-request', `${missing.column.slice(2)} is missing`);
      await load.add(rowKey(table, cells.value), cells.list);
    });
  }
  return load.finish(options);
}

/**
 * Loads candidates of fink-fat: orbits (`orbital.parquet` → `ztf.orb_cand`) or the points of their trajectories
 * (`trajectory_orb.parquet` → `ztf.sso_cand`); the columns tell which. CSV with the same columns will do.
 * @throws {PortalError} `not-found`, `corrupt`, `bad-request` when columns are missing, `aborted`
 */
export async function loadOrbits(
  deps: LoadDeps,
  path: string,
  options: LoadOptions = {},
): Promise<LoadResult & { readonly table: string }> {
  const source = await openRecordTable(path, csvTypes);
  const table = orbitTable(source.columns, path);
  return { ...(await loadOrbitsFrom(deps, source, { ...options, table })), table: table.name };
}
