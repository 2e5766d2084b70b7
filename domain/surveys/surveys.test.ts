import { readdirSync, readFileSync } from 'node:fs';
import avsc from 'avsc';
import fc from 'fast-check';
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { isSurveyId, surveyById, surveyOfObjectId, surveys } from '#domain/surveys/index.ts';
import { lsst } from '#domain/surveys/lsst.ts';
import { lsstCutoutColumns, lsstFinkObjectColumns, lsstFinkSourceColumns } from '#domain/surveys/lsst-columns-fink.ts';
import { lsstDiaObjectColumns } from '#domain/surveys/lsst-columns-object.ts';
import { lsstOlderDiaObjectColumns, lsstOlderDiaSourceColumns } from '#domain/surveys/lsst-columns-older.ts';
import { lsstMpcOrbitsColumns, lsstSsSourceColumns } from '#domain/surveys/lsst-columns-solar-system.ts';
import { lsstDiaForcedSourceColumns, lsstDiaSourceColumns } from '#domain/surveys/lsst-columns-source.ts';
import { lsstReading } from '#domain/surveys/lsst-reading.ts';
import type { Column } from '#domain/surveys/survey.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import { ztf } from '#domain/surveys/ztf.ts';
import { ztfComputedColumns, ztfCutoutColumns } from '#domain/surveys/ztf-columns.ts';
import { ztfFinkColumns } from '#domain/surveys/ztf-columns-fink.ts';
import { ztfPacketColumns } from '#domain/surveys/ztf-columns-packet.ts';
import { realData } from '#fixtures/real-data.ts';

const everyList: Readonly<Record<string, readonly Column[]>> = {
  ztfPacketColumns,
  ztfFinkColumns,
  ztfComputedColumns,
  ztfCutoutColumns,
  lsstDiaSourceColumns,
  lsstDiaForcedSourceColumns,
  lsstDiaObjectColumns,
  lsstSsSourceColumns,
  lsstMpcOrbitsColumns,
  lsstFinkSourceColumns,
  lsstFinkObjectColumns,
  lsstCutoutColumns,
  lsstOlderDiaSourceColumns,
  lsstOlderDiaObjectColumns,
};

describe('columns', () => {
  test('each list has as many columns as the survey or the broker writes', () => {
    const counts = Object.fromEntries(Object.entries(everyList).map(([name, list]) => [name, list.length]));
    expect(counts).toEqual({
      ztfPacketColumns: 108,
      ztfFinkColumns: 45,
      ztfComputedColumns: 11,
      ztfCutoutColumns: 3,
      lsstDiaSourceColumns: 98,
      lsstDiaForcedSourceColumns: 14,
      lsstDiaObjectColumns: 82,
      lsstSsSourceColumns: 39,
      lsstMpcOrbitsColumns: 53,
      lsstFinkSourceColumns: 30,
      lsstFinkObjectColumns: 6,
      lsstCutoutColumns: 3,
      lsstOlderDiaSourceColumns: 51,
      lsstOlderDiaObjectColumns: 34,
    });
  });

  test.each(Object.entries(everyList))(
    'no name of %s is there twice, and each says what it is in one sentence',
    (_, list) => {
      expect(new Set(list.map((column) => column.name)).size).toBe(list.length);
      for (const column of list) {
        expect(column.doc, column.name).toMatch(/^\S.{5,130}\.$/u);
        expect(column.unit ?? 'x', column.name).toMatch(/^\S+$/);
        expect(column.ucd ?? 'meta', column.name).toMatch(/^[a-zA-Z]+(\.[a-zA-Z0-9]+)*(;[a-zA-Z]+(\.[a-zA-Z0-9]+)*)*$/);
      }
    },
  );

  test.each(Object.entries(everyList))(
    'every UCD of %s is made of words of the IVOA list, each where it may stand',
    (_, list) => {
      const words = JSON.parse(readFileSync(new URL('ucd-words.golden.json', import.meta.url), 'utf8'));
      const first = new Set([...words.firstOnly, ...words.anywhere]);
      const later = new Set([...words.laterOnly, ...words.anywhere]);
      const wrong = list.filter(({ ucd }) => {
        const [head, ...tail] = ucd?.toLowerCase().split(';') ?? [];
        return head !== undefined && !(first.has(head) && tail.every((word) => later.has(word)));
      });
      expect(wrong.map(({ name, ucd }) => [name, ucd])).toEqual([]);
    },
  );

  test('every column that the broker computes for ZTF has the default that a bare packet gets', () => {
    for (const column of ztfFinkColumns) expect(column.missing, column.name).toBeDefined();
    const defaults = Object.fromEntries(ztfFinkColumns.map((column) => [column.name, column.missing]));
    expect(defaults).toMatchObject({
      'd:cdsxmatch': 'Unknown',
      'd:tns': '',
      'd:tracklet': '',
      'd:lc_features_g': '[]',
      'd:mangrove_lum_dist': 'None',
      'd:spicy_id': -1,
      'd:slsn_score': -1,
      'd:from_upper': false,
      'd:roid': 0,
    });
  });

  test('ZTF candidate columns are 67 floats, 10 doubles, 13 integers, 7 longs and 11 texts', () => {
    const counts: Record<string, number> = {};
    for (const column of ztfPacketColumns) counts[column.type] = (counts[column.type] ?? 0) + 1;
    expect(counts).toEqual({ float: 67, double: 10, integer: 13, long: 7, string: 11 });
  });

  test.each(surveys)('alert columns of $name are alphabetical and hold what the light curve asks for', (survey) => {
    const names = survey.alertColumns.map((column) => column.name);
    expect(names).toEqual([...names].sort());
    for (const name of [...survey.lightcurveColumns, ...Object.values(survey.columns)]) expect(names).toContain(name);
  });
});

