import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { manyAlerts, oddValues } from './wire-data.ts';
import { testRows, type WireAnswer, wireOf } from './wire-kit.ts';

const wire = wireOf(createLmdbStore);
const odd = `/api/v1/objects?objectId=${oddValues}`;
const many = `/api/v1/objects?objectId=${manyAlerts}`;
const none = '/api/v1/objects?objectId=none';
const buffer = ({ bytes }: WireAnswer): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** One column of one alert, as it stands in JSON. */
const jsonCell = (column: string, text: string, says: string) => ({
  says: `JSON: ${says}`,
  get: `${odd}&columns=${column}`,
  text: `[{"${column}":${text}}]`,
});

describe('json', () => {
  testRows(wire, '1.6', [
    {
      says: 'JSON is what a table is without a format',
      get: `${many}&columns=i:fid`,
      type: 'application/json',
      text: '[{"i:fid":1},{"i:fid":2},{"i:fid":1},{"i:fid":2},{"i:fid":1}]',
    },
    {
      says: 'JSON by its name is the same',
      get: `${many}&columns=i:fid&output-format=json`,
      text: /^\[\{"i:fid":1\},/,
    },
    { says: 'JSON of no rows is an empty list', get: none, type: 'application/json', text: '[]' },
    jsonCell('d:mag_rate', '2459530.1000000001', 'ten decimals, the last as upstream rounds it'),
    jsonCell('d:anomaly_score', '0.0', 'what is less than ten decimals is 0.0'),
    jsonCell('d:delta_time', '-0.0', 'and keeps its sign'),
    jsonCell('d:lower_rate', '1.5e+16', 'from 10¹⁶ on fifteen digits and an exponent'),
    jsonCell('d:upper_rate', 'null', 'what is no number is null'),
    jsonCell('d:sigma_rate', 'null', 'infinity is null'),
    jsonCell('i:aimage', '0.7', 'single precision has its shortest decimals'),
    jsonCell('i:candid', '3072410265715010069', 'ids are integers of all their digits'),
    jsonCell('i:ssnamenr', '"\\u00e9\\/\\"<&>,"', 'slashes are escaped, letters beyond ASCII too, markup is not'),
    jsonCell('d:from_upper', 'true', 'truth is a truth value'),
    jsonCell('d:is_transient', 'false', 'falsehood too'),
  ]);
});

const csvCell = (column: string, text: string, says: string) => ({
  says: `CSV: ${says}`,
  get: `${odd}&columns=${column}&output-format=csv`,
  type: 'application/csv',
  text: `${column}\n${text}\n`,
});

describe('csv', () => {
  testRows(wire, '1.6', [
    {
      says: 'CSV has a header, commas, and LF at the end of lines',
      get: `${many}&columns=i:fid,i:objectId&output-format=csv`,
      text: new RegExp(`^i:fid,i:objectId\\n(\\d,${manyAlerts}\\n){5}$`),
    },
    { says: 'CSV of no rows is one LF', get: `${none}&output-format=csv`, type: 'application/csv', text: '\n' },
    csvCell('d:mag_rate', '2459530.1', 'the shortest digits that mean the number'),
    csvCell('d:anomaly_score', '1e-12', 'small numbers too'),
    csvCell('d:lower_rate', '1.5e+16', 'large ones too'),
    csvCell('d:upper_rate', '""', 'what is no number is empty, and quoted where it is alone in its line'),
    {
      says: 'CSV: what is no number is empty',
      get: `${odd}&columns=d:upper_rate,i:objectId&output-format=csv`,
      text: `d:upper_rate,i:objectId\n,${oddValues}\n`,
    },
    csvCell('d:from_upper', 'True', 'truth as Python writes it'),
    csvCell('d:is_transient', 'False', 'falsehood too'),
    csvCell('i:ssnamenr', '"é/""<&>,"', 'quotes only where they are needed, doubled inside'),
    csvCell('i:candid', '3072410265715010069', 'ids keep all their digits'),
  ]);
});

describe('parquet', () => {
  testRows(wire, '1.6', [
    {
      says: 'Parquet is one row group of Snappy, 64-bit integers exact, truth boolean, text UTF-8',
      get: `${odd}&columns=i:candid,i:ssnamenr,d:from_upper,d:mag_rate&output-format=parquet`,
      type: 'parquet',
      async check(answer) {
        const { row_groups: groups, schema } = parquetMetadata(buffer(answer));
        expect(groups).toHaveLength(1);
        expect(new Set(groups[0]?.columns.map((column) => column.meta_data?.codec))).toEqual(new Set(['SNAPPY']));
        const types = Object.fromEntries(schema.slice(1).map(({ name, type }) => [name, type]));
        expect(types).toEqual({
          'd:from_upper': 'BOOLEAN',
          'd:mag_rate': 'DOUBLE',
          'i:candid': 'INT64',
          'i:ssnamenr': 'BYTE_ARRAY',
        });
        expect(await parquetReadObjects({ file: buffer(answer) })).toEqual([
          { 'd:from_upper': true, 'd:mag_rate': 2459530.1, 'i:candid': 3072410265715010069n, 'i:ssnamenr': 'é/"<&>,' },
        ]);
      },
    },
    {
      says: 'Parquet of no rows is a valid file without columns',
      get: `${none}&output-format=parquet`,
      type: 'parquet',
      check(answer) {
        const { schema, num_rows: rows } = parquetMetadata(buffer(answer));
        expect([Number(rows), schema.length]).toEqual([0, 1]);
      },
    },
    {
      says: 'Parquet of rows some of which lack a truth value has null there',
      get: `/api/v1/objects?objectId=${oddValues},ZTF22rawrawr&columns=d:is_transient,i:rb&output-format=parquet`,
      async check(answer) {
        expect(await parquetReadObjects({ file: buffer(answer) })).toHaveLength(2);
      },
    },
    {
      says: 'Parquet of upper limits is a file: their filters are numbers',
      get: `${many}&withupperlim=True&output-format=parquet`,
      async check(answer) {
        const rows = await parquetReadObjects({ file: buffer(answer) });
        expect(new Set(rows.map((row) => typeof row['i:fid']))).toEqual(new Set(['bigint']));
      },
    },
  ]);
});

describe('votable', () => {
  testRows(wire, '1.6', [
    {
      says: 'VOTable 1.4 of one table of results, names of columns as they are and as XML ids',
      get: `${odd}&columns=i:ra,i:candid,i:ssnamenr&output-format=votable`,
      type: 'text/xml',
      check({ text }) {
        expect(text).toMatch(/<VOTABLE[^>]*version="1.4"/);
        expect(text).toMatch(/<RESOURCE type="results">/);
        expect(text).toMatch(/<FIELD [^>]*ID="i_ra"[^>]*name="i:ra"|<FIELD [^>]*name="i:ra"[^>]*ID="i_ra"/);
        expect(text).toMatch(/<FIELD [^>]*datatype="long"/);
        expect(text).toMatch(
          /<FIELD [^>]*arraysize="7"[^>]*datatype="unicodeChar"|datatype="unicodeChar"[^>]*arraysize="7"/,
        );
        expect(text).toContain('<TABLEDATA>');
        expect(text).toContain('3072410265715010069');
        expect(text).toMatch(/é\/("|&quot;)&lt;&amp;&gt;,/);
      },
    },
    {
      says: 'VOTable of no rows has an empty table',
      get: `${none}&output-format=votable`,
      type: 'text/xml',
      text: /<TABLE\/>/,
    },
    {
      says: 'VOTable has a column of text that is null throughout',
      get: `${odd}&columns=d:lc_features_g,i:objectId&nulls=clean&output-format=votable`,
      type: 'text/xml',
    },
  ]);
});
