import { PortalError } from '#domain/failure.ts';
import { checkKey, compareKeys } from '#server/ports/keys.ts';
import type { TableChange, WritableRow, WriteOptions } from '#server/ports/wide-row-store.ts';
import type { Environment } from './environment.ts';
import { bytesFromRow } from './row-layout.ts';
import { abortedFailure } from './scan.ts';

function encodedRows(rows: Iterable<WritableRow>, environment: Environment): [key: string, value: Buffer][] {
  const encoded: [string, Buffer][] = [];
  for (const row of rows) {
    checkKey(row.key);
    encoded.push([row.key, bytesFromRow(row, environment.shapes)]);
  }
  return encoded.sort((a, b) => compareKeys(a[0], b[0]));
}

function checkedKeys(keys: Iterable<string>): readonly string[] {
  const checked = [...keys];
  for (const key of checked) checkKey(key);
  return checked;
}

function checkTableName(table: string): void {
  checkKey(table);
  if (table.startsWith(' ') || table.length > 200) {
    throw new PortalError('bad-request', 'A table name must be short and must not begin with a space.');
  }
}

async function commitIn(environment: Environment, batch: readonly TableChange[]): Promise<void> {
  const encoded = batch.map(({ table, rows, removed }) => ({
    table,
    rows: encodedRows(rows, environment),
    removed: checkedKeys(removed ?? []),
  }));
  await environment.commit(
    batch.map(({ table }) => table),
    ({ put, remove }) => {
      for (const { table, removed } of encoded) for (const key of removed) remove(table, key);
      for (const { table, rows } of encoded) for (const [key, value] of rows) put(table, key, value);
    },
  );
}

async function commit(environment: Environment, batch: readonly TableChange[]): Promise<void> {
  const written = environment.beginWriting();
  try {
    await commitIn(environment, batch);
  } finally {
    written();
  }
}

/** Writes batches one after another, each all or nothing. */
export function createBatchWriter(environmentOf: () => Environment) {
  let last: Promise<void> = Promise.resolve();
  return {
    async write(batch: readonly TableChange[], { signal }: WriteOptions = {}): Promise<void> {
      for (const { table } of batch) checkTableName(table);
      const turn = last.then(() => {
        if (signal?.aborted) throw abortedFailure();
        return commit(environmentOf(), batch);
      });
      last = turn.catch(() => {});
      await turn;
    },
    /** Settles when all that was asked for so far is over. */
    over: () => last,
  };
}
