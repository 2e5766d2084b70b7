import type { Fact, FactGroup } from '#domain/object/summary.ts';

/** Facts without their explanations, which would be a quarter of the page and are read by few: they come on the first hover. */
export function withoutDocs(facts: readonly Fact[]): readonly Fact[] {
  return facts.map(({ doc: _, ...fact }) => fact);
}

export function groupsWithoutDocs(groups: readonly FactGroup[]): readonly FactGroup[] {
  return groups.map((group) => ({ ...group, facts: withoutDocs(group.facts) }));
}
