import { PortalError } from '#domain/failure.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import type { WideRowStore, WritableRow } from '#server/ports/wide-row-store.ts';
import { isSchemaKey } from '#server/storage/surveys/survey-tables.ts';
import { typesFromSchemaRow } from '#server/storage/tables/schema-rows.ts';
import { cellOf, cellSet, tableRow } from '#server/storage/tables/table-row.ts';
import type { KnownTable } from './known-tables.ts';
import { type LineRow, rowFromLine } from './row-from-line.ts';
import { type LineType, rawType } from './row-line.ts';

const rowsAtOnce = 500;
const bytesAtOnce = 8 * 1024 * 1024;
/** Types of columns that no row of the broker's tells, are told by a schema row of this name. */
const ownSchemaKey = 'schema_portal_put';

export interface PutResult {
  readonly stored: number;
  readonly refused: number;
}

export interface PutDeps {
  readonly store: WideRowStore;
  readonly table: KnownTable;
  /** Milliseconds since 1970 UTC. */
  readonly nowMs: () => number;
  readonly onRefused: (lineNumber: number, reason: string) => void;
}

/** Types of columns: what the table told before, and what rows that are put tell. */
function createTypeBook(stored: Iterable<readonly [string, ColumnType]>) {
  const known = new Map(stored);
  const added = new Map<string, ColumnType>();
  let addedAt = 0;
  const storedType = (column: string): ColumnType | undefined => known.get(column) ?? added.get(column);
  return {
    storedType,
    /** Types that no schema row tells, and the time of the latest row that has one. */
    added: () => ({ types: added, timestampMs: addedAt }),
    learn({ key, types, cells, timestampMs }: LineRow): void {
      for (const [index, [column, type]] of [...types].entries()) {
        const told = isSchemaKey(key) ? columnType(Buffer.from(cells[index]?.[1] ?? []).toString('utf8')) : undefined;
        if (told !== undefined) {
          known.set(column, told);
          added.delete(column);
        } else if (!isSchemaKey(key) && type !== rawType && storedType(column) === undefined) {
          added.set(column, type);
          addedAt = Math.max(addedAt, timestampMs);
        }
      }
    },
  };
}

/** Puts rows of NDJSON into a table, in steps that are whole; a line that doesn't fit is named, and the rest goes on. */
export function createPutRows({ store, table, nowMs, onRefused }: PutDeps) {
  const book = createTypeBook(table.stored);
  let rows: WritableRow[] = [];
  let bytes = 0;
  const count = { stored: 0, refused: 0 };

  const write = async (signal: AbortSignal): Promise<void> => {
    if (rows.length === 0) return;
    await store.write(table.name, rows, { signal });
    count.stored += rows.length;
    rows = [];
    bytes = 0;
  };

  const line = async (text: string, lineNumber: number, signal: AbortSignal): Promise<void> => {
    if (text.trim() === '') return;
    try {
      const rules = {
        shape: table.shape,
        storedType: book.storedType,
        defaultType: (column: string) => book.storedType(column) ?? table.types.get(column),
        nowMs: nowMs(),
      };
      const row = rowFromLine(text, rules);
      book.learn(row);
      rows.push(row);
      bytes += text.length;
    } catch (error) {
      if (!(error instanceof PortalError) || error.kind !== 'bad-request') throw error;
      count.refused++;
      onRefused(lineNumber, error.message);
    }
    if (rows.length >= rowsAtOnce || bytes >= bytesAtOnce) await write(signal);
  };

  const ownSchemaRow = async (): Promise<WritableRow> => {
    const [before] = await store.get(table.name, [ownSchemaKey]);
    const { types, timestampMs } = book.added();
    const told = new Map([...(before ? typesFromSchemaRow(before) : []), ...types]);
    const { list } = cellSet([...told].map(([column, type]) => cellOf(column, 'string', type)));
    const shape = table.shape ?? { name: table.name, key: [], families: [], carries: () => true, latestWins: false };
    return tableRow({ table: shape, key: ownSchemaKey, timestampMs }, list);
  };

  return {
    /** @throws {PortalError} `aborted`; what the store throws */
    async put(lines: AsyncIterable<string>, signal: AbortSignal): Promise<PutResult> {
      let lineNumber = 0;
      for await (const text of lines) {
        if (signal.aborted) throw new PortalError('aborted', `Stopped after ${count.stored} rows were stored.`);
        await line(text, ++lineNumber, signal);
      }
      await write(signal);
      if (book.added().types.size > 0) await store.write(table.name, [await ownSchemaRow()], { signal });
      return count;
    },
  };
}

function columnType(text: string): ColumnType | undefined {
  const types: readonly LineType[] = ['string', 'integer', 'long', 'float', 'double', 'boolean'];
  const found = types.find((type) => type === text);
  return found === rawType ? undefined : found;
}
