import type { ColumnType } from '#domain/surveys/survey.ts';
import { numberSpread, ztfIdSpread } from './key-spread.ts';
import { type KeyPart, keyRange, keyTextOf, type SurveyTables, type TableShape } from './survey-tables.ts';

const text = (names: string): readonly string[] => names.trim().split(/\s+/);

function part(column: string, type: ColumnType = 'string'): KeyPart {
  return { column, textOf: keyTextOf(type) };
}

const objectId = part('i:objectId');
const spreadId: KeyPart = { ...objectId, spread: ztfIdSpread(18, 11) };
const jd = part('i:jd', 'double');
const jdstarthist = part('i:jdstarthist', 'double');

const pixelColumns = new Set(
  text(`i:objectId i:candid i:magpsf i:sigmapsf i:jd i:jdstarthist d:cdsxmatch i:drb i:ra i:dec i:fid i:distnr d:nalerthist
    d:classification`),
);

const indexColumns = new Set(
  text(`i:objectId i:candid i:publisher i:rcid i:chipsf i:distnr i:ra i:dec i:jd i:fid i:nid i:field i:xpos i:ypos i:rb i:ssdistnr
    i:ssmagnr i:ssnamenr i:jdstarthist i:jdendhist i:tooflag i:sgscore1 i:distpsnr1 i:neargaia i:maggaia i:nmtchps i:diffmaglim
    i:magpsf i:sigmapsf i:magnr i:sigmagnr i:magzpsci i:isdiffpos i:classtar i:drb i:ndethist`),
);

/** Values that an alert holds beside its columns: parts of keys, and columns of single tables. */
export const ztfDerived = { classification: 'd:classification', pixel: 'd:pixel128' } as const;
/** Where the stamps are is told by the table of the cutouts only. */
const stampColumns = ['d:hdfs_path', 'd:stamp_locator'] as const;
const otherNames = new Set<string>([...Object.values(ztfDerived), ...stampColumns]);

const isAlertColumn = (column: string): boolean => !otherNames.has(column);
const isIndexColumn = (column: string): boolean =>
  indexColumns.has(column) || (column.startsWith('d:') && !otherNames.has(column));

function table(
  name: string,
  key: readonly KeyPart[],
  carries: (column: string) => boolean,
  latestWins = false,
): TableShape {
  return { name: name === '' ? 'ztf' : `ztf.${name}`, key, families: ['i', 'd', 'a'], carries, latestWins };
}

/** A table of whole alerts by time, for searches of a class that a filter makes. */
function selection(name: string): TableShape {
  return table(name, [jd, objectId], isAlertColumn);
}

/** A table that isn't made of alerts: all its columns are of one family. */
function listing(name: string, family: string, key: readonly KeyPart[]): TableShape {
  const carries = (column: string): boolean => column.startsWith(`${family}:`);
  return { name: `ztf.${name}`, key, families: [family], carries, latestWins: false };
}

const lowerCase = (column: string): KeyPart => ({ column, textOf: (value) => String(value).toLowerCase() });

function only(names: string): (column: string) => boolean {
  const set = new Set(text(names));
  return (column) => set.has(column);
}

const alerts = table('', [spreadId, jd], isAlertColumn);
const cutouts = table('cutouts', [spreadId, jd], only('i:objectId i:candid i:jd d:hdfs_path d:stamp_locator'));
const pixelNside = 128;
const pixels = table(
  'pixel128',
  [{ ...part(ztfDerived.pixel, 'integer'), spread: numberSpread(12 * pixelNside ** 2) }, jdstarthist, objectId],
  (column) => pixelColumns.has(column),
  true,
);

/** Part of a key that is no column of its table: `ceres@0`, the name in lower case and which of the rows of that name it is. */
export const ztfResolverName = 'ssodnet';

/** Tables that are loaded (npm run admin -- load …), counted by night, or written through the API. */
const listings = {
  orbCand: listing('orb_cand', 'd', [{ column: 'd:ssoCandId', textOf: (id) => `cand_${id}` }]),
  ssoCand: listing('sso_cand', 'd', [part('d:jd', 'double'), part('d:ssoCandId')]),
  ssoResolver: listing('sso_resolver', 'i', [lowerCase(ztfResolverName)]),
  tnsResolver: listing('tns_resolver', 'd', [lowerCase('d:fullname'), lowerCase('d:internalname')]),
  metadata: listing('metadata', 'd', [objectId]),
  statistics: {
    name: 'statistics_class',
    key: [{ column: 'night', textOf: (night) => `ztf_${night}` }],
    families: ['basic', 'class'],
    carries: (column) => column.startsWith('basic:') || column.startsWith('class:'),
    latestWins: false,
  },
} as const satisfies Record<string, TableShape>;

/** ZTF as the broker stores it: families `i` (packet), `d` (added values), `a` (empty); keys without salt. */
export const ztfTables = {
  survey: 'ztf',
  alerts,
  cutouts,
  pixels,
  pixelNside,
  byName: {
    alerts,
    cutouts,
    pixel128: pixels,
    upper: table('upper', [spreadId, jd], only('i:objectId i:jd i:fid i:diffmaglim')),
    uppervalid: table(
      'uppervalid',
      [spreadId, jd],
      only(`i:objectId i:jd i:fid i:magpsf i:sigmapsf i:diffmaglim i:magnr i:sigmagnr i:isdiffpos i:distnr`),
    ),
    // Ours: the broker keeps no forced photometry. A cluster of its own has no such table.
    forced: table(
      'forced',
      [spreadId, jd],
      only(`i:objectId i:jd i:fid i:forcediffimflux i:forcediffimfluxunc i:magzpsci i:diffmaglim i:procstatus i:magnr i:sigmagnr
        i:distnr`),
    ),
    class: table('class', [part(ztfDerived.classification), jd, objectId], isIndexColumn),
    ssnamenr: table('ssnamenr', [{ ...part('i:ssnamenr'), spread: numberSpread(900_000) }, jd], isIndexColumn, true),
    tns: table('tns', [part('d:tns'), jd, objectId], isIndexColumn),
    tracklet: table('tracklet', [part('d:tracklet'), objectId], isIndexColumn, true),
    anomaly: selection('anomaly'),
    lowStateBlazars: selection('low_state_blazars'),
    highStateBlazars: selection('high_state_blazars'),
    slsn: selection('slsn'),
    ...listings,
  },
  hdfsPathColumn: stampColumns[0],
  locatorColumn: stampColumns[1],
  alertIdColumn: 'i:candid',
  versionColumns: ['i:fink_broker_version', 'i:fink_science_version'],
  alertRange: (id) => keyRange(alerts, id),
  cutoutsKeyColumns: ['i:objectId', 'i:jd'],
} as const satisfies SurveyTables;