const avroTypes: Readonly<Record<string, string>> = { int: 'integer' };
const data = realData();

/** Fields of a record schema: name → [type, nullable]. Timestamps are kept as text. */
function fieldsOf(record: unknown): Map<string, readonly [string, boolean]> {
  const fields = new Map<string, readonly [string, boolean]>();
  for (const field of (record as { fields: { name: string; type: unknown }[] }).fields) {
    const union = Array.isArray(field.type) ? field.type : [field.type];
    const kind: unknown = union.find((type) => type !== 'null');
    const type = typeof kind === 'string' ? (avroTypes[kind] ?? kind) : 'string';
    fields.set(field.name, [type, union.includes('null')]);
  }
  return fields;
}

/** The writer's schema of an Avro container, read without judging its defaults. */
function schemaOf(path: string): { fields: { name: string; type: unknown }[] } {
  const bytes = readFileSync(path);
  const decoder = avsc.Type.forSchema({ type: 'map', values: 'bytes' });
  const meta = decoder.decode(bytes, 4) as { value: Record<string, Buffer> };
  return JSON.parse(String(meta.value['avro.schema']));
}

function recordOf(schema: { fields: { name: string; type: unknown }[] }, name: string): unknown {
  const type = schema.fields.find((field) => field.name === name)?.type;
  const record: unknown = Array.isArray(type) ? type.find((part) => part !== 'null') : type;
  return (record as { type?: string; items?: unknown }).type === 'array'
    ? (record as { items: unknown }).items
    : record;
}

function listed(columns: readonly Column[]): Map<string, readonly [string, boolean]> {
  return new Map(columns.map((column) => [column.name.slice(2), [column.type, column.nullable === true]]));
}

