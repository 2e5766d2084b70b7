import { jdUtcFromMjdUtc, mjdUtcFromUnixMs } from '#domain/time/scales.ts';
import type { UnixMs } from '#domain/units/quantity.ts';
import type { ConesearchArguments } from '#server/contracts/object-api-arguments.ts';
import type { Answer } from '#server/http/answer.ts';
import type { RequestContext } from '#server/http/request-context.ts';
import { keyPrefix, keyRange } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { coneAnswer } from './cone.ts';
import type { ReadDeps } from './read-deps.ts';
import { jdArgument, timeRange } from './time-ranges.ts';
import { ztfDecoding } from './ztf-decoding.ts';

const firstJd = 0;

/** `/api/v1/conesearch` of ZTF; dates mean the first variation of an object (jdstarthist) and count only with `startdate`. */
export function ztfCone(
  deps: ReadDeps & { readonly now: () => UnixMs },
  args: ConesearchArguments,
  context: RequestContext,
): Promise<Answer> {
  const { startdate, stopdate, window } = args;
  const { pixels } = ztfTables;
  const fromJd = jdArgument(startdate, 'startdate', firstJd);
  const nowJd = jdUtcFromMjdUtc(mjdUtcFromUnixMs(deps.now()));
  const toJd = jdArgument(stopdate, 'stopdate', window === undefined ? nowJd : fromJd + window);
  return coneAnswer(
    deps,
    {
      decoding: ztfDecoding,
      tables: ztfTables,
      args,
      always: ['i:ra', 'i:dec'],
      needed: [],
      bare: true,
      rangeOf: (pixel) =>
        startdate === undefined ? keyRange(pixels, pixel) : timeRange(keyPrefix(pixels, pixel), fromJd, toJd),
      keep: (_, rows) => rows,
    },
    context,
  );
}
