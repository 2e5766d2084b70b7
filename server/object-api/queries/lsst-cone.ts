import { mjdFromDateText } from '#domain/time/date-text.ts';
import type { LsstConesearchArguments } from '#server/contracts/object-api-arguments.ts';
import type { Answer } from '#server/http/answer.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { RequestContext } from '#server/http/request-context.ts';
import { lsstTables } from '#server/storage/surveys/lsst.ts';
import { type ConeRequest, coneAnswer } from './cone.ts';
import { lsstPixelDecoding } from './lsst-decoding.ts';
import type { KeyTimes } from './pixel-ranges.ts';
import type { ReadDeps } from './read-deps.ts';

const first = 'f:firstDiaSourceMjdTaiFink';
const last = 'r:midpointMjdTai';

interface Dates {
  readonly from: number;
  readonly to: number;
}

/** The interval of the dates, MJD TAI, or undefined without dates; `window` counts from `startdate`. */
function datesOf({ startdate, stopdate, window }: LsstConesearchArguments): Dates | undefined {
  if (startdate === undefined && stopdate === undefined) return undefined;
  const from = startdate === undefined ? Number.NEGATIVE_INFINITY : mjdFromDateText(startdate, 'startdate');
  const stop = stopdate === undefined ? Number.POSITIVE_INFINITY : mjdFromDateText(stopdate, 'stopdate');
  const end = window === undefined ? Number.POSITIVE_INFINITY : from + window;
  return { from, to: startdate === undefined ? stop : Math.min(stop, end) };
}

/** What of an object's variation (its first and last source) must lie inside the dates. */
const rules: Readonly<
  Record<LsstConesearchArguments['kind'], (began: number, ended: number, dates: Dates) => boolean>
> = {
  within: (began, ended, { from, to }) => began >= from && ended <= to,
  across: (began, ended, { from, to }) => ended >= from && began <= to,
};

/** Digits of a Modified Julian Date before the point, from 1886 to 2132. */
const digits = 5;

/** Which first sources an object can have that a rule allows: those are in the keys. */
const keyTimes: Readonly<Record<LsstConesearchArguments['kind'], (dates: Dates) => KeyTimes>> = {
  within: ({ from, to }) => ({ from, to, digits }),
  across: ({ to }) => ({ from: Number.NEGATIVE_INFINITY, to, digits }),
};

/** `/api/v1/conesearch` of Rubin; dates are read as TAI. */
export function lsstCone(deps: ReadDeps, args: LsstConesearchArguments, context: RequestContext): Promise<Answer> {
  const dates = datesOf(args);
  if (dates !== undefined && args.columns !== undefined && !args.columns.includes(first)) {
    const words = `You need to specify ${first} in the columns to filter on dates.\n`;
    throw new Refusal('bad-request', words, { argument: 'columns' });
  }
  const request: ConeRequest = {
    decoding: lsstPixelDecoding,
    tables: lsstTables,
    args,
    always: ['r:ra', 'r:dec', last],
    beganColumn: first,
    bare: false,
    ...(dates === undefined ? {} : { times: keyTimes[args.kind](dates) }),
    keep: (began, time) => dates === undefined || rules[args.kind](began, time, dates),
  };
  return coneAnswer(deps, request, context);
}
