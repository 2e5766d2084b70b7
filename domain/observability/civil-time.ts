import type { UnixMs } from '#domain/units/quantity.ts';

/** What a clock on a wall shows. */
export interface CivilTime {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly hour: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}

function partsOf(ms: UnixMs, timeZone: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
}

const two = (value: number): string => String(value).padStart(2, '0');

/** What clocks of a zone show, its summer time included. */
export function civilTime(ms: UnixMs, timeZone: string): CivilTime {
  const { year = '', month = '', day = '', hour = '', minute = '' } = partsOf(ms, timeZone);
  return { date: `${year.padStart(4, '0')}-${month}-${day}`, hour: Number(hour), minute: Number(minute) };
}

/** How far the clocks of a zone are ahead of UTC at a moment, minutes: −420, 330, … */
export function offsetMinutes(ms: UnixMs, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(ms, timeZone);
  const shown = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return Math.round((shown - Math.floor(ms / 1000) * 1000) / 60_000);
}

/** `HH:MM` of a zone's clocks, to the nearest minute. */
export function clockText(ms: UnixMs, timeZone: string): string {
  const { hour, minute } = civilTime(Math.round(ms / 60_000) * 60_000, timeZone);
  return `${two(hour)}:${two(minute)}`;
}

/** `UTC−7`, `UTC+5:30` */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? '' : `:${two(size % 60)}`;
  return size === 0 ? 'UTC' : `UTC${minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${rest}`;
}

/** The day that is `days` after a date. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * The moment at which a zone's day begins. Where clocks are put forward at midnight there is no 00:00: it is the moment of the change.
 */
export function startOfDay(date: string, timeZone: string): UnixMs {
  const asUtc = Date.parse(`${date}T00:00Z`);
  const before = offsetMinutes(asUtc - 86_400_000, timeZone);
  const guess = asUtc - before * 60_000;
  const after = offsetMinutes(guess, timeZone);
  if (after === before) return guess;
  const later = asUtc - after * 60_000;
  return offsetMinutes(later, timeZone) === after ? later : guess;
}
