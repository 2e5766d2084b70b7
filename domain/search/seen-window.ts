import { PortalError, shownValue } from '#domain/failure.ts';
import { isoFromMjd } from '#domain/object/format-value.ts';
import { mjdFromDateText } from '#domain/time/date-text.ts';

/** A span of time that a search is confined to, UTC, `YYYY-MM-DD HH:MM:SS`. */
export interface SeenWindow {
  readonly from: string;
  /** Absent: until now. */
  readonly to?: string | undefined;
}

/** No survey here is older. */
const beginning = '2015-01-01 00:00:00';
const mostDays = 1e6;

/**
 * The span that `after=`, `before=` and `window=` (days) name together; undefined for none of them.
 * Dates are ISO, JD or MJD, as both APIs take them.
 * @throws {PortalError} `bad-request` with the words for a date or number that can't be read, and for ends that contradict each other.
 */
export function seenWindowFrom(given: ReadonlyMap<string, string>): SeenWindow | undefined {
  const [after, before, window] = ['after', 'before', 'window'].map((name) => given.get(name));
  if (after === undefined && before === undefined && window === undefined) return undefined;
  if (before !== undefined && window !== undefined)
    throw refusal('before= and window= both say when to end: give one.');
  const from = after === undefined ? undefined : mjdFromDateText(after, 'after');
  if (window !== undefined) return withDays(from, window);
  const to = before === undefined ? undefined : mjdFromDateText(before, 'before');
  if (from !== undefined && to !== undefined && to <= from) throw refusal('before= must be later than after=.');
  return { from: from === undefined ? beginning : isoFromMjd(from), to: to === undefined ? undefined : isoFromMjd(to) };
}

function withDays(from: number | undefined, window: string): SeenWindow {
  if (from === undefined) throw refusal('window= counts days from after=, which is missing.');
  const days = /^\d+(?:\.\d+)?$/.test(window) ? Number(window) : Number.NaN;
  if (!(days > 0 && days < mostDays)) throw refusal(`window=${shownValue(window)}: a number of days above 0.`);
  return { from: isoFromMjd(from), to: isoFromMjd(from + days) };
}

const refusal = (words: string): PortalError => new PortalError('bad-request', words);
