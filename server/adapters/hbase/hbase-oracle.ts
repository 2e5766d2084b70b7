import createClient from 'hbase';
import { PortalError } from '#domain/failure.ts';
import type { plain } from '#server/ports/contract-kit.ts';
import type { KeyRange } from '#server/ports/wide-row-store.ts';

export type PlainRow = NonNullable<ReturnType<typeof plain>>;

/** Reads rows through another implementation of the REST protocol. */
export interface HbaseOracle {
  scan(table: string, range: KeyRange, columns?: readonly string[]): Promise<PlainRow[]>;
}

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * The npm package `hbase`, for tests and measurements. It believes any certificate and keeps no deadline, so it is given nothing but plain
 * HTTP on this machine; and it reads bytes as UTF-8 unless it is told otherwise, so it is told `latin1`.
 * @throws {PortalError} `bad-request` for any other address
 */
export function createHbaseOracle(address: string): HbaseOracle {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'http:' || !loopback.has(url.hostname)) {
    throw new PortalError('bad-request', 'The npm package hbase is used with plain HTTP on this machine only.');
  }
  const client = createClient({ host: url.hostname, port: Number(url.port), encoding: 'latin1' });
  return {
    scan: (table, { start, end }, columns) =>
      new Promise((resolve, reject) => {
        const options = {
          startRow: Buffer.from(start).toString('latin1'),
          ...(end === undefined ? {} : { endRow: Buffer.from(end).toString('latin1') }),
          ...(columns === undefined ? {} : { column: [...columns] }),
        };
        client.table(table).scan(options, (error, cells) => {
          if (error) reject(error);
          else resolve(rowsOf(cells));
        });
      }),
  };
}

interface OracleCell {
  readonly key: string;
  readonly column: string;
  readonly timestamp: number;
  readonly $: string;
}

const textOf = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');

function rowsOf(cells: readonly OracleCell[]): PlainRow[] {
  const rows = new Map<string, PlainRow>();
  for (const { key, column, timestamp, $ } of cells) {
    const name = textOf(key);
    const row = rows.get(name) ?? { key: name, timestampMs: 0, cells: {} };
    rows.set(name, {
      ...row,
      timestampMs: Math.max(row.timestampMs, timestamp),
      cells: { ...row.cells, [textOf(column)]: $ },
    });
  }
  return [...rows.values()];
}
