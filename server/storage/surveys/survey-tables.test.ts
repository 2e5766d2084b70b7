import { describe, expect, test } from 'vitest';
import { lsstTables } from './lsst.ts';
import { type CellValue, idSalt, keyPrefix, mpcSalt, rowKey, schemaKey } from './survey-tables.ts';
import { ztfTables } from './ztf.ts';

const from = (values: Record<string, CellValue>) => (column: string) => values[column];

describe('row keys', () => {
  test('a ZTF alert is found under its object and Julian date', () => {
    expect(rowKey(ztfTables.alerts, from({ 'i:objectId': 'ZTF21abfmbix', 'i:jd': 2459519.9166667 }))).toBe(
      'ZTF21abfmbix_2459519.9166667',
    );
    expect(ztfTables.alertRange('ZTF21abfmbix')).toEqual({ start: 'ZTF21abfmbix_', end: 'ZTF21abfmbix`' });
  });

  test('a whole Julian date keeps its decimal point', () => {
    expect(rowKey(ztfTables.byName.upper, from({ 'i:objectId': 'ZTF21abfmbix', 'i:jd': 2459520 }))).toBe(
      'ZTF21abfmbix_2459520.0',
    );
  });

  test('what is null is left out of a key together with its separator', () => {
    expect(rowKey(lsstTables.pixels, from({ 'f:pixel1024': 12, 'r:diaObjectId': 318n }))).toBe('12_318');
    expect(rowKey(ztfTables.byName.ssnamenr, from({ 'i:jd': 2459519.5 }))).toBe('2459519.5');
  });

  test('Rubin keys begin with the salt of their id', () => {
    const values = from({
      'r:diaObjectId': 314003014107006318n,
      'r:diaSourceId': 170424319673368579n,
      'r:midpointMjdTai': 60488.25,
    });
    expect(rowKey(lsstTables.alerts, values)).toBe('318_314003014107006318_60488.25');
    expect(rowKey(lsstTables.cutouts, values)).toBe('579_170424319673368579');
    expect(lsstTables.alertRange('314003014107006318').start).toBe('318_314003014107006318_');
    expect(keyPrefix(lsstTables.objects, '314003014107006318', '314003014107006318')).toBe('318_314003014107006318');
  });

  test('keys begin with the salts that Fink writes, and schema rows with their versions', () => {
    expect(idSalt(7n)).toBe('007');
    expect(mpcSalt('J96T28C')).toBe('96');
    expect(schemaKey('4.0', '6.1.1')).toBe('schema_4.0_6.1.1');
  });
});

describe('columns', () => {
  test('the index set has 36 columns of the packet, and every added value but those of single tables', () => {
    const { class: byClass, pixel128 } = ztfTables.byName;
    expect(byClass.carries('i:nid')).toBe(true);
    expect(byClass.carries('i:pid')).toBe(false);
    expect(byClass.carries('d:roid')).toBe(true);
    expect(byClass.carries('d:pixel128')).toBe(false);
    expect(pixel128.carries('d:classification')).toBe(true);
    expect(ztfTables.alerts.carries('d:classification')).toBe(false);
  });
});
