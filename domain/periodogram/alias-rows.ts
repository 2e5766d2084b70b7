import { type Alias, aliasesOf } from './aliases.ts';
import { parameterCount } from './multiband-model.ts';
import { bestOf, createStatisticAt, type PeriodSearch } from './period-search.ts';
import type { CentredSamples } from './samples.ts';

/** What a search says of one alias. */
export interface AliasRow extends Alias {
  /** The best value within half a peak of the alias. */
  readonly value: number;
  /**
   * Another period that fits as well: its χ² is less than 9 above that of the frequency, or below it, errors scaled to a reduced χ² of 1.
   * Never for strings, which have no χ².
   */
  readonly isAsGood: boolean;
}

/** Δχ² of 3σ for one parameter. */
const threeSigma = 9;

/** Multiples and aliases of a frequency that lie in reach, each with the best value near it. */
export function aliasRows(samples: CentredSamples, search: PeriodSearch, frequency: number): readonly AliasRow[] {
  const at = createStatisticAt(samples, search);
  const better = bestOf(search.method) === 'highest' ? 1 : -1;
  const own = at(frequency);
  // Levels of the bands, depth, begin and length of a box.
  const parameters = search.method === 'bls' ? samples.bands + 3 : parameterCount(search.terms, samples.bands);
  const free = samples.count - parameters - 1;
  return aliasesOf(frequency).map((alias) => {
    let value = Number.NEGATIVE_INFINITY;
    const tries = alias.name === 'f' ? [0] : [-0.4, -0.2, 0, 0.2, 0.4];
    for (const k of tries) {
      const tried = alias.frequency + k / samples.baseline;
      if (tried > 0) value = Math.max(value, better * at(tried));
    }
    const isAnotherPeak = Math.abs(alias.frequency - frequency) * samples.baseline > 1;
    const isAsGood = better > 0 && isAnotherPeak && free > 0 && ((own - value) / (1 - own)) * free < threeSigma;
    return { ...alias, value: better * value, isAsGood };
  });
}

/** Those that fit as well, each peak once, the best first. */
export function asGood(rows: readonly AliasRow[], baseline: number): readonly AliasRow[] {
  const found: AliasRow[] = [];
  for (const row of rows.filter(({ isAsGood }) => isAsGood).sort((a, b) => b.value - a.value))
    if (found.every(({ frequency }) => Math.abs(frequency - row.frequency) * baseline > 1)) found.push(row);
  return found;
}
