import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PortalError, shownValue } from '#domain/failure.ts';
import { type BinaryBody, immutable } from './respond.ts';

/** Release of the sky viewer; part of the address, so that browsers keep it for ever. */
export const skyLibraryFile = 'aladin-lite-3.8.2.js';

/** Aladin Lite as its authors publish it: a file that anybody can replace, not a part of our bundle. @throws {PortalError} `not-found` for any other file. */
export async function skyLibraryBody(file: string): Promise<BinaryBody> {
  if (file !== skyLibraryFile) throw new PortalError('not-found', `There is nothing at ${shownValue(file)}.`);
  return {
    bytes: await readFile(/* turbopackIgnore: true */ libraryPath()),
    contentType: 'text/javascript; charset=utf-8',
    cacheControl: immutable,
    filename: file,
    // Next packs scripts itself; packed twice, browsers could not read it.
    compressible: false,
    tag: file,
  };
}

/** The file of the installed package, which is nothing that Node could load: looked for from where the process runs. */
function libraryPath(): string {
  const folders = createRequire(join(process.cwd(), 'package.json')).resolve.paths('aladin-lite') ?? [];
  const files = folders.map((folder) => join(folder, 'aladin-lite', 'dist', 'aladin.js'));
  const found = files.find((file) => existsSync(/* turbopackIgnore: true */ file));
  if (found === undefined) throw new PortalError('not-found', 'The sky view is not installed on this server.');
  return found;
}
