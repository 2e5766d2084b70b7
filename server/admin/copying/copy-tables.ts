import { createHash, type Hash } from 'node:crypto';
import { PortalError } from '#domain/failure.ts';
import type { Row, WideRowStore } from '#server/ports/wide-row-store.ts';
import type { CopyOptions } from './copy-files.ts';

const rowsAtMost = 1_000;
const bytesAtMost = 4 << 20;
const all = [{ start: '' }];

/** A row that stays valid when the store uses its memory again. */
function kept(row: Row): Row {
  return { ...row, bytes: Uint8Array.from(row.bytes), starts: Array.from(row.starts), ends: Array.from(row.ends) };
}

/** Key, time, names and cells, told apart by their lengths. */
function digestRow(hash: Hash, { key, timestampMs, columns, bytes, starts, ends }: Row): void {
  hash.update(`${key}\0${timestampMs}\0${columns.length}\0`);
  for (const [index, column] of columns.entries()) {
    const cell = bytes.subarray(starts[index] ?? 0, ends[index] ?? 0);
    hash.update(`${column}\0${cell.length}\0`).update(cell);
  }
}

interface Told {
  readonly rows: number;
  readonly digest: string;
}

async function digestOfTable(store: WideRowStore, table: string, signal: AbortSignal): Promise<Told> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const row of store.scan(table, all, { signal })) {
    rows++;
    digestRow(hash, row);
  }
  return { rows, digest: hash.digest('hex') };
}

async function copyTable(from: WideRowStore, to: WideRowStore, table: string, signal: AbortSignal): Promise<Told> {
  const hash = createHash('sha256');
  let rows = 0;
  let batch: Row[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await to.write(table, batch, { signal });
    batch = [];
    bytes = 0;
  };
  for await (const row of from.scan(table, all, { signal })) {
    rows++;
    digestRow(hash, row);
    batch.push(kept(row));
    bytes += row.bytes.length;
    if (batch.length >= rowsAtMost || bytes >= bytesAtMost) await flush();
  }
  await flush();
  return { rows, digest: hash.digest('hex') };
}

/**
 * Copies every row of every table with its time, then reads the copy: it has the same rows, cell by cell.
 * @returns how many rows there are in all
 * @throws {PortalError} `corrupt` when a table of the target is not the same afterwards, as when it held other rows before
 */
export async function copyTables(from: WideRowStore, to: WideRowStore, options: CopyOptions): Promise<number> {
  const { signal, onDone } = options;
  let total = 0;
  for (const table of await from.tables({ signal })) {
    const given = await copyTable(from, to, table, signal);
    const found = await digestOfTable(to, table, signal);
    if (found.rows !== given.rows || found.digest !== given.digest) {
      const rows = found.rows === given.rows ? `other cells in ${given.rows} rows` : `${found.rows} rows`;
      const words = `The table ${table} has ${given.rows} rows, its copy ${rows}: it held others, or somebody writes to one of them.`;
      throw new PortalError('corrupt', words, { dependency: 'table store' });
    }
    total += given.rows;
    await onDone(`${table}: ${given.rows} rows`);
  }
  return total;
}
