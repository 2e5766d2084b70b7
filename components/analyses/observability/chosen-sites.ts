import { observatory } from '#domain/observability/observatories.ts';
import { type Site, siteFromText } from '#domain/observability/place.ts';

/** The id of a place of one's own among the sites. */
export const ownId = 'own';

export interface ChosenSites {
  /** What the selects show; never empty. */
  readonly ids: readonly string[];
  /** The sites that are known, in that order. */
  readonly sites: readonly Site[];
  /** A place of one's own, chosen or not. */
  readonly own: Site | undefined;
}

/** The sites that an address asks for; those it does not know are left out, and the survey's stands for none. */
export function chosenSites(view: { sites: readonly string[]; place: string | null }, home: string): ChosenSites {
  const own = view.place === null ? undefined : siteFromText(view.place);
  const known = view.sites.filter((id) => id === ownId || observatory(id) !== undefined);
  const ids = known.length > 0 ? known : [home];
  const sites = ids.flatMap((id) => (id === ownId ? own : observatory(id)) ?? []);
  return { ids, sites, own };
}

/** How a choice of sites is written; the survey's alone is the default. */
export function sitesForView(ids: readonly string[], home: string): readonly string[] {
  return ids.length === 1 && ids[0] === home ? [] : ids;
}