describe.skipIf(!data)('columns against the schemas of real packets', () => {
  test('ZTF: name, type and nullability of every candidate field', () => {
    const folder = `${data}ztf/avro/`;
    const fields = fieldsOf(recordOf(schemaOf(folder + readdirSync(folder)[0]), 'candidate'));
    const columns = listed(ztfPacketColumns);
    for (const root of ['objectId', 'schemavsn', 'publisher', 'fink_broker_version', 'fink_science_version']) {
      columns.delete(root);
    }
    expect(Object.fromEntries([...columns].sort())).toEqual(Object.fromEntries([...fields].sort()));
  });

  test.each([
    ['diaSource', lsstDiaSourceColumns],
    ['diaObject', lsstDiaObjectColumns],
    ['prvDiaForcedSources', lsstDiaForcedSourceColumns],
    ['ssSource', lsstSsSourceColumns],
    ['mpc_orbits', lsstMpcOrbitsColumns],
  ] as const)('Rubin 10.0: name, type and nullability of every field of %s', (record, columns) => {
    const fields = fieldsOf(recordOf(schemaOf(`${data}lsst/rubin-v10.0-sample.avro`), record));
    expect(Object.fromEntries([...listed(columns)].sort())).toEqual(Object.fromEntries([...fields].sort()));
  });
});

/** Columns of one struct of a Parquet file: name → type, by the physical types of its leaves. */
async function structOf(path: string, struct: string): Promise<Map<string, string>> {
  const { schema } = await parquetMetadataAsync(await asyncBufferFromFile(path));
  const types = { INT32: 'integer', INT64: 'long', FLOAT: 'float', DOUBLE: 'double', BOOLEAN: 'boolean' } as const;
  const start = schema.findIndex((element) => element.name === struct && (element.num_children ?? 0) > 0);
  const leaves = schema.slice(start + 1, start + 1 + (schema[start]?.num_children ?? 0));
  return new Map(leaves.map(({ name, type }) => [name, (types as Record<string, string>)[type ?? ''] ?? 'string']));
}

describe.skipIf(!data)('columns against a night of an older schema', () => {
  test.each([
    ['diaSource', [...lsstDiaSourceColumns, ...lsstOlderDiaSourceColumns]],
    ['diaObject', [...lsstDiaObjectColumns, ...lsstOlderDiaObjectColumns]],
  ] as const)('Rubin 7.1: every field of %s is known, with its type', async (struct, columns) => {
    const known = new Map(columns.map((column) => [column.name.slice(2), column.type]));
    const fields = await structOf(`${data}lsst/fink-lsst-v7.1.snappy.parquet`, struct);
    expect(fields.size).toBeGreaterThan(80);
    for (const [name, type] of fields) expect(known.get(name), name).toBe(type);
  });
});

describe('ids', () => {
  test.each([
    ['ZTF21aaxtctv', 'ztf'],
    ['ZTF99zzzzzzz', 'ztf'],
    ['170587115523932323', 'lsst'],
    ['7', 'lsst'],
    ['9223372036854775807', 'lsst'],
    ['9223372036854775808', undefined],
    ['99999999999999999999', undefined],
    ['0', undefined],
    ['007', undefined],
    ['ZTF21aaxtct', undefined],
    ['ZTF21AAXTCTV', undefined],
    ['ztf21aaxtctv', undefined],
    ['ZTF21aaxtctv ', undefined],
    ['ZTF21aaxtctv\n', undefined],
    ['', undefined],
  ])('%j is an object of %s', (text, survey) => {
    expect(surveyOfObjectId(text)?.id).toBe(survey);
  });

  test('every 64-bit positive integer is a Rubin id, and no larger one', () => {
    const largest = 2n ** 63n - 1n;
    fc.assert(fc.property(fc.bigInt(1n, largest), (id) => lsst.objectIdPattern.test(String(id))));
    fc.assert(fc.property(fc.bigInt(largest + 1n, 10n ** 21n), (id) => !lsst.objectIdPattern.test(String(id))));
  });

  test('every beginning of an id from its prefix on is a partial id', () => {
    for (let length = 3; length <= 12; length += 1)
      expect('ZTF21aaxtctv'.slice(0, length)).toMatch(ztf.partialIdPattern);
    expect('ZT').not.toMatch(ztf.partialIdPattern);
    expect('ZTF21aaxtctvx').not.toMatch(ztf.partialIdPattern);
    expect('1705').toMatch(lsst.partialIdPattern);
  });

  test('only the simulated survey has the ids 99', () => {
    expect(ztf.isSimulatedId('ZTF99aaaaaab')).toBe(true);
    expect(ztf.isSimulatedId('ZTF21aaxtctv')).toBe(false);
    expect(lsst.isSimulatedId('999000000000000001')).toBe(true);
    expect(lsst.isSimulatedId('170587115523932323')).toBe(false);
  });

  test('survey ids are a closed set', () => {
    expect(surveyById('ztf')).toBe(ztf);
    expect(surveyById('constructor')).toBeUndefined();
    expect(isSurveyId('lsst')).toBe(true);
    expect(isSurveyId('toString')).toBe(false);
  });
});

