import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PortalError, shownValue } from '#domain/failure.ts';
import { type Call, exitCodes, type Verb } from './verb.ts';

function dayFrom(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);
  if (isDay) return text;
  throw new PortalError('bad-request', `The day is ${shownValue(text)}: YYYY-MM-DD, UTC, is needed.`);
}

/** Writes pieces beside `path` and renames them into place: a download that broke leaves no half a list. */
async function writeWhole(path: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const part = `${path}.part`;
  const file = createWriteStream(part);
  try {
    await pipeline(Readable.from(pieces), file);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof PortalError) throw error;
    throw new PortalError('internal', `The file ${path} can't be written.`, { cause: error });
  }
  return file.bytesWritten;
}

async function run({ deps, args, signal, out }: Call): Promise<number> {
  const [what, path = '', day] = args;
  if (what !== 'tns')
    throw new PortalError('bad-request', `There is nothing to download called ${shownValue(what)}; there is: tns.`);
  const bytes = await writeWhole(path, deps.tnsDump.list(dayFrom(day), signal));
  await out(`${path}: ${(bytes / 1e6).toFixed(1)} MB. Next: npm run admin -- load tns ${path}\n`);
  return exitCodes.done;
}

export const download: Verb = {
  usage: 'tns FILE [YYYY-MM-DD]',
  summary: 'download the Transient Name Server’s list of public objects',
  details: `The whole list, or the changes of one day (UTC). The service gives it to registered bots: TNS_BOT_ID, TNS_BOT_NAME, TNS_API_KEY.
FILE is written when all of it has come; load it with npm run admin -- load tns FILE.`,
  takes: [2, 3],
  run,
};
