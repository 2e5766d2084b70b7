import { asciiText, type CardValue, card, headerBytes, historyCards, recordBytes } from './fits-cards.ts';
import type { StreamColumn, StreamEncoder, StreamEnd } from './format.ts';
import { createSpool } from './spool.ts';
import { type Nested, type Table, type Value, valueAt } from './table.ts';

/** Stands for a missing integer. */
const noLong = -(2n ** 63n);
const nothing = new Uint8Array(0);
const lengthBytes = 4;

type FitsKind = 'text' | 'long' | 'double' | 'boolean' | 'array';

/** What a column needs so far: characters of its longest text, values of its largest array and the shape that all arrays share. */
interface Extent {
  readonly kind: FitsKind;
  count: number;
  shape: readonly [rows: number, columns: number] | undefined;
}

/**
 * The table as a FITS file with one binary table: text → A, 64-bit integers → K with TNULL −2^63, numbers → D (NaN where there is none),
 * truth → L (zero byte where there is none), stamps → D of the longest one. Text beyond ASCII is written as `\uXXXX`.
 */
export function fitsFromTable(table: Table): Uint8Array {
  const extents = table.columns.map(extentOf);
  const packed = packedRows(table, extents);
  const { header, padding } = framing(table.columns, extents, table.rowCount);
  return Buffer.concat([primary(), header, paddedRows(packed, extents, table.rowCount), padding]);
}

/**
 * {@link fitsFromTable}, block by block: the rows wait in a temporary file until their number and the widths of texts are known. The
 * header says whether a limit cut it short (TRUNCAT, the limit or 0), its history what it cost.
 */
export function fitsStream(columns: readonly StreamColumn[]): StreamEncoder {
  const extents = columns.map(extentOf);
  const spool = createSpool();
  const rowCounts: number[] = [];
  let rowCount = 0;
  async function* whole(info: StreamEnd): AsyncGenerator<Uint8Array> {
    const { header, padding } = framing(columns, extents, rowCount, info);
    yield header;
    let at = 0;
    for await (const piece of spool.pieces()) yield paddedRows(piece, extents, rowCounts[at++] ?? 0);
    yield padding;
  }
  return {
    start: primary,
    async block(table) {
      rowCount += table.rowCount;
      rowCounts.push(table.rowCount);
      await spool.append(packedRows(table, extents));
      return nothing;
    },
    end: whole,
    close: spool.close,
  };
}

function primary(): Buffer {
  return headerBytes([card('SIMPLE', true), card('BITPIX', 8), card('NAXIS', 0), card('EXTEND', true)]);
}

function extentOf({ kind, asText }: StreamColumn): Extent {
  return { kind: kind === 'long' && asText ? 'text' : kind, count: kind === 'array' ? 0 : 1, shape: undefined };
}

function widthOf({ kind, count }: Extent): number {
  if (kind === 'text') return count;
  return kind === 'boolean' ? 1 : kind === 'array' ? count * 8 : 8;
}

/** Header of the table, and the zeros behind its last row. */
function framing(
  columns: readonly StreamColumn[],
  extents: readonly Extent[],
  rowCount: number,
  info?: StreamEnd,
): { header: Buffer; padding: Buffer } {
  const rowBytes = extents.reduce((sum, extent) => sum + widthOf(extent), 0);
  const cards = [
    card('XTENSION', 'BINTABLE'),
    card('BITPIX', 8),
    card('NAXIS', 2),
    card('NAXIS1', rowBytes, 'bytes of a row'),
    card('NAXIS2', rowCount, 'rows'),
    card('PCOUNT', 0),
    card('GCOUNT', 1),
    card('TFIELDS', columns.length, 'columns'),
    ...columns.flatMap((column, index) => columnCards(column, extents[index] ?? extentOf(column), index + 1)),
  ];
  if (info !== undefined) {
    cards.push(card('TRUNCAT', info.truncatedAt ?? 0, 'limit that cut the rows short, 0 = none did'));
    if (info.serverTiming !== undefined) cards.push(historyCards(`Server-Timing: ${info.serverTiming}`));
  }
  const padding = Buffer.alloc((recordBytes - ((rowBytes * rowCount) % recordBytes)) % recordBytes);
  return { header: headerBytes(cards), padding };
}

