import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formats } from '#server/formats/format.ts';
import { valueAt } from '#server/formats/table.ts';
import { everyKind, streamedBytes } from '#server/formats/testing/format-cases.ts';

/** Writes the tables of the format tests in every format, and their values as JSON, for check_formats.py. */
const folder = process.argv[2] ?? '';
mkdirSync(folder, { recursive: true });
const spelled = (_: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'number' && Number.isNaN(value) ? null : value;
};

for (const rowCount of [0, 1, 100, 25_000]) {
  const table = everyKind(rowCount);
  const columns = table.columns.map((column) => {
    const { name, kind, asText = false, unit, ucd } = column;
    const values = Array.from({ length: rowCount }, (_, row) => valueAt(table, column, row));
    return { name, kind, asText, unit, ucd, values };
  });
  writeFileSync(join(folder, `${rowCount}.values.json`), JSON.stringify(columns, spelled));
  for (const [name, format] of formats) {
    writeFileSync(join(folder, `${rowCount}.buffered.${name}`), format.encode(table));
    writeFileSync(join(folder, `${rowCount}.streamed.${name}`), await streamedBytes(format, table, 1000));
  }
}