describe('bands, times and photometry', () => {
  test('bands are found by the value of the band column, whether a number or text', () => {
    expect(ztf.bandOf(2)?.name).toBe('r');
    expect(ztf.bandOf('2')?.name).toBe('r');
    expect(ztf.bandOf(4)).toBeUndefined();
    expect(lsst.bandOf('y')?.marker).toBe('cross');
    expect(lsst.bandOf('Y')).toBeUndefined();
  });

  test('each survey’s time becomes MJD in its own scale and in UTC', () => {
    expect(ztf.mjdFromTime(2_460_000.5)).toBe(60_000);
    expect(ztf.mjdUtcFromTime(2_460_000.5)).toBe(60_000);
    expect(lsst.mjdFromTime(60_000)).toBe(60_000);
    expect((60_000 - lsst.mjdUtcFromTime(60_000)) * 86_400).toBeCloseTo(37, 5);
  });

  test('a negative subtraction of ZTF has a negative flux and the same magnitude', () => {
    for (const isdiffpos of ['f', '0']) {
      const measured = ztf.photometryOf({
        'i:magpsf': 20,
        'i:sigmapsf': 0.1,
        'i:diffmaglim': 20.5,
        'i:isdiffpos': isdiffpos,
      });
      expect(measured.negative).toBe(true);
      expect(measured.flux).toBeCloseTo(-36.3078, 4);
      expect(measured.fluxErr).toBeCloseTo(3.3441, 4);
      expect([measured.mag, measured.magErr, measured.limitMag]).toEqual([20, 0.1, 20.5]);
    }
    expect(ztf.photometryOf({ 'i:magpsf': 20, 'i:isdiffpos': '1' }).negative).toBe(false);
  });

  test('a limit has its magnitude only, and numbers sent as text are numbers', () => {
    const limit = ztf.photometryOf({ 'i:diffmaglim': '19.5', 'i:magpsf': null });
    expect(limit.limitMag).toBe(19.5);
    expect([limit.mag, limit.magErr, limit.flux, limit.fluxErr]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(limit.negative).toBe(false);
  });

  test('a negative Rubin flux keeps its sign and has the magnitude of its size', () => {
    const measured = lsst.photometryOf({ 'r:psfFlux': -1000, 'r:psfFluxErr': 100 });
    expect(measured.flux).toBe(-1);
    expect(measured.fluxErr).toBe(0.1);
    expect(measured.negative).toBe(true);
    expect(measured.mag).toBeCloseTo(23.9, 10);
    expect(measured.magErr).toBeCloseTo(0.10857, 5);
    expect(measured.limitMag).toBeCloseTo(24.6526, 4);
  });
});

test('sources of Rubin that all carry the id of one Solar System object belong to it', () => {
  const idOf = (packed: string) => String(Buffer.from(`\0${packed}`).readBigUInt64BE());
  const rows = (...ids: readonly (string | null)[]) => ids.map((id) => ({ 'r:ssObjectId': id }));
  const nameOf = (found: readonly WireRow[]) => lsstReading.belongingOf(found).solarSystemName;
  expect(nameOf(rows(idOf('K15Bt7C'), idOf('K15Bt7C')))).toBe('2015 BC557');
  expect(nameOf(rows(idOf('PLS2040')))).toBe('PLS2040');
  for (const others of [
    rows(),
    rows(null),
    rows('0'),
    rows(idOf('K15Bt7C'), null),
    rows(idOf('K15Bt7C'), idOf('J95X00A')),
  ])
    expect(nameOf(others)).toBeNull();
});
