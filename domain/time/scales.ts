import { secondsOfUtcDay, taiMinusUtcSeconds } from '#domain/time/leap-seconds.ts';
import type { JdUtc, MjdTai, MjdUtc, UnixMs } from '#domain/units/quantity.ts';

const jdOfMjdZero = 2_400_000.5;
const mjdOfUnixZero = 40_587;
const msOfDay = 86_400_000;

/** MJD is JD − 2400000.5; exact in double precision for dates of our century. */
export function mjdUtcFromJdUtc(jd: JdUtc): MjdUtc {
  return jd - jdOfMjdZero;
}

export function jdUtcFromMjdUtc(mjd: MjdUtc): JdUtc {
  return mjd + jdOfMjdZero;
}

/**
 * UTC → TAI, days. On a day that ends in a leap second UTC is counted as SOFA counts it: the fraction runs over 86,401 s.
 */
export function mjdTaiFromMjdUtc(mjd: MjdUtc): MjdTai {
  const day = Math.floor(mjd);
  const seconds = (mjd - day) * secondsOfUtcDay(day) + taiMinusUtcSeconds(day);
  return day + seconds / 86_400;
}

/** TAI → UTC, days; the inverse of {@link mjdTaiFromMjdUtc}. */
export function mjdUtcFromMjdTai(mjd: MjdTai): MjdUtc {
  const taiDay = Math.floor(mjd);
  const seconds = (mjd - taiDay) * 86_400;
  const isNextDay = seconds >= taiMinusUtcSeconds(taiDay);
  const day = isNextDay ? taiDay : taiDay - 1;
  const secondsOfDay = seconds + (isNextDay ? 0 : 86_400) - taiMinusUtcSeconds(day);
  return day + secondsOfDay / secondsOfUtcDay(day);
}

export function mjdTaiFromJdUtc(jd: JdUtc): MjdTai {
  return mjdTaiFromMjdUtc(mjdUtcFromJdUtc(jd));
}

export function jdUtcFromMjdTai(mjd: MjdTai): JdUtc {
  return jdUtcFromMjdUtc(mjdUtcFromMjdTai(mjd));
}

/** Unix time has no leap seconds: a day is always 86,400 s. */
export function unixMsFromMjdUtc(mjd: MjdUtc): UnixMs {
  return (mjd - mjdOfUnixZero) * msOfDay;
}

export function mjdUtcFromUnixMs(ms: UnixMs): MjdUtc {
  return ms / msOfDay + mjdOfUnixZero;
}
