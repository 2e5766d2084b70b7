import { compareKeys } from '#server/ports/keys.ts';

/** The columns of rows of one kind, in the order in which their cells come, and the order in which they are given. */
export interface Shape {
  /** Ascending by UTF-8 bytes; one array for all rows of the shape. */
  readonly columns: readonly string[];
  /** UTF-8 of the columns in the order of the cells, one behind the other, and where each ends. */
  readonly names: Uint8Array;
  readonly nameEnds: Int32Array;
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

function newShape(cells: readonly string[]): Shape {
  const columns = [...cells].sort(compareKeys);
  const isAscending = columns.every((column, index) => column === cells[index]);
  const names = cells.map((name) => encoder.encode(name));
  let end = 0;
  const places = new Map(columns.map((column, index) => [column, index]));
  return {
    columns: Object.freeze(columns),
    names: Buffer.concat(names),
    nameEnds: Int32Array.from(names, ({ length }) => (end += length)),
    places: isAscending ? undefined : Int32Array.from(cells, (name) => places.get(name) ?? 0),
  };
}
