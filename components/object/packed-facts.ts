import type { Fact, FactGroup } from '#domain/object/summary.ts';
import type { BandName } from '#domain/surveys/survey.ts';

/**
 * A fact as it travels with the page: what is shown, in this order, without names, the end left out where it is empty.
 * Explanations stay behind: they would be a quarter of the page and are read by few, so they come on the first hover.
 */
export type PackedFact = readonly [
  label: string,
  value: string,
  unit?: string,
  source?: string,
  error?: string,
  score?: number | '',
  band?: BandName | '',
  /** 1: its label opens what it means and what it does not. */
  noted?: 1,
];

export interface PackedGroup {
  readonly title: string;
  readonly note?: string;
  readonly facts: readonly PackedFact[];
}

/** A bar of a score is 64 px long. */
const scoreSteps = 1_000;

/** `Latest g` says its band already. */
const namesBand = (label: string, band: BandName): boolean => label.endsWith(` ${band}`);

function packFact({ label, value, unit = '', source = '', error = '', score, band, noted }: Fact): PackedFact {
  const bar = score === undefined ? '' : Math.round(score * scoreSteps) / scoreSteps;
  if (noted) return [label, value, unit, source, error, bar, band ?? '', 1];
  if (band !== undefined && !namesBand(label, band)) return [label, value, unit, source, error, bar, band];
  if (bar !== '') return [label, value, unit, source, error, bar];
  if (error !== '') return [label, value, unit, source, error];
  return source === '' ? [label, value, unit] : [label, value, unit, source];
}

export function packFacts(facts: readonly Fact[]): readonly PackedFact[] {
  return facts.map(packFact);
}

/** Facts of one alert: who says them and bars of scores are not shown there. */
export function packAlertFacts(facts: readonly Fact[]): readonly PackedFact[] {
  return packFacts(facts.map(({ source: _, score: _s, ...shown }) => shown));
}

export function packGroups(groups: readonly FactGroup[]): readonly PackedGroup[] {
  return groups.map(({ title, note, facts }) => ({ title, ...(note && { note }), facts: packFacts(facts) }));
}
