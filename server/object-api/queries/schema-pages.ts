import { lsstCutoutColumns, lsstFinkObjectColumns, lsstFinkSourceColumns } from '#domain/surveys/lsst-columns-fink.ts';
import { lsstDiaObjectColumns } from '#domain/surveys/lsst-columns-object.ts';
import { lsstSsSourceColumns } from '#domain/surveys/lsst-columns-solar-system.ts';
import {
  lsstDiaForcedSourceColumns,
  lsstDiaSourceColumns,
  lsstRootColumns,
} from '#domain/surveys/lsst-columns-source.ts';
import type { Column } from '#domain/surveys/survey.ts';
import {
  ztfComputedColumns,
  ztfCutoutColumns,
  ztfFinkColumns,
  ztfPacketColumns,
  ztfTagColumn,
} from '#domain/surveys/ztf-columns.ts';

export type SchemaPage = Readonly<
  Record<string, Readonly<Record<string, { readonly doc: string; readonly type: string }>>>
>;

function group(...lists: readonly (readonly Column[])[]): SchemaPage[string] {
  const entries = new Map<string, { doc: string; type: string }>();
  for (const { name, doc, type } of lists.flat()) {
    const bare = name.slice(name.indexOf(':') + 1);
    if (!entries.has(bare)) entries.set(bare, { doc, type });
  }
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Columns of ZTF answers in the four groups of the API, keys sorted. */
export function ztfSchemaPage(): SchemaPage {
  return {
    'Fink on-the-fly added values (v:)': group(ztfComputedColumns),
    'Fink science module outputs (d:)': group(ztfFinkColumns, [ztfTagColumn]),
    'ZTF original cutouts (b:)': group(ztfCutoutColumns),
    'ZTF original fields (i:)': group(ztfPacketColumns),
  };
}

const original = 'LSST original fields (r:)';
const added = 'Fink science module outputs (f:)';

const sourcePage = (): SchemaPage => ({
  [original]: group(lsstDiaSourceColumns, lsstRootColumns),
  [added]: group(lsstFinkSourceColumns),
});

const lsstPages: Readonly<Record<string, () => SchemaPage>> = {
  '/api/v1/sources': sourcePage,
  '/api/v1/tags': sourcePage,
  '/api/v1/fp': () => ({ [original]: group(lsstDiaForcedSourceColumns) }),
  '/api/v1/objects': () => ({
    [original]: group(lsstDiaObjectColumns, lsstRootColumns),
    [added]: group(lsstFinkObjectColumns),
  }),
  '/api/v1/conesearch': () => ({
    [original]: group(lsstDiaSourceColumns, lsstDiaObjectColumns, lsstRootColumns),
    [added]: group(lsstFinkSourceColumns, lsstFinkObjectColumns),
  }),
  '/api/v1/cutouts': () => ({ 'LSST original cutouts (b:)': group(lsstCutoutColumns) }),
  '/api/v1/sso': () => ({ [original]: group(lsstSsSourceColumns, lsstDiaSourceColumns, lsstRootColumns) }),
};

/** Columns of the answers of a Rubin endpoint, in the groups of the API; undefined for one that is not known. */
export function lsstSchemaPage(endpoint: string): SchemaPage | undefined {
  return Object.hasOwn(lsstPages, endpoint) ? lsstPages[endpoint]?.() : undefined;
}
