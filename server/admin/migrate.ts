import { currentFormat, migrateData, readFormat } from '#server/storage/format/data-format.ts';
import type { AdminDeps } from './deps.ts';
import { exitCodes, type Verb } from './verb.ts';

/**
 * Brings the data of the data folder to the format of this program.
 * @returns a sentence that says what was done
 * @throws {PortalError} `unavailable` while an ingest runs, and for data newer than the program
 */
export async function migrateWith(deps: AdminDeps): Promise<string> {
  const before = await readFormat(deps.dataFolder);
  const hasData = await deps.hasTables();
  if (before === undefined && !hasData) return 'There is no data yet: nothing to migrate.';
  if (before === currentFormat) return `The data has format ${currentFormat} already: nothing to migrate.`;
  // The lock of the tables keeps an ingest from running meanwhile.
  const stores = deps.openStores();
  try {
    const done = await migrateData(deps.dataFolder, hasData);
    return `The data was brought from format ${before ?? 0} to ${currentFormat}: ${done.join('; ')}.`;
  } finally {
    await stores.close();
  }
}

export const migrate: Verb = {
  usage: '',
  summary: 'bring the data in DATA_DIR to the format of this version',
  details: 'Data of a newer version are refused. A migration that was stopped is run again.',
  takes: [0, 0],
  async run({ deps, out }) {
    await out(`${await migrateWith(deps)}\n`);
    return exitCodes.done;
  },
};
