import { jdUtcFromMjdUtc, mjdUtcFromUnixMs } from '#domain/time/scales.ts';
import type { UnixMs } from '#domain/units/quantity.ts';
import type { ConesearchArguments } from '#server/contracts/object-api-arguments.ts';
import type { Answer } from '#server/http/answer.ts';
import type { RequestContext } from '#server/http/request-context.ts';
import type { Row } from '#server/ports/wide-row-store.ts';
import { numberReader } from '#server/storage/cell-codec.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { coneAnswer } from './cone.ts';
import type { ReadDeps } from './read-deps.ts';
import { jdArgument } from './time-ranges.ts';
import { ztfDecoding } from './ztf-decoding.ts';

const firstJd = 0;
const began = 'i:jdstarthist';

function beganBetween(fromJd: number, toJd: number): (row: Row) => boolean {
  const beganOf = numberReader(began, 'double');
  return (row) => {
    const jd = beganOf(row) ?? Number.NaN;
    return jd >= fromJd && jd <= toJd;
  };
}

/** `/api/v1/conesearch` of ZTF; dates mean the first variation of an object (jdstarthist) and count only with `startdate`. */
export function ztfCone(
  deps: ReadDeps & { readonly now: () => UnixMs },
  args: ConesearchArguments,
  context: RequestContext,
): Promise<Answer> {
  const { startdate, stopdate, window } = args;
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
      needed: [began],
      bare: true,
      ...(startdate === undefined ? {} : { keepRow: beganBetween(fromJd, toJd) }),
      keep: (_, rows) => rows,
    },
    context,
  );
}
