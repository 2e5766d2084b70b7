import type { Column, ColumnType } from '#domain/surveys/survey.ts';
import type { ReadOptions, WideRowStore } from '#server/ports/wide-row-store.ts';
import type { TableShape } from '#server/storage/surveys/survey-tables.ts';
import { readTableTypes } from '#server/storage/tables/schema-rows.ts';

/** Types of a table's columns, all its schema rows merged, the newest winning. */
export type TableSchema = ReadonlyMap<string, ColumnType>;

export interface SchemaReader {
  /** What the table says of its columns, at most some seconds ago. */
  read(table: TableShape, options: ReadOptions): Promise<TableSchema>;
}

const keptMs = 10_000;

/** Reads schema rows of tables and keeps them a few seconds: they change with versions of the broker only. */
export function createSchemaReader(deps: { store: WideRowStore; nowMs: () => number }): SchemaReader {
  const { store, nowMs } = deps;
  const kept = new Map<string, { schema: TableSchema; untilMs: number }>();
  return {
    async read(table, options) {
      const known = kept.get(table.name);
      if (known !== undefined && nowMs() < known.untilMs) return known.schema;
      const schema = await readTableTypes(store, table.name, options);
      if (schema.size > 0) kept.set(table.name, { schema, untilMs: nowMs() + keptMs });
      return schema;
    },
  };
}

/** Type of a column: as the table says, else as the survey knows it, else text. */
export function typeOf(name: string, schema: TableSchema, column: Column | undefined): ColumnType {
  return schema.get(name) ?? column?.type ?? 'string';
}
