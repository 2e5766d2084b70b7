import type { StreamColumn, StreamEncoder } from './format.ts';
import { pythonFloat } from './python-float.ts';
import { type Nested, type Table, type TableColumn, type Value, valueAt } from './table.ts';

const opening = `<?xml version="1.0" encoding="utf-8"?>
<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.ivoa.net/xml/VOTable/v1.3 http://www.ivoa.net/xml/VOTable/VOTable-1.4.xsd">
 <RESOURCE type="results">
`;
const closing = ` </RESOURCE>
</VOTABLE>
`;

/** The table as VOTable 1.4, TABLEDATA, with the units and UCDs of its columns. */
export function votableFromTable(table: Table): string {
  if (table.columns.length === 0) return `${opening}  <TABLE/>\n${closing}`;
  const ids = uniqueIds(table.columns);
  const columns = table.columns.map((column): TypedValues => {
    const values = Array.from({ length: table.rowCount }, (_, row) => valueAt(table, column, row));
    return { values, type: datatypeOf(column, values) };
  });
  const fields = columns.map(({ values, type }, index) => {
    const column = table.columns[index];
    return column === undefined ? '' : fieldElement(column, ids[index] ?? '', type, arraysizeOf(type, values));
  });
  return `${tableOpening(fields)}${rowElements(columns, table.rowCount)}${tableClosing}${closing}`;
}

/**
 * {@link votableFromTable}, block by block: text of any length, types by the kind of the column alone. INFO elements behind the table
 * say whether a limit cut it short (`truncated`, the limit or 0) and what it cost (`server-timing`).
 */
export function votableStream(columns: readonly StreamColumn[]): StreamEncoder {
  const ids = uniqueIds(columns);
  const types = columns.map(streamedDatatype);
  return {
    start() {
      const fields = columns.map((column, index) => {
        const type = types[index] ?? 'unicodeChar';
        const arraysize = type === 'unicodeChar' || type === 'array' ? '*' : undefined;
        return fieldElement(column, ids[index] ?? '', type, arraysize);
      });
      return Buffer.from(tableOpening(fields));
    },
    block(table) {
      const typed = table.columns.map((column, index): TypedValues => {
        const values = Array.from({ length: table.rowCount }, (_, row) => valueAt(table, column, row));
        return { values, type: types[index] ?? 'unicodeChar' };
      });
      return Buffer.from(rowElements(typed, table.rowCount));
    },
    end({ truncatedAt, serverTiming }) {
      const truncated = infoElement('truncated', String(truncatedAt ?? 0));
      const timing = serverTiming === undefined ? '' : infoElement('server-timing', serverTiming);
      return Buffer.from(`${tableClosing}${truncated}${timing}${closing}`);
    },
  };
}

interface TypedValues {
  readonly values: readonly Value[];
  readonly type: Datatype;
}

const tableClosing = '    </TABLEDATA>\n   </DATA>\n  </TABLE>\n';

function tableOpening(fields: readonly string[]): string {
  return `${opening}  <TABLE>\n${fields.join('\n')}\n   <DATA>\n    <TABLEDATA>\n`;
}

function rowElements(columns: readonly TypedValues[], rowCount: number): string {
  let text = '';
  for (let row = 0; row < rowCount; row++) {
    text += '     <TR>\n';
    for (const { values, type } of columns) text += `${cell(values[row] ?? null, type)}\n`;
    text += '     </TR>\n';
  }
  return text;
}

function infoElement(name: string, value: string): string {
  return `  <INFO name="${name}" value="${escaped(value)}"/>\n`;
}

type Datatype = 'double' | 'long' | 'boolean' | 'unicodeChar' | 'array';

/** A text column whose values are all truth values is one of truth values, and the other way round. */
function datatypeOf(column: TableColumn, values: readonly Value[]): Datatype {
  if (column.kind === 'array' || column.kind === 'double') return column.kind;
  if (column.kind === 'long') return column.asText ? 'unicodeChar' : 'long';
  const present = values.filter((value) => value !== null);
  const truth = present.every((value) => typeof value === 'boolean');
  return truth && (present.length > 0 || column.kind === 'boolean') ? 'boolean' : 'unicodeChar';
}

function streamedDatatype({ kind, asText }: StreamColumn): Datatype {
  if (kind === 'text' || (kind === 'long' && asText)) return 'unicodeChar';
  return kind;
}

function arraysizeOf(type: Datatype, values: readonly Value[]): string | undefined {
  if (type === 'array') return '*';
  if (type !== 'unicodeChar') return undefined;
  let longest = 1;
  for (const value of values) longest = Math.max(longest, textOf(value).length);
  return String(longest);
}

function fieldElement(column: StreamColumn, id: string, type: Datatype, arraysize: string | undefined): string {
  const attributes: [string, string | undefined][] = [
    ['ID', id],
    ['arraysize', arraysize],
    ['datatype', type === 'array' ? 'double' : type],
    ['name', column.name],
    ['ucd', column.ucd],
    ['unit', column.unit],
  ];
  const text = attributes
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${escaped(value)}"`]))
    .join(' ');
  const doc = type === 'array' ? `${column.doc ?? ''} Rows of a square image, one after the other.`.trim() : column.doc;
  return doc ? `   <FIELD ${text}><DESCRIPTION>${escaped(doc)}</DESCRIPTION></FIELD>` : `   <FIELD ${text}/>`;
}

function cell(value: Value, type: Datatype): string {
  const text = type === 'unicodeChar' ? textOf(value) : valueText(value, type);
  return text === '' ? '      <TD/>' : `      <TD>${escaped(text)}</TD>`;
}

function valueText(value: Value, type: Datatype): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  // Text stands where a truth value is missing; a column of truth values has no place for it.
  if (type === 'boolean') return '';
  if (typeof value === 'number' && type === 'double') return Number.isNaN(value) ? '' : votableFloat(value);
  if (typeof value === 'object') return flattened(value).map(votableFloat).join(' ');
  return String(value);
}

function votableFloat(value: number): string {
  if (Number.isFinite(value)) return pythonFloat(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+InF' : '-InF';
}

function textOf(value: Value): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value === null ? '' : String(value);
}

function flattened(values: Nested): number[] {
  return values.flatMap((value) => {
    if (value === null) return [Number.NaN];
    return typeof value === 'number' ? [value] : flattened(value);
  });
}

/** XML ids from column names: `i:ra` → `i_ra`; equal ones are told apart by a number at the end. */
function uniqueIds(columns: readonly StreamColumn[]): string[] {
  const seen = new Map<string, number>();
  return columns.map(({ name }) => {
    const id = name.replace(/[^A-Za-z0-9_.-]/g, '_').replace(/^[^A-Za-z_]/, '_');
    const count = seen.get(id) ?? 0;
    seen.set(id, count + 1);
    return count === 0 ? id : `${id}_${count + 1}`;
  });
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 cannot hold, halves of surrogate pairs included. */
const notXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function escaped(text: string): string {
  return text.replace(notXml, '\ufffd').replace(/[&<>"]/g, (character) => entities[character] ?? '');
}
