import { tnsTypes } from '#domain/classes/tns-types.ts';
import type { TableShape } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';

/** Where alerts of a class are listed: table, and the text that their keys begin with before the time. */
export interface ClassPlace {
  readonly table: TableShape;
  readonly lead: string;
  /** Of an object's alerts the latest one only. */
  readonly latestPerObject: boolean;
}

const { class: byClass, tns: byTns, lowStateBlazars, highStateBlazars, slsn } = ztfTables.byName;

/** Classes that a filter makes: each has a table of its own, by time. */
const ownTables: ReadonlyMap<string, TableShape> = new Map<string, TableShape>([
  ['(CTA) Blazar low state', lowStateBlazars],
  ['(CTA) Blazar high state', highStateBlazars],
  ['SLSN candidate', slsn],
]);

const knownTnsTypes = new Set(tnsTypes);
const tnsPattern = /^\(TNS\)\s*(.+)$/;
const simbadPattern = /^\(SIMBAD\)\s*(.+)$/;

/** `(TNS) X` is looked up among TNS types where X is one, `(SIMBAD) X` is the class `X`, all else is a class by its name. */
export function placeOfZtfClass(name: string): ClassPlace {
  const own = ownTables.get(name);
  if (own !== undefined) return { table: own, lead: '', latestPerObject: true };
  const tns = tnsPattern.exec(name)?.[1];
  if (tns !== undefined && knownTnsTypes.has(tns)) return { table: byTns, lead: `${tns}_`, latestPerObject: false };
  const simbad = simbadPattern.exec(name)?.[1];
  return { table: byClass, lead: `${simbad ?? name}_`, latestPerObject: false };
}
