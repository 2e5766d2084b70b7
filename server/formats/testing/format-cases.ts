import type { Format, StreamEncoder } from '../format.ts';
import { ABSENT, type PackedCells, type Table, type TableColumn, tableFromValues } from '../table.ts';
import { tableRows } from '../table-rows.ts';

/** What a cell of a packed table is made from. */
export type CellInput = string | number | bigint | boolean | null;

export interface PackedColumn extends Omit<TableColumn, 'source' | 'missing'> {
  readonly missing?: TableColumn['missing'];
  /** Doubles are stored as float32. */
  readonly single?: boolean;
  readonly values: readonly CellInput[];
}

function cellOf({ kind, single }: PackedColumn, value: string | number | bigint | boolean): Buffer {
  if (kind === 'long') {
    const cell = Buffer.alloc(8);
    cell.writeBigInt64BE(BigInt(value));
    return cell;
  }
  if (kind === 'double') {
    const cell = Buffer.alloc(single ? 4 : 8);
    if (single) cell.writeFloatBE(Number(value));
    else cell.writeDoubleBE(Number(value));
    return cell;
  }
  if (kind === 'boolean') return Buffer.of(value ? 0xff : 0);
  return Buffer.from(String(value), 'utf8');
}

/** A table whose cells lie packed as rows of a store do. */
export function packedTable(columns: readonly PackedColumn[]): Table {
  const width = columns.length;
  const rowCount = columns[0]?.values.length ?? 0;
  const starts = new Int32Array(rowCount * width).fill(ABSENT);
  const ends = new Int32Array(rowCount * width).fill(ABSENT);
  const cells: Buffer[] = [];
  let at = 0;
  for (let row = 0; row < rowCount; row++) {
    columns.forEach((column, slot) => {
      const value = column.values[row] ?? null;
      if (value === null) return;
      const cell = cellOf(column, value);
      cells.push(cell);
      starts[row * width + slot] = at;
      at += cell.length;
      ends[row * width + slot] = at;
    });
  }
  const packed: PackedCells = { bytes: Buffer.concat(cells), starts, ends, width };
  return {
    rowCount,
    columns: columns.map(({ values: _, single: __, ...column }, source) => ({ missing: null, ...column, source })),
    cells: packed,
  };
}

const ids = [3072410265715010069n, -9223372036854775807n, 9223372036854775807n, 9007199254740993n, 0n, null];
const floats = [18.25, null, 0.1, Number.NaN, 1.5e-7, 123456.79, -3, 1e-4, 19.000001, 3.4e38];
const doubles = [2459530.1, 0.1 + 0.2, Number.NaN, null, -1e-12, 1e16, 5e-324];
const texts = ['plain', 'é€😀', null, 'comma, "quote"', 'line\nfeed', '<&>', 'false', ''];

/** Every kind of column, stored ones and computed ones. */
export function everyKind(rowCount: number): Table {
  const cycle = <T>(values: readonly T[]): T[] =>
    Array.from({ length: rowCount }, (_, row) => values[row % values.length] as T);
  const stored = packedTable([
    { name: 'i:candid', kind: 'long', values: cycle(ids), ucd: 'meta.id' },
    { name: 'i:jd', kind: 'double', values: cycle(doubles), unit: 'd', ucd: 'time.start;obs.exposure', doc: 'When.' },
    { name: 'i:magpsf', kind: 'double', single: true, values: cycle(floats), unit: 'mag', ucd: 'phot.mag' },
    { name: 'i:objectId', kind: 'text', missing: 'nan', values: cycle(texts) },
    { name: 'd:flag', kind: 'boolean', missing: 'nan', values: cycle([true, false, null]) },
    { name: 'd:nothing', kind: 'text', values: cycle([null]) },
    { name: 'i:pid', kind: 'long', asText: true, values: cycle(ids) },
  ]);
  const computed = tableFromValues(
    [
      { name: 'v:class', kind: 'text', source: cycle(['QSO', null, 'naïve "class"']) },
      { name: 'v:lapse', kind: 'double', source: cycle([1.5, null, Number.NaN]), unit: 'd' },
      { name: 'v:true', kind: 'boolean', source: cycle([true, false]) },
    ],
    rowCount,
  );
  return { ...stored, columns: [...stored.columns, ...computed.columns] };
}

/** A table as a stream of blocks gives it: all pieces joined. */
export async function streamedBytes(format: Format, table: Table, rowsPerBlock: number): Promise<Buffer> {
  const encoder: StreamEncoder = format.stream(table.columns);
  const pieces: Uint8Array[] = [encoder.start()];
  for (let from = 0; from < table.rowCount; from += rowsPerBlock) {
    pieces.push(await encoder.block(tableRows(table, from, Math.min(table.rowCount, from + rowsPerBlock))));
  }
  const end = encoder.end({ truncatedAt: 25_000, serverTiming: 'scan;dur=1.000, total;dur=2.000' });
  if (end instanceof Uint8Array) pieces.push(end);
  else for await (const piece of end) pieces.push(piece);
  await encoder.close?.();
  return Buffer.concat(pieces);
}
