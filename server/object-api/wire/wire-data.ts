import { pixelOf } from '#domain/healpix/ring.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import type { WideRowStore, WritableRow } from '#server/ports/wide-row-store.ts';
import { encodeCell } from '#server/storage/cell-codec.ts';
import { type CellValue, schemaKey, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { cellOf, cellSet, rowFor } from '#server/storage/tables/table-row.ts';
import { firstJd, type SampleAlert, sampleAlert, writeSampleAlerts } from '../testing/sample-alerts.ts';

const { orbCand, ssoCand, metadata, statistics } = ztfTables.byName;

/** Alerts of this object: five, g and r by turns, with upper limits and bad-quality measurements before the first. */
export const manyAlerts = 'ZTF21aaxtctv';
export const [raDeg, decDeg] = [193.82, 2.89];
export const writtenMs = Date.UTC(2026, 0, 1);
export { firstJd };

const limits = [
  { 'i:jd': firstJd - 2, 'i:fid': 2, 'i:diffmaglim': Math.fround(19.5) },
  { 'i:jd': firstJd - 1, 'i:fid': 2, 'i:diffmaglim': Math.fround(19.5), 'i:magpsf': Math.fround(19.2) },
  { 'i:jd': firstJd, 'i:fid': 1, 'i:diffmaglim': Math.fround(20.5), 'i:magpsf': Math.fround(19.1) },
];

function at(offsetArcsec: number): { values: Record<string, number>; pixel: number } {
  const dec = decDeg + offsetArcsec / 3600;
  return { values: { 'i:ra': raDeg, 'i:dec': dec }, pixel: pixelOf(128, raDeg, dec) };
}

function alertOf(
  objectId: string,
  index: number,
  values: SampleAlert['values'],
  place: Partial<SampleAlert> = {},
): SampleAlert {
  const { values: position, pixel } = at(index + objectId.charCodeAt(11) - 97);
  return sampleAlert(objectId, index, { ...position, ...values }, { pixel, ...place });
}

const early = 'Early SN Ia candidate';

/** Every alert of the tests. Times: {@link firstJd} and 1.002 days for each index. */
export const wireAlerts: readonly SampleAlert[] = [
  ...Array.from({ length: 5 }, (_, k) =>
    alertOf(manyAlerts, k, {}, { classification: 'QSO', history: k === 0 ? limits : [] }),
  ),
  alertOf('ZTF21aaxtctw', 0, { 'd:tns': 'SN Ia', 'd:mag_rate': -0.25 }, { classification: early }),
  alertOf('ZTF21aaxtctx', 1, { 'd:tns': 'SN II', 'd:mag_rate': 0.5 }, { classification: early }),
  alertOf('ZTF21aaxtcty', 2, { 'd:tracklet': 'TRCK_20211022_091949_00' }, { classification: 'Tracklet' }),
  alertOf('ZTF21aaxtctz', 3, { 'd:tracklet': 'TRCK_20211022_091949_01' }, { classification: 'Tracklet' }),
  alertOf('ZTF22aaaaaaa', 0, { 'd:blazar_stats_m0': 1.5 }, { selectedFor: ['lowStateBlazars'] }),
  alertOf('ZTF22aaaaaaa', 1, { 'd:blazar_stats_m0': 0.5 }, { selectedFor: ['lowStateBlazars'] }),
  alertOf('ZTF22aaaaaab', 2, {}, { selectedFor: ['highStateBlazars'] }),
  alertOf('ZTF22aaaaaac', 2, {}, { selectedFor: ['slsn'] }),
  alertOf('ZTF22aaaaaad', 0, { 'd:anomaly_score': -0.5 }, { selectedFor: ['anomaly'] }),
  alertOf('ZTF22aaaaaae', 1, { 'd:anomaly_score': undefined }, { selectedFor: ['anomaly'] }),
  alertOf('ZTF22aaaaaaf', 2, { 'd:cdsxmatch': undefined }, { selectedFor: ['anomaly'] }),
];

/** An alert whose values are hard to write. */
export const oddValues = 'ZTF22oddoddo';
/** Three pairs' worth of photometry: g, r, g, r, i at days 0, 0.125, 1, 1.125 and 2. */
export const pairs = 'ZTF22pairsab';
/** A row with columns that no schema row tells, and truth of the older kind. */
export const rawRow = 'ZTF22rawrawr';

const oddAlert = alertOf(oddValues, 0, {
  'i:candid': 3072410265715010069n,
  'i:aimage': Math.fround(0.7),
  'i:ssnamenr': 'é/"<&>,',
  'd:mag_rate': 2459530.1,
  'd:anomaly_score': 1e-12,
  'd:delta_time': -1e-12,
  'd:lower_rate': 1.5e16,
  'd:upper_rate': Number.NaN,
  'd:sigma_rate': Number.POSITIVE_INFINITY,
  'd:from_upper': true,
  'd:is_transient': false,
  'd:lc_features_g': undefined,
  'd:cdsxmatch': 'QSO',
});
const photometry = [
  [0, 1, 18],
  [0.125, 2, 17.5],
  [1, 1, 18.25],
  [1.125, 2, 17.5],
  [2, 3, 17],
] as const;
const pairAlerts = photometry.map(([day, fid, mag], k) =>
  alertOf(pairs, k, { 'i:jd': firstJd + day, 'i:fid': fid, 'i:magpsf': mag, 'i:sigmapsf': 0.125 }),
);

function rawCells(): [string, Uint8Array][] {
  const double = (value: number): Uint8Array => encodeCell('double', value);
  return [
    ['b:cutoutScience_stampData', Buffer.from('binary:ZTF22rawrawr_x:cutoutScience')],
    ['d:cdsxmatch', Buffer.from('Unknown')],
    ['d:from_upper', Uint8Array.of(0xff)],
    ['d:is_transient', Uint8Array.of(0)],
    ['d:new_column', Buffer.from('new')],
    ['d:spicy_name', Buffer.from('old')],
    ['d:t2_score', Buffer.from('0.5')],
    ['i:dec', double(decDeg)],
    ['i:jd', double(firstJd)],
    ['i:objectId', Buffer.from(rawRow)],
    ['i:ra', double(raDeg)],
  ];
}

type Values = Readonly<Record<string, CellValue>>;
type Types = Readonly<Record<string, ColumnType>>;

function typeOf(value: CellValue, name: string, types: Types): ColumnType {
  return types[name] ?? (typeof value === 'number' ? 'double' : typeof value === 'bigint' ? 'long' : 'string');
}

function schemaRow(types: Types): WritableRow {
  const cells = Object.entries(types).map(([name, type]): [string, Uint8Array] => [name, encodeCell('string', type)]);
  return { key: schemaKey('4.0', '9.9.9'), timestampMs: writtenMs + 1, cells };
}

/** Rows of a table that isn't made of alerts, with the schema row that tells their types. */
async function writeListing(store: WideRowStore, table: TableShape, rows: readonly Values[]): Promise<void> {
  const types: Record<string, ColumnType> = {};
  const made = rows.map((values) => {
    const cells = Object.entries(values).map(([name, value]) => cellOf(name, typeOf(value, name, types), value));
    for (const { column, type } of cells) if (table.carries(column)) types[column] = type;
    return rowFor(table, cellSet(cells), writtenMs);
  });
  await store.write(table.name, [...made, schemaRow(types)]);
}

const orbits = [1, 12, 120].map((id) => ({
  'd:ssoCandId': BigInt(id),
  'd:a': 2.5 + id / 1000,
  'd:e': 0.1,
  'd:i': 7.25,
}));
const trajectories = [0, 1, 2, 3].map((k) => ({
  'd:ssoCandId': k < 2 ? 12n : 120n,
  'd:jd': firstJd + k,
  'd:ra': 10 + k,
  'd:dec': -5,
  'd:magpsf': 19.5,
  'd:objectId': `ZTF22bbbbbb${'abcd'[k]}`,
}));
const notes = [
  { objectId: manyAlerts, name: 'My nova: a, b', user: 'someone' },
  { objectId: 'ZTF22aaaaaaa', name: 'blazar', user: 'somebody else' },
].map(({ objectId, name, user }) => ({
  'i:objectId': objectId,
  'd:internal_name': name,
  'd:internal_name_encoded': name.replaceAll(' ', ''),
  'd:comments': 'seen twice',
  'd:username': user,
}));
const nights = ['20211103', '20211104', '20221231'].map((night, k) => ({
  night,
  'basic:raw': 1000n + BigInt(k),
  'basic:sci': 900n,
  'class:simbad_tot': 5n,
  ...(k === 1 ? { 'class:Early SN Ia candidate': 2n } : {}),
}));

/** Writes all of it. */
export async function writeWireData(store: WideRowStore): Promise<void> {
  await writeSampleAlerts(store, [...wireAlerts, oddAlert, ...pairAlerts]);
  await store.write('ztf', [{ key: `${rawRow}_${firstJd}`, timestampMs: writtenMs, cells: rawCells() }]);
  await writeListing(store, orbCand, orbits);
  await writeListing(store, ssoCand, trajectories);
  await writeListing(store, metadata, notes);
  await writeListing(store, statistics, nights);
}
