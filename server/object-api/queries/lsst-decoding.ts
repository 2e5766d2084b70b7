import { lsst } from '#domain/surveys/lsst.ts';
import { lsstFinkObjectColumns, lsstFinkSourceColumns } from '#domain/surveys/lsst-columns-fink.ts';
import { lsstDiaObjectColumns } from '#domain/surveys/lsst-columns-object.ts';
import { lsstOlderDiaObjectColumns, lsstOlderDiaSourceColumns } from '#domain/surveys/lsst-columns-older.ts';
import { lsstSsSourceColumns } from '#domain/surveys/lsst-columns-solar-system.ts';
import { lsstDiaForcedSourceColumns } from '#domain/surveys/lsst-columns-source.ts';
import type { Column } from '#domain/surveys/survey.ts';
import { fillFeatureLists, knownColumns, type SurveyDecoding } from './decode.ts';

/** Rubin's way from rows to tables: every column of the schema row, nothing computed. Where lists share a name the last one counts. */
function createLsstDecoding(...lists: readonly (readonly Column[])[]): SurveyDecoding {
  return {
    survey: lsst,
    known: knownColumns(...lists),
    columnNames({ block, schema, options }) {
      const present = block.columnNames();
      if (options.columns === undefined) return [...new Set([...present, ...schema.keys()])].sort();
      const asked = new Set(options.columns);
      return present.filter((name) => asked.has(name));
    },
    streamedNames(schema, options) {
      const asked = options.columns === undefined ? undefined : new Set(options.columns);
      return [...schema.keys()].filter((name) => asked === undefined || asked.has(name)).sort();
    },
    complete: (draft, { options }) => fillFeatureLists(draft.columns, options),
  };
}

const sources = [lsstOlderDiaSourceColumns, lsst.alertColumns];
const objects = [lsstOlderDiaObjectColumns, lsstDiaObjectColumns, lsstFinkObjectColumns];

export const lsstSourceDecoding = createLsstDecoding(...sources);
export const lsstObjectDecoding = createLsstDecoding(...objects);
export const lsstForcedDecoding = createLsstDecoding(lsstDiaForcedSourceColumns);
/** Rows by pixel carry source and object; of a shared name the source's meaning counts. */
export const lsstPixelDecoding = createLsstDecoding(...objects, ...sources, lsstFinkSourceColumns);
/** Where both name a column, that of the source is stored; the packed designation is text that no section of a packet declares so. */
export const lsstSsoDecoding = createLsstDecoding(lsstSsSourceColumns, ...sources);
