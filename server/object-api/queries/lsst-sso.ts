import type { z } from 'zod';
import { PortalError, shownValue } from '#domain/failure.ts';
import { abMagFromMicrojansky, microjanskyFromNanojansky } from '#domain/photometry/flux.ts';
import { packedDesignation, unpackedDesignation } from '#domain/search/packed-designation.ts';
import { jdUtcFromMjdTai } from '#domain/time/scales.ts';
import type { lsstSsoArguments } from '#server/contracts/arguments/solar-system.ts';
import type { Table } from '#server/formats/table.ts';
import type { Answer } from '#server/http/answer.ts';
import { lsstDesignation, lsstTables } from '#server/storage/surveys/lsst.ts';
import { keyRange } from '#server/storage/surveys/survey-tables.ts';
import { type QueryContext, tableOptions } from './answer-options.ts';
import { decodeRows } from './decode.ts';
import { lsstSsoDecoding } from './lsst-decoding.ts';
import type { ReadDeps } from './read-deps.ts';
import { checkFamilies, readRows, rowsPerId } from './read-rows.ts';
import type { SsoDeps } from './resolver-ssodnet.ts';
import { RowBlock } from './row-block.ts';
import type { SsoRouteDeps } from './sso.ts';
import { checkOneObject, namesIn, refusal, unknownName } from './sso-arguments.ts';
import { ephemeridesOf, ephemerisColumns, groupedByName, magnitudeColumn, reducedMagnitudes } from './sso-ephemeris.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';
import { computedColumn, draftTable, numbersOf, type TableDraft, textsOf } from './table-draft.ts';
import { inOrder } from './table-order.ts';

type SsoArguments = z.output<typeof lsstSsoArguments>;

const table = lsstTables.byName.diaSource_sso;
const [time, flux] = ['r:midpointMjdTai', 'r:psfFlux'];
/** Read of every row, whatever is asked for. */
const needed = [lsstDesignation, time, flux];
/** Cerro Pachón; `midpointMjdTai` is the middle of an exposure already. */
const observer = 'X05';

/** An object by the designations that its rows are filed under, and what it is called. */
interface LsstSsoObject {
  readonly name: string;
  readonly packed: readonly string[];
}

/** `/api/v1/sso` of Rubin: sources of Solar System objects, newest first; by object where ephemerides are attached. */
export async function lsstSso(deps: SsoRouteDeps, args: SsoArguments, context: QueryContext): Promise<Answer> {
  checkOneObject(args);
  const withEphemerides = args.withEphem || args.withResiduals;
  const format = formatNamed(args['output-format']);
  checkFamilies(table, args.columns);
  const objects: LsstSsoObject[] = [];
  for (const name of namesIn(args)) objects.push(await objectOf(deps, { name, args }, context));
  const added = withEphemerides ? needed : [lsstDesignation];
  const columns = args.columns && [...new Set([...args.columns, ...added])];
  const options = { ...tableOptions(args), columns };
  const { draft, own, truncated } = await sourcesOf(deps, { objects, options }, context);
  if (draft.rowCount === 0) return tableAnswer(draft, { format, truncated: false }, context);
  const byPacked = new Map(objects.flatMap(({ name, packed }) => packed.map((one) => [one, name] as const)));
  const names = textsOf(own, lsstDesignation).map((packed) => byPacked.get(packed) ?? packed);
  const plain = { ...draft, columns: [...draft.columns, computedColumn('f:sso_name', 'text', names)] };
  const answered = withEphemerides ? await withEphemeris(deps, { own, plain, names }, context) : plain;
  return tableAnswer(answered, { format, truncated, limit: rowsPerId }, context);
}

/**
 * What a name, number or designation (without spaces) means. A designation that rows are filed under is good without SsODNet.
 * @throws {Refusal} for a name that nobody knows, or that has no packed designation. @throws {PortalError} naming SsODNet.
 */
