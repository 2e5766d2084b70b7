import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { PortalError } from '#domain/failure.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import { readFormat } from '#server/storage/format/data-format.ts';
import { linkOrCopy } from './backup/copy-file.ts';
import { localRootOf } from './backup/local-root.ts';
import { digestOf, type Manifest, type ManifestFile, manifestName } from './backup/manifest.ts';
import type { OpenedReader } from './deps.ts';
import { type Call, checkStopped, counted, exitCodes, type Verb } from './verb.ts';

/** What of the data folder is neither tables nor lake, and belongs to the data. */
const dataFiles = ['format.json', 'demo.json', 'demo-began.json'];
const dataFolders = ['pending-nights'];

async function newFolder(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new PortalError('bad-request', `${folder} is no folder that can be written (${error.code}).`, {
      cause: error,
    });
  });
  if (entries.length > 0) throw new PortalError('bad-request', `The folder ${folder} is not empty: name a new one.`);
  await mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new PortalError('unavailable', `The folder ${folder} can't be made (${error.code}).`, { cause: error });
  });
}

function checkOutside(folder: string, ...roots: readonly string[]): void {
  for (const root of roots) {
    const way = relative(root, folder);
    if (way !== '..' && !way.startsWith('../')) {
      throw new PortalError('bad-request', `The backup can't be inside of what it is a backup of (${root}).`);
    }
  }
}

async function countRows({ store, close }: OpenedReader, signal: AbortSignal): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  try {
    for (const table of await store.tables()) {
      let rows = 0;
      for await (const _ of store.scan(table, [{ start: '' }], { signal, columns: [] })) rows++;
      counts[table] = rows;
    }
    return counts;
  } finally {
    await close();
  }
}

async function* dataPaths(dataFolder: FileStore): AsyncGenerator<string> {
  for (const path of dataFiles) if ((await dataFolder.stat(path)) !== undefined) yield path;
  for (const folder of dataFolders) yield* dataFolder.list(folder);
}

async function run({ deps, args, signal, out }: Call): Promise<number> {
  const folder = resolve(args[0] ?? '');
  const { dataDir } = deps.env;
  const lakeRoot = localRootOf(deps.env);
  checkOutside(folder, dataDir, lakeRoot);
  if (!(await deps.hasTables())) {
    throw new PortalError('unavailable', `There is no data yet in ${dataDir}: there is nothing to back up.`);
  }
  await newFolder(folder);
  const files: ManifestFile[] = [];
  const add = async (path: string): Promise<void> => {
    checkStopped(signal);
    const full = join(folder, path);
    files.push({ path, bytes: (await stat(full)).size, sha256: await digestOf(full, signal) });
  };
  // Tables first: every row of the copy speaks of lake files that were there before it, and those are never taken away.
  await deps.copyTables(join(folder, 'tables'));
  await add('tables/data.mdb');
  for await (const path of dataPaths(deps.dataFolder)) {
    await linkOrCopy(join(dataDir, path), join(folder, path));
    await add(path);
  }
  const lake = deps.openLake();
  try {
    for await (const path of lake.list('', { signal })) {
      await linkOrCopy(join(lakeRoot, path), join(folder, 'lake', path));
      await add(`lake/${path}`);
    }
  } finally {
    await lake.close();
  }
  const tables = await countRows(deps.openTablesIn(join(folder, 'tables')), signal);
  const format = (await readFormat(deps.dataFolder)) ?? 1;
  const manifest: Manifest = { backup: 1, made: new Date(deps.nowMs()).toISOString(), format, tables, files };
  await writeFile(join(folder, manifestName), `${JSON.stringify(manifest, null, 1)}\n`, { flush: true });
  const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
  await out(`${counted(rows, 'row')} and ${counted(files.length, 'file')} backed up in ${folder}\n`);
  return exitCodes.done;
}

export const backup: Verb = {
  usage: 'FOLDER',
  summary: 'copy tables and lake into a new folder, while everything runs (embedded store)',
  details: `The tables are copied as they are at one moment; services and an ingest go on. Lake files get a second name where FOLDER is on the
same disk (they are never changed in place), else they are copied. ${manifestName} with a checksum of every file is written last:
a folder without it is no backup.`,
  takes: [1, 1],
  run,
};
