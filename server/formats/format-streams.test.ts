import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, test, vi } from 'vitest';
import { csvFromTable } from './csv.ts';
import { card, historyCards } from './fits-cards.ts';
import { type Format, formats } from './format.ts';
import { type Table, valueAt } from './table.ts';
import { tableRows } from './table-rows.ts';
import { everyKind, packedTable, streamedBytes } from './testing/format-cases.ts';

interface Checked {
  readonly checkedWith: Readonly<Record<string, string>>;
  readonly sha256: Readonly<Record<string, string>>;
}

/** Hashes of files of ours that pandas, pyarrow and astropy read, value by value (scripts/goldens/check_formats.py). */
const checked: Checked = JSON.parse(readFileSync(new URL('./checked-files.golden.json', import.meta.url), 'utf8'));
const rowCounts = [0, 1, 100, 25_000];
const tables = new Map(rowCounts.map((rowCount) => [rowCount, everyKind(rowCount)]));
const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function formatOf(name: string): Format {
  const format = formats.get(name);
  if (format === undefined) throw new Error(`no ${name}`);
  return format;
}

function tableOf(rowCount: number): Table {
  return tables.get(rowCount) ?? everyKind(rowCount);
}

const names = [...new Set(Object.keys(checked.sha256).map((file) => file.split('.')[2] ?? ''))];

describe(`files are those that pandas ${checked.checkedWith.pandas}, pyarrow and astropy read value by value`, () => {
  test.each(names.flatMap((name) => rowCounts.map((rows) => [name, rows] as const)))(
    '%s of %i rows',
    async (name, n) => {
      const format = formatOf(name);
      const table = tableOf(n);
      expect(sha256(format.encode(table))).toBe(checked.sha256[`${n}.buffered.${name}`]);
      expect(sha256(await streamedBytes(format, table, 1000))).toBe(checked.sha256[`${n}.streamed.${name}`]);
    },
  );

  test('all formats are among them', () => {
    for (const name of ['json', 'ndjson', 'csv', 'votable', 'parquet', 'arrow', 'fits']) expect(names).toContain(name);
  });
});

test.each(['json', 'ndjson', 'csv'])(
  '%s is the same bytes, streamed or not, however the blocks are cut',
  async (name) => {
    const table = tableOf(100);
    const whole = Buffer.from(formatOf(name).encode(table));
    for (const rows of [1, 7, 99, 100]) expect(await streamedBytes(formatOf(name), table, rows)).toEqual(whole);
  },
);

test('lines of ndjson are the rows of the JSON, whatever their texts hold', () => {
  const table = packedTable([{ name: 'i:"},{"', kind: 'text', values: ['},{', '\\"},{"', '\n', '}'] }]);
  const rows = JSON.parse(Buffer.from(formatOf('json').encode(table)).toString());
  const lines = Buffer.from(formatOf('ndjson').encode(table)).toString().trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
  expect(rows).toHaveLength(4);
});

test('float32 cells and doubles are the same CSV, at every magnitude', () => {
  const singles = Array.from({ length: 4000 }, (_, k) => Math.fround((k % 977) * 1.37 * 10 ** ((k % 60) - 30)));
  const values = [...singles, 0, -0, 1e9, 0.5, 100, 1e-4, 123456.7, 16777216, 0.001];
  const stored = csvFromTable(packedTable([{ name: 'x', kind: 'double', single: true, values }])).toString();
  const shown = stored.trimEnd().split('\n').slice(1).map(Number);
  expect(shown.map(Math.fround)).toEqual(values.map(Math.fround));
  const table = packedTable([{ name: 'x', kind: 'double', single: true, values }]);
  const [column] = table.columns;
  const doubles = values.map((_, row) => (column === undefined ? 0 : Number(valueAt(table, column, row))));
  expect(stored).toBe(csvFromTable(packedTable([{ name: 'x', kind: 'double', values: doubles }])).toString());
});

test('a streamed Parquet file has several row groups, and every 64-bit integer exact', async () => {
  const table = tableOf(25_000);
  const bytes = new Uint8Array(await streamedBytes(formatOf('parquet'), table, 1000)).buffer;
  expect(parquetMetadata(bytes).row_groups.length).toBeGreaterThan(1);
  const rows = await parquetReadObjects({ file: bytes, columns: ['i:candid'] });
  const [column] = table.columns;
  const wanted = rows.map((_, row) => (column === undefined ? null : valueAt(table, column, row)));
  expect(rows.map((row) => row['i:candid'])).toEqual(
    wanted.map((value) =>
      value === null ? null : BigInt(Number.isInteger(value) || typeof value === 'bigint' ? String(value) : 0),
    ),
  );
});

test('the temporary file of a streamed FITS table goes away, whether the answer ends or breaks off', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spools-'));
  vi.stubEnv('TMPDIR', folder);
  const table = tableOf(100);
  await streamedBytes(formatOf('fits'), table, 10);
  const broken = formatOf('fits').stream(table.columns);
  broken.start();
  await broken.block(tableRows(table, 0, 10));
  await broken.close?.();
  await broken.close?.();
  vi.unstubAllEnvs();
  expect(readdirSync(folder)).toEqual([]);
  rmdirSync(folder);
});

test('stamps in FITS are arrays of the longest one, with their shape where all share it', () => {
  const stamps = { name: 'b:stamp', kind: 'array', missing: null } as const;
  const same = [
    [
      [1, 2, 3],
      [4, 5, Number.NaN],
    ],
    [
      [6, 7, 8],
      [9, 10, 11],
    ],
  ];
  const cells = packedTable([]).cells;
  const fits = (source: typeof same): string =>
    Buffer.from(formatOf('fits').encode({ rowCount: 2, columns: [{ ...stamps, source }], cells })).toString('latin1');
  expect(fits(same)).toMatch(/TFORM1 {2}= '6D {6}'/);
  expect(fits(same)).toContain("TDIM1   = '(3,2)   '");
  expect(fits([[[1]], [[1, 2]]])).not.toContain('TDIM1');
});

test('cards are eighty ASCII characters, with quotes doubled and never cut apart', () => {
  for (const text of ['a', "it's", `${'x'.repeat(67)}'`, `${"'".repeat(70)}`, 'é'.repeat(40)]) {
    const made = card('TTYPE1', text, 'commenté');
    expect(made).toHaveLength(80);
    expect(made).toMatch(/^TTYPE1 {2}= '(?:[^']|'')*'[ -~]*$/);
  }
  expect(historyCards('x'.repeat(100))).toHaveLength(160);
});
