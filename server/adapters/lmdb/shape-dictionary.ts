import type { Database, RootDatabase } from 'lmdb';
import { PortalError } from '#domain/failure.ts';
import { type Shape, type View, viewOfShape } from './shape.ts';
import { createShapes, firstShapeId, type Shapes } from './shapes.ts';

/** Name of the dictionary of shapes; no table of a survey begins with a space. */
export const shapesTable = ' shapes';

type Root = RootDatabase<Buffer, string>;

/** Whether there is a table of this name: doesExist() is false for the names of tables, which are no plain values. */
export function hasTable(root: Root, name: string): boolean {
  return [...root.getKeys({ start: name, limit: 1 })][0] === name;
}

/** A set of wanted columns, with the views made for it so far. */
export interface Projection {
  readonly wanted: ReadonlySet<string>;
  readonly views: Map<number, View>;
}

/** The shapes of a store as they are kept in it, and what is read by them. */
export interface ShapeDictionary {
  readonly shapes: Shapes;
  /** The view of the shape with this id; shapes that another process has added meanwhile are read. */
  view(shapeId: number, projection: Projection | undefined): View;
  /** See `Environment.isReading`. */
  isReading(): boolean;
  /** Reads all shapes that are stored. */
  learnAll(): void;
  /** To be called within a transaction. */
  put(added: readonly Shape[]): void;
}

export function createShapeDictionary(
  root: Root,
  isWriter: boolean,
  fixedWidths: ReadonlyMap<string, number>,
): ShapeDictionary {
  const shapes = createShapes(fixedWidths);
  const views = new Map<number, View>();
  let stored: Database<Omit<Shape, 'id'>, number> | undefined;
  let wasThere = false;

  const opened = (): typeof stored => {
    if (stored === undefined && (isWriter || hasTable(root, shapesTable))) {
      stored = root.openDB<Omit<Shape, 'id'>, number>(shapesTable, { encoding: 'json' });
    }
    return stored;
  };

  const shapeWith = (id: number): Shape => {
    const known = shapes.get(id);
    if (known !== undefined) return known;
    const found = opened()?.get(id);
    if (found === undefined) {
      throw new PortalError('corrupt', 'A row of the table store has an unknown shape.', { dependency: 'table store' });
    }
    const shape = { id, columns: found.columns, widths: found.widths };
    shapes.learn(shape);
    return shape;
  };

  const dictionary: ShapeDictionary = {
    shapes,
    view(shapeId, projection) {
      const cache = projection?.views ?? views;
      const known = cache.get(shapeId);
      if (known !== undefined) return known;
      const view = viewOfShape(shapeWith(shapeId), projection?.wanted);
      cache.set(shapeId, view);
      return view;
    },
    isReading() {
      try {
        const isThere = opened()?.getBinaryFast(firstShapeId) !== undefined;
        wasThere ||= isThere;
        // A writer knows its first shape before the commit that stores it is done: until then nothing is lost.
        return isThere || (isWriter && !wasThere);
      } catch {
        return false;
      }
    },
    learnAll() {
      for (const { key, value } of opened()?.getRange() ?? []) shapes.learn({ id: key, ...value });
    },
    put(added) {
      for (const { id, columns, widths } of added) stored?.put(id, { columns, widths });
    },
  };
  if (isWriter) dictionary.learnAll();
  wasThere = shapes.get(firstShapeId) !== undefined;
  return dictionary;
}
