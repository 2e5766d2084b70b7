import type { ColumnType } from '#domain/surveys/survey.ts';
import { prefixRange, type Row } from '#server/ports/wide-row-store.ts';
import { isSchemaKey, schemaRange } from '#server/storage/surveys/survey-tables.ts';
import { knownTable } from './rows/known-tables.ts';
import { lineFromRow } from './rows/row-line.ts';
import { type Call, checkStopped, exitCodes, type Verb } from './verb.ts';

const charactersAtOnce = 1 << 16;
/** Cells of schema rows are text. */
const noTypes: ReadonlyMap<string, ColumnType> = new Map();

async function run({ deps, args, signal, out }: Call): Promise<number> {
  const [name = '', prefix = ''] = args;
  const { store, close } = await deps.openReader();
  try {
    const { types } = await knownTable(store, name);
    const lineOf = (row: Row): string => lineFromRow(row, isSchemaKey(row.key) ? noTypes : types);
    let text = '';
    // Schema rows come first: put then knows the types of all that follows.
    if (prefix === '') {
      for await (const row of store.scan(name, [schemaRange], { signal })) text += `${lineOf(row)}\n`;
    }
    for await (const row of store.scan(name, [prefixRange(prefix)], { signal })) {
      checkStopped(signal);
      if (prefix === '' && isSchemaKey(row.key)) continue;
      text += `${lineOf(row)}\n`;
      if (text.length < charactersAtOnce) continue;
      await out(text);
      text = '';
    }
    if (text !== '') await out(text);
    return exitCodes.done;
  } finally {
    await close();
  }
}

export const dump: Verb = {
  usage: 'TABLE [PREFIX]',
  summary: 'write the rows of a table (of keys that begin with PREFIX) as NDJSON',
  details: `Rows ascend by key, schema rows come first. 64-bit integers are decimal text, cells that are none of the types (old booleans)
are "bytes". Services and an ingest may run meanwhile: a row is written as it is when the dump comes by.`,
  takes: [1, 2],
  run,
};
