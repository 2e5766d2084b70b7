import { lsstCutoutColumns, lsstFinkObjectColumns, lsstFinkSourceColumns } from '#domain/surveys/lsst-columns-fink.ts';
import { lsstDiaObjectColumns } from '#domain/surveys/lsst-columns-object.ts';
import { lsstSsSourceColumns } from '#domain/surveys/lsst-columns-solar-system.ts';
import {
  lsstDiaForcedSourceColumns,
  lsstDiaSourceColumns,
  lsstRootColumns,
} from '#domain/surveys/lsst-columns-source.ts';
import type { Column } from '#domain/surveys/survey.ts';
import { ztfComputedColumns, ztfCutoutColumns, ztfTagColumn } from '#domain/surveys/ztf-columns.ts';
import { ztfFinkColumns } from '#domain/surveys/ztf-columns-fink.ts';
import { ztfPacketColumns } from '#domain/surveys/ztf-columns-packet.ts';

/** The type as the survey's own schema says it: a union where the packet may hold null. */
type AnnouncedType = string | readonly ['null', string];

interface SchemaEntry {
  readonly doc: string;
  readonly type: AnnouncedType;
}

export type SchemaPage = Readonly<Record<string, Readonly<Record<string, SchemaEntry>>>>;

/** What the API announces otherwise than by the type that is stored. */
const announcedOtherwise: Readonly<Record<string, string>> = {
  'd:Plx': 'double',
  'd:e_Plx': 'double',
  'd:gaiaClass': 'str',
  'd:spicy_id': 'string',
};

function announcedType({ name, type, nullable = false }: Column): AnnouncedType {
  const named = announcedOtherwise[name] ?? (type === 'integer' ? 'int' : type);
  return nullable ? ['null', named] : named;
}

/** Columns by their bare names, sorted; of columns that share a name the first counts. */
function group(lists: readonly (readonly Column[])[], entryOf: (column: Column) => SchemaEntry): SchemaPage[string] {
  const entries = new Map<string, SchemaEntry>();
  for (const column of lists.flat()) {
    const bare = column.name.slice(column.name.indexOf(':') + 1);
    if (!entries.has(bare)) entries.set(bare, entryOf(column));
  }
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** ZTF's page has the keys of an entry sorted, as it has all keys. */
function ztfGroup(...lists: readonly (readonly Column[])[]): SchemaPage[string] {
  return group(lists, (column) => ({ doc: column.doc, type: announcedType(column) }));
}

function lsstGroup(...lists: readonly (readonly Column[])[]): SchemaPage[string] {
  return group(lists, (column) => ({ type: announcedType(column), doc: column.doc }));
}

/** Columns of ZTF answers in the four groups of the API, keys sorted. */
export function ztfSchemaPage(): SchemaPage {
  return {
    'Fink on-the-fly added values (v:)': ztfGroup(ztfComputedColumns),
    'Fink science module outputs (d:)': ztfGroup(ztfFinkColumns, [ztfTagColumn]),
    'ZTF original cutouts (b:)': ztfGroup(ztfCutoutColumns),
    'ZTF original fields (i:)': ztfGroup(ztfPacketColumns),
  };
}

/** What every Rubin page of alerts adds: the root of the packet, without the salt of our keys. */
const lsstRoot = [
  ...lsstRootColumns.filter(({ name }) => name !== 'r:salt'),
  ...lsstDiaSourceColumns.filter(({ name }) => name === 'r:diaSourceId'),
];

const original = 'LSST original fields (r:)';
const added = 'Fink science module outputs (f:)';

const sourcePage = (): SchemaPage => ({
  [original]: lsstGroup(lsstDiaSourceColumns, lsstRoot),
  [added]: lsstGroup(lsstFinkSourceColumns),
});

const lsstPages: Readonly<Record<string, () => SchemaPage>> = {
  '/api/v1/sources': sourcePage,
  '/api/v1/tags': sourcePage,
  '/api/v1/fp': () => ({ [original]: lsstGroup(lsstDiaForcedSourceColumns) }),
  '/api/v1/objects': () => ({
    [original]: lsstGroup(lsstDiaObjectColumns, lsstRoot),
    [added]: lsstGroup(lsstFinkObjectColumns),
  }),
  '/api/v1/conesearch': () => ({
    [original]: lsstGroup(lsstDiaSourceColumns, lsstDiaObjectColumns, lsstRoot),
    [added]: lsstGroup(lsstFinkSourceColumns, lsstFinkObjectColumns),
  }),
  '/api/v1/cutouts': () => ({ 'LSST original cutouts (b:)': lsstGroup(lsstCutoutColumns) }),
  '/api/v1/sso': () => ({ [original]: lsstGroup(lsstSsSourceColumns, lsstDiaSourceColumns, lsstRoot) }),
};

/** Columns of the answers of a Rubin endpoint, in the groups of the API; undefined for one that is not known. */
export function lsstSchemaPage(endpoint: string): SchemaPage | undefined {
  return Object.hasOwn(lsstPages, endpoint) ? lsstPages[endpoint]?.() : undefined;
}
