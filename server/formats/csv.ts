import { pythonFloat, pythonList } from './python-float.ts';
import { type Table, type TableColumn, type Value, valueAt } from './table.ts';

const needsQuotes = /[",\r\n]/;

/** The table as CSV in the way of pandas: LF, quotes where needed, floats as Python prints them, nothing for null. An empty table is one LF. */
export function csvFromTable(table: Table): string {
  const lines = [table.columns.map(({ name }) => quoted(name)).join(',')];
  for (let row = 0; row < table.rowCount; row++) {
    lines.push(table.columns.map((column) => field(column, valueAt(table, column, row))).join(','));
  }
  // pandas quotes a line that would be empty: a single column without a value.
  const body = table.columns.length === 1 ? lines.map((line) => (line === '' ? '""' : line)) : lines;
  return `${body.join('\n')}\n`;
}

function field(column: TableColumn, value: Value): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'bigint':
      return String(value);
    case 'number':
      if (column.kind !== 'double') return String(value);
      return Number.isNaN(value) ? '' : pythonFloat(value);
    default:
      return value === null ? '' : quoted(pythonList(value));
  }
}

function quoted(text: string): string {
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
