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
  const columns = table.columns.map((column) => {
    const values = Array.from({ length: table.rowCount }, (_, row) => valueAt(table, column, row));
    return { column, values, type: datatypeOf(column, values) };
  });
  const lines: string[] = [];
  columns.forEach(({ column, values, type }, index) => {
    lines.push(fieldElement(column, ids[index] ?? '', type, arraysizeOf(type, values)));
  });
  lines.push('   <DATA>', '    <TABLEDATA>');
  for (let row = 0; row < table.rowCount; row++) {
    lines.push('     <TR>');
    for (const { values, type } of columns) lines.push(cell(values[row] ?? null, type));
    lines.push('     </TR>');
  }
  lines.push('    </TABLEDATA>', '   </DATA>');
  return `${opening}  <TABLE>\n${lines.join('\n')}\n  </TABLE>\n${closing}`;
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

function arraysizeOf(type: Datatype, values: readonly Value[]): string | undefined {
  if (type === 'array') return '*';
  if (type !== 'unicodeChar') return undefined;
  let longest = 1;
  for (const value of values) longest = Math.max(longest, textOf(value).length);
  return String(longest);
}

function fieldElement(column: TableColumn, id: string, type: Datatype, arraysize: string | undefined): string {
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
function uniqueIds(columns: readonly TableColumn[]): string[] {
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
