import { locatorFromText, stampKinds } from '#domain/stamps/locator.ts';
import { surveyIngests } from '#server/ingest/reading/survey-ingests.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { textReader } from '#server/storage/cell-codec.ts';
import { isSchemaKey, type SurveyTables } from '#server/storage/surveys/survey-tables.ts';
import { type Call, checkStopped, counted, exitCodes, type Verb } from './verb.ts';

interface Check {
  readonly store: WideRowStore;
  readonly lake: FileStore;
  readonly signal: AbortSignal;
  readonly onWrong: (what: string) => void;
}

/** Every stamp that a row speaks of lies within its file. */
async function checkStamps({ store, lake, signal, onWrong }: Check, tables: SurveyTables): Promise<number> {
  const lengths = new Map<string, number>();
  const locatorIn = textReader(tables.locatorColumn);
  let rows = 0;
  for await (const row of store.scan(tables.cutouts.name, [{ start: '' }], {
    signal,
    columns: [tables.locatorColumn],
  })) {
    if (isSchemaKey(row.key)) continue;
    checkStopped(signal);
    rows++;
    const { key } = row;
    const locator = locatorFromText(locatorIn(row) ?? '');
    if (locator === undefined) {
      onWrong(`${tables.cutouts.name} ${key}: the locator can't be read`);
      continue;
    }
    const length = lengths.get(locator.path) ?? (await lake.stat(locator.path))?.length ?? -1;
    lengths.set(locator.path, length);
    const end = Math.max(0, ...stampKinds.map((kind) => endOf(locator.pages[kind])));
    if (length < end)
      onWrong(`${tables.cutouts.name} ${key}: ${locator.path} ${length < 0 ? 'is missing' : 'is too short'}`);
  }
  return rows;
}

function endOf(page: { readonly offset: number; readonly length: number } | null): number {
  return page === null ? 0 : page.offset + page.length;
}

async function run({ deps, signal, out, err }: Call): Promise<number> {
  const { store, close } = deps.openReader();
  const lake = deps.openLake();
  let wrong = 0;
  try {
    const onWrong = (what: string): void => {
      wrong++;
      err(`${what}\n`);
    };
    for (const table of await store.tables()) {
      let rows = 0;
      for await (const _ of store.scan(table, [{ start: '' }], { signal, columns: [] })) rows++;
      await out(`${table}: ${counted(rows, 'row')}\n`);
    }
    for (const { tables } of Object.values(surveyIngests)) {
      const rows = await checkStamps({ store, lake, signal, onWrong }, tables);
      if (rows > 0)
        await out(`${tables.cutouts.name}: stamps of ${counted(rows, 'alert')} looked for, ${wrong} wrong so far\n`);
    }
    return wrong > 0 ? exitCodes.failed : exitCodes.done;
  } finally {
    await lake.close();
    await close();
  }
}

export const verify: Verb = {
  usage: '',
  summary: 'count the rows of all tables and look for the stamps they speak of',
  details: 'Reads only, beside services and ingest. What is wrong is named, with exit status 1.',
  takes: [0, 0],
  run,
};
