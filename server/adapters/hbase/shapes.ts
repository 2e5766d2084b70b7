import { compareKeys } from '#server/ports/keys.ts';
import { tags } from './cell-wire.ts';
import { viewedBytes } from './viewed-bytes.ts';

/** Tag, length and name of each column as cells have them, with the tag of the time that follows, one behind the other. */
export interface CellHeads {
  readonly view: DataView;
  /** Where each ends. */
  readonly ends: Int32Array;
}

/** The columns of rows of one kind, in the order in which their cells come, and the order in which they are given. */
export interface Shape {
  /** Ascending by UTF-8 bytes; one array for all rows of the shape. */
  readonly columns: readonly string[];
  /** What the cells begin with, in their order; undefined where a name is too long for it. */
  readonly heads: CellHeads | undefined;
  /** Place in `columns` of each cell; undefined when cells come in that order. */
  readonly places: Int32Array | undefined;
}

export interface Shapes {
  /** The shape of cells with these columns, in the order in which they come. */
  of(names: readonly string[]): Shape;
}

const shapesAtMost = 4_096;
const encoder = new TextEncoder();

/** Shapes by their columns; the oldest are forgotten when a table has more kinds of rows than can be kept. */
export function createShapes(): Shapes {
  const known = new Map<string, Shape>();
  return {
    of(names) {
      const text = names.join('\n');
      const found = known.get(text);
      if (found !== undefined) return found;
      const shape = newShape(names);
      if (known.size >= shapesAtMost) known.delete(known.keys().next().value ?? '');
      known.set(text, shape);
      return shape;
    },
  };
}

/** Lengths below this are one byte. */
const longName = 0x80;

function headsOf(names: readonly Uint8Array[]): Shape['heads'] {
  if (names.some(({ length }) => length >= longName)) return undefined;
  const heads = names.map((name) => Buffer.from([tags.cellColumn, name.length, ...name, tags.cellTime]));
  let end = 0;
  return {
    view: viewedBytes(Buffer.concat(heads)).view,
    ends: Int32Array.from(heads, ({ length }) => (end += length)),
  };
}

function newShape(cells: readonly string[]): Shape {
  const columns = [...cells].sort(compareKeys);
  const isAscending = columns.every((column, index) => column === cells[index]);
  const places = new Map(columns.map((column, index) => [column, index]));
  return {
    columns: Object.freeze(columns),
    heads: headsOf(cells.map((name) => encoder.encode(name))),
    places: isAscending ? undefined : Int32Array.from(cells, (name) => places.get(name) ?? 0),
  };
}
