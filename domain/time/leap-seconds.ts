/**
 * TAI − UTC, whole seconds, from the start of a UTC day on (IERS Bulletin C; leap-seconds.list).
 * No leap second has been announced after 2017-01-01.
 */
const leapSeconds: readonly (readonly [mjdUtc: number, taiMinusUtc: number])[] = [
  [41317, 10], // 1972-01-01
  [41499, 11],
  [41683, 12],
  [42048, 13],
  [42413, 14],
  [42778, 15],
  [43144, 16],
  [43509, 17],
  [43874, 18],
  [44239, 19],
  [44786, 20],
  [45151, 21],
  [45516, 22],
  [46247, 23],
  [47161, 24],
  [47892, 25],
  [48257, 26],
  [48804, 27],
  [49169, 28],
  [49534, 29],
  [50083, 30],
  [50630, 31],
  [51179, 32],
  [53736, 33],
  [54832, 34],
  [56109, 35],
  [57204, 36],
  [57754, 37], // 2017-01-01
];

/** TAI − UTC in seconds on a whole UTC day. Before 1972 UTC ran at another rate: 10 s is given, good to a few seconds. */
export function taiMinusUtcSeconds(mjdUtcDay: number): number {
  for (let index = leapSeconds.length - 1; index >= 0; index -= 1) {
    const entry = leapSeconds[index];
    if (entry && mjdUtcDay >= entry[0]) return entry[1];
  }
  return 10;
}

/** Seconds in a UTC day: 86,401 when it ends in a leap second. */
export function secondsOfUtcDay(mjdUtcDay: number): number {
  const step = mjdUtcDay < 41317 ? 0 : taiMinusUtcSeconds(mjdUtcDay + 1) - taiMinusUtcSeconds(mjdUtcDay);
  return 86_400 + step;
}
