import { parquetReadObjects } from 'hyparquet';
import { beforeEach, describe, expect, test } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import { memoryFiles } from '#server/storage/lake/memory-files.ts';
import { sampleBulkFile } from '../testing/sample-api.ts';
import { reprText, testRows, type WireObject, wireOf } from '../wire/wire-kit.ts';
import golden from './ssoft.golden.json' with { type: 'json' };
import { blockRanges } from './ssoft-blocks.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));
const table = bytesOf(golden.table.file);
const files: Readonly<Record<string, Uint8Array>> = {
  'SSOFT/ssoft_SHG1G2_2026.10.parquet': table,
  'SSOFT/ssoft_HG_2026.10.parquet': bytesOf(golden.indexed.file),
  'SSOFT/ssoft_SHG1G2_2026.11.parquet': bytesOf(golden.indexed.file),
  'SSOFT/ssoft_SHG1G2_2026.09.parquet': Buffer.from('not a Parquet file at all'),
  [sampleBulkFile]: bytesOf(golden.curves.file),
};

const reads: { path: string; start: number; end: number }[] = [];
let lake: FileStore = memoryFiles(files);
const counted: FileStore = {
  stat: (...args) => lake.stat(...args),
  list: (...args) => lake.list(...args),
  read(path, start, end, options) {
    reads.push({ path, start, end });
    return lake.read(path, start, end, options);
  },
  write: (...args) => lake.write(...args),
  remove: (...args) => lake.remove(...args),
  ping: (...args) => lake.ping(...args),
  close: () => lake.close(),
};
beforeEach(() => {
  lake = memoryFiles(files);
  reads.length = 0;
});

const wire = wireOf(createLmdbStore, () => ({ lake: counted }));
const path = '/api/v1/ssoft';
const month = { version: '2026.10' };

/** Rows of pandas, as our JSON says them: ten decimals. */
function expectRows(rows: readonly WireObject[], expected: readonly Readonly<Record<string, unknown>>[]): void {
  expect(rows.map((row) => Object.keys(row))).toEqual(expected.map((row) => Object.keys(row)));
  rows.forEach((row, index) => {
    for (const [name, value] of Object.entries(expected[index] ?? {})) {
      if (typeof value === 'number') expect(Number(row[name])).toBeCloseTo(value, 8);
      else expect(row[name]).toEqual(value);
    }
  });
}

