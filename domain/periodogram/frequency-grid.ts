import { PortalError } from '#domain/failure.ts';

/** Frequencies `first + k·step`, k from 0 to `count` − 1, per day. */
export interface FrequencyGrid {
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

export interface PeriodRange {
  /** Days. */
  readonly shortest: number;
  readonly longest: number;
}

/** A search over more frequencies than this is refused: its arrays and its minutes are better spent on a narrower range. */
export const mostFrequencies = 4_000_000;

/**
 * Evenly spaced frequencies that cover a range of periods: a peak of a series that is `baseline` days long is 1/baseline wide, and
 * gets `samplesPerPeak` of them (as astropy's `autofrequency` counts).
 * @throws {PortalError} `bad-request` for a range that is none, or too many frequencies.
 */
export function frequencyGrid(range: PeriodRange, baseline: number, samplesPerPeak: number): FrequencyGrid {
  const { shortest, longest } = range;
  if (!(shortest > 0 && longest > shortest))
    throw new PortalError(
      'bad-request',
      `Periods from ${shortest} to ${longest} d are no range; the first must be less.`,
    );
  const step = 1 / (baseline * samplesPerPeak);
  const first = 1 / longest;
  const count = 1 + Math.round((1 / shortest - first) / step);
  if (count > mostFrequencies) {
    throw new PortalError(
      'bad-request',
      `${count} frequencies are more than the ${mostFrequencies} of one search; a longer shortest period, or fewer samples a peak.`,
    );
  }
  return { first, step, count };
}

export function frequencyAt({ first, step }: FrequencyGrid, index: number): number {
  return first + index * step;
}

/** The index nearest to a frequency, within the grid. */
export function indexOf({ first, step, count }: FrequencyGrid, frequency: number): number {
  return Math.min(count - 1, Math.max(0, Math.round((frequency - first) / step)));
}

/** Index of the highest value; 0 where all are NaN. */
export function highestIndex(values: Float64Array, from = 0, to = values.length): number {
  let best = from;
  for (let k = from; k < to; k++) {
    const value = values[k] ?? Number.NaN;
    if (value > (values[best] ?? Number.NaN) || Number.isNaN(values[best] ?? Number.NaN)) best = k;
  }
  return best;
}
