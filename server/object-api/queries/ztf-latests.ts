import type { z } from 'zod';
import { jdUtcFromMjdUtc, mjdUtcFromUnixMs } from '#domain/time/scales.ts';
import type { UnixMs } from '#domain/units/quantity.ts';
import type { latestsArguments } from '#server/contracts/object-api-arguments.ts';
import { type Answer, htmlType } from '#server/http/answer.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { type QueryContext, tableOptions } from './answer-options.ts';
import { isTrend, placeOfClass, type Trend, trendRefusal } from './classes-and-trends.ts';
import { decodeRows } from './decode.ts';
import type { ReadDeps } from './read-deps.ts';
import { checkFamilies, readRows } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import { doublesOfRows, readOrder } from './row-order.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';
import { jdArgument, timeRange } from './time-ranges.ts';
import { ztfDecoding } from './ztf-decoding.ts';

/** 2019-11-01, the first night that the tables have. */
const firstNightJd = 2_458_788.5;

const tables = { byClass: ztfTables.byName.class, byTns: ztfTables.byName.tns };

/** Which rows a trend keeps; undefined keeps all. */
const trendRules: Readonly<Record<Trend, { column: string; keep: (value: number) => boolean } | undefined>> = {
  rising: { column: 'd:mag_rate', keep: (rate) => rate < 0 },
  fading: { column: 'd:mag_rate', keep: (rate) => rate > 0 },
  new_low_state: { column: 'd:blazar_stats_instantness_low', keep: (value) => value >= 1 },
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
  if (refused !== undefined) return { status: 400, contentType: htmlType, body: refused };
  const format = formatNamed(args['output-format']);
  const options = tableOptions(args);
  const { table, lead } = placeOfClass(args.class, tables);
  checkFamilies(table, options.columns);
  const fromJd = jdArgument(args.startdate, 'startdate', firstNightJd);
  const toJd = jdArgument(args.stopdate, 'stopdate', jdUtcFromMjdUtc(mjdUtcFromUnixMs(deps.now())));
  const rule = trend !== undefined && isTrend(trend) ? trendRules[trend] : undefined;
  const block = new RowBlock();
  const columns = options.columns && rule ? [...new Set([...options.columns, rule.column])] : options.columns;
  const scan = { table, ranges: [timeRange(lead, fromJd, toJd)], limit: args.n, columns, reversed: true };
  const { truncated } = await readRows(deps.store, scan, { block, context });
  block.rows.reverse();
  const schema = await deps.schemas.read(table, { signal: context.signal });
  const values = rule && doublesOfRows(block, rule.column);
  const rows = values && readOrder(block).filter((row) => rule.keep(values[row] ?? Number.NaN));
  const request = { block, schema, options, colours: args.color, rows };
  return tableAnswer(decodeRows(ztfDecoding, request, context), { format, truncated }, context);
}
