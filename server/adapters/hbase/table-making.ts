import { abortedError } from '#server/resilience/deadline.ts';
import type { TableLayout, TableSchemas } from './table-schemas.ts';

const madeAtOnce = 4;

export interface TableMakingDeps {
  readonly schemas: TableSchemas;
  /** Repeats what fails in a passing way. */
  readonly again: <T>(work: () => Promise<T>) => Promise<T>;
  /** Tables that are made where they are missing. */
  readonly layouts: readonly TableLayout[];
}

/**
 * Resolves when all tables are there; makes the missing ones once. Others may wait for the same work, so it goes on when one of them
 * leaves.
 */
export function createTableMaking({
  schemas,
  again,
  layouts,
}: TableMakingDeps): (signal?: AbortSignal) => Promise<void> {
  let made: Promise<void> | undefined;

  const make = async (): Promise<void> => {
    const present = new Set(await again(() => schemas.names()));
    const missing = layouts.filter(({ name }) => !present.has(name));
    const work = async (): Promise<void> => {
      for (let layout = missing.pop(); layout !== undefined; layout = missing.pop()) await schemas.create(layout);
    };
    await Promise.all(Array.from({ length: madeAtOnce }, work));
  };

  return async (signal) => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    await made;
    if (signal?.aborted) throw abortedError(signal);
  };
}
