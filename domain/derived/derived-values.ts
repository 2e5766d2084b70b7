import { type Candidate, type Epoch, historyOf, isMeasured, referenceOf } from '#domain/derived/history.ts';
import { magRateOf } from '#domain/derived/mag-rate.ts';
import { type SolarSystemFlag, solarSystemFlagOf } from '#domain/derived/solar-system-flag.ts';

/** The added columns that follow from a bare ZTF packet alone, by their names. Numbers that can't be had are NaN. */
export interface DerivedValues {
  readonly 'd:nalerthist': number;
  readonly 'd:jd_first_real_det': number;
  readonly 'd:jdstarthist_dt': number;
  readonly 'd:mag_rate': number;
  readonly 'd:sigma_rate': number;
  readonly 'd:lower_rate': number;
  readonly 'd:upper_rate': number;
  readonly 'd:delta_time': number;
  readonly 'd:from_upper': boolean;
  readonly 'd:roid': SolarSystemFlag;
}

/**
 * Values that follow from a packet: its candidate and its `prv_candidates`, in any order.
 * Definitions as in fink-science 7.4; rates by fixed draws, see {@link magRateOf}.
 */
export function derivedValues(candidate: Candidate, previous: readonly Epoch[]): DerivedValues {
  const history = historyOf(candidate, previous);
  const measured = history.filter(isMeasured);
  const first = measured[0]?.jd ?? Number.NaN;
  const rate = magRateOf(candidate, referenceOf(history));
  return {
    'd:nalerthist': measured.length,
    'd:jd_first_real_det': first,
    'd:jdstarthist_dt': first - (candidate.jdstarthist ?? Number.NaN),
    'd:mag_rate': rate.mean,
    'd:sigma_rate': rate.sigma,
    'd:lower_rate': rate.lower,
    'd:upper_rate': rate.upper,
    'd:delta_time': rate.deltaDays,
    'd:from_upper': rate.fromUpper,
    'd:roid': solarSystemFlagOf(candidate, history),
  };
}
