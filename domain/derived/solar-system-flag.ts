import { type Candidate, type Epoch, isMeasured } from '#domain/derived/history.ts';

export type SolarSystemFlag = 0 | 1 | 2 | 3;

const halfHourDays = 30 / (24 * 60);

function isBetween(value: number | undefined, low: number, high: number): boolean {
  return value !== undefined && value > low && value < high;
}

function isKnown(candidate: Candidate, measured: number): boolean {
  const { ssdistnr = Number.NaN, distpsnr1 = Number.NaN, ndethist = Number.NaN } = candidate;
  return ssdistnr >= 0 && ssdistnr < 5 && Math.abs(distpsnr1) > ssdistnr && ndethist <= 5 && measured <= 5;
}

/** What speaks against a body that moves on: a star beneath, or an earlier visit. */
function isVetoed(candidate: Candidate, history: readonly Epoch[], measured: number): boolean {
  const [before, latest] = history.slice(-2);
  const isSlow = measured === 2 && before !== undefined && latest !== undefined && latest.jd - before.jd > halfHourDays;
  const isReturning = candidate.ndethist === 2 && measured === 1;
  return isBetween(candidate.distpsnr1, 0, 5) || isSlow || isReturning;
}

/**
 * `roid`: 3 a known Solar System body nearby, 2 a candidate, 1 a first detection, 0 none of these.
 * `history` is oldest first and ends with the candidate.
 */
export function solarSystemFlagOf(candidate: Candidate, history: readonly Epoch[]): SolarSystemFlag {
  const measured = history.filter(isMeasured).length;
  if (isKnown(candidate, measured)) return 3;
  if (isVetoed(candidate, history, measured)) return 0;
  const { sgscore1 = Number.NaN, ndethist = Number.NaN } = candidate;
  if (sgscore1 < 0.76 && ndethist <= 2) return 2;
  return ndethist === 1 ? 1 : 0;
}
