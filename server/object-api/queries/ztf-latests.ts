import type { z } from 'zod';
import { PortalError } from '#domain/failure.ts';
import { jdUtcFromMjdUtc, mjdUtcFromUnixMs } from '#domain/time/scales.ts';
import type { UnixMs } from '#domain/units/quantity.ts';
import type { latestsArguments } from '#server/contracts/object-api-arguments.ts';
import type { Answer } from '#server/http/answer.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type QueryContext, tableOptions } from './answer-options.ts';
import { decodeRows } from './decode.ts';
import { placeOfZtfClass } from './latest-tables.ts';
import { newestStream } from './newest-stream.ts';
import { answerStamp, type ReadDeps } from './read-deps.ts';
import { checkFamilies, hasMoreRows, readRows, rowsAtOnce } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import { streamedAnswer } from './streamed-answer.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';
import { firstNightJd, jdArgument, timeScan } from './time-ranges.ts';
import { isTrend, rowsOfTrend, trendRefusal, trendRules } from './trends.ts';
import { ztfDecoding } from './ztf-decoding.ts';

/**
 * `/api/v1/latests` of ZTF: alerts of a class, newest first, `n` at most (read before a trend leaves some out).
 * @throws {PortalError} `bad-request`, for colours of more alerts than one answer holds too: they follow from all of an object's alerts.
 */
export async function ztfLatests(
  deps: ReadDeps & { readonly now: () => UnixMs },
  args: z.output<typeof latestsArguments>,
  context: QueryContext,
): Promise<Answer> {
  const { trend, n } = args;
  const refused = trend === undefined ? undefined : trendRefusal(trend, args.class);
  if (refused !== undefined) throw new Refusal('bad-request', refused, { form: 'plain', argument: 'trend' });
  const format = formatNamed(args['output-format']);
  const options = tableOptions(args);
  const { table, lead, latestPerObject } = placeOfZtfClass(args.class);
  checkFamilies(table, options.columns);
  if (args.color && n > rowsAtOnce) {
    const words = `\`color\` is for at most ${rowsAtOnce} alerts, and \`n\` is ${n}. Ask for fewer, or leave \`color\` out.`;
    throw new PortalError('bad-request', words, { argument: 'n' });
  }
  const fromJd = jdArgument(args.startdate, 'startdate', firstNightJd);
  const toJd = jdArgument(args.stopdate, 'stopdate', jdUtcFromMjdUtc(mjdUtcFromUnixMs(deps.now())));
  const rule = trend !== undefined && isTrend(trend) ? trendRules[trend] : undefined;
  const columns = options.columns && rule ? [...new Set([...options.columns, ...rule.columns])] : options.columns;
  const scan = { table, ...timeScan(lead, fromJd, toJd), limit: n, columns, reversed: true };
  const schema = await deps.schemas.read(table, { signal: context.signal });
  if (n > rowsAtOnce && (await hasMoreRows(deps.store, scan, context))) {
    const keepRows = rule === undefined ? undefined : (block: RowBlock) => new Set(rowsOfTrend(block, rule));
    const request = { decoding: ztfDecoding, scan, lead, schema, options, latestPerObject, keepRows };
    return streamedAnswer(newestStream(deps, request), format, context);
  }
  const block = new RowBlock();
  const { truncated } = await readRows(deps.store, scan, { block, context });
  block.rows.reverse();
  const rows = rule && rowsOfTrend(block, rule);
  const request = { block, schema, options, colours: args.color, rows, latestPerObject };
  const how = { format, truncated, limit: n, stamp: answerStamp(deps, block), blocks: [block] };
  return tableAnswer(decodeRows(ztfDecoding, request, context), how, context);
}
