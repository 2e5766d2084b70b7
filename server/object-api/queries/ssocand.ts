import type { z } from 'zod';
import { jdUtcFromMjdUtc, mjdUtcFromUnixMs } from '#domain/time/scales.ts';
import type { UnixMs } from '#domain/units/quantity.ts';
import type { ssocandArguments } from '#server/contracts/arguments/ztf-lists.ts';
import type { Answer } from '#server/http/answer.ts';
import { prefixRange } from '#server/ports/wide-row-store.ts';
import { keyPrefix } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { type QueryContext, tableOptions } from './answer-options.ts';
import { decodeRows } from './decode.ts';
import type { ReadDeps } from './read-deps.ts';
import { readRows, rowsPerAnswer, type ScanRequest } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';
import { firstNightJd, jdArgument, timeScan } from './time-ranges.ts';
import { ztfDecoding } from './ztf-decoding.ts';

const { orbCand, ssoCand } = ztfTables.byName;

type SsocandArguments = z.output<typeof ssocandArguments>;

/** One orbit by its whole key, or all of them: an id that begins like another is another. */
function orbits({ ssoCandId }: SsocandArguments): ScanRequest {
  const limit = rowsPerAnswer;
  if (ssoCandId === undefined) return { table: orbCand, ranges: [prefixRange('cand_')], limit };
  const key = keyPrefix(orbCand, ssoCandId);
  return { table: orbCand, ranges: [prefixRange(key)], limit, keep: (row) => row.key === key };
}

/** Rows by time; of one candidate those whose keys end in its id. */
function lightcurves({ ssoCandId, ...args }: SsocandArguments, nowMs: UnixMs): ScanRequest {
  const fromJd = jdArgument(args.start_date, 'start_date', firstNightJd);
  const toJd = jdArgument(args.stop_date, 'stop_date', jdUtcFromMjdUtc(mjdUtcFromUnixMs(nowMs)));
  const { ranges, keep: isInTime } = timeScan('', fromJd, toJd);
  const isMeant = (key: string): boolean => ssoCandId === undefined || key.slice(key.indexOf('_') + 1) === ssoCandId;
  return {
    table: ssoCand,
    ranges,
    limit: args.maxnumber,
    keep: (row) => isMeant(row.key) && isInTime(row),
  };
}

/** `/api/v1/ssocand` of ZTF: orbits of Solar System candidates, or the alerts they follow from, ascending by key. */
export async function ztfSsocand(
  deps: ReadDeps & { readonly now: () => UnixMs },
  args: SsocandArguments,
  context: QueryContext,
): Promise<Answer> {
  const format = formatNamed(args['output-format']);
  const scan = args.kind === 'orbParams' ? orbits(args) : lightcurves(args, deps.now());
  const block = new RowBlock();
  const { truncated } = await readRows(deps.store, scan, { block, context });
  const schema = await deps.schemas.read(scan.table, { signal: context.signal });
  const options = tableOptions(args);
  const decoded = decodeRows(ztfDecoding, { block, schema, options, keepOrder: true, bare: true }, context);
  return tableAnswer(decoded, { format, truncated, limit: scan.limit }, context);
}
