import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PortalError, shownValue } from '#domain/failure.ts';

/** What a file is, by its first bytes: names lie. */
export type InputKind = 'avro' | 'parquet' | 'tar' | 'tar.gz' | 'unknown';

/** A file to be ingested. */
export interface InputFile {
  readonly path: string;
  readonly kind: InputKind;
  readonly length: number;
}

const headLength = 512;

function isTar(head: Buffer): boolean {
  return head.length >= 262 && head.toString('latin1', 257, 262) === 'ustar';
}

/** Kind of a file that begins with `head`. A gzip file is taken for a tar archive; what is in it shows when it is read. */
export function inputKindOf(head: Buffer): InputKind {
  if (head.toString('latin1', 0, 4) === 'Obj\u0001') return 'avro';
  if (head.toString('latin1', 0, 4) === 'PAR1') return 'parquet';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'tar.gz';
  return isTar(head) ? 'tar' : 'unknown';
}

async function inputFile(path: string, length: number): Promise<InputFile> {
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(headLength);
    const { bytesRead } = await handle.read(head, 0, headLength, 0);
    return { path, kind: inputKindOf(head.subarray(0, bytesRead)), length };
  } finally {
    await handle.close();
  }
}

async function* filesBelow(folder: string): AsyncGenerator<InputFile> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    // Hidden files and Hadoop's markers (_SUCCESS, _temporary) are no alerts.
    if (entry.name.startsWith('.') || entry.name.startsWith('_')) continue;
    const path = join(folder, entry.name);
    const info = await stat(path);
    if (info.isDirectory()) yield* filesBelow(path);
    else if (info.isFile()) yield await inputFile(path, info.size);
  }
}

/**
 * The files at and below `paths`, folders in the order of their names: the same paths give the same order every time.
 * @throws {PortalError} `not-found` for a path that is missing or can't be read, and for a folder without files
 */
export async function listInputFiles(paths: readonly string[]): Promise<readonly InputFile[]> {
  const files: InputFile[] = [];
  for (const path of paths) {
    const before = files.length;
    try {
      const info = await stat(path);
      if (info.isDirectory()) for await (const file of filesBelow(path)) files.push(file);
      else files.push(await inputFile(path, info.size));
    } catch (cause) {
      throw new PortalError('not-found', unreadable(path, cause), { cause });
    }
    if (files.length === before) throw new PortalError('not-found', `There is no file in the folder ${path}.`);
  }
  return files;
}

function unreadable(path: string, cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `There is no file or folder ${shownValue(path)}.`;
  return `${shownValue(path)} can't be read: ${cause instanceof Error ? cause.message : String(cause)}`;
}
