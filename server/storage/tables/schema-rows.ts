import { PortalError } from '#domain/failure.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import type { ReadOptions, Row, WideRowStore } from '#server/ports/wide-row-store.ts';
import { schemaKey, schemaRange, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import { cellOf, type TableRow, tableRow } from './table-row.ts';

/** A column and its type, as schema rows tell them. */
export interface TypedColumn {
  readonly column: string;
  readonly type: ColumnType;
}

const columnTypes: readonly string[] = [
  'string',
  'integer',
  'long',
  'float',
  'double',
  'boolean',
] satisfies ColumnType[];

function isColumnType(text: string): text is ColumnType {
  return columnTypes.includes(text);
}

/** Types that one schema row tells. Types of other writers that aren't ours (`fits/image`, …) are read as text. */
export function typesFromSchemaRow(row: Row): ReadonlyMap<string, ColumnType> {
  const types = new Map<string, ColumnType>();
  for (const [index, column] of row.columns.entries()) {
    const text = Buffer.from(row.bytes.subarray(row.starts[index], row.ends[index])).toString('utf8');
    types.set(column, isColumnType(text) ? text : 'string');
  }
  return types;
}

/**
 * Types of all columns of a table: every schema row it has, where two differ the newest counts.
 * @throws what the store throws
 */
export async function readTableTypes(
  store: WideRowStore,
  table: string,
  options: ReadOptions = {},
): Promise<ReadonlyMap<string, ColumnType>> {
  const rows: { timestampMs: number; types: ReadonlyMap<string, ColumnType> }[] = [];
  for await (const row of store.scan(table, [schemaRange], options)) {
    rows.push({ timestampMs: row.timestampMs, types: typesFromSchemaRow(row) });
  }
  rows.sort((a, b) => a.timestampMs - b.timestampMs);
  return new Map(rows.flatMap(({ types }) => [...types]));
}

interface KnownRow {
  timestampMs: number;
  readonly types: Map<string, ColumnType>;
}

/** Keeps the schema rows of the tables true while alerts are written. */
export interface SchemaRows {
  /**
   * Refuses columns that the table holds with another type: their cells would be misread.
   * @throws {PortalError} `bad-request`
   */
  check(table: TableShape, columns: readonly TypedColumn[]): Promise<void>;
  /** The schema row to be written with alerts of these versions; undefined when the stored one says all of it already. */
  rowFor(
    table: TableShape,
    versions: { readonly broker: string; readonly science: string },
    seen: SeenColumns,
  ): Promise<TableRow | undefined>;
}

/** Columns of alerts about to be written, and the time of the latest of them. */
export interface SeenColumns {
  readonly columns: readonly TypedColumn[];
  readonly timestampMs: number;
}

/** See {@link SchemaRows}. Rows are read once a table and then kept in memory: only one process writes. */
export function createSchemaRows(store: WideRowStore): SchemaRows {
  const tables = new Map<string, Promise<Map<string, KnownRow>>>();
  const load = async (table: TableShape): Promise<Map<string, KnownRow>> => {
    const known = new Map<string, KnownRow>();
    for await (const row of store.scan(table.name, [schemaRange])) {
      known.set(row.key, { timestampMs: row.timestampMs, types: new Map(typesFromSchemaRow(row)) });
    }
    return known;
  };
  const knownOf = (table: TableShape): Promise<Map<string, KnownRow>> => {
    const known = tables.get(table.name) ?? load(table);
    tables.set(table.name, known);
    return known;
  };
  return {
    async check(table, columns) {
      for (const { types } of (await knownOf(table)).values()) {
        for (const { column, type } of columns) {
          const stored = types.get(column);
          if (stored === undefined || stored === type) continue;
          throw new PortalError('bad-request', `${column} is ${type} here, but ${stored} in the table ${table.name}`);
        }
      }
    },
    async rowFor(table, versions, { columns, timestampMs }) {
      const known = await knownOf(table);
      const key = schemaKey(versions.broker, versions.science);
      const row = known.get(key) ?? { timestampMs: 0, types: new Map<string, ColumnType>() };
      const isNew = row.timestampMs < timestampMs || columns.some(({ column }) => !row.types.has(column));
      if (!isNew) return undefined;
      row.timestampMs = Math.max(row.timestampMs, timestampMs);
      for (const { column, type } of columns) row.types.set(column, type);
      known.set(key, row);
      const cells = [...row.types].sort(([a], [b]) => (a < b ? -1 : 1));
      return tableRow(
        { table, key, timestampMs: row.timestampMs },
        cells.map(([name, type]) => cellOf(name, 'string', type)),
      );
    },
  };
}
