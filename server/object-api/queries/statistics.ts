import type { z } from 'zod';
import type { statisticsArguments } from '#server/contracts/arguments/ztf-lists.ts';
import { type TableColumn, tableFromValues } from '#server/formats/table.ts';
import type { Answer } from '#server/http/answer.ts';
import { prefixRange, type Row } from '#server/ports/wide-row-store.ts';
import { decodeCell } from '#server/storage/cell-codec.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import type { QueryContext } from './answer-options.ts';
import type { ReadDeps } from './read-deps.ts';
import { checkFamilies, readRows, rowsPerId } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import type { TableSchema } from './schema.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';

const table = ztfTables.byName.statistics;
const keyColumn = 'key:key';
const timeColumn = 'key:time';

type StatisticsArguments = z.output<typeof statisticsArguments>;
/** Texts of a night, by column. */
type Night = ReadonlyMap<string, string>;

/** Counts are 64-bit integers; a column that no schema row declares and that isn't of that length is text. */
function textOfCell(bytes: Uint8Array, type: ReturnType<TableSchema['get']>): string {
  const assumed = type ?? (bytes.length === 8 && (bytes[0] ?? 0) < 0x20 ? 'long' : 'string');
  return String(decodeCell(assumed, bytes));
}

/** A night as the API has it: every value text, its cells by name, and among them the row's key and the time it was written. */
function nightOf({ key, timestampMs, columns, bytes, starts, ends }: Row, schema: TableSchema): Night {
  const cells = columns.map((name, k): [string, string] => {
    return [name, textOfCell(bytes.subarray(starts[k], ends[k]), schema.get(name))];
  });
  const all = [...cells, [keyColumn, key] as const, [timeColumn, String(timestampMs)] as const];
  return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function textColumn(name: string, source: readonly (string | null)[]): TableColumn {
  return { name, kind: 'text', missing: null, source };
}

/** Names of all columns, in one column. */
async function schemaColumns(schema: TableSchema): Promise<readonly TableColumn[]> {
  return [textColumn('schema', [...schema.keys()].sort())];
}

/** `/api/v1/statistics` of ZTF: numbers of alerts by night, ascending; a class that a night didn't have is null. */
export async function ztfStatistics(deps: ReadDeps, args: StatisticsArguments, context: QueryContext): Promise<Answer> {
  const format = formatNamed(args['output-format']);
  const schema = await deps.schemas.read(table, { signal: context.signal });
  if (args.schema) {
    const names = await schemaColumns(schema);
    return tableAnswer(tableFromValues(names, schema.size), { format, truncated: false }, context);
  }
  checkFamilies(table, args.columns);
  const nights: Night[] = [];
  const scan = {
    table,
    ranges: [prefixRange(`ztf_${args.date}`)],
    limit: rowsPerId,
    columns: args.columns,
    keep: (row: Row): boolean => nights.push(nightOf(row, schema)) > 0,
  };
  const { truncated } = await readRows(deps.store, scan, { block: new RowBlock(), context });
  const names = [...new Set(nights.flatMap((night) => [...night.keys()]))];
  const columns = names.map((name) =>
    textColumn(
      name,
      nights.map((night) => night.get(name) ?? null),
    ),
  );
  return tableAnswer(tableFromValues(columns, nights.length), { format, truncated, limit: scan.limit }, context);
}
