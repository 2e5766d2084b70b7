import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvCutter, readCsv } from './csv-records.ts';

function cut(pieces: readonly string[]): readonly (readonly string[])[] {
  const cutter = new CsvCutter();
  return [...pieces.flatMap((piece) => [...cutter.add(piece)]), ...cutter.finish()].map(({ fields }) => fields);
}

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;

async function* bytesOf(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

test('fields come back whatever is in them, wherever the text is cut', () => {
  const anyField = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é') });
  const anyTable = fc.array(fc.array(anyField, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(anyTable, fc.constantFrom('\n', '\r\n'), fc.nat(40), (table, end, at) => {
      const text = table.map((record) => record.map(quoted).join(',')).join(end);
      expect(cut([text.slice(0, at), text.slice(at)])).toEqual(table);
    }),
    { numRuns: 2000 },
  );
});

test('plain fields need no quotes, empty lines are none, and the last line needs no end', () => {
  expect(cut(['a,b\r\n\r\n1,"x, y"\n,'])).toEqual([
    ['a', 'b'],
    ['1', 'x, y'],
    ['', ''],
  ]);
});

test('records are named by the header and counted by the line on which they begin', async () => {
  const { names, records } = await readCsv(bytesOf('"2099-01-03"\nna', 'me,b\n"one\ntwo",1\nthree,\n'));
  expect(names).toEqual(['name', 'b']);
  const found: unknown[] = [];
  for await (const { line, value } of records) found.push([line, value('name'), value('b'), value('other')]);
  expect(found).toEqual([
    [3, 'one\ntwo', '1', undefined],
    [5, 'three', undefined, undefined],
  ]);
});

test('a quote that is never closed, or a file without a header, is damage', async () => {
  await expect(readCsv(bytesOf('a,b\n"c'))).resolves.toBeDefined();
  expect(() => cut(['a,b\n1,"c'])).toThrow('a quote in line 2 is never closed');
  await expect(readCsv(bytesOf('nothing\n'))).rejects.toThrow('no header');
});
