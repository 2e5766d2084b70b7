import { finkClassNames } from '#domain/classes/fink-classes.ts';
import { simbadLabels } from '#domain/classes/simbad-labels.ts';
import { tnsTypes } from '#domain/classes/tns-types.ts';

/** By letters, whatever their case; labels that differ in case only keep the order of their code units. */
function alphabetical(names: readonly string[]): string[] {
  const keyed = [...names].sort().map((name) => ({ name, key: name.toLowerCase() }));
  keyed.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1));
  return keyed.map(({ name }) => name);
}

/** `/api/v1/classes` of ZTF: every class that `latests` takes, by who gives it. */
export function ztfClasses(): Readonly<Record<string, readonly string[]>> {
  const simbad = simbadLabels.filter((label) => label !== 'Unknown').map((label) => `(SIMBAD) ${label}`);
  return {
    'Cross-match with SIMBAD (see http://simbad.u-strasbg.fr/simbad/sim-display?data=otypes)': alphabetical(simbad),
    'Cross-match with TNS': alphabetical(tnsTypes.map((type) => `(TNS) ${type}`)),
    'Fink classifiers': alphabetical(finkClassNames),
  };
}