async function objectOf(
  deps: SsoDeps,
  { name: id, args }: { readonly name: string; readonly args: SsoArguments },
  context: QueryContext,
): Promise<LsstSsoObject> {
  const packed = packedDesignation(id) ?? id;
  const identity = await identityOf(deps, { id, packed }, context);
  if (identity === undefined) throw unknownName(args);
  if (identity.packed.length > 0) return identity;
  const words = `We have found 0 packed designation in the aliases for the object ${shownValue(id)} according to quaero.\n`;
  throw refusal(words, 'n_or_d');
}

async function identityOf(
  deps: SsoDeps,
  { id, packed }: { readonly id: string; readonly packed: string },
  context: QueryContext,
): Promise<LsstSsoObject | undefined> {
  const own = { name: unpackedDesignation(packed) ?? packed, packed: [packed] };
  try {
    const found = id.startsWith('C/')
      ? await deps.outside.ssodnet.comet(`${id.slice(0, 6)} ${id.slice(6)}`, context)
      : await deps.outside.ssodnet.asteroid(unpackedDesignation(packed) ?? id, context);
    if (found !== undefined)
      return { name: found.name, packed: [...new Set(found.aliases.filter((alias) => alias.length === 7))].sort() };
  } catch (error) {
    context.signal.throwIfAborted();
    const isOutage = error instanceof PortalError && error.kind !== 'internal';
    if (!isOutage || !(await hasSources(deps, packed, context))) throw error;
    context.trace.note('ssodnet', 'away');
    return own;
  }
  return (await hasSources(deps, packed, context)) ? own : undefined;
}

async function hasSources({ store }: ReadDeps, packed: string, { signal }: QueryContext): Promise<boolean> {
  const ranges = [keyRange(table, packed, packed)];
  for await (const _ of store.scan(table.name, ranges, { signal, columns: [], limit: 1 })) return true;
  return false;
}

interface Sources {
  readonly draft: TableDraft;
  /** The same rows with the columns that are needed here. */
  readonly own: TableDraft;
  readonly truncated: boolean;
}

async function sourcesOf(
  deps: ReadDeps,
  request: { readonly objects: readonly LsstSsoObject[]; readonly options: ReturnType<typeof tableOptions> },
  context: QueryContext,
): Promise<Sources> {
  const { objects, options } = request;
  const block = new RowBlock();
  const scan = {
    table,
    ranges: [...new Set(objects.flatMap(({ packed }) => packed))].sort().map((one) => keyRange(table, one, one)),
    perRange: true,
    limit: rowsPerId,
    columns: options.columns && [...new Set([...options.columns, ...needed])],
  };
  const { truncated } = await readRows(deps.store, scan, { block, context });
  const schema = await deps.schemas.read(table, { signal: context.signal });
  const draft = decodeRows(lsstSsoDecoding, { block, schema, options }, context);
  const own = draftTable({ block, schema, known: lsstSsoDecoding.known, options }, draft.order, needed);
  return { draft, own, truncated };
}

/** The table by object, with ephemerides before its own columns and reduced magnitudes behind them. */
async function withEphemeris(
  { outside }: SsoRouteDeps,
  { own, plain, names }: { readonly own: Table; readonly plain: Table; readonly names: readonly string[] },
  context: QueryContext,
): Promise<Table> {
  const order = groupedByName(names);
  const inTurn = <T>(values: ArrayLike<T>): T[] =>
    order.flatMap((row) => {
      const value = values[row];
      return value === undefined ? [] : [value];
    });
  const epochs = { observer, names: inTurn(names), jdUtc: inTurn(numbersOf(own, time)).map(jdUtcFromMjdTai) };
  const ephemerides = await ephemeridesOf(outside.miriade, epochs, context);
  const magnitudes = inTurn(numbersOf(own, flux)).map((value) =>
    abMagFromMicrojansky(microjanskyFromNanojansky(value)),
  );
  const reduced = reducedMagnitudes(magnitudes, ephemerides);
  const ordered = inOrder(plain, order);
  const columns = [
    ...ephemerisColumns(ephemerides),
    ...ordered.columns,
    magnitudeColumn('i:magpsf_red', reduced, order.length),
  ];
  return { ...ordered, columns };
}
