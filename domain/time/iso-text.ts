import { secondsOfUtcDay } from '#domain/time/leap-seconds.ts';
import { mjdUtcFromJdUtc } from '#domain/time/scales.ts';
import type { JdUtc, MjdUtc } from '#domain/units/quantity.ts';

const mjdOfUnixZero = 40_587;
const msOfDay = 86_400_000;

const twoDigits: readonly string[] = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
const firstDay = -678_941; // 0000-01-01
const lastDay = 2_973_483; // 9999-12-31
const daysOf400Years = 146_097;
const daysOf100Years = 36_524;
const daysOf4Years = 1461;

/** The Gregorian date of a day, years 0 to 9999; counted in years that begin in March, so that a leap day is a year's last. */
function dateOfDay(mjdDay: number): string {
  if (!(mjdDay >= firstDay && mjdDay <= lastDay)) {
    return new Date((mjdDay - mjdOfUnixZero) * msOfDay).toISOString().slice(0, 10);
  }
  const day = mjdDay + 678_881; // since 0000-03-01
  const era = Math.floor(day / daysOf400Years);
  const dayOfEra = day - era * daysOf400Years;
  const leapDays =
    Math.floor(dayOfEra / (daysOf4Years - 1)) -
    Math.floor(dayOfEra / daysOf100Years) +
    Math.floor(dayOfEra / (daysOf400Years - 1));
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  const dayOfMonth = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return `${twoDigits[Math.floor(year / 100)]}${twoDigits[year % 100]}-${twoDigits[month]}-${twoDigits[dayOfMonth]}`;
}

/** `YYYY-MM-DD HH:MM:SS.sss` of a day that has `secondsOfDay` seconds; the last of 86,401 is written :60. */
function textOfDay(mjd: number, secondsOf: (day: number) => number): string {
  let day = Math.floor(mjd);
  let seconds = secondsOf(day);
  let ms = Math.round((mjd - day) * seconds * 1000);
  if (ms >= seconds * 1000) {
    ms -= seconds * 1000;
    day += 1;
    seconds = secondsOf(day);
  }
  const minuteOfDay = Math.min(Math.floor(ms / 60_000), 1439);
  const msOfMinute = ms - minuteOfDay * 60_000;
  const second = Math.floor(msOfMinute / 1000);
  const clock = `${twoDigits[Math.floor(minuteOfDay / 60)]}:${twoDigits[minuteOfDay % 60]}:${twoDigits[second]}`;
  const msOfSecond = msOfMinute % 1000;
  return `${dateOfDay(day)} ${clock}.${Math.floor(msOfSecond / 100)}${twoDigits[msOfSecond % 100]}`;
}

/** MJD UTC as astropy prints it: `YYYY-MM-DD HH:MM:SS.sss`, milliseconds rounded. */
export function isoFromMjdUtc(mjd: MjdUtc): string {
  return textOfDay(mjd, secondsOfUtcDay);
}

/** JD UTC as astropy prints it: `YYYY-MM-DD HH:MM:SS.sss`, milliseconds rounded. */
export function isoFromJdUtc(jd: JdUtc): string {
  return isoFromMjdUtc(mjdUtcFromJdUtc(jd));
}
