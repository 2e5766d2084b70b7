import type { z } from 'zod';
import { PortalError } from '#domain/failure.ts';
import { stampKinds } from '#domain/stamps/locator.ts';
import type { ssoArguments } from '#server/contracts/arguments/solar-system.ts';
import type { Table, TableColumn } from '#server/formats/table.ts';
import type { Answer } from '#server/http/answer.ts';
import type { OutsideServices } from '#server/outside/outside-services.ts';
import { rowKey } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { type QueryContext, type TableOptions, tableOptions } from './answer-options.ts';
import { decodeRows } from './decode.ts';
import type { ReadDeps } from './read-deps.ts';
import { checkFamilies, readRows, rowsPerId } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import { checkOneObject, namesIn, refusal, unknownName } from './sso-arguments.ts';
import {
  checkFitSize,
  ephemeridesOf,
  ephemerisColumns,
  groupedByName,
  magnitudeColumn,
  reducedMagnitudes,
  residualsOf,
  type SsoAlert,
} from './sso-ephemeris.ts';
import { rangeOfSsnamenr, type SsoObject, ssoObjectOf } from './sso-identity.ts';
import { type StampSource, stampColumns } from './stamp-arrays.ts';
import { type StampTables, stampRowsByKeys } from './stamp-rows.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';
import { computedColumn, draftTable, numbersOf, type TableDraft, textsOf } from './table-draft.ts';
import { inOrder } from './table-order.ts';
import { ztfDecoding } from './ztf-decoding.ts';

type SsoArguments = z.output<typeof ssoArguments>;
export type SsoRouteDeps = ReadDeps & { readonly outside: OutsideServices };
type Stamps = StampTables & { readonly source: StampSource };

const table = ztfTables.byName.ssnamenr;
const ssnamenr = 'i:ssnamenr';
/** What ephemerides, fits and stamps need, whatever columns were asked for. */
const needed = [ssnamenr, 'i:objectId', 'i:jd', 'i:fid', 'i:magpsf', 'i:sigmapsf', 'i:ra', 'i:dec'];
const stampsAtMost = 1000;
const failedStampsHeader = 'x-cutouts-failed';

/** Palomar. */
const observer = 'I41';
/** Exposures of ZTF take 30 s; `jd` is their beginning. */
const halfExposureDays = 15 / 86_400;

/** `/api/v1/sso` of ZTF: alerts of Solar System objects, newest first; by object where ephemerides are attached. */
export async function ztfSso(
  deps: SsoRouteDeps,
  stamps: Stamps,
  args: SsoArguments,
  context: QueryContext,
): Promise<Answer> {
  const withStamps = args.withcutouts || args.withCutouts;
  const isNarrow = args.columns !== undefined;
  if (withStamps && isNarrow && !['i:objectId', 'i:candid'].every((name) => args.columns?.includes(name)))
    throw refusal("You need to add 'i:objectId,i:candid' to the columns.\n", 'columns');
  checkOneObject(args);
  const format = formatNamed(args['output-format']);
  checkFamilies(table, args.columns);
  const objects = await objectsNamed(deps, args, context);
  const read = await alertsOf(deps, { objects, options: tableOptions(args) }, context);
  if (read.draft.rowCount === 0) return tableAnswer(read.draft, { format, truncated: false }, context);
  const added = withStamps ? await stampColumn(stamps, read, args['cutout-kind'], context) : undefined;
  const columns = [...read.draft.columns, ...nameColumns(read, objects), ...(added?.columns ?? [])];
  const plain: Table = { ...read.draft, columns };
  const answered =
    args.withEphem || args.withResiduals ? await withEphemerides(deps, { read, plain, args }, context) : plain;
  const answer = await tableAnswer(answered, { format, truncated: read.truncated, limit: rowsPerId }, context);
  if (added === undefined || added.failed === 0) return answer;
  return { ...answer, headers: { ...answer.headers, [failedStampsHeader]: String(added.failed) } };
}

async function objectsNamed(deps: SsoRouteDeps, args: SsoArguments, context: QueryContext): Promise<SsoObject[]> {
  const objects: SsoObject[] = [];
  for (const name of namesIn(args)) {
    const object = await ssoObjectOf(deps, name, context);
    if (object === undefined) throw unknownName(args);
    objects.push(object);
  }
  return objects;
}

interface ReadAlerts {
  readonly draft: TableDraft;
  /** The same rows with the columns that are needed here. */
  readonly own: TableDraft;
  readonly alerts: readonly SsoAlert[];
  readonly truncated: boolean;
}

