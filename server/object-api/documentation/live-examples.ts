import type { Row, WideRowStore } from '#server/ports/wide-row-store.ts';
import { cellIndex, decodeCell } from '#server/storage/cell-codec.ts';
import { lsstTables } from '#server/storage/surveys/lsst.ts';
import { schemaRange, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';

/** Arguments by route that the tables of this very service answer with data. */
export type LiveExamples = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const { tracklet, statistics, ssnamenr, class: byClass } = ztfTables.byName;

/** One row of a table that is no schema row: its first, or its last. */
async function oneRow(
  store: WideRowStore,
  table: TableShape,
  { columns, isLast = false }: { columns: readonly string[]; isLast?: boolean },
): Promise<{ key: string; row: Row } | undefined> {
  const ranges = [{ start: '', end: schemaRange.start }, { start: schemaRange.end ?? schemaRange.start }];
  for await (const row of store.scan(table.name, isLast ? ranges.toReversed() : ranges, {
    limit: 1,
    reversed: isLast,
    columns,
  })) {
    return { key: row.key, row: { ...row, bytes: row.bytes.slice() } };
  }
  return undefined;
}

/** A double of a row, shown to a thousandth of an arcsecond. */
function degrees(row: Row, column: string): number | undefined {
  const index = cellIndex(row.columns, column);
  if (index < 0) return undefined;
  const value = decodeCell('double', row.bytes, row.starts[index], row.ends[index]);
  return typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : undefined;
}

const part = (key: string, index: number): string => key.split('_').at(index) ?? '';

/** Examples of ZTF's routes. A table without rows leaves its route the example it was declared with. */
export async function ztfExamples(store: WideRowStore): Promise<LiveExamples> {
  const [alert, classified, track, night, numbered] = await Promise.all([
    oneRow(store, ztfTables.alerts, { columns: ['i:ra', 'i:dec'] }),
    oneRow(store, byClass, { columns: [] }),
    oneRow(store, tracklet, { columns: [] }),
    oneRow(store, statistics, { columns: [], isLast: true }),
    oneRow(store, ssnamenr, { columns: [] }),
  ]);
  return {
    ...(alert === undefined
      ? {}
      : examplesOfObject(part(alert.key, 0), { ra: degrees(alert.row, 'i:ra'), dec: degrees(alert.row, 'i:dec') })),
    ...(classified === undefined ? {} : { latests: { class: part(classified.key, 0), n: 10 } }),
    ...(track === undefined ? {} : { tracklet: { id: track.key.split('_').slice(0, 4).join('_') } }),
    ...(night === undefined ? {} : { statistics: { date: part(night.key, 1).slice(0, 6) } }),
    ...(numbered === undefined ? {} : { sso: { n_or_d: part(numbered.key, 0) } }),
  };
}

function examplesOfObject(objectId: string, at: { ra: number | undefined; dec: number | undefined }): LiveExamples {
  return {
    objects: { objectId },
    cutouts: { objectId, kind: 'Science' },
    'stamp-locations': { objectId },
    metadata: { objectId },
    ...(at.ra === undefined || at.dec === undefined ? {} : { conesearch: { ...at, radius: 60 } }),
  };
}

/** Examples of Rubin's routes. */
export async function lsstExamples(store: WideRowStore): Promise<LiveExamples> {
  const [source, stamp, forced, moving] = await Promise.all([
    oneRow(store, lsstTables.alerts, { columns: ['r:ra', 'r:dec'] }),
    oneRow(store, lsstTables.cutouts, { columns: [] }),
    oneRow(store, lsstTables.byName.fp, { columns: [] }),
    oneRow(store, lsstTables.byName.diaSource_sso, { columns: [] }),
  ]);
  const ra = source === undefined ? undefined : degrees(source.row, 'r:ra');
  const dec = source === undefined ? undefined : degrees(source.row, 'r:dec');
  const diaObjectId = source === undefined ? undefined : part(source.key, 1);
  return {
    ...(diaObjectId === undefined ? {} : { sources: { diaObjectId }, objects: { diaObjectId } }),
    ...(ra === undefined || dec === undefined ? {} : { conesearch: { ra, dec, radius: 60 } }),
    ...(forced === undefined ? {} : { fp: { diaObjectId: part(forced.key, 1) } }),
    ...(moving === undefined ? {} : { sso: { n_or_d: part(moving.key, 1) } }),
    ...(stamp === undefined
      ? {}
      : {
          cutouts: { diaSourceId: part(stamp.key, 1), kind: 'Science' },
          'stamp-locations': { diaSourceId: part(stamp.key, 1) },
        }),
  };
}
