import type { PeriodResult, PeriodSearch } from '#domain/periodogram/period-search.ts';
import type { CentredSamples } from '#domain/periodogram/samples.ts';

/** A search that ended, with what it was made of. */
export interface Searched {
  readonly result: PeriodResult;
  readonly search: PeriodSearch;
  readonly samples: CentredSamples;
}
