import { lsstDesignation as designation, lsstPixel, lsstTables } from '#server/storage/surveys/lsst.ts';
import { idSalt, mpcSalt, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import { type Cell, cellOf, cellSet, rowFor, type TableRow } from './table-row.ts';

const { diaObject, diaSource_sso, diaSource_static, fp, mpc_orbits, pixel1024 } = lsstTables.byName;

/** The sections of a Rubin alert as cells; a section that the alert lacks is undefined. */
export interface LsstAlertCells {
  /** `r:observation_reason`, `r:target_name`. */
  readonly root: readonly Cell[];
  readonly diaSource: readonly Cell[];
  /** Undefined for an alert that belongs to no object. */
  readonly objectId: bigint | undefined;
  readonly diaObject: readonly Cell[] | undefined;
  readonly ssSource: readonly Cell[] | undefined;
  readonly mpcOrbits: readonly Cell[] | undefined;
  /** Broker columns, of the source and of the object. */
  readonly fink: readonly Cell[];
  readonly forced: readonly { readonly cells: readonly Cell[]; readonly timestampMs: number }[];
  /** HEALPix RING pixel, NSIDE 1024. */
  readonly pixel: number;
  readonly timestampMs: number;
}

function salted(salt: string): readonly Cell[] {
  return [cellOf('r:salt', 'string', salt)];
}

function objectRows(cells: LsstAlertCells): readonly TableRow[] {
  const { root, diaSource, diaObject: object = [], fink, objectId, pixel, timestampMs } = cells;
  if (objectId === undefined) return [];
  const id = [cellOf('r:diaObjectId', 'long', objectId)];
  const salt = salted(idSalt(objectId));
  const row = (table: TableShape, ...groups: readonly (readonly Cell[])[]): TableRow =>
    rowFor(table, cellSet(id, ...groups), timestampMs);
  return [
    ...forcedRows(cells, [...id, ...salt]),
    row(pixel1024, root, diaSource, object, fink, [cellOf(lsstPixel, 'integer', pixel)]),
    row(diaObject, root, object, fink, salt),
    row(diaSource_static, root, diaSource, fink, salt),
  ];
}

/** Forced photometry is stored for objects that were detected more than once; a packet without that count stores what it has. */
function forcedRows({ diaObject: object = [], forced }: LsstAlertCells, own: readonly Cell[]): readonly TableRow[] {
  const detections = cellSet(object).value('r:nDiaSources');
  if (detections !== undefined && Number(detections) <= 1) return [];
  return forced.map(({ cells, timestampMs }) => rowFor(fp, cellSet(cells, own), timestampMs));
}

function orbitRows({ root, diaSource, ssSource = [], mpcOrbits, timestampMs }: LsstAlertCells): readonly TableRow[] {
  if (mpcOrbits === undefined) return [];
  const name = cellSet(mpcOrbits, ssSource).value(designation);
  if (name === undefined) return [];
  const named = [cellOf(designation, 'string', String(name)), ...salted(mpcSalt(name))];
  return [
    rowFor(mpc_orbits, cellSet(root, mpcOrbits, named), timestampMs),
    rowFor(diaSource_sso, cellSet(root, diaSource, ssSource, named), timestampMs),
  ];
}

/** Rows of a Rubin alert in every table but that of the cutouts (fink-broker's tables, see server/storage/surveys/lsst.ts). */
export function lsstRows(cells: LsstAlertCells): readonly TableRow[] {
  return [...orbitRows(cells), ...objectRows(cells)];
}
