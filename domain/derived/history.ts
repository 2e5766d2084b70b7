/** One epoch of a packet's history. Missing numbers are undefined or NaN; without `magpsf` it is an upper limit. */
export interface Epoch {
  readonly jd: number;
  readonly fid: number;
  readonly magpsf?: number | undefined;
  readonly sigmapsf?: number | undefined;
  readonly diffmaglim?: number | undefined;
}

/** What of the candidate itself the derived values need. */
export interface Candidate extends Epoch {
  readonly jdstarthist?: number | undefined;
  readonly ndethist?: number | undefined;
  readonly ssdistnr?: number | undefined;
  readonly distpsnr1?: number | undefined;
  readonly sgscore1?: number | undefined;
}

export function isMeasured(epoch: Epoch): boolean {
  return Number.isFinite(epoch.magpsf);
}

/** `prv_candidates` and the candidate, oldest first, the candidate last. */
export function historyOf(candidate: Candidate, previous: readonly Epoch[]): readonly Epoch[] {
  return [...[...previous].sort((a, b) => a.jd - b.jd), candidate];
}

/**
 * The epoch that the rate of a candidate refers to: the latest earlier one in its filter, a measurement or a limit.
 * An i-band epoch met first ends the search.
 */
export function referenceOf(history: readonly Epoch[]): Epoch | undefined {
  const candidate = history.at(-1);
  const found = history.slice(0, -1).findLast((epoch) => epoch.fid === 3 || epoch.fid === candidate?.fid);
  return found?.fid === 3 ? undefined : found;
}
