import type { z } from 'zod';
import { PortalError } from '#domain/failure.ts';
import { ztf } from '#domain/surveys/ztf.ts';
import type { UnixMs } from '#domain/units/quantity.ts';
import type { resolverArguments } from '#server/contracts/arguments/solar-system.ts';
import { type Table, type TableColumn, tableFromValues, type Value } from '#server/formats/table.ts';
import type { Answer } from '#server/http/answer.ts';
import type { OutsideServices } from '#server/outside/outside-services.ts';
import { prefixRange } from '#server/ports/wide-row-store.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import type { QueryContext } from './answer-options.ts';
import type { ReadDeps } from './read-deps.ts';
import { rowsPerId } from './read-rows.ts';
import { type TextRows, tableOfTexts, textRowOf, textRowsOf } from './resolver-rows.ts';
import { ssoNameRows, ssoNamesOfObject } from './resolver-ssodnet.ts';
import { createTailIndex, type TailIndex } from './resolver-tns-names.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';

type ResolverArguments = z.output<typeof resolverArguments>;
export type ResolverDeps = ReadDeps & { readonly outside: OutsideServices; readonly now: () => UnixMs };
export type Resolver = (args: ResolverArguments, context: QueryContext) => Promise<Answer>;

const { alerts, tnsResolver } = ztfTables.byName;
const alertTypes = new Map(ztf.alertColumns.map(({ name, type }) => [name, type]));
const simbadColumns = ['i:objectId', 'd:cdsxmatch', 'i:ra', 'i:dec', 'i:candid', 'i:jd'];

/** `/api/v1/resolver` of ZTF: names → objects, and objects → names. All values are text but those of SIMBAD. */
export function createResolver(deps: ResolverDeps): Resolver {
  const tails = createTailIndex({ store: deps.store, table: tnsResolver.name, now: deps.now });
  return async (args, context) => {
    const { resolver, name } = args;
    const format = formatNamed(args['output-format']);
    if (name === '' && resolver !== 'tns')
      throw new PortalError('bad-request', 'Argument `name` is not valid: got ``, it is empty.', { argument: 'name' });
    if (resolver === 'simbad' && !args.reverse) {
      const found = await deps.outside.sesame.resolve(name, context);
      return tableAnswer(simbadTable(found), { format, truncated: false }, context);
    }
    const { rows, truncated } = await textRows({ ...deps, tails }, args, context);
    return tableAnswer(tableOfTexts(rows), { format, truncated, limit: args.nmax }, context);
  };
}

function textRows(
  deps: ResolverDeps & { readonly tails: TailIndex },
  { resolver, name, reverse, nmax: limit }: ResolverArguments,
  context: QueryContext,
): Promise<TextRows> {
  switch (resolver) {
    case 'tns':
      if (reverse && name !== '') return tnsNamesOfObject(deps, { name, limit }, context);
      return textRowsOf(deps, { table: tnsResolver, ranges: [prefixRange(name.toLowerCase())], limit }, context);
    case 'simbad': {
      const scan = { table: alerts, ranges: [prefixRange(name)], limit, columns: simbadColumns, known: alertTypes };
      return textRowsOf(deps, scan, context);
    }
    case 'ssodnet':
      if (reverse) return ssoNamesOfObject(deps, { objectId: name, limit }, context);
      return ssoNameRows(
        deps,
        { name, ...(limit === 1 ? { whole: true, limit: rowsPerId } : { whole: false, limit }) },
        context,
      );
  }
}

async function tnsNamesOfObject(
  deps: ReadDeps & { readonly tails: TailIndex },
  { name, limit }: { readonly name: string; readonly limit: number },
  context: QueryContext,
): Promise<TextRows> {
  const keys = await context.trace.span('scan', () => deps.tails.keysOf(name.toLowerCase()));
  const schema = await deps.schemas.read(tnsResolver, { signal: context.signal });
  const rows = await deps.store.get(tnsResolver.name, keys.slice(0, limit), { signal: context.signal });
  const texts = rows.flatMap((row) => (row === undefined ? [] : [textRowOf(row, schema)]));
  return { rows: texts, truncated: keys.length > limit };
}

const wholeNumber = /^[+-]?\d{1,15}$/;
const realNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** One row of what SIMBAD says; texts that are numbers are numbers, as readers of such tables have it. */
function simbadTable(fields: readonly (readonly [string, string | null])[] | undefined): Table {
  if (fields === undefined) return tableFromValues([], 0);
  const columns = new Map(fields);
  return tableFromValues(
    [...columns].map(([name, text]): TableColumn => {
      const { kind, value } = typedText(text);
      return { name, kind, missing: null, source: [value] };
    }),
    1,
  );
}

function typedText(text: string | null): { readonly kind: TableColumn['kind']; readonly value: Value } {
  if (text === null) return { kind: 'text', value: null };
  if (wholeNumber.test(text)) return { kind: 'long', value: Number(text) };
  return realNumber.test(text) ? { kind: 'double', value: Number(text) } : { kind: 'text', value: text };
}
