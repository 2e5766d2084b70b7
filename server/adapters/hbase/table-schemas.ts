import { PortalError } from '#domain/failure.ts';
import { jsonFrom } from './json-rows.ts';
import { encoded, tablePath } from './request-paths.ts';
import { garbled, missingFamily, missingTable } from './rest-failure.ts';
import type { RestHttp } from './rest-http.ts';

/** A table as it is made: its families, nothing else that differs between tables. */
export interface TableLayout {
  readonly name: string;
  readonly families: readonly string[];
}

export interface TableSchema {
  readonly families: ReadonlySet<string>;
}

export interface TableSchemas {
  /** @throws {PortalError} `upstream-failed` for a table that is not there, or a family it doesn't have */
  check(table: string, columns: readonly string[] | undefined, signal?: AbortSignal): Promise<TableSchema>;
  /** What is known of a table may be wrong: it is asked for anew by the next check. */
  forget(table: string): void;
  names(signal?: AbortSignal): Promise<string[]>;
  /** Makes a table. Another that made it meanwhile is no trouble. */
  create(layout: TableLayout, signal?: AbortSignal): Promise<void>;
}

/** How families are made: one version a cell, and blocks of a third of their plain size. */
export const familySettings = { VERSIONS: 1, BLOOMFILTER: 'ROW', DATA_BLOCK_ENCODING: 'FAST_DIFF' } as const;

const keptForMs = 60_000;
const json = 'application/json';

export const familyOf = (column: string): string => column.slice(0, Math.max(0, column.indexOf(':')));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function schemaFrom(body: Uint8Array): TableSchema {
  const parsed = jsonFrom(body);
  const list = isRecord(parsed) ? parsed.ColumnSchema : undefined;
  if (!Array.isArray(list)) throw garbled('a table has no families');
  const families = new Set<string>();
  for (const family of list) {
    if (!isRecord(family) || typeof family.name !== 'string') throw garbled('a family has no name');
    families.add(family.name);
  }
  return { families };
}

function namesFrom(body: Uint8Array): string[] {
  const parsed = jsonFrom(body);
  const list = isRecord(parsed) ? parsed.table : undefined;
  if (!Array.isArray(list)) throw garbled('there is no list of tables in it');
  return list.map((one) => {
    if (!isRecord(one) || typeof one.name !== 'string') throw garbled('a table has no name');
    return one.name;
  });
}

/** What the server's tables are like; a table's schema is asked for once a minute at most. */
export function createTableSchemas(http: RestHttp, nowMs: () => number): TableSchemas {
  const known = new Map<string, { readonly schema: TableSchema; readonly readMs: number }>();

  const read = async (table: string, signal?: AbortSignal): Promise<TableSchema> => {
    const found = known.get(table);
    if (found !== undefined && nowMs() - found.readMs < keptForMs) return found.schema;
    known.delete(table);
    const { status, body } = await http.ask({
      method: 'GET',
      path: `${tablePath(table)}/schema`,
      accept: json,
      signal,
    });
    if (status === 404) throw missingTable(table);
    if (status !== 200) throw unexpected(status);
    const schema = schemaFrom(body);
    known.set(table, { schema, readMs: nowMs() });
    return schema;
  };

  return {
    async check(table, columns, signal) {
      const schema = await read(table, signal);
      for (const column of columns ?? []) {
        const family = familyOf(column);
        if (!schema.families.has(family)) throw missingFamily(table, family);
      }
      return schema;
    },
    forget: (table) => void known.delete(table),
    async names(signal) {
      const { status, body } = await http.ask({ method: 'GET', path: '/', accept: json, signal });
      if (status !== 200) throw unexpected(status);
      return body.length === 0 ? [] : namesFrom(body);
    },
    async create({ name, families }, signal) {
      const schema = {
        name,
        ColumnSchema: families.map((family) => ({ name: family, ...familySettings })),
      };
      const { status } = await http.ask({
        method: 'PUT',
        path: `/${encoded(name)}/schema`,
        body: { bytes: Buffer.from(JSON.stringify(schema)), contentType: json },
        signal,
      });
      if (status !== 200 && status !== 201 && status !== 304) throw unexpected(status);
      known.delete(name);
    },
  };
}

/** The failure of a status that a request never has. */
export function unexpected(status: number): PortalError {
  return new PortalError('upstream-failed', `The table store answered with HTTP ${status}.`, {
    dependency: 'table store',
  });
}
