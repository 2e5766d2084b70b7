import { jdUtcFromMjdUtc, mjdUtcFromUnixMs } from '#domain/time/scales.ts';
import type { UnixMs } from '#domain/units/quantity.ts';
import type { ConesearchArguments } from '#server/contracts/object-api-arguments.ts';
import type { Answer } from '#server/http/answer.ts';
import type { RequestContext } from '#server/http/request-context.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { type ConeRequest, coneAnswer } from './cone.ts';
import type { ReadDeps } from './read-deps.ts';
import { jdArgument } from './time-ranges.ts';
import { ztfDecoding } from './ztf-decoding.ts';

const firstJd = 0;
/** Digits of a Julian date before the point, from the year −1976 to 22,666. */
const digits = 7;

function datesOf(from: number, to: number): Pick<ConeRequest, 'times' | 'keepRow'> {
  return { times: { from, to, digits }, keepRow: (began) => began >= from && began <= to };
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
      beganColumn: 'i:jdstarthist',
      bare: true,
      ...(startdate === undefined ? {} : datesOf(fromJd, toJd)),
      keep: () => true,
    },
    context,
  );
}
