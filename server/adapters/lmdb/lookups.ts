import { setImmediate } from 'node:timers/promises';
import { checkKey, checkKeyRange, compareKeys } from '#server/ports/keys.ts';
import type { GetOptions, Row, WideRowStore } from '#server/ports/wide-row-store.ts';
import { type Environment, storeFailure } from './environment.ts';
import { rowFromBytes, shapeIdOf } from './row-layout.ts';
import { abortedFailure, cursorOptions } from './scan.ts';
import type { Projection } from './shape-dictionary.ts';

const keysPerTurn = 512;

export interface LookupDeps {
  /** Throws where there is no data yet. */
  readonly environment: () => Environment;
  /** Makes sure that what is read in this turn is read. */
  readonly ready: () => Promise<void>;
  readonly projectionOf: (columns: readonly string[] | undefined) => Projection | undefined;
  /** Called as a lookup begins; the function returned is called when it is over. */
  readonly begun: () => () => void;
}

/** What is read within a call, without a scan: rows by their keys, and whether a range has more than so many. */
export function createLookups(deps: LookupDeps): Required<Pick<WideRowStore, 'get' | 'exceeds'>> {
  const { environment, ready, projectionOf, begun } = deps;
  return {
    async get(table, keys, options = {}) {
      for (const key of keys) checkKey(key);
      if (options.signal?.aborted) throw abortedFailure();
      const over = begun();
      try {
        const projection = projectionOf(options.columns);
        const rows: (Row | undefined)[] = [];
        for (const [index, key] of keys.entries()) {
          if (index % keysPerTurn === 0) {
            if (index > 0) await setImmediate();
            await ready();
          }
          if (options.signal?.aborted) throw abortedFailure();
          const env = environment();
          const value = env.table(table)?.getBinary(key);
          count(value, options);
          rows.push(value === undefined ? undefined : rowOf(key, value, env, projection));
        }
        if (keys.length === 0) environment();
        return rows;
      } catch (error) {
        throw storeFailure(error);
      } finally {
        over();
      }
    },
    async exceeds(table, range, rows, { signal, reversed = false } = {}) {
      checkKeyRange(range);
      if (signal?.aborted) throw abortedFailure();
      const over = begun();
      try {
        await ready();
        const { start, end } = range;
        if (end !== undefined && compareKeys(start, end) >= 0) return false;
        const behind = environment()
          .table(table)
          ?.getKeys({ ...cursorOptions(range, reversed), offset: rows, limit: 1 });
        return behind !== undefined && [...behind].length > 0;
      } catch (error) {
        throw storeFailure(error);
      } finally {
        over();
      }
    },
  };
}

function count(value: Uint8Array | undefined, { spent }: GetOptions): void {
  if (spent === undefined) return;
  spent.reads++;
  spent.bytes += value?.length ?? 0;
  spent.rows += value === undefined ? 0 : 1;
}

/** Undefined for a row that has none of the wanted columns. */
function rowOf(key: string, value: Buffer, env: Environment, projection: Projection | undefined): Row | undefined {
  const view = env.view(shapeIdOf(value), projection);
  return view.columns.length > 0 || projection?.wanted.size === 0 ? rowFromBytes(key, value, view) : undefined;
}