function columnCards({ name, unit, ucd, doc }: StreamColumn, extent: Extent, n: number): string[] {
  const form = { text: `${extent.count}A`, long: '1K', double: '1D', boolean: '1L', array: `${extent.count}D` };
  const cards = [card(`TTYPE${n}`, name, doc), card(`TFORM${n}`, form[extent.kind])];
  const more: [string, CardValue | undefined][] = [
    [`TUNIT${n}`, unit],
    [`TNULL${n}`, extent.kind === 'long' ? noLong : undefined],
    [`TDIM${n}`, extent.shape && `(${extent.shape[1]},${extent.shape[0]})`],
    [`TUCD${n}`, ucd],
  ];
  for (const [keyword, value] of more) if (value !== undefined) cards.push(card(keyword, value));
  return cards;
}

/** Rows with each text and array as long as it is, its length before it. */
function packedRows(table: Table, extents: Extent[]): Buffer {
  let bytes = Buffer.allocUnsafe(Math.max(1024, table.rowCount * table.columns.length * 12));
  let at = 0;
  const reserve = (count: number): void => {
    if (at + count <= bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, at + count));
    bytes.copy(larger, 0, 0, at);
    bytes = larger;
  };
  for (let row = 0; row < table.rowCount; row++) {
    table.columns.forEach((column, index) => {
      const extent = extents[index];
      if (extent === undefined) return;
      const value = valueAt(table, column, row);
      if (extent.kind === 'text') {
        const text = fitsText(value);
        if (text.length > extent.count) extent.count = text.length;
        reserve(lengthBytes + text.length);
        at = bytes.writeUInt32BE(text.length, at);
        at += bytes.write(text, at, 'latin1');
        return;
      }
      if (extent.kind === 'array') {
        const numbers = measured(value, extent);
        reserve(lengthBytes + numbers.length * 8);
        at = bytes.writeUInt32BE(numbers.length * 8, at);
        for (const number of numbers) at = bytes.writeDoubleBE(number, at);
        return;
      }
      reserve(8);
      at = writeFixed(bytes, at, extent.kind, value);
    });
  }
  return bytes.subarray(0, at);
}

function writeFixed(bytes: Buffer, at: number, kind: 'long' | 'double' | 'boolean', value: Value): number {
  if (kind === 'double') return bytes.writeDoubleBE(typeof value === 'number' ? value : Number.NaN, at);
  if (kind === 'boolean') return bytes.writeUInt8(typeof value === 'boolean' ? (value ? 0x54 : 0x46) : 0, at);
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  return bytes.writeBigInt64BE(isNumber ? BigInt(value) : noLong, at);
}

function fitsText(value: Value): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value === null ? '' : asciiText(String(value));
}

/** All numbers of a stamp, row by row; the extent learns how many, and keeps a shape as long as all stamps have it. */
function measured(value: Value, extent: Extent): number[] {
  const rows = typeof value === 'object' && value !== null ? value : [];
  const flat = flattened(rows);
  if (flat.length === 0) return flat;
  const shape: Extent['shape'] = [rows.length, flat.length / rows.length];
  const isFirst = extent.count === 0;
  if (isFirst) extent.shape = shape;
  else if (extent.shape?.[0] !== shape[0] || extent.shape[1] !== shape[1]) extent.shape = undefined;
  extent.count = Math.max(extent.count, flat.length);
  return flat;
}

function flattened(values: Nested): number[] {
  return values.flatMap((value) => {
    if (value === null) return [Number.NaN];
    return typeof value === 'number' ? [value] : flattened(value);
  });
}

const NaNBytes = Buffer.alloc(8);
NaNBytes.writeDoubleBE(Number.NaN);

/** Packed rows as the file has them: text filled up with zeros, arrays with NaN. */
function paddedRows(packed: Buffer, extents: readonly Extent[], rowCount: number): Buffer {
  const widths = extents.map(widthOf);
  const rows = Buffer.alloc(widths.reduce((sum, width) => sum + width, 0) * rowCount);
  let at = 0;
  let to = 0;
  for (let row = 0; row < rowCount; row++) {
    for (const [index, { kind }] of extents.entries()) {
      const width = widths[index] ?? 0;
      const isLoose = kind === 'text' || kind === 'array';
      const length = isLoose ? packed.readUInt32BE(at) : width;
      if (isLoose) at += lengthBytes;
      packed.copy(rows, to, at, at + length);
      if (kind === 'array') for (let hole = to + length; hole < to + width; hole += 8) NaNBytes.copy(rows, hole);
      at += length;
      to += width;
    }
  }
  return rows;
}