describe('the table of a month', () => {
  testRows(wire, '4.9', [
    {
      says: 'is the very file',
      post: [path, month],
      type: 'application/parquet',
      headers: {
        'content-length': String(table.length),
        'accept-ranges': 'bytes',
        'content-disposition': 'attachment; filename=ssoft_SHG1G2_2026.10.parquet',
      },
      check: ({ bytes }) => expect(Buffer.compare(bytes, table)).toBe(0),
    },
    {
      says: 'of this month unless said otherwise',
      post: [path, {}],
      check: ({ bytes }) => expect(bytes.length).toBe(bytesOf(golden.indexed.file).length),
    },
    {
      says: 'converted it has the rows that pandas reads, without its row labels',
      get: `${path}?version=2026.10&output-format=json`,
      rows: (rows) => expectRows(rows, golden.table.rows),
    },
    {
      says: 'of another model, with page indexes',
      post: [path, { ...month, flavor: 'HG', 'output-format': 'json' }],
      rows: (rows) => expectRows(rows, golden.indexed.rows),
    },
    {
      says: 'as CSV',
      post: [path, { ...month, 'output-format': 'csv' }],
      text: /^ssnamenr,sso_name,sso_number,.*\n8000,Benoitcarry,8467\.0,/,
    },
    {
      says: 'as VOTable with what the columns mean',
      post: [path, { ...month, 'output-format': 'votable' }],
      text: /<DESCRIPTION>[^<]*Absolute magnitude, ZTF g/,
    },
  ]);

  test('is read in pieces of a megabyte at most', async () => {
    const large = new Uint8Array(3_500_000);
    lake = memoryFiles({ 'SSOFT/ssoft_SHG1G2_2026.10.parquet': large });
    expect((await wire.post(path, month)).bytes.length).toBe(large.length);
    expect(reads.map(({ start, end }) => end - start)).toEqual([1_048_576, 1_048_576, 1_048_576, 354_272]);
  });

  test('a range of it is that range, one that is not there is said, several are the whole', async () => {
    const range = async (value: string, more: Readonly<Record<string, string>> = {}) => {
      const answer = await wire.ask(`${path}?version=2026.10`, { headers: { range: value, ...more } });
      return {
        status: answer.status,
        range: answer.headers.get('content-range'),
        bytes: Buffer.from(answer.bytes),
        etag: answer.headers.get('etag') ?? '',
      };
    };
    const size = table.length;
    expect(await range('bytes=4-9')).toMatchObject({
      status: 206,
      range: `bytes 4-9/${size}`,
      bytes: Buffer.from(table.slice(4, 10)),
    });
    expect(await range('bytes=-4')).toMatchObject({ status: 206, bytes: Buffer.from('PAR1') });
    expect(await range(`bytes=${size - 4}-`)).toMatchObject({ status: 206, bytes: Buffer.from('PAR1') });
    expect(await range(`bytes=${size}-`)).toMatchObject({ status: 416, range: `bytes */${size}` });
    expect(await range('bytes=5-2')).toMatchObject({ status: 416 });
    expect((await range('bytes=0-1,4-5')).bytes.length).toBe(size);
    expect((await range('rows=0-1')).bytes.length).toBe(size);
    const { etag } = await range('bytes=0-0');
    expect(await range('bytes=0-3', { 'if-range': etag })).toMatchObject({ status: 206 });
    expect(await range('bytes=0-3', { 'if-range': '"other"' })).toMatchObject({ status: 200 });
  });

  test('who has it already is told so', async () => {
    const { headers } = await wire.post(path, month);
    const again = await wire.ask(`${path}?version=2026.10`, {
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
  });

  test('a file that is replaced meanwhile breaks the answer off', async () => {
    const large = new Uint8Array(40_000_000);
    lake = memoryFiles({ 'SSOFT/ssoft_SHG1G2_2026.10.parquet': large });
    const response = await wire.api.fetch(new Request(`http://test${path}?version=2026.10`));
    const reader = response.body?.getReader();
    await reader?.read();
    await lake.write('SSOFT/ssoft_SHG1G2_2026.10.parquet', [large]);
    const rest = async (): Promise<void> => {
      for (;;) if ((await reader?.read())?.done !== false) return;
    };
    await expect(rest()).rejects.toThrow(/replaced/);
  });
});

describe('one object', () => {
  testRows(wire, '4.9', [
    {
      says: 'by name, as JSON, all rows that have it',
      post: [path, { ...month, sso_name: 'Julienpeloton' }],
      rows: (rows) =>
        expectRows(
          rows,
          golden.table.rows.filter((row) => row.sso_name === 'Julienpeloton'),
        ),
    },
    {
      says: 'by number',
      get: `${path}?version=2026.10&sso_number=8467`,
      rows: (rows) => expectRows(rows, golden.table.rows.slice(0, 1)),
    },
    { says: 'the name wins', post: [path, { ...month, sso_name: 'Ceres', sso_number: 8467 }], rows: 1 },
    { says: 'names are whole and of one case', post: [path, { ...month, sso_name: 'ceres' }], text: '[]' },
    { says: 'of a name beyond ASCII', get: `${path}?version=2026.10&sso_name=Ünique`, rows: 1 },
    { says: 'nobody is an empty table', post: [path, { ...month, sso_number: 99 }], text: '[]' },
    {
      says: 'in another format',
      post: [path, { ...month, sso_number: 1, 'output-format': 'csv' }],
      text: /\n8004,Ceres,1\.0,/,
    },
  ]);

  test('costs its own column, and what is needed of the others', async () => {
    await wire.post(path, { version: '2026.11', sso_name: 'Ceres' });
    const size = bytesOf(golden.indexed.file).length;
    const [footer, ...rest] = reads;
    expect(footer?.end).toBe(size);
    expect(Math.max(...rest.map(({ start, end }) => end - start))).toBeLessThan(size / 4);
  });

  test('as Parquet is a file that others read', async () => {
    const { bytes } = await wire.post(path, { ...month, sso_name: 'Ceres', 'output-format': 'parquet' });
    const rows = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
    expect(rows).toEqual([expect.objectContaining({ sso_name: 'Ceres', sso_number: 1 })]);
  });
});

describe('what the columns are', () => {
  const namesOf = async (flavor: string): Promise<string[]> => {
    const { text } = await wire.post(path, { schema: true, flavor });
    return Object.keys(JSON.parse(text));
  };

  test.each([
    ['SHG1G2', 37 + 22],
    ['SOCCA', 37 + 25],
    ['HG1G2', 37 + 8],
    ['HG', 37 + 4],
  ])('%s has %d columns', async (flavor, count) => {
    expect((await namesOf(flavor)).length).toBe(count);
  });

  test('each with its type and meaning, the common ones first', async () => {
    const { text, type } = await wire.ask(`${path}?schema=False`);
    expect(type).toBe('application/json');
    const columns = JSON.parse(text);
    expect(Object.keys(columns).slice(0, 6)).toEqual(['ssnamenr', 'sso_name', 'sso_number', 'last_jd', 'H_1', 'H_2']);
    expect(Object.keys(columns).slice(36, 39)).toEqual(['version', 'G1_1', 'G1_2']);
    for (const column of Object.values(columns))
      expect(column).toEqual({
        type: expect.stringMatching(/^(str|int|double)$/),
        description: expect.stringMatching(/./),
      });
  });

  test('JSON false asks for the data', async () => {
    expect((await wire.post(path, { ...month, schema: false })).type).toBe('application/parquet');
  });
});

describe('light curves of all objects', () => {
  testRows(wire, '4.8', [
    {
      says: 'are the very file',
      post: ['/api/v1/ssobulk', {}],
      type: 'application/parquet',
      check: ({ bytes }) => expect(Buffer.compare(bytes, bytesOf(golden.curves.file))).toBe(0),
    },
    {
      says: 'converted they have lists',
      get: '/api/v1/ssobulk?output-format=json',
      rows: (rows) => {
        expect(rows.map((row) => row.ssnamenr)).toEqual(golden.curves.rows.map((row) => row.ssnamenr));
        expect(rows.map((row) => row.cfid)).toEqual(golden.curves.rows.map((row) => row.cfid));
        expect(rows[3]?.residuals).toEqual([null, 1.5]);
      },
    },
    {
      says: 'an unknown format',
      post: ['/api/v1/ssobulk', { 'output-format': 'xml' }],
      status: 400,
      text: /Output format `xml`/,
    },
  ]);

  test.each(['csv', 'votable', 'parquet', 'ndjson', 'arrow', 'fits'])('as %s they are answered', async (format) => {
    const answer = await wire.post('/api/v1/ssobulk', { 'output-format': format });
    expect([answer.status, answer.bytes.length > 100]).toEqual([200, true]);
  });

  test('where there is no file it is said', async () => {
    lake = memoryFiles();
    expect((await wire.post('/api/v1/ssobulk', {})).status).toBe(404);
  });
});

describe('what is refused', () => {
  const text = (words: string) => reprText(words);
  testRows(wire, '4.9', [
    {
      says: 'a version of another form',
      post: [path, { version: '24.1' }],
      status: 400,
      text: text('version needs to be YYYY.MM\\n'),
    },
    {
      says: 'one without a point',
      post: [path, { version: '202410' }],
      status: 400,
      text: text('version needs to be YYYY.MM\\n'),
    },
    {
      says: 'one that is a path',
      post: [path, { version: '../..' }],
      status: 400,
      text: text('version needs to be YYYY.MM\\n'),
    },
    {
      says: 'one before the first',
      post: [path, { version: '2023.06' }],
      status: 400,
      text: text('version starts on 2023.07\\n'),
    },
    {
      says: 'an unknown model',
      post: [path, { ...month, flavor: 'SSHG1G2' }],
      status: 400,
      text: `{'status': 'error', 'text': "flavor needs to be in ['SOCCA', 'SHG1G2', 'HG1G2', 'HG']\\n"}`,
    },
    { says: 'a month that is not there', post: [path, { version: '2025.01' }], status: 404, text: /2025\.01.*SHG1G2/ },
    {
      says: 'a number that is none',
      post: [path, { ...month, sso_number: 'x' }],
      status: 400,
      text: /`sso_number`.*x/,
    },
    {
      says: 'a format that is none',
      post: [path, { ...month, 'output-format': 'xml' }],
      status: 400,
      text: /Output format `xml`/,
    },
  ]);

  test('a file that is none is no answer of the API', async () => {
    expect((await wire.post(path, { version: '2026.09', sso_name: 'Ceres' })).status).toBe(500);
  });
});

test('blocks are within groups, cover every row once, and none is large', () => {
  const groups = [
    { rows: 20_000, bytes: 1e6 },
    { rows: 5, bytes: 100e6 },
    { rows: 0, bytes: 0 },
    { rows: 3, bytes: 10 },
  ];
  const ranges = blockRanges({ groups });
  expect(ranges[0]).toEqual({ from: 0, to: 6667 });
  expect(ranges.slice(3, 8).map(({ from, to }) => to - from)).toEqual([1, 1, 1, 1, 1]);
  expect(ranges.at(-1)).toEqual({ from: 20_005, to: 20_008 });
  for (const [index, { from }] of ranges.entries()) expect(from).toBe(ranges[index - 1]?.to ?? 0);
});
