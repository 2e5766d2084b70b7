import { digitSpread, numberSpread } from './key-spread.ts';
import {
  idSalt,
  type KeyPart,
  keyRange,
  keyTextOf,
  mpcSalt,
  type SurveyTables,
  type TableShape,
} from './survey-tables.ts';

const plain = (column: string): KeyPart => ({ column, textOf: keyTextOf('string') });
const objectSalt: KeyPart = { column: 'r:diaObjectId', textOf: idSalt, spread: digitSpread(3) };
const sourceSalt: KeyPart = { column: 'r:diaSourceId', textOf: idSalt, spread: digitSpread(3) };
/** Packed designation of a Solar System object, the id of its rows. */
export const lsstDesignation = 'r:packed_primary_provisional_designation';
const designationSalt: KeyPart = { column: lsstDesignation, textOf: mpcSalt, spread: digitSpread(2) };
const midpoint: KeyPart = { column: 'r:midpointMjdTai', textOf: keyTextOf('double') };
const first: KeyPart = { column: 'f:firstDiaSourceMjdTaiFink', textOf: keyTextOf('double') };

/** Value that an alert holds for the key of `rubin.pixel1024`, and its column there. */
export const lsstPixel = 'f:pixel1024';

/** Columns that belong to the object, not to the source. */
const objectColumns = new Set(
  'f:is_sso f:is_first f:is_cataloged f:main_label_crossmatch f:main_label_classifier f:firstDiaSourceMjdTaiFink'.split(
    ' ',
  ),
);
const isRubin = (column: string): boolean => column.startsWith('r:');
const isFinkSource = (column: string): boolean =>
  column.startsWith('f:') && column !== lsstPixel && !objectColumns.has(column);

function table(
  name: string,
  key: readonly KeyPart[],
  carries: (column: string) => boolean,
  latestWins = false,
): TableShape {
  return { name: `rubin.${name}`, key, families: ['r', 'f', 'a'], carries, latestWins };
}

const alerts = table(
  'diaSource_static',
  [objectSalt, plain('r:diaObjectId'), midpoint],
  (column) => isRubin(column) || isFinkSource(column),
);
const objects = table(
  'diaObject',
  [objectSalt, plain('r:diaObjectId')],
  (column) => isRubin(column) || objectColumns.has(column),
  true,
);
const cutoutColumns = new Set('r:diaObjectId r:diaSourceId r:midpointMjdTai r:hdfs_path f:stamp_locator'.split(' '));
const cutouts = table('cutouts', [sourceSalt, plain('r:diaSourceId')], (column) => cutoutColumns.has(column));
const pixelNside = 1024;
const pixel: KeyPart = { ...plain(lsstPixel), spread: numberSpread(12 * pixelNside ** 2) };
const pixels = table('pixel1024', [pixel, first, plain('r:diaObjectId')], () => true, true);

/**
 * Rubin as the broker stores it: families `r` (packet), `f` (added values), `a` (empty); keys begin with a salt.
 * Which section of a packet fills a table's `r:` columns is said by `lsst-rows.ts` in server/storage/tables.
 */
export const lsstTables = {
  survey: 'lsst',
  alerts,
  cutouts,
  pixels,
  pixelNside,
  objects,
  byName: {
    diaSource_static: alerts,
    diaObject: objects,
    cutouts,
    pixel1024: pixels,
    diaSource_sso: table('diaSource_sso', [designationSalt, plain(lsstDesignation), midpoint], isRubin),
    mpc_orbits: table('mpc_orbits', [designationSalt, plain(lsstDesignation)], isRubin, true),
    fp: table('fp', [objectSalt, plain('r:diaObjectId'), midpoint], isRubin),
  },
  hdfsPathColumn: 'r:hdfs_path',
  locatorColumn: 'f:stamp_locator',
  alertIdColumn: 'r:diaSourceId',
  versionColumns: ['f:fink_broker_version', 'f:fink_science_version'],
  alertRange: (id) => keyRange(alerts, id, id),
  cutoutsKeyColumns: ['r:diaSourceId'],
} as const satisfies SurveyTables;
