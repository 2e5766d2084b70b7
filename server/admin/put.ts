import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { PortalError } from '#domain/failure.ts';
import { knownTable } from './rows/known-tables.ts';
import { createPutRows } from './rows/put-rows.ts';
import { type Call, counted, exitCodes, type Verb } from './verb.ts';

/** Lines of a file, or of standard input for `-`. @throws {PortalError} `not-found` */
async function* linesOf(path: string): AsyncGenerator<string> {
  const input = path === '-' ? process.stdin : createReadStream(path);
  const broken = new Promise<never>((_, reject) => input.once('error', reject));
  broken.catch(() => {});
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await Promise.race([lines.next(), broken]);
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PortalError('not-found', `The file ${path} can't be read: ${why}.`, { cause: error });
  } finally {
    input.destroy();
  }
}

async function run({ deps, args, signal, out, err }: Call): Promise<number> {
  const [name = '', path = ''] = args;
  const { store, close } = await deps.openStores();
  try {
    const rows = createPutRows({
      store,
      table: await knownTable(store, name),
      nowMs: deps.nowMs,
      onRefused: (lineNumber, reason) => err(`line ${lineNumber}: ${reason}\n`),
    });
    const { stored, refused } = await rows.put(linesOf(path), signal);
    await out(`${counted(stored, 'row')} put into ${name}, ${counted(refused, 'line')} refused\n`);
    return refused > 0 ? exitCodes.someRefused : exitCodes.done;
  } finally {
    await close();
  }
}

export const put: Verb = {
  usage: 'TABLE FILE',
  summary: 'put rows of NDJSON into a table (FILE - is standard input)',
  details: `Each line is one row, which replaces what was under its key:
  {"key": "ZTF99aaaaaab_2461222.75", "types": {"i:jd": "double", "i:candid": "long"}, "cells": {"i:jd": 2461222.75, "i:candid": "9200000000000000001"}}
Types are string, integer, long, float, double, boolean and bytes (hexadecimal digits, stored as they are). A column that the
table knows needs none. A 64-bit integer may be a JSON integer or text; null is no cell; NaN, Infinity, -Infinity and -0.0 are
texts. "timestampMs" is the time of the row, now in its absence. What dump writes, put stores again byte by byte.
A line that doesn't fit is named with its number and the reason, and the rest goes on: exit status 3.`,
  takes: [2, 2],
  run,
};
