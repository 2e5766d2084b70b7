import type { z } from 'zod';
import { jdUtcFromMjdUtc, mjdUtcFromUnixMs } from '#domain/time/scales.ts';
import type { UnixMs } from '#domain/units/quantity.ts';
import type { anomalyArguments } from '#server/contracts/arguments/ztf-lists.ts';
import type { Answer } from '#server/http/answer.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { type QueryContext, tableOptions } from './answer-options.ts';
import { decodeRows } from './decode.ts';
import { newestStream } from './newest-stream.ts';
import { answerStamp, type ReadDeps } from './read-deps.ts';
import { checkFamilies, hasMoreRows, readRows, rowsAtOnce } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import { streamedAnswer } from './streamed-answer.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';
import { firstNightJd, jdArgument, timeScan } from './time-ranges.ts';
import { ztfDecoding } from './ztf-decoding.ts';

const table = ztfTables.byName.anomaly;

/** `/api/v1/anomaly` of ZTF: alerts that were most unusual in their nights, newest first; the day of `stop_date` counts in full. */
export async function ztfAnomaly(
  deps: ReadDeps & { readonly now: () => UnixMs },
  args: z.output<typeof anomalyArguments>,
  context: QueryContext,
): Promise<Answer> {
  const format = formatNamed(args['output-format']);
  const options = tableOptions(args);
  checkFamilies(table, options.columns);
  const fromJd = jdArgument(args.start_date, 'start_date', firstNightJd);
  const toJd = jdArgument(args.stop_date, 'stop_date', jdUtcFromMjdUtc(mjdUtcFromUnixMs(deps.now()))) + 1;
  const limit = args.n;
  const scan = { table, ...timeScan('', fromJd, toJd), limit, columns: options.columns, reversed: true };
  const schema = await deps.schemas.read(table, { signal: context.signal });
  if (limit > rowsAtOnce && (await hasMoreRows(deps.store, scan, context))) {
    return streamedAnswer(
      newestStream(deps, { decoding: ztfDecoding, scan, lead: '', schema, options }),
      format,
      context,
    );
  }
  const block = new RowBlock();
  const { truncated } = await readRows(deps.store, scan, { block, context });
  block.rows.reverse();
  const decoded = decodeRows(ztfDecoding, { block, schema, options }, context);
  return tableAnswer(decoded, { format, truncated, limit, stamp: answerStamp(deps, block) }, context);
}
