import { tableFromIPC } from '@uwdata/flechette';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { figureFromLightcurve } from '#components/lightcurve/lightcurve-figure.ts';
import { shownRows } from '#components/lightcurve/shown-rows.ts';
import { testBands, testCurve } from '#components/lightcurve/test-curve.ts';
import { csvFrom, jsonFrom, tableFiles, votableFrom } from './table-files.ts';

const curve = testCurve([
  { mjd: 59000.25, kind: 'limit', limitMag: 20.5 },
  { mjd: 59001, mag: 19, magErr: 0.1, alertId: '9223372036854775807' },
  { mjd: 59002, mag: 18, magErr: 0.05, band: 'r', alertId: '2475433850015010009' },
  { mjd: 59003, mag: 17, magErr: 0.05, band: 'r', alertId: '2475433850015010010' },
]);
const options = { unit: 'mag', bands: testBands, timeScale: 'UTC' } as const;
const rowsOf = (more: object) =>
  shownRows(curve, figureFromLightcurve(curve, { ...options, hidden: new Set<string>(), ...more }), 'UTC');
const rows = rowsOf({});

test('the rows are those that are drawn: hidden ones and those outside of the zoom are not among them', () => {
  expect(rows.count).toBe(4);
  expect(rowsOf({ hidden: new Set(['r']) }).count).toBe(2);
  expect(rowsOf({ zoomX: { from: 59000, to: 59002.5 } }).count).toBe(3);
  expect(rowsOf({ zoomY: { from: 16, to: 18.5 } }).count).toBe(2);
  const days = rowsOf({ timeAxis: 'first' }).columns.find(({ name }) => name === 'days');
  expect([...(days?.values ?? [])]).toEqual([-0.75, 0, 1, 2]);
});

test('CSV quotes ids and leaves out what there is not', () => {
  const [head, limit, first] = csvFrom(rows).split('\r\n');
  expect(head).toMatch(/^alert_id,mjd_utc,date_utc,band,kind,value,error,/);
  expect(limit).toMatch(/^"",59000\.25,"2020-05-31 06:00","g","limit",20\.5,,,/);
  expect(first).toMatch(/^"9223372036854775807",59001,"2020-06-01 00:00","g","detection",19,0\.1,/);
});

test('JSON keeps ids as text and says null where there is nothing', () => {
  const [limit, first] = JSON.parse(jsonFrom(rows));
  expect(limit).toMatchObject({ alert_id: null, value: 20.5, error: null });
  expect(first).toMatchObject({ alert_id: '9223372036854775807', value: 19 });
});

test('Arrow and Parquet read back as the same rows', async () => {
  const made = async (ending: string) => {
    const bytes = await tableFiles.find((file) => file.ending === ending)?.make(rows);
    if (!(bytes instanceof Uint8Array)) throw new Error(`${ending} is no bytes`);
    return bytes;
  };
  const arrow = tableFromIPC(await made('arrow'));
  expect(arrow.numRows).toBe(4);
  expect([...(arrow.getChild('alert_id')?.toArray() ?? [])]).toEqual(rows.columns[0]?.values);
  expect([...(arrow.getChild('value')?.toArray() ?? [])]).toEqual([20.5, 19, 18, 17]);
  const parquet = await made('parquet');
  const read = await parquetReadObjects({ file: parquet.buffer });
  expect(read.map((row) => row.value)).toEqual([20.5, 19, 18, 17]);
  expect(read[1]).toMatchObject({ alert_id: '9223372036854775807', band: 'g' });
});

test('VOTable has a field with unit and UCD a column, and NaN where there is no number', () => {
  const text = votableFrom(rows);
  expect(text).toContain('<FIELD name="value" datatype="double" unit="mag" ucd="phot.mag">');
  expect(text.match(/<TR>/g)).toHaveLength(4);
  expect(text).toContain('<TD>limit</TD><TD>20.5</TD><TD>NaN</TD>');
});
