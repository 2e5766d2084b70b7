import type { OutsideServices } from '#server/outside/outside-services.ts';
import { writtenOut } from '#server/outside/ssodnet/ssodnet.ts';
import { prefixRange, type Row } from '#server/ports/wide-row-store.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import type { QueryContext } from './answer-options.ts';
import type { ReadDeps } from './read-deps.ts';
import { rowsPerId } from './read-rows.ts';
import { type TextRow, type TextRows, textRowOf, textRowsOf } from './resolver-rows.ts';

const { ssoResolver: table, alerts } = ztfTables.byName;
export const ssoColumns = { ssnamenr: 'i:ssnamenr', name: 'i:name', number: 'i:number' } as const;
const columns = Object.values(ssoColumns);

export type SsoDeps = ReadDeps & { readonly outside: Pick<OutsideServices, 'ssodnet'> };

/** Rows of the Solar System resolver whose names are, or begin with, a name. */
export function ssoNameRows(
  deps: ReadDeps,
  { name, whole, limit }: { readonly name: string; readonly whole: boolean; readonly limit: number },
  context: QueryContext,
): Promise<TextRows> {
  const lead = `${name.toLowerCase()}${whole ? '@' : ''}`;
  return textRowsOf(deps, { table, ranges: [prefixRange(lead)], limit, columns }, context);
}

/** What alerts of an object call Solar System objects near it. */
async function ssnamenrsOfObject(
  deps: ReadDeps,
  { objectId, limit }: { readonly objectId: string; readonly limit: number },
  context: QueryContext,
): Promise<readonly string[]> {
  const scan = { table: alerts, ranges: [prefixRange(objectId)], limit, columns: ['i:objectId', ssoColumns.ssnamenr] };
  const { rows } = await textRowsOf(deps, scan, context);
  const names = rows.map((row) => row.get(ssoColumns.ssnamenr) ?? '');
  return [...new Set(names)].filter((name) => name !== '' && name !== 'null' && name !== 'nan').sort();
}

/**
 * Names of the Solar System objects that alerts of an object are of, ascending by key.
 *
 * The table is sorted by names, so the names under which an `ssnamenr` may be found are tried: itself, as SsODNet writes it, what rows found
 * so call it, and last what SsODNet calls it. No scan of the whole table.
 */
export async function ssoNamesOfObject(
  deps: SsoDeps,
  request: { readonly objectId: string; readonly limit: number },
  context: QueryContext,
): Promise<TextRows> {
  const found = new Map<string, TextRow>();
  for (const ssnamenr of await ssnamenrsOfObject(deps, request, context)) {
    const own = await rowsOfSsnamenr(deps, ssnamenr, [ssnamenr, writtenOut(ssnamenr)], context);
    const rows = own.size > 0 ? own : await rowsByIdentity(deps, ssnamenr, context);
    for (const [key, row] of rows) found.set(key, row);
  }
  const rows = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return { rows, truncated: false };
}

async function rowsByIdentity(deps: SsoDeps, ssnamenr: string, context: QueryContext): Promise<Map<string, TextRow>> {
  const identity = await deps.outside.ssodnet.asteroid(ssnamenr, context);
  if (identity === undefined) return new Map();
  const { name, number } = identity;
  return rowsOfSsnamenr(deps, ssnamenr, [name, ...(number === undefined ? [] : [String(number)])], context);
}

/** Rows under any of `names`, and under the names and numbers that these have, that are of this very `ssnamenr`. */
async function rowsOfSsnamenr(
  deps: ReadDeps,
  ssnamenr: string,
  names: readonly string[],
  context: QueryContext,
): Promise<Map<string, TextRow>> {
  const found = new Map<string, TextRow>();
  const tried = new Set<string>();
  const waiting = names.map((name) => name.toLowerCase());
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (tried.has(name)) continue;
    tried.add(name);
    for (const [key, row] of await rowsUnder(deps, name, context)) {
      if (row.get(ssoColumns.ssnamenr) !== ssnamenr) continue;
      found.set(key, row);
      waiting.push(...[ssoColumns.name, ssoColumns.number].map((column) => (row.get(column) ?? '').toLowerCase()));
    }
  }
  return found;
}

async function rowsUnder(deps: ReadDeps, name: string, context: QueryContext): Promise<Map<string, TextRow>> {
  const rows = new Map<string, TextRow>();
  if (name === '') return rows;
  const schema = await deps.schemas.read(table, { signal: context.signal });
  const options = { signal: context.signal, limit: rowsPerId, columns };
  const read = (row: Row): void => {
    rows.set(row.key, textRowOf(row, schema));
  };
  await context.trace.span('scan', async () => {
    for await (const row of deps.store.scan(table.name, [prefixRange(`${name}@`)], options)) read(row);
  });
  return rows;
}
