import { PortalError } from '#domain/failure.ts';
import { pixelOf } from '#domain/healpix/ring.ts';
import { lsst } from '#domain/surveys/lsst.ts';
import { lsstFinkObjectColumns, lsstFinkSourceColumns } from '#domain/surveys/lsst-columns-fink.ts';
import { lsstDiaObjectColumns } from '#domain/surveys/lsst-columns-object.ts';
import { lsstMpcOrbitsColumns, lsstSsSourceColumns } from '#domain/surveys/lsst-columns-solar-system.ts';
import {
  lsstDiaForcedSourceColumns,
  lsstDiaSourceColumns,
  lsstRootColumns,
} from '#domain/surveys/lsst-columns-source.ts';
import {
  addedPlan,
  ascendingPlan,
  type ColumnPlan,
  cellsFrom,
  declaredTypes,
  sectionPlan,
} from '#server/ingest/records/column-plan.ts';
import {
  fieldOf,
  fieldsOf,
  type PlainRecord,
  type RecordShape,
  recordFrom,
  recordsFrom,
} from '#server/ingest/records/record-shape.ts';
import { lsstDesignation, lsstPixel, lsstTables } from '#server/storage/surveys/lsst.ts';
import type { TableShape } from '#server/storage/surveys/survey-tables.ts';
import { type AlertRows, cutoutCellsOf } from '#server/storage/tables/alert-rows.ts';
import { type LsstAlertCells, lsstRows } from '#server/storage/tables/lsst-rows.ts';
import type { TypedColumn } from '#server/storage/tables/schema-rows.ts';
import { type Cell, type CellSet, cellSet } from '#server/storage/tables/table-row.ts';
import {
  checkPosition,
  requiredId,
  requiredNumber,
  type SurveyIngest,
  stampFrom,
  timestampOf,
} from './survey-ingest.ts';

const fink = declaredTypes(lsstFinkSourceColumns, lsstFinkObjectColumns);
const sections = {
  diaSource: declaredTypes(lsstDiaSourceColumns),
  diaObject: declaredTypes(lsstDiaObjectColumns),
  ssSource: declaredTypes(lsstSsSourceColumns),
  mpc_orbits: declaredTypes(lsstMpcOrbitsColumns),
  prvDiaForcedSources: declaredTypes(lsstDiaForcedSourceColumns),
} as const;
type Section = keyof typeof sections;

const rootFields = ['observation_reason', 'target_name'];
/** Parts of a record that aren't columns: nested packet data, ids said again, and the broker's own bookkeeping and partitions. */
const otherFields = new Set(
  `alertId diaSourceId diaSource diaObject ssSource ssObject mpc_orbits prvDiaSources prvDiaForcedSources prvDiaNondetectionLimits
    cutoutScience cutoutTemplate cutoutDifference brokerIngestMjd brokerStartProcessMjd brokerEndProcessMjd
    brokerIngestTimestamp brokerStartProcessTimestamp brokerEndProcessTimestamp year month day`.split(/\s+/),
);

interface Plans {
  readonly root: ColumnPlan;
  readonly fink: ColumnPlan;
  readonly sections: Readonly<Record<Section, ColumnPlan>>;
}

function plansOf(shape: RecordShape): Plans {
  const section = (name: Section): ColumnPlan => ascendingPlan(sectionPlan('r', fieldsOf(shape, name), sections[name]));
  const rest = shape.filter(({ name }) => !rootFields.includes(name) && !otherFields.has(name));
  return {
    root: sectionPlan(
      'r',
      shape.filter(({ name }) => rootFields.includes(name)),
      declaredTypes(lsstRootColumns),
    ),
    fink: ascendingPlan(addedPlan('f', rest, fink)),
    sections: {
      diaSource: section('diaSource'),
      diaObject: section('diaObject'),
      ssSource: section('ssSource'),
      mpc_orbits: section('mpc_orbits'),
      prvDiaForcedSources: section('prvDiaForcedSources'),
    },
  };
}

/** Id 0 is how older packets say that there is no object. */
function objectIdOf(source: CellSet): bigint | undefined {
  const id = source.value('r:diaObjectId');
  return typeof id === 'bigint' && id !== 0n ? id : undefined;
}

function forcedFrom(plan: ColumnPlan, record: PlainRecord): LsstAlertCells['forced'] {
  return recordsFrom(record.prvDiaForcedSources).flatMap((entry) => {
    const cells = cellsFrom(plan, entry);
    const time = cells.find(({ column }) => column === lsst.columns.time)?.value;
    // Forced photometry without a time has no row key: nothing can be said of it.
    return typeof time === 'number' && Number.isFinite(time) ? [{ cells, timestampMs: timestampOf(lsst, time) }] : [];
  });
}