async function alertsOf(
  deps: ReadDeps,
  request: { readonly objects: readonly SsoObject[]; readonly options: TableOptions },
  context: QueryContext,
): Promise<ReadAlerts> {
  const asked = request.options.columns;
  const columns = asked && [...new Set([...asked, ssnamenr])];
  const options = { ...request.options, columns };
  const names = [...new Set(request.objects.flatMap(({ ssnamenrs }) => ssnamenrs))].sort();
  const block = new RowBlock();
  const scan = {
    table,
    ranges: names.map(rangeOfSsnamenr),
    perRange: true,
    limit: rowsPerId,
    columns: columns && [...new Set([...columns, ...needed])],
  };
  const { truncated } = await readRows(deps.store, scan, { block, context });
  const schema = await deps.schemas.read(table, { signal: context.signal });
  const draft = decodeRows(ztfDecoding, { block, schema, options }, context);
  const own = draftTable({ block, schema, known: ztfDecoding.known, options }, draft.order, needed);
  return { draft, own, alerts: ssoAlertsOf(own), truncated };
}

function ssoAlertsOf(own: Table): SsoAlert[] {
  const names = textsOf(own, ssnamenr);
  const bands = textsOf(own, 'i:fid');
  const [jd, magnitude, sigma] = [numbersOf(own, 'i:jd'), numbersOf(own, 'i:magpsf'), numbersOf(own, 'i:sigmapsf')];
  const [ra, dec] = [numbersOf(own, 'i:ra'), numbersOf(own, 'i:dec')];
  const at = (values: Float64Array, row: number): number => values[row] ?? Number.NaN;
  return names.map((name, row) => ({
    ssnamenr: name,
    jd: at(jd, row),
    magnitude: at(magnitude, row),
    sigma: at(sigma, row),
    band: bands[row] ?? '',
    raDeg: at(ra, row),
    decDeg: at(dec, row),
  }));
}

/** What the objects are called, by the name that an alert carries. */
function nameColumns({ alerts }: ReadAlerts, objects: readonly SsoObject[]): TableColumn[] {
  const byName = new Map(objects.flatMap((object) => object.ssnamenrs.map((name) => [name, object] as const)));
  const names = alerts.map((alert) => byName.get(alert.ssnamenr)?.name ?? null);
  const numbers = alerts.map((alert) => byName.get(alert.ssnamenr)?.number ?? null);
  return [computedColumn('sso_name', 'text', names), computedColumn('sso_number', 'long', numbers)];
}

async function stampColumn(
  stamps: Stamps,
  { own, alerts }: ReadAlerts,
  kind: string,
  context: QueryContext,
): Promise<{ readonly columns: readonly TableColumn[]; readonly failed: number }> {
  const known = stampKinds.find((one) => one === kind);
  if (known === undefined)
    throw refusal('`cutout-kind` must be `Science`, `Difference`, or `Template`.\n', 'cutout-kind');
  if (alerts.length > stampsAtMost) {
    const words = `\`withcutouts\` is for at most ${stampsAtMost} alerts, and these are ${alerts.length}.`;
    throw new PortalError('bad-request', words, { argument: 'withcutouts' });
  }
  const objectIds = textsOf(own, 'i:objectId');
  const keys = alerts.map(({ jd }, row) =>
    rowKey(stamps.tables.cutouts, (column) => (column === 'i:jd' ? jd : objectIds[row])),
  );
  const rows = await stampRowsByKeys(stamps, keys, context);
  const { byKind, failed } = await stampColumns(stamps.source, rows, known, context);
  const columns = [...byKind].map(([name, values]) => computedColumn(`b:cutout${name}_stampData`, 'array', values));
  return { columns, failed };
}

/** The table by object, with ephemerides before its own columns and reduced magnitudes behind them. */
async function withEphemerides(
  { outside }: SsoRouteDeps,
  request: { readonly read: ReadAlerts; readonly plain: Table; readonly args: SsoArguments },
  context: QueryContext,
): Promise<Table> {
  const { read, plain, args } = request;
  if (args.withResiduals) checkFitSize(plain.rowCount);
  const order = groupedByName(read.alerts.map(({ ssnamenr: name }) => name));
  const alerts = order.flatMap((row) => read.alerts[row] ?? []);
  const epochs = {
    observer,
    names: alerts.map(({ ssnamenr: name }) => name),
    jdUtc: alerts.map(({ jd }) => jd + halfExposureDays),
  };
  const ephemerides = await ephemeridesOf(outside.miriade, epochs, context);
  const reduced = reducedMagnitudes(
    alerts.map(({ magnitude }) => magnitude),
    ephemerides,
  );
  const columns = [
    ...ephemerisColumns(ephemerides),
    ...inOrder(plain, order).columns,
    magnitudeColumn('i:magpsf_red', reduced, order.length),
  ];
  if (args.withResiduals) {
    const residuals = await residualsOf(alerts, { reduced, ephemerides }, context);
    columns.push(magnitudeColumn('residuals_shg1g2', residuals, order.length));
  }
  return { ...inOrder(plain, order), columns };
}
