import { PortalError, shownValue } from '#domain/failure.ts';
import { type CopyOptions, copyFiles } from './copying/copy-files.ts';
import { copyTables } from './copying/copy-tables.ts';
import type { AdminDeps } from './deps.ts';
import { type Call, counted, exitCodes, type Verb } from './verb.ts';

type Copying = (deps: AdminDeps, places: readonly [from: string, to: string], options: CopyOptions) => Promise<string>;

async function copyLake(deps: AdminDeps, [from, to]: readonly [string, string], options: CopyOptions): Promise<string> {
  const source = deps.openLakeAt(from);
  const target = deps.openLakeAt(to);
  try {
    await source.ping({ signal: options.signal });
    const { files, bytes, unchanged } = await copyFiles(source, target, options);
    return `${counted(files, 'file')}, ${bytes} bytes, the same in ${from} and ${to}; ${unchanged} were there before`;
  } finally {
    await source.close();
    await target.close();
  }
}

async function copyAllTables(
  deps: AdminDeps,
  [from, to]: readonly [string, string],
  options: CopyOptions,
): Promise<string> {
  const source = deps.openTablesAt(from, 'read');
  try {
    const target = deps.openTablesAt(to, 'write');
    try {
      const rows = await copyTables(source, target, options);
      return `${counted(rows, 'row')}, the same in ${from} and ${to}`;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

const copying: Readonly<Record<string, Copying>> = { lake: copyLake, tables: copyAllTables };

async function run({ deps, args, signal, out, err }: Call): Promise<number> {
  const [what = '', from = '', to = ''] = args;
  const copyThem = Object.hasOwn(copying, what) ? copying[what] : undefined;
  if (copyThem === undefined)
    throw new PortalError('bad-request', `There is no copy of ${shownValue(what)}: lake and tables can be copied.`);
  if (from === to) throw new PortalError('bad-request', 'A copy needs two different places.');
  const onDone = async (done: string): Promise<void> => err(`${done}\n`);
  await out(`${await copyThem(deps, [from, to], { signal, onDone })}\n`);
  return exitCodes.done;
}

export const copy: Verb = {
  usage: 'lake|tables FROM TO',
  summary: 'copy all files or all rows from one store into another, and check the copy',
  details: `Places of the lake: local (the lake of DATA_DIR), local:FOLDER, webhdfs (LAKE_ROOT there), webhdfs:/PATH. Places of tables:
lmdb (those of DATA_DIR), lmdb:FOLDER, hbase. How HDFS and HBase are reached is told by WEBHDFS_… and HBASE_…, whichever store is in use.
Files that are there with the same bytes are left alone, so a copy that was stopped can be called again; nothing is taken away from TO.
Every file is read back and compared by SHA-256, every table by the digest of its rows. Copy the lake before the tables, so that no row
speaks of a file that isn't there, and let no ingest run meanwhile.`,
  takes: [3, 3],
  run,
};
