import { PortalError } from '#domain/failure.ts';
import type { PlainRecord } from '#server/ingest/records/record-shape.ts';
import { rowKey } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { type Cell, cellOf } from '#server/storage/tables/table-row.ts';
import { openRecordTable, type PlacedRecord, type RecordTable } from './record-table.ts';
import { createTableLoad, type LoadDeps, type LoadOptions, type LoadResult, needColumns } from './table-load.ts';

const { ssoResolver } = ztfTables.byName;

/** A Solar System object by what its alerts, SsODNet and the Minor Planet Center call it. */
interface Named {
  readonly ssnamenr: string;
  readonly name: string;
  readonly number: string | undefined;
}

const nothing = new Set(['', 'nan', 'None', 'null', '<NA>']);

function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return undefined;
  const text = String(value).trim();
  return nothing.has(text) ? undefined : text;
}

/** `7.0` of a table that knows only floats is the number 7. */
const numberText = (value: unknown): string | undefined => textOf(value)?.replace(/\.0$/, '');

function namedFrom(record: PlainRecord): Named {
  const ssnamenr = textOf(record.ssnamenr);
  if (ssnamenr === undefined) throw new PortalError('bad-request', 'ssnamenr is missing');
  const name = textOf(record.name ?? record.sso_name) ?? ssnamenr;
  return { ssnamenr, name, number: numberText(record.number ?? record.sso_number) };
}

function cellsOf({ ssnamenr, name, number }: Named): readonly Cell[] {
  const cells = [cellOf('i:name', 'string', name), cellOf('i:ssnamenr', 'string', ssnamenr)];
  return number === undefined ? cells : [...cells, cellOf('i:number', 'string', number)];
}

/** Which object each key is of: the k-th object of a name has `name@k`. */
function createKeys(): (text: string, object: string) => string | undefined {
  const owners = new Map<string, string[]>();
  return (text, object) => {
    const name = text.toLowerCase();
    const known = owners.get(name);
    if (known?.includes(object)) return undefined;
    if (known === undefined) owners.set(name, [object]);
    else known.push(object);
    return rowKey(ssoResolver, () => `${name}@${(known?.length ?? 1) - 1}`);
  };
}

const passes: readonly ((named: Named) => string | undefined)[] = [
  ({ name }) => name,
  ({ number }) => number,
  ({ ssnamenr }) => ssnamenr,
];

/** See {@link loadSsoResolver}; for a table that is already open. */
export async function loadSsoResolverFrom(
  deps: LoadDeps,
  table: Pick<RecordTable, 'read'>,
  options: LoadOptions = {},
): Promise<LoadResult> {
  const load = createTableLoad(deps, ssoResolver);
  await load.begin(['i:name', 'i:number', 'i:ssnamenr'].map((column) => [column, 'string']));
  const keyOf = createKeys();
  // The official name of one object comes before the designation of another that reads the same.
  for (const [pass, textIn] of passes.entries()) {
    const take = async ({ record }: PlacedRecord): Promise<void> => {
      const named = namedFrom(record);
      const text = textIn(named);
      const key = text === undefined ? undefined : keyOf(text, named.ssnamenr);
      if (key !== undefined) await load.add(key, cellsOf(named));
    };
    for await (const placed of table.read()) {
      if (pass === 0) await load.guarded(placed.where, () => take(placed));
      else if (textOf(placed.record.ssnamenr) !== undefined) await take(placed);
    }
  }
  return load.finish(options);
}

/**
 * Loads the names of Solar System objects: a Parquet or CSV file with the columns `ssnamenr`, `name` and `number` (or `sso_name` and
 * `sso_number`, so that an SSoFT file will do). Each object is found by its name, its number, and its name in the alerts.
 * @throws {PortalError} `not-found`, `corrupt`, `bad-request` when columns are missing, `aborted`
 */
export async function loadSsoResolver(deps: LoadDeps, path: string, options: LoadOptions = {}): Promise<LoadResult> {
  const table = await openRecordTable(path);
  const isSsoft = table.columns.has('sso_name');
  needColumns(table.columns.keys(), ['ssnamenr', ...(isSsoft ? ['sso_name', 'sso_number'] : ['name', 'number'])], path);
  return loadSsoResolverFrom(deps, table, options);
}
