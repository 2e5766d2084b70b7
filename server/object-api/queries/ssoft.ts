import type { z } from 'zod';
import { PortalError, shownValue } from '#domain/failure.ts';
import type { UnixMs } from '#domain/units/quantity.ts';
import type { ssobulkArguments, ssoftArguments } from '#server/contracts/arguments/solar-system.ts';
import { type Table, tableFromValues, type Value } from '#server/formats/table.ts';
import { type Answer, jsonAnswer } from '#server/http/answer.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { QueryContext } from './answer-options.ts';
import { type ColumnFile, fileBlocks, openColumnFile, tableOfRows } from './ssoft-blocks.ts';
import { type Flavour, flavours, ssoftColumns } from './ssoft-columns.ts';
import { fileAnswer, type LakeFile, lakeFile } from './ssoft-file.ts';
import { streamedAnswer } from './streamed-answer.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';

type SsoftArguments = z.output<typeof ssoftArguments>;

export interface SsoFileDeps {
  readonly lake: FileStore;
  readonly bulkFile: string;
  readonly now: () => UnixMs;
}

const refusal = (words: string, argument: string): Refusal => new Refusal('bad-request', words, { argument });
const firstVersion = '2023.07';

function flavourOf({ flavor }: SsoftArguments): Flavour {
  const found = flavours.find((one) => one === flavor);
  if (found !== undefined) return found;
  const names = flavours.map((one) => `'${one}'`).join(', ');
  throw refusal(`flavor needs to be in [${names}]\n`, 'flavor');
}

/** Month of the table: it becomes part of a path, so it is nothing but digits and a point. */
function versionOf({ version }: SsoftArguments, nowMs: UnixMs): string {
  if (version === undefined) return new Date(nowMs).toISOString().slice(0, 7).replace('-', '.');
  if (!/^\d{4}\.\d{2}$/.test(version)) throw refusal('version needs to be YYYY.MM\n', 'version');
  if (version < firstVersion) throw refusal(`version starts on ${firstVersion}\n`, 'version');
  return version;
}

/** `/api/v1/ssoft`: the table of fitted parameters of a month, as it lies in the lake, converted, or one object of it. */
export async function ssoft(deps: SsoFileDeps, args: SsoftArguments, request: QueryContext): Promise<Answer> {
  if (args.schema) return jsonAnswer(Object.fromEntries(ssoftColumns(flavourOf(args))));
  const version = versionOf(args, deps.now());
  const flavour = flavourOf(args);
  const isOneObject = args.sso_name !== undefined || args.sso_number !== undefined;
  const formatName = args['output-format'] ?? (isOneObject ? 'json' : 'parquet');
  const format = formatNamed(formatName);
  const file = await lakeFile(deps.lake, `SSOFT/ssoft_${flavour}_${version}.parquet`, request);
  if (file === undefined)
    throw new PortalError('not-found', `There is no SSoFT table of ${version} with the model ${flavour}.`, {
      argument: 'version',
    });
  if (!isOneObject)
    return formatName === 'parquet'
      ? fileAnswer(file, request)
      : convertedAnswer(file, { formatName, flavour }, request);
  const columns = await openColumnFile(file, ssoftColumns(flavour), request);
  const table = await request.trace.span('read', () => rowsOfObject(columns, args));
  return tableAnswer(table, { format, truncated: false }, request);
}

/** `/api/v1/ssobulk`: light curves of all Solar System objects, as they lie in the lake or converted. */
export async function ssobulk(
  deps: SsoFileDeps,
  args: z.output<typeof ssobulkArguments>,
  request: QueryContext,
): Promise<Answer> {
  const formatName = args['output-format'];
  formatNamed(formatName);
  const file = await lakeFile(deps.lake, deps.bulkFile, request);
  if (file === undefined)
    throw new PortalError('not-found', `There is no bulk file of light curves here (${shownValue(deps.bulkFile)}).`);
  return formatName === 'parquet' ? fileAnswer(file, request) : convertedAnswer(file, { formatName }, request);
}

const noDocs: ReadonlyMap<string, { readonly description: string }> = new Map();

async function convertedAnswer(
  lake: LakeFile,
  { formatName, flavour }: { readonly formatName: string; readonly flavour?: Flavour },
  request: QueryContext,
): Promise<Answer> {
  const file = await openColumnFile(lake, flavour === undefined ? noDocs : ssoftColumns(flavour), request);
  const stream = {
    columns: file.columns,
    blocks: (context: QueryContext) => fileBlocks(lake, file, context),
    truncatedAt: () => undefined,
  };
  return streamedAnswer(stream, formatNamed(formatName), request);
}

const objectRowsAtMost = 1000;

/** Rows of one object: its column alone is read, then only the rows found. */
async function rowsOfObject(file: ColumnFile, { sso_name: name, sso_number: number }: SsoftArguments): Promise<Table> {
  const column = name === undefined ? 'sso_number' : 'sso_name';
  if (!file.columns.some((one) => one.name === column)) return tableFromValues([], 0);
  const isMeant = (value: Value): boolean =>
    name === undefined ? value !== null && Number(value) === number : value !== null && String(value) === name;
  const tables: Table[] = [];
  let from = 0;
  for (const { rows } of file.groups) {
    const values = await file.read(column, { from, to: from + rows });
    const found = values.flatMap((value, row) => (isMeant(value) ? [from + row] : []));
    for (const row of found.slice(0, objectRowsAtMost - tables.length))
      tables.push(await tableOfRows(file, { from: row, to: row + 1 }));
    from += rows;
  }
  return joined(tables);
}

/** Tables of equal columns after each other. */
function joined(tables: readonly Table[]): Table {
  const [first] = tables;
  if (first === undefined) return tableFromValues([], 0);
  const columns = first.columns.map((column, index) => ({
    ...column,
    source: tables.flatMap((table): readonly Value[] => {
      const { source = [] } = table.columns[index] ?? {};
      return typeof source === 'number' ? [] : source;
    }),
  }));
  return tableFromValues(columns, tables.length);
}
