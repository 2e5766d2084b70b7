import type { z } from 'zod';
import type { metadataArguments, metadataPostArguments } from '#server/contracts/arguments/ztf-lists.ts';
import { type Answer, htmlType } from '#server/http/answer.ts';
import { Refusal } from '#server/http/refusal.ts';
import { prefixRange, type Row } from '#server/ports/wide-row-store.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { cellOf, cellSet, rowFor, type TableRow } from '#server/storage/tables/table-row.ts';
import { type QueryContext, type TableOptions, tableOptions } from './answer-options.ts';
import { knownColumns } from './decode.ts';
import type { ReadDeps } from './read-deps.ts';
import { readRows, rowsPerId } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import { readOrder } from './row-order.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';
import { computedColumn, draftTable } from './table-draft.ts';

const table = ztfTables.byName.metadata;
const none = knownColumns();

type MetadataArguments = z.output<typeof metadataArguments>;
type NewMetadata = z.output<typeof metadataPostArguments>;

/** What is looked for: objects by key, or a name that a column must equal. */
interface Search {
  readonly prefix: string;
  readonly column?: string;
  readonly value?: string;
}

/** @throws {Refusal} unless exactly one of the three is given; the body is the one that clients know. */
function searchOf(args: MetadataArguments): Search {
  const { objectId, internal_name: name, internal_name_encoded: encoded } = args;
  const [only, ...others] = [objectId, name, encoded].filter((value) => value !== undefined);
  if (only === undefined || others.length > 0) {
    throw new Refusal('bad-request', 'statustext', { form: 'plain', argument: 'objectId' });
  }
  if (name !== undefined) return { prefix: '', column: 'd:internal_name', value: name };
  if (encoded !== undefined) return { prefix: '', column: 'd:internal_name_encoded', value: encoded };
  return { prefix: only === 'all' ? '' : only };
}

function hasValue({ columns, bytes, starts, ends }: Row, column: string, value: string): boolean {
  const at = columns.indexOf(column);
  return at >= 0 && Buffer.from(bytes.subarray(starts[at], ends[at])).toString('utf8') === value;
}

/** `GET /api/v1/metadata` of ZTF: what people wrote of objects. By name, rows have the column of that name only, as upstream. */
export async function ztfMetadata(deps: ReadDeps, args: MetadataArguments, context: QueryContext): Promise<Answer> {
  const { prefix, column, value = '' } = searchOf(args);
  const format = formatNamed(args['output-format']);
  const options: TableOptions = { ...tableOptions(args), columns: undefined };
  const block = new RowBlock();
  const scan = {
    table,
    ranges: [prefixRange(prefix)],
    limit: rowsPerId,
    ...(column === undefined ? {} : { columns: [column], keep: (row: Row) => hasValue(row, column, value) }),
  };
  const { truncated } = await readRows(deps.store, scan, { block, context });
  const schema = await deps.schemas.read(table, { signal: context.signal });
  const draft = draftTable({ block, schema, known: none, options }, readOrder(block), block.columnNames());
  const keys = block.rows.map(({ key }) => key);
  if (keys.length > 0) draft.columns.push(computedColumn('i:objectId', 'text', keys));
  return tableAnswer(draft, { format, truncated, limit: scan.limit }, context);
}

/** The row that a `POST /api/v1/metadata` writes; it replaces what was there. */
export function metadataRow(given: NewMetadata, timestampMs: number): TableRow {
  const cells = cellSet([
    cellOf('d:comments', 'string', given.comments),
    cellOf('d:internal_name', 'string', given.internal_name),
    cellOf('d:internal_name_encoded', 'string', encodedName(given)),
    cellOf('d:username', 'string', given.username),
    cellOf('i:objectId', 'string', given.objectId),
  ]);
  return rowFor(table, cells, timestampMs);
}

/** A name as it may stand in an address: without spaces. */
function encodedName({ internal_name: name }: NewMetadata): string {
  return name.replaceAll(' ', '');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function htmlText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** Thanks to whoever wrote; what they wrote is no HTML. */
export function thanksAnswer(given: NewMetadata, portalUrl: string): Answer {
  const link = `${portalUrl}/${encodeURIComponent(encodedName(given))}`;
  const body = `Thanks ${htmlText(given.username)} - You can visit ${htmlText(link)}`;
  return { contentType: htmlType, headers: { 'cache-control': 'no-store' }, body };
}
