import { PortalError, shownValue } from '#domain/failure.ts';
import { lsstTables } from '#server/storage/surveys/lsst.ts';
import { splitKeys } from '#server/storage/surveys/split-keys.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { type Call, exitCodes, type Verb } from './verb.ts';

const regionsUnlessSaid = 16;
const regionsAtMost = 1_000;

function regionsFrom(text: string | undefined): number {
  if (text === undefined) return regionsUnlessSaid;
  const regions = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (regions >= 1 && regions <= regionsAtMost) return regions;
  const words = `A table can't have ${shownValue(text)} regions: a number from 1 to ${regionsAtMost} is needed.`;
  throw new PortalError('bad-request', words);
}

async function run({ deps, args, out }: Call): Promise<number> {
  const regions = regionsFrom(args[0]);
  const shapes = [ztfTables, lsstTables].flatMap(({ byName }) => Object.values(byName));
  const tables = shapes.map((shape) => ({ ...shape, splits: splitKeys(shape, regions) }));
  const present = await deps.tablesInHbase();
  const missing = tables.filter(({ name }) => !present.has(name));
  for (const { name } of tables) if (present.has(name)) await out(`# ${name} is there already\n`);
  await out(deps.hbaseScript(missing));
  return exitCodes.done;
}

export const hbaseTables: Verb = {
  usage: '[REGIONS]',
  summary: 'write a script for the HBase shell that makes the tables in several regions',
  details: `Writes the script to standard output; run it where HBase is: hbase shell -n tables.rb. HBase REST can't make a table of more than one
region, so an ingest that finds no tables makes each in one, which HBase cuts only when it has grown. Large tables (alerts, places of
stamps, upper limits, pixels, the Rubin tables with a salt) are cut into REGIONS parts (default ${regionsUnlessSaid}) of about the same number
of rows; tables by time, by class and short lists stay whole. With TABLE_STORE=hbase tables that are there already are left out.`,
  takes: [0, 1],
  run,
};
