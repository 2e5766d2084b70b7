import { secondsOfUtcDay } from '#domain/time/leap-seconds.ts';
import { mjdUtcFromJdUtc } from '#domain/time/scales.ts';
import type { JdUtc, MjdUtc } from '#domain/units/quantity.ts';

const mjdOfUnixZero = 40_587;
const msOfDay = 86_400_000;

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function dateOfDay(mjdDay: number): string {
  return new Date((mjdDay - mjdOfUnixZero) * msOfDay).toISOString().slice(0, 10);
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
  const time = [Math.floor(minuteOfDay / 60), minuteOfDay % 60, Math.floor(msOfMinute / 1000)].map(twoDigits).join(':');
  return `${dateOfDay(day)} ${time}.${String(msOfMinute % 1000).padStart(3, '0')}`;
}

/** MJD UTC as astropy prints it: `YYYY-MM-DD HH:MM:SS.sss`, milliseconds rounded. */
export function isoFromMjdUtc(mjd: MjdUtc): string {
  return textOfDay(mjd, secondsOfUtcDay);
}

/** JD UTC as astropy prints it: `YYYY-MM-DD HH:MM:SS.sss`, milliseconds rounded. */
export function isoFromJdUtc(jd: JdUtc): string {
  return isoFromMjdUtc(mjdUtcFromJdUtc(jd));
}