function versionsOf(added: CellSet): AlertRows['versions'] {
  const [broker, science] = lsstTables.versionColumns.map((column) => added.value(column));
  return {
    broker: String(broker ?? (added.list.length > 0 ? 'unknown' : 'packet')),
    science: String(science ?? 'unknown'),
  };
}

function alertRows(plans: Plans, record: PlainRecord): AlertRows {
  const section = (name: Section): readonly Cell[] | undefined => {
    const inner = recordFrom(record[name]);
    return inner && cellsFrom(plans.sections[name], inner);
  };
  const diaSource = section('diaSource');
  if (diaSource === undefined) throw new PortalError('bad-request', 'diaSource is missing');
  const source = cellSet(diaSource);
  const diaObject = section('diaObject');
  const objectId = objectIdOf(source) ?? objectIdOf(cellSet(diaObject ?? []));
  const raDeg = requiredNumber('ra', source.value('r:ra'));
  const decDeg = requiredNumber('dec', source.value('r:dec'));
  checkPosition(raDeg, decDeg);
  const time = requiredNumber('midpointMjdTai', source.value(lsst.columns.time));
  const timestampMs = timestampOf(lsst, time);
  const added = cellsFrom(plans.fink, record);
  const cells: LsstAlertCells = {
    root: cellsFrom(plans.root, record),
    diaSource,
    objectId,
    diaObject,
    ssSource: section('ssSource'),
    mpcOrbits: section('mpc_orbits'),
    fink: added,
    forced: forcedFrom(plans.sections.prvDiaForcedSources, record),
    pixel: pixelOf(lsstTables.pixelNside, raDeg, decDeg),
    timestampMs,
  };
  return {
    lake: {
      objectId: objectId === undefined ? null : String(objectId),
      alertId: requiredId('diaSourceId', source.value('r:diaSourceId')),
      time,
      stamps: {
        Science: stampFrom(record.cutoutScience),
        Template: stampFrom(record.cutoutTemplate),
        Difference: stampFrom(record.cutoutDifference),
      },
    },
    timestampMs,
    rows: lsstRows(cells),
    cutoutCells: cutoutCellsOf(lsstTables, source),
    versions: versionsOf(cellSet(added)),
    enriched: plans.fink.length > 0,
  };
}

const textColumn = (column: string): TypedColumn => ({ column, type: 'string' });

function columnsOf({ root, fink: added, sections: section }: Plans, table: TableShape): readonly TypedColumn[] {
  const { cutouts, diaObject, diaSource_sso, diaSource_static, fp, mpc_orbits, pixel1024 } = lsstTables.byName;
  const salt = textColumn('r:salt');
  const packed = textColumn(lsstDesignation);
  const groups = new Map<TableShape, readonly (readonly TypedColumn[])[]>([
    [diaSource_static, [root, section.diaSource, added, [salt]]],
    [diaObject, [root, section.diaObject, added, [salt]]],
    [pixel1024, [root, section.diaSource, section.diaObject, added, [{ column: lsstPixel, type: 'integer' }]]],
    [diaSource_sso, [root, section.diaSource, section.ssSource, [packed, salt]]],
    [mpc_orbits, [root, section.mpc_orbits, [packed, salt]]],
    [fp, [section.prvDiaForcedSources, [salt]]],
    [cutouts, [section.diaSource, [textColumn(lsstTables.hdfsPathColumn), textColumn(lsstTables.locatorColumn)]]],
  ]);
  return (groups.get(table) ?? []).flat().filter(({ column }) => table.carries(column));
}

/** Rubin alerts: packets of any schema version with the same section names, and the broker's nightly files. */
export const lsstIngest: SurveyIngest = {
  survey: lsst,
  tables: lsstTables,
  recognises: (shape) => fieldOf(shape, 'diaSource')?.kind === 'struct',
  needs: (list) => list !== 'prvDiaSources' && list !== 'prvDiaNondetectionLimits' && list !== 'ssObject',
  prepare(shape) {
    const plans = plansOf(shape);
    return { read: (record) => alertRows(plans, record), columnsOf: (table) => columnsOf(plans, table) };
  },
  // All keys are made of ids, times and positions that the survey itself gave.
  rowsBeside: () => [],
  indexTables: [],
  derivedTypes: new Map(),
  nightTables: [],
};
