import { compareKeys } from '#server/ports/keys.ts';
import type { Shape } from './shape.ts';

/** How the cells of a row to be written, in the order given, fall into a shape. */
export interface RowPlan {
  readonly shape: Shape;
  /** Indexes of the given cells of known width, and of the others, both in the order of the shape's columns. */
  readonly fixed: readonly number[];
  readonly varying: readonly number[];
}

/** Plans made lately, by the names of the cells and by which of them have other widths than their columns. */
export interface RowPlans {
  /** Undefined for a name that comes twice. Where `isShared`, other rows come with the very same array of names. */
  planFor(names: readonly string[], lengthOf: (index: number) => number, isShared: boolean): RowPlan | undefined;
  clear(): void;
}

const plansAtMost = 20_000;

/** `shapeOf` gives the shape of cells in the order of shapes, made when there is none yet. */
export function createRowPlans(
  fixedWidths: ReadonlyMap<string, number>,
  shapeOf: (columns: readonly string[], widths: readonly number[]) => Shape,
): RowPlans {
  const plans = new Map<string, RowPlan>();
  /** Plans of rows whose cells have the widths of their columns, by the shared array of their names. */
  let usual = new WeakMap<readonly string[], { readonly plan: RowPlan; readonly widths: readonly number[] }>();

  const widthOf = (name: string, length: number): number => {
    const width = fixedWidths.get(name) ?? 0;
    return width === length ? width : 0;
  };

  const makePlan = (names: readonly string[], lengthOf: (index: number) => number): RowPlan | undefined => {
    const order = names.map((_, index) => index);
    order.sort((a, b) => compareKeys(names[a] ?? '', names[b] ?? ''));
    const columns = order.map((index) => names[index] ?? '');
    for (let i = 1; i < columns.length; i++) if (columns[i] === columns[i - 1]) return undefined;
    const widths = order.map((index) => widthOf(names[index] ?? '', lengthOf(index)));
    const isFixed = (_: number, position: number): boolean => widths[position] !== 0;
    return {
      shape: shapeOf(columns, widths),
      fixed: order.filter(isFixed),
      varying: order.filter((_, at) => !isFixed(_, at)),
    };
  };

  return {
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
    clear() {
      plans.clear();
      usual = new WeakMap();
    },
  };
}
