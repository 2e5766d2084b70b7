import type { UnixMs } from '#domain/units/quantity.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { isSchemaKey } from '#server/storage/surveys/survey-tables.ts';

/** Finds rows by what stands behind an underscore of their keys, for tables with keys like `sn 2023q_ztf23aaaahln`. */
export interface TailIndex {
  /** Keys that hold `_<tail>…`, ascending. Case counts: keys are lower case. */
  keysOf(tail: string): Promise<readonly string[]>;
}

const keptMs = 60_000;
/** Stands between a tail and its key: no key holds it. */
const gap = '\u0001';

/**
 * An index of one table in memory, since the table itself is sorted by the other half of its keys, and its layout is not ours to change.
 * Only keys are read, once a minute at most and only while somebody asks: 200,000 names are some 20 MB.
 */
export function createTailIndex(deps: { store: WideRowStore; table: string; now: () => UnixMs }): TailIndex {
  const { store, table, now } = deps;
  let kept: { readonly entries: readonly string[]; readonly atMs: UnixMs } | undefined;
  let building: Promise<readonly string[]> | undefined;

  const build = async (): Promise<readonly string[]> => {
    const atMs = now();
    try {
      const entries = await tailEntries(store, table);
      kept = { entries, atMs };
      return entries;
    } finally {
      building = undefined;
    }
  };
  const current = (): Promise<readonly string[]> => {
    if (kept !== undefined && now() - kept.atMs < keptMs) return Promise.resolve(kept.entries);
    building ??= build();
    return building;
  };

  return {
    async keysOf(tail) {
      const entries = await current();
      const keys = new Set<string>();
      for (let at = firstFrom(entries, tail); entries[at]?.startsWith(tail); at++) {
        const entry = entries[at] ?? '';
        keys.add(entry.slice(entry.indexOf(gap) + 1));
      }
      return [...keys].sort();
    },
  };
}

/** `tail\u0001key` for each underscore of each key, ascending. */
async function tailEntries(store: WideRowStore, table: string): Promise<readonly string[]> {
  const entries: string[] = [];
  for await (const { key } of store.scan(table, [{ start: '' }], { columns: [] })) {
    if (isSchemaKey(key)) continue;
    for (let at = key.indexOf('_'); at >= 0; at = key.indexOf('_', at + 1))
      entries.push(`${key.slice(at + 1)}${gap}${key}`);
  }
  return entries.sort();
}

/** Place of the first entry that is not below `text`. */
function firstFrom(entries: readonly string[], text: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
