import { createRowPlans, type RowPlans } from './row-plans.ts';
import type { Shape } from './shape.ts';

/** The dictionary of shapes of one store, as far as this process knows it. */
export interface Shapes {
  get(id: number): Shape | undefined;
  /** How a row falls into its shape; one that there was none of yet is in `takeAdded` until it is stored. */
  planFor: RowPlans['planFor'];
  learn(shape: Shape): void;
  /** Shapes made since the last call, to be stored with the rows that use them. */
  takeAdded(): Shape[];
  /** Forgets shapes that could not be stored. */
  forget(shapes: readonly Shape[]): void;
}

/** Every store that has a row has this shape. */
export const firstShapeId = 1;

export function createShapes(fixedWidths: ReadonlyMap<string, number>): Shapes {
  const byId = new Map<number, Shape>();
  const byText = new Map<string, Shape>();
  let added: Shape[] = [];
  let nextId = firstShapeId;

  const textOf = (columns: readonly string[], widths: readonly number[]): string =>
    `${columns.join('\n')}\n\n${widths.join()}`;

  const learn = (shape: Shape): void => {
    byId.set(shape.id, shape);
    byText.set(textOf(shape.columns, shape.widths), shape);
    nextId = Math.max(nextId, shape.id + 1);
  };

  const plans = createRowPlans(fixedWidths, (columns, widths) => {
    const known = byText.get(textOf(columns, widths));
    if (known !== undefined) return known;
    const shape = { id: nextId, columns, widths };
    learn(shape);
    added.push(shape);
    return shape;
  });

  return {
    get: (id) => byId.get(id),
    learn,
    planFor: plans.planFor,
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
    },
  };
}
