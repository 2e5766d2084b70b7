import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PortalError } from '#domain/failure.ts';
import { currentFormat } from '#server/storage/format/data-format.ts';
import { copyDurably } from './backup/copy-file.ts';
import { localRootOf } from './backup/local-root.ts';
import { checkFile, type ManifestFile, readManifest } from './backup/manifest.ts';
import { type Call, checkStopped, counted, exitCodes, type Verb } from './verb.ts';

const formatFile = 'format.json';

async function checkEmpty(folder: string, setting: string): Promise<void> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new PortalError('bad-request', `${folder} is no folder that can be read (${error.code}).`, { cause: error });
  });
  if (entries.length === 0) return;
  throw new PortalError(
    'bad-request',
    `The folder ${folder} is not empty: set ${setting} to a new folder to restore into.`,
  );
}

async function run({ deps, args, signal, out }: Call): Promise<number> {
  const folder = resolve(args[0] ?? '');
  const { dataDir } = deps.env;
  const lakeRoot = localRootOf(deps.env);
  const manifest = await readManifest(folder);
  if (manifest.format > currentFormat) {
    throw new PortalError(
      'unavailable',
      `The backup was made by a newer version of this program (format ${manifest.format}, this one knows ${currentFormat}): update the program.`,
    );
  }
  await checkEmpty(dataDir, 'DATA_DIR');
  await checkEmpty(lakeRoot, 'LAKE_ROOT');
  for (const file of manifest.files) {
    checkStopped(signal);
    await checkFile(folder, file, signal);
  }
  const placeOf = ({ path }: ManifestFile): string =>
    path.startsWith('lake/') ? join(lakeRoot, path.slice('lake/'.length)) : join(dataDir, path);
  // The format comes last: data without it are not used.
  const inOrder = [...manifest.files].sort((a, b) => Number(a.path === formatFile) - Number(b.path === formatFile));
  for (const file of inOrder) {
    checkStopped(signal);
    await copyDurably(join(folder, file.path), placeOf(file));
  }
  const rows = Object.values(manifest.tables).reduce((sum, count) => sum + count, 0);
  await out(
    `${counted(rows, 'row')} and ${counted(manifest.files.length, 'file')} of ${manifest.made} restored to ${dataDir}\n`,
  );
  return exitCodes.done;
}

export const restore: Verb = {
  usage: 'FOLDER',
  summary: 'bring a backup back into an empty DATA_DIR (embedded store)',
  details: `Every file is checked against its checksum before anything is written. A DATA_DIR or LAKE_ROOT that is not empty is refused.
A restore that was stopped leaves a folder that is not empty: remove it and restore again.`,
  takes: [1, 1],
  run,
};
