import type { Column, ColumnType } from '#domain/surveys/survey.ts';

/** A type of a column; a question mark says that packets may hold null there. */
export type EntryType = ColumnType | `${ColumnType}?`;

/** One line of a column list: name without family, type, sentence, unit, UCD, stored default. */
export type ColumnEntry = readonly [
  name: string,
  type: EntryType,
  doc: string,
  unit?: string,
  ucd?: string,
  missing?: string | number | boolean,
];

/** Column lists are written as short lines; this gives each its family (`i`, `d`, `r`, `f`, …) and full form. */
export function columnsOf(family: string, entries: readonly ColumnEntry[]): readonly Column[] {
  return entries.map(([name, entryType, doc, unit, ucd, missing]) => {
    const nullable = entryType.endsWith('?');
    return {
      name: `${family}:${name}`,
      type: columnTypeOf(entryType),
      doc,
      ...(unit ? { unit } : {}),
      ...(ucd ? { ucd } : {}),
      ...(missing === undefined ? {} : { missing }),
      ...(nullable ? { nullable } : {}),
    };
  });
}

const columnTypes: Readonly<Record<EntryType, ColumnType>> = {
  string: 'string',
  'string?': 'string',
  integer: 'integer',
  'integer?': 'integer',
  long: 'long',
  'long?': 'long',
  float: 'float',
  'float?': 'float',
  double: 'double',
  'double?': 'double',
  boolean: 'boolean',
  'boolean?': 'boolean',
};

function columnTypeOf(type: EntryType): ColumnType {
  return columnTypes[type];
}

/** Alphabetical by full name; where two lists share a name the first list wins, as in the tables. */
export function mergedColumns(...lists: readonly (readonly Column[])[]): readonly Column[] {
  const byName = new Map<string, Column>();
  for (const column of lists.flat()) if (!byName.has(column.name)) byName.set(column.name, column);
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
