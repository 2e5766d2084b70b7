import { shg1g2 } from '#domain/phase/phase-models.ts';
import { ztfAlertColumns } from '#domain/surveys/ztf-columns.ts';
import { fakeEphemerisAt } from '#server/outside/miriade/miriade-fake.ts';
import type { WideRowStore, WritableRow } from '#server/ports/wide-row-store.ts';
import type { TableShape } from '#server/storage/surveys/survey-tables.ts';
import { ztfResolverName, ztfTables } from '#server/storage/surveys/ztf.ts';
import { type Cell, cellOf, cellSet, rowFor } from '#server/storage/tables/table-row.ts';
import { type SampleAlert, sampleAlert, writeSampleAlerts } from './sample-alerts.ts';

const { ssnamenr, ssoResolver, tnsResolver } = ztfTables.byName;
const writtenMs = Date.UTC(2026, 0, 1);

/** H, G₁, G₂ by band, and R, α₀, δ₀ of the sample asteroid. */
const truth: Readonly<Record<number, readonly number[]>> = {
  1: [13.1, 0.31, 0.34, 0.72, 2.1, 0.5],
  2: [12.6, 0.27, 0.41, 0.72, 2.1, 0.5],
};

const objectIds: Readonly<Record<string, string>> = {
  '8467': 'ZTF20aaaaaaa',
  '2010JO69': 'ZTF20aaaaaab',
  'C/2020F3': 'ZTF20aaaaaac',
};

/** An alert of an asteroid where the fake ephemeris has it, as bright as the sHG1G2 model says. */
function asteroidAlert(name: string, index: number): SampleAlert {
  const jd = 2_459_010.75 + index * 11.003;
  const { raHours, decDeg, dobs, dhelio, phaseDeg } = fakeEphemerisAt(jd);
  const band = (index % 2) + 1;
  const degree = Math.PI / 180;
  const place = {
    ra: raHours * 15 * degree,
    dec: decDeg * degree,
    phase: phaseDeg * degree,
    magnitude: 0,
    sigma: 0.05,
    band: '',
  };
  const magnitude = shg1g2.magnitude(place, truth[band] ?? []) + 5 * Math.log10(dobs * dhelio);
  return sampleAlert(objectIds[name] ?? '', index, {
    'i:jd': jd,
    'i:fid': band,
    'i:magpsf': Math.fround(magnitude),
    'i:sigmapsf': Math.fround(0.05),
    'i:ra': raHours * 15,
    'i:dec': decDeg,
    'i:ssnamenr': name,
    'd:roid': 3,
  });
}

/** Alerts of a numbered asteroid (80), one with a designation (3), and a comet (2). */
export const solarSystemAlerts: readonly SampleAlert[] = [
  ...Array.from({ length: 80 }, (_, i) => asteroidAlert('8467', i)),
  ...Array.from({ length: 3 }, (_, i) => asteroidAlert('2010JO69', 100 + i)),
  ...Array.from({ length: 2 }, (_, i) => asteroidAlert('C/2020F3', 200 + i)),
];

/** Name of a row, number of rows of that name before it, what alerts call the object, its name and number. */
const names: readonly (readonly [key: string, count: number, ssnamenr: string, name: string, number: string])[] = [
  ['Benoitcarry', 0, '8467', 'Benoitcarry', '8467'],
  ['8467', 0, '8467', 'Benoitcarry', '8467'],
  ['Benoitcarryella', 0, '99', 'Benoitcarryella', '99'],
  ['2010 JO69', 0, '2010JO69', '2010 JO69', '624188'],
  ['624188', 0, '2010JO69', '2010 JO69', '624188'],
  ['C/2020 F3', 0, 'C/2020F3', 'C/2020 F3', ''],
  ['Julienpeloton', 0, '33803', 'Julienpeloton', '33803'],
  ['Julienpeloton', 1, '1999WK11', 'Julienpeloton', '33803'],
  ['33803', 0, '33803', 'Julienpeloton', '33803'],
  ['33803', 1, '1999WK11', 'Julienpeloton', '33803'],
];

const transients: readonly (readonly [fullname: string, internal: string, type: string])[] = [
  ['SN 2023Q', 'ZTF23aaaahln', 'SN Ia'],
  ['SN 2023abc', 'ATLAS23xyz', 'SN II'],
  ['AT 2023Q', 'ZTF23aaaahlo', ''],
  ['AT 2024b', 'KATS_ZTF23x', ''],
];

function text(column: string, value: string): Cell[] {
  return value === '' ? [] : [cellOf(column, 'string', value)];
}

function ssoRow([key, count, alertName, name, number]: (typeof names)[number]): WritableRow {
  const cells = [...text('i:ssnamenr', alertName), ...text('i:name', name), ...text('i:number', number)];
  return rowFor(ssoResolver, cellSet(cells, [cellOf(ztfResolverName, 'string', `${key}@${count}`)]), writtenMs);
}

function tnsRow([fullname, internal, type]: (typeof transients)[number]): WritableRow {
  const cells = [
    ...text('d:fullname', fullname),
    ...text('d:internalname', internal),
    ...text('d:type', type),
    ...text('d:ra', '193.82'),
    ...text('d:declination', '2.89'),
    ...text('d:discoverydate', '2023-01-02 03:04:05'),
  ];
  return rowFor(tnsResolver, cellSet(cells), writtenMs);
}

function alertRow(table: TableShape, { values }: SampleAlert): WritableRow {
  const cells = ztfAlertColumns.flatMap(({ name, type }) => {
    const value = values[name];
    return value === undefined ? [] : [cellOf(name, type, value)];
  });
  return rowFor(table, cellSet(cells), writtenMs);
}

/** Writes alerts of Solar System objects, and the names of objects there and beyond. */
export async function writeSolarSystem(store: WideRowStore): Promise<void> {
  await writeSampleAlerts(store, solarSystemAlerts);
  await store.write(
    ssnamenr.name,
    solarSystemAlerts.map((alert) => alertRow(ssnamenr, alert)),
  );
  await store.write(ssoResolver.name, names.map(ssoRow));
  await store.write(tnsResolver.name, transients.map(tnsRow));
}
