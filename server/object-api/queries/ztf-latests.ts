import type { z } from 'zod';
import { jdUtcFromMjdUtc, mjdUtcFromUnixMs } from '#domain/time/scales.ts';
import type { UnixMs } from '#domain/units/quantity.ts';
import type { latestsArguments } from '#server/contracts/object-api-arguments.ts';
import type { Answer } from '#server/http/answer.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type QueryContext, tableOptions } from './answer-options.ts';
import { isTrend, type Trend, trendRefusal } from './classes-and-trends.ts';
import { decodeRows } from './decode.ts';
import { placeOfZtfClass } from './latest-tables.ts';
import type { ReadDeps } from './read-deps.ts';
import { checkFamilies, readRows } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import { doublesOfRows, readOrder } from './row-order.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';
import { firstNightJd, jdArgument, timeScan } from './time-ranges.ts';
import { ztfDecoding } from './ztf-decoding.ts';

interface TrendRule {
  /** The first of them that a row has counts. */
  readonly columns: readonly string[];
  keep(value: number): boolean;
}

/** Which rows a trend keeps; undefined keeps all. */
const trendRules: Readonly<Record<Trend, TrendRule | undefined>> = {
  rising: { columns: ['d:mag_rate'], keep: (rate) => rate < 0 },
  fading: { columns: ['d:mag_rate'], keep: (rate) => rate > 0 },
  // m0 is the older of the two statistics: an alert has the one or the other.
  new_low_state: { columns: ['d:blazar_stats_m0', 'd:blazar_stats_instantness_low'], keep: (value) => value >= 1 },
  low_state: undefined,
};

/** `/api/v1/latests` of ZTF: alerts of a class, newest first, `n` at most (read before a trend leaves some out). */
export async function ztfLatests(
  deps: ReadDeps & { readonly now: () => UnixMs },
  args: z.output<typeof latestsArguments>,
  context: QueryContext,
): Promise<Answer> {
  const { trend } = args;
  const refused = trend === undefined ? undefined : trendRefusal(trend, args.class);
  if (refused !== undefined) throw new Refusal('bad-request', refused, { form: 'plain', argument: 'trend' });
  const format = formatNamed(args['output-format']);
  const options = tableOptions(args);
  const { table, lead, latestPerObject } = placeOfZtfClass(args.class);
  checkFamilies(table, options.columns);
  const fromJd = jdArgument(args.startdate, 'startdate', firstNightJd);
  const toJd = jdArgument(args.stopdate, 'stopdate', jdUtcFromMjdUtc(mjdUtcFromUnixMs(deps.now())));
  const rule = trend !== undefined && isTrend(trend) ? trendRules[trend] : undefined;
  const block = new RowBlock();
  const columns = options.columns && rule ? [...new Set([...options.columns, ...rule.columns])] : options.columns;
  const scan = { table, ...timeScan(lead, fromJd, toJd), limit: args.n, columns, reversed: true };
  const { truncated } = await readRows(deps.store, scan, { block, context });
  block.rows.reverse();
  const schema = await deps.schemas.read(table, { signal: context.signal });
  const rows = rule && rowsOfTrend(block, rule);
  const request = { block, schema, options, colours: args.color, rows, latestPerObject };
  return tableAnswer(decodeRows(ztfDecoding, request, context), { format, truncated }, context);
}

function rowsOfTrend(block: RowBlock, { columns, keep }: TrendRule): number[] {
  const values = columns.map((column) => doublesOfRows(block, column));
  return readOrder(block).filter((row) => {
    const held = values.find((ofColumn) => !Number.isNaN(ofColumn[row]));
    return keep(held?.[row] ?? Number.NaN);
  });
}
