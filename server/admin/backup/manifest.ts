import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PortalError } from '#domain/failure.ts';

const manifestFile = z.object({
  path: z.string().regex(/^(?!.*(?:^|\/)\.\.(?:\/|$))(?!\/)[^\\\p{Cc}]{1,1000}$/u),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const schema = z.object({
  backup: z.literal(1),
  made: z.string(),
  /** Format of the data, as in format.json. */
  format: z.int().min(1),
  /** Rows of each table. */
  tables: z.record(z.string(), z.int().min(0)),
  files: z.array(manifestFile),
});

/** What a backup is made of. Written last: a folder without it is no backup. */
export type Manifest = z.output<typeof schema>;
export type ManifestFile = z.output<typeof manifestFile>;

export const manifestName = 'backup.json';

/** @throws {PortalError} `not-found` for a folder that is no whole backup, `corrupt` */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch((error: unknown) => {
    throw new PortalError('not-found', `The folder ${folder} holds no whole backup: it has no ${manifestName}.`, {
      cause: error,
    });
  });
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new PortalError(
      'corrupt',
      `${join(folder, manifestName)} is damaged, or of a newer version of this program.`,
      {
        cause: error,
      },
    );
  }
}

/** SHA-256 of a file, read in pieces. */
export async function digestOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk);
  return hash.digest('hex');
}

/** @throws {PortalError} `corrupt`, naming the file, unless it is as the manifest says */
export async function checkFile(folder: string, file: ManifestFile, signal: AbortSignal): Promise<void> {
  const path = join(folder, file.path);
  const bytes = await stat(path).then(
    (found) => found.size,
    () => -1,
  );
  if (bytes === file.bytes && (await digestOf(path, signal)) === file.sha256) return;
  const what = bytes < 0 ? 'is missing' : 'is not what was backed up';
  throw new PortalError('corrupt', `The backup is damaged: ${path} ${what}.`);
}
