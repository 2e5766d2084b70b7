import type { ShownColumn, ShownRows } from '#components/lightcurve/shown-rows.ts';
import { escapedXml } from './xml-text.ts';

/** A file of rows: how it ends, its media type, and how it is made. */
export interface TableFile {
  readonly label: string;
  readonly ending: string;
  readonly type: string;
  make(rows: ShownRows): Promise<string | Uint8Array<ArrayBuffer>>;
}

const isWords = (values: ShownColumn['values']): values is readonly string[] => !(values instanceof Float64Array);

/** Shortest text that reads back as the same number; '' for none. */
function numberText(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '' : String(value);
}

function cellText({ values }: ShownColumn, row: number): string {
  return isWords(values) ? (values[row] ?? '') : numberText(values[row]);
}

/** Words are quoted, so that no program reads an id as a number and rounds it. */
function csvCell(column: ShownColumn, row: number): string {
  const text = cellText(column, row);
  return isWords(column.values) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvFrom({ columns, count }: ShownRows): string {
  const lines = [columns.map(({ name }) => name).join(',')];
  for (let row = 0; row < count; row++) lines.push(columns.map((column) => csvCell(column, row)).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

export function jsonFrom({ columns, count }: ShownRows): string {
  const rows = Array.from({ length: count }, (_, row) =>
    Object.fromEntries(
      columns.map(({ name, values }) => {
        if (isWords(values)) return [name, values[row] === '' ? null : (values[row] ?? null)];
        const value = values[row];
        return [name, value !== undefined && Number.isFinite(value) ? value : null];
      }),
    ),
  );
  return `${JSON.stringify(rows, null, 1)}\n`;
}

/** VOTable 1.4, cells as text. */
export function votableFrom({ title, columns, count }: ShownRows): string {
  const fields = columns.map(({ name, unit, ucd, doc, values }) => {
    const type = isWords(values) ? 'datatype="char" arraysize="*"' : 'datatype="double"';
    const unitText = unit ? ` unit="${unit}"` : '';
    const ucdText = ucd ? ` ucd="${ucd}"` : '';
    return `<FIELD name="${name}" ${type}${unitText}${ucdText}><DESCRIPTION>${escapedXml(doc)}</DESCRIPTION></FIELD>`;
  });
  const cell = (column: ShownColumn, row: number): string => {
    const text = cellText(column, row);
    return `<TD>${text === '' && !isWords(column.values) ? 'NaN' : escapedXml(text)}</TD>`;
  };
  const rows = Array.from(
    { length: count },
    (_, row) => `<TR>${columns.map((column) => cell(column, row)).join('')}</TR>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE>',
    `<DESCRIPTION>${escapedXml(title)}</DESCRIPTION>`,
    ...fields,
    '<DATA><TABLEDATA>',
    ...rows,
    '</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>',
    '',
  ].join('\n');
}

async function arrowFrom({ columns }: ShownRows): Promise<Uint8Array<ArrayBuffer>> {
  const { float64, tableFromArrays, tableToIPC, utf8 } = await import('@uwdata/flechette');
  const arrays = columns.map(({ name, values }): [string, string[] | Float64Array] => [
    name,
    isWords(values) ? [...values] : values,
  ]);
  const types = Object.fromEntries(columns.map(({ name, values }) => [name, isWords(values) ? utf8() : float64()]));
  const bytes = tableToIPC(tableFromArrays(arrays, { types }), { format: 'file' });
  if (!bytes) throw new Error('The rows could not be written as Arrow.');
  return new Uint8Array(bytes);
}

async function parquetFrom({ columns, title }: ShownRows): Promise<Uint8Array<ArrayBuffer>> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const columnData = columns.map(({ name, values }) =>
    isWords(values)
      ? { name, data: [...values], type: 'STRING' as const, nullable: false }
      : { name, data: values, type: 'DOUBLE' as const, nullable: false },
  );
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata: [{ key: 'title', value: title }] }));
}

const text = (make: (rows: ShownRows) => string) => async (rows: ShownRows) => make(rows);

/** The forms in which rows leave the page. */
export const tableFiles: readonly TableFile[] = [
  { label: 'CSV', ending: 'csv', type: 'text/csv', make: text(csvFrom) },
  { label: 'VOTable', ending: 'vot', type: 'application/x-votable+xml', make: text(votableFrom) },
  { label: 'JSON', ending: 'json', type: 'application/json', make: text(jsonFrom) },
  { label: 'Arrow', ending: 'arrow', type: 'application/vnd.apache.arrow.file', make: arrowFrom },
  { label: 'Parquet', ending: 'parquet', type: 'application/vnd.apache.parquet', make: parquetFrom },
];
