import { compareKeys } from '#server/ports/keys.ts';

/**
 * The set of cells that a stored row has. Cells of known width lie first, in the order of `columns`; behind them the lengths of the
 * others, then their bytes. A shape never changes once it is stored.
 */
export interface Shape {
  readonly id: number;
  /** Full names, ascending by UTF-8 bytes. */
  readonly columns: readonly string[];
  /** Bytes of every cell of the column, 0 where they vary. */
  readonly widths: readonly number[];
}

/** What is read of a shape's rows: all of it, or the wanted columns. Offsets are relative to the begin of the row's value. */
export interface View {
  readonly columns: readonly string[];
  /** Begin and end of the fixed cells, 0 for the varying ones. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** For each varying cell of the shape, up to the last one wanted: its index in `columns`, or −1. */
  readonly varying: readonly number[];
  /** Number of varying cells in the shape, and where their lengths begin. */
  readonly varyingCount: number;
  readonly lengthsAt: number;
}

/** Bytes before the first cell: shape id with the flag of wide lengths (4), timestamp (6). */
export const headerBytes = 10;

/** The view of `shape` with the columns that `wanted` has, or with all. */
export function viewOfShape(shape: Shape, wanted?: ReadonlySet<string>): View {
  const columns: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const varying: number[] = [];
  let at = headerBytes;
  for (const [index, name] of shape.columns.entries()) {
    const width = shape.widths[index] ?? 0;
    const isWanted = wanted === undefined || wanted.has(name);
    if (width === 0) varying.push(isWanted ? columns.length : -1);
    if (isWanted) {
      columns.push(name);
      starts.push(width === 0 ? 0 : at);
      ends.push(width === 0 ? 0 : at + width);
    }
    at += width;
  }
  const varyingCount = varying.length;
  while (varying.at(-1) === -1) varying.pop();
  return {
    columns: wanted === undefined ? shape.columns : columns,
    starts,
    ends,
    varying,
    varyingCount,
    lengthsAt: at,
  };
}

/** How the cells of a row to be written, in the order given, fall into a shape. */
export interface Plan {
  readonly shape: Shape;
  /** Indexes of the given cells of known width, and of the others, both in the order of the shape's columns. */
  readonly fixed: readonly number[];
  readonly varying: readonly number[];
}

/** The dictionary of shapes of one store, as far as this process knows it. */
export interface Shapes {
  get(id: number): Shape | undefined;
  /**
   * The shape of a row with these cells; made when there is none yet, and then in `added` until it is stored. Undefined for a name that
   * comes twice. Where `isShared`, other rows come with the very same array of names.
   */
  planFor(names: readonly string[], lengthOf: (index: number) => number, isShared: boolean): Plan | undefined;
  learn(shape: Shape): void;
  /** Shapes made since the last call, to be stored with the rows that use them. */
  takeAdded(): Shape[];
  /** Forgets shapes that could not be stored. */
  forget(shapes: readonly Shape[]): void;
}

const plansAtMost = 20_000;

/** Every store that has a row has this shape. */
export const firstShapeId = 1;

export function createShapes(fixedWidths: ReadonlyMap<string, number>): Shapes {
  const byId = new Map<number, Shape>();
  const byText = new Map<string, Shape>();
  const plans = new Map<string, Plan>();
  /** Plans of rows whose cells have the widths of their columns, by the shared array of their names. */
  let usual = new WeakMap<readonly string[], { readonly plan: Plan; readonly widths: readonly number[] }>();
  let added: Shape[] = [];
  let nextId = firstShapeId;

  const textOf = (columns: readonly string[], widths: readonly number[]): string =>
    `${columns.join('\n')}\n\n${widths.join()}`;

  const learn = (shape: Shape): void => {
    byId.set(shape.id, shape);
    byText.set(textOf(shape.columns, shape.widths), shape);
    nextId = Math.max(nextId, shape.id + 1);
  };

  const widthOf = (name: string, length: number): number => {
    const width = fixedWidths.get(name) ?? 0;
    return width === length ? width : 0;
  };

  const makePlan = (names: readonly string[], lengthOf: (index: number) => number): Plan | undefined => {
    const order = names.map((_, index) => index);
    order.sort((a, b) => compareKeys(names[a] ?? '', names[b] ?? ''));
    const columns = order.map((index) => names[index] ?? '');
    for (let i = 1; i < columns.length; i++) if (columns[i] === columns[i - 1]) return undefined;
    const widths = order.map((index) => widthOf(names[index] ?? '', lengthOf(index)));
    let shape = byText.get(textOf(columns, widths));
    if (shape === undefined) {
      shape = { id: nextId, columns, widths };
      learn(shape);
      added.push(shape);
    }
    const isFixed = (_: number, position: number): boolean => widths[position] !== 0;
    return { shape, fixed: order.filter(isFixed), varying: order.filter((_, at) => !isFixed(_, at)) };
  };

  return {
    get: (id) => byId.get(id),
    learn,
    planFor(names, lengthOf, isShared) {
      const known = isShared ? usual.get(names) : undefined;
      if (known?.widths.every((width, index) => width === 0 || width === lengthOf(index))) return known.plan;
      let text = names.join('\n');
      let isUsual = true;
      for (const [index, name] of names.entries()) {
        const width = fixedWidths.get(name);
        if (width === undefined || width === lengthOf(index)) continue;
        text += `\n\n${index}`;
        isUsual = false;
      }
      const plan = plans.get(text) ?? makePlan(names, lengthOf);
      if (plan === undefined) return undefined;
      if (plans.size >= plansAtMost) plans.clear();
      plans.set(text, plan);
      if (isShared && isUsual) usual.set(names, { plan, widths: names.map((name) => fixedWidths.get(name) ?? 0) });
      return plan;
    },
    takeAdded() {
      const taken = added;
      added = [];
      return taken;
    },
    forget(shapes) {
      for (const shape of shapes) {
        byId.delete(shape.id);
        byText.delete(textOf(shape.columns, shape.widths));
      }
      plans.clear();
      usual = new WeakMap();
    },
  };
}
