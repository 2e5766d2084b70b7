import { PortalError, shownValue } from '#domain/failure.ts';
import { secondsOfUtcDay } from '#domain/time/leap-seconds.ts';

const jdOfMjdZero = 2_400_000.5;
const mjdOfUnixZero = 40_587;
const msOfDay = 86_400_000;

/** A date as a whole MJD day and a fraction: neither JD nor MJD loses digits that the other would keep. */
interface DayAndFraction {
  readonly day: number;
  readonly fraction: number;
}

const clock = String.raw`(\d{1,2}):(\d{1,2})(?::(\d{1,2}(?:\.\d*)?))?`;
const calendarPattern = new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[ T]${clock})?Z?$`);
const yearDayPattern = new RegExp(`^(\\d{4}):(\\d{3})(?::${clock})?$`);
const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function mjdOfDate(year: number, month: number, date: number): number | undefined {
  const ms = Date.UTC(2000, month - 1, date);
  const moment = new Date(ms);
  moment.setUTCFullYear(year, month - 1, date);
  const isThatDay = moment.getUTCMonth() === month - 1 && moment.getUTCDate() === date;
  return isThatDay ? moment.getTime() / msOfDay + mjdOfUnixZero : undefined;
}

function withClock(day: number | undefined, parts: readonly (string | undefined)[]): DayAndFraction | undefined {
  if (day === undefined) return undefined;
  const [hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  const length = secondsOfUtcDay(day);
  const secondOfDay = hour * 3600 + minute * 60 + second;
  const isLeapSecond = hour === 23 && minute === 59 && second < 60 + length - 86_400;
  if (hour > 23 || minute > 59 || (second >= 60 && !isLeapSecond)) return undefined;
  return { day, fraction: secondOfDay / length };
}

function calendarDate(text: string): DayAndFraction | undefined {
  const calendar = calendarPattern.exec(text);
  if (calendar) {
    const day = mjdOfDate(Number(calendar[1]), Number(calendar[2]), Number(calendar[3]));
    return withClock(day, calendar.slice(4, 7));
  }
  const yearDay = yearDayPattern.exec(text);
  if (!yearDay) return undefined;
  const newYear = mjdOfDate(Number(yearDay[1]), 1, 1);
  const nextYear = mjdOfDate(Number(yearDay[1]) + 1, 1, 1);
  const ordinal = Number(yearDay[2]);
  if (newYear === undefined || nextYear === undefined || ordinal < 1 || newYear + ordinal > nextYear) return undefined;
  return withClock(newYear + ordinal - 1, yearDay.slice(3, 6));
}

function refusal(value: unknown, argument: string): PortalError {
  const message = `\`${argument}\` is not a date: ${shownValue(value)}. Give YYYY-MM-DD[ HH:MM[:SS]], a JD or an MJD.`;
  return new PortalError('bad-request', message, { argument });
}

/** The number of days when the text is a plain number, as `float()` of Python reads it. */
function numberOf(value: string | number): number | undefined {
  if (typeof value === 'number') return value;
  const text = value.trim();
  return numberPattern.test(text) ? Number(text) : undefined;
}

/** A number is a JD from 2,400,000 on, else an MJD: the rule of both APIs. */
function isJd(days: number): boolean {
  return Math.trunc(days / 2_400_000) !== 0;
}

/**
 * A date in an argument → Julian Date, days, in the scale that the caller reads it in.
 *
 * Takes ISO (`YYYY-MM-DD`, with a space or `T` and `HH:MM[:SS[.f]]`), `YYYY:DDD`, a JD or an MJD, as text or number.
 * @throws {PortalError} `bad-request` for anything else, a day that doesn't exist included.
 */
export function jdFromDateText(value: string | number, argument = 'date'): number {
  const date = typeof value === 'string' ? calendarDate(value.trim()) : undefined;
  if (date) return date.day + jdOfMjdZero + date.fraction;
  const days = numberOf(value);
  if (days === undefined || !Number.isFinite(days)) throw refusal(value, argument);
  return isJd(days) ? days : days + jdOfMjdZero;
}

/**
 * A date in an argument → Modified Julian Date, days, in the scale that the caller reads it in.
 * The same grammar as {@link jdFromDateText}.
 * @throws {PortalError} `bad-request`
 */
export function mjdFromDateText(value: string | number, argument = 'date'): number {
  const date = typeof value === 'string' ? calendarDate(value.trim()) : undefined;
  if (date) return date.day + date.fraction;
  const days = numberOf(value);
  if (days === undefined || !Number.isFinite(days)) throw refusal(value, argument);
  return isJd(days) ? days - jdOfMjdZero : days;
}
