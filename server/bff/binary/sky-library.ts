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
  // Found from where the process runs: a bundler must not follow it.
  const path = createRequire(join(process.cwd(), 'package.json')).resolve(/* turbopackIgnore: true */ 'aladin-lite');
  return {
    bytes: await readFile(path),
    contentType: 'text/javascript; charset=utf-8',
    cacheControl: immutable,
    filename: file,
    compressible: true,
    tag: file,
  };
}
