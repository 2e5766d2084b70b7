import { PortalError, shownValue } from '#domain/failure.ts';
import { surveyIngests } from '#server/ingest/reading/survey-ingests.ts';
import { rebuildIndex } from '#server/ingest/rebuild/rebuild-index.ts';
import { rebuildNights } from '#server/ingest/rebuild/rebuild-nights.ts';
import type { SurveyIngest } from '#server/ingest/surveys/survey-ingest.ts';
import type { TableShape } from '#server/storage/surveys/survey-tables.ts';
import { tableShapes } from './rows/known-tables.ts';
import { type Call, counted, exitCodes, type Verb } from './verb.ts';

interface Target {
  readonly ingest: SurveyIngest;
  readonly table: TableShape;
  readonly isOfNights: boolean;
}

const targets: readonly Target[] = Object.values(surveyIngests).flatMap((ingest) => [
  ...ingest.indexTables.map((table) => ({ ingest, table, isOfNights: false })),
  ...ingest.nightTables.map((table) => ({ ingest, table, isOfNights: true })),
]);

function targetOf(name: string): Target {
  const target = targets.find(({ table }) => table.name === name);
  if (target !== undefined) return target;
  const isTable = tableShapes.some((table) => table.name === name);
  const names = targets.map(({ table }) => table.name).join(', ');
  throw new PortalError(
    'bad-request',
    isTable
      ? `The table ${name} doesn't follow from the alert table (ingest or load it again); these do: ${names}.`
      : `There is no table ${shownValue(name)}; those that can be rebuilt are: ${names}, and all.`,
  );
}

/** One of the tables of nights stands for both: they are worked out together. */
function chosen(name: string): readonly Target[] {
  if (name !== 'all') return [targetOf(name)];
  const ofNights = targets.filter(({ isOfNights }) => isOfNights);
  return [...targets.filter(({ isOfNights }) => !isOfNights), ...ofNights.slice(0, 1)];
}

async function run({ deps, args, signal, out, err }: Call): Promise<number> {
  const wanted = chosen(args[0] ?? '');
  const opened = await deps.openStores();
  let shownAt = deps.nowMs();
  const onProgress = (rows: number): void => {
    if (deps.nowMs() - shownAt < 5000) return;
    shownAt = deps.nowMs();
    err(`${counted(rows, 'row')} so far\n`);
  };
  try {
    for (const { ingest, table, isOfNights } of wanted) {
      const options = { signal, onProgress };
      const { alerts, removed } = isOfNights
        ? await rebuildNights(opened, ingest, options)
        : await rebuildIndex(opened.store, { ingest, table }, options);
      const gone = isOfNights ? '' : `, ${counted(removed, 'row')} that no alert makes removed`;
      const what = isOfNights ? ingest.nightTables.map(({ name }) => name).join(' and ') : table.name;
      await out(`${what}: made from ${counted(alerts, 'alert')}${gone}\n`);
    }
    return exitCodes.done;
  } finally {
    await opened.close();
  }
}

export const rebuild: Verb = {
  usage: 'TABLE|all',
  summary: 'make an index table anew from the alert table',
  details: `Tables: ${targets.map(({ table }) => table.name).join(', ')}.
Rows that no alert makes any more go, all others come; services may run meanwhile and read right rows throughout. One that was
stopped is run again. Needed once for tables that are newer than the data.`,
  takes: [1, 1],
  run,
};
