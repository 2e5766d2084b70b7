import { type KeyRange, visitRows, type WideRowStore } from '#server/ports/wide-row-store.ts';

/** A read of a store: the table, and where in it. */
export interface RecordedRead {
  readonly table: string;
  readonly ranges: readonly KeyRange[];
  readonly columns: readonly string[] | undefined;
}

/** The store, and a record of what was read from it, with keys as ranges of one key. */
export function recording(store: WideRowStore): { readonly store: WideRowStore; readonly reads: RecordedRead[] } {
  const reads: RecordedRead[] = [];
  const recorded: WideRowStore = {
    ...store,
    get(table, keys, options) {
      reads.push({
        table,
        ranges: keys.map((key) => ({ start: key, end: `${key}\u0000` })),
        columns: options?.columns,
      });
      return store.get(table, keys, options);
    },
    scan(table, ranges, options) {
      reads.push({ table, ranges, columns: options?.columns });
      return store.scan(table, ranges, options);
    },
    visit(table, ranges, options, look) {
      reads.push({ table, ranges, columns: options.columns });
      return visitRows(store, { table, ranges, options }, look);
    },
  };
  return { store: recorded, reads };
}
