import { lsstTables } from './lsst.ts';
import type { TableShape } from './survey-tables.ts';
import { ztfTables } from './ztf.ts';

/** A table as an engine has to be told of it before rows can be written. */
export interface NamedFamilies {
  readonly name: string;
  readonly families: readonly string[];
}

const shapes: readonly TableShape[] = [...Object.values(ztfTables.byName), ...Object.values(lsstTables.byName)];

/** Every table of the surveys with its column families. */
export const tableLayouts: readonly NamedFamilies[] = shapes.map(({ name, families }) => ({ name, families }));
