import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { compiledPrograms } from '#fixtures/compiled-programs.ts';
import { openIngestDeps } from './deps.ts';
import { parseDataEnv } from './env.ts';
import { packetOf, plainPacket } from './testing/packets.ts';
import { scratchFolder } from './testing/scratch.ts';

const programs = await compiledPrograms({
  ingest: 'server/ingest/main.ts',
  'ingest-reading': 'server/ingest/reading/main.ts',
});
afterAll(programs.remove);
const folder = scratchFolder();
const at = (name: string): string => join(folder.path, name);
afterAll(folder.remove);

interface Ended {
  readonly status: unknown;
  readonly out: string;
  readonly err: string;
}

/** Runs the program as `npm run ingest` does. */
async function ingest(dataDir: string, ...args: readonly string[]): Promise<Ended> {
  const env = { ...process.env, DATA_DIR: dataDir, NODE_OPTIONS: '', NO_COLOR: '1' };
  const child = spawn(process.execPath, [programs.pathOf('ingest'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [status] = await ended;
  return { status, out, err };
}

const timeoutMs = 60_000;

describe('the exit status of an ingest', () => {
  test('is 0 when all is stored, and the last line is the summary', { timeout: timeoutMs }, async () => {
    mkdirSync(at('good'));
    writeFileSync(join(at('good'), '1.avro'), packetOf(plainPacket(1)));
    const { status, out, err } = await ingest(at('data-good'), at('good'));
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/^1 alert of 1 object in 1 night, 0 rejected, [\d.]+ s, \d+ alerts\/s\n$/);
  });

  test('is 3 when packets were rejected, each named with its reason', { timeout: timeoutMs }, async () => {
    mkdirSync(at('mixed'));
    writeFileSync(join(at('mixed'), '1.avro'), packetOf(plainPacket(1)));
    writeFileSync(join(at('mixed'), '2.avro'), 'no packet');
    const { status, out, err } = await ingest(at('data-mixed'), at('mixed'));
    expect({ status, err }).toEqual({ status: 3, err: `rejected ${at('mixed')}/2.avro: not an Avro packet\n` });
    expect(out).toMatch(/^1 alert of 1 object in 1 night, 1 rejected, /);
  });

  test('is 2 without a path and for an option that is not one', { timeout: timeoutMs }, async () => {
    const [none, option] = await Promise.all([ingest(at('data-none')), ingest(at('data-none'), '--fast')]);
    expect(none).toMatchObject({ status: 2, out: '', err: expect.stringMatching(/^Say what to ingest: [^\n]+\n$/) });
    expect(option).toMatchObject({ status: 2, err: expect.stringMatching(/^There is no option --fast: [^\n]+\n$/) });
  });
});

describe('an ingest that can not be done says why in one sentence, with status 1', () => {
  const sentence = (words: string) => ({ status: 1, out: '', err: `${words}\n` });

  test('paths', { timeout: timeoutMs }, async () => {
    mkdirSync(at('hollow'));
    const [missing, empty] = await Promise.all([
      ingest(at('data-paths'), at('nowhere')),
      ingest(at('data-paths-2'), at('hollow')),
    ]);
    expect(missing).toEqual(sentence(`There is no file or folder ${at('nowhere')}.`));
    expect(empty).toEqual(sentence(`There is no file in the folder ${at('hollow')}.`));
  });

  test('a data folder that can not be written', { timeout: timeoutMs }, async () => {
    writeFileSync(at('file'), 'a file');
    const { status, err } = await ingest(join(at('file'), 'data'), at('file'));
    expect(status).toBe(1);
    expect(err).toMatch(
      /^The folder .+ can't be written \(ENOTDIR\): make it writable or set DATA_DIR to another\..*\n$/,
    );
    expect(err.split('\n')).toHaveLength(2);
  });

  test('a store that another ingest writes to', { timeout: timeoutMs }, async () => {
    const deps = openIngestDeps(parseDataEnv({ DATA_DIR: at('data-busy') }), () => 0);
    const busy = await ingest(at('data-busy'), at('nowhere'));
    await deps.close();
    const tables = join(at('data-busy'), 'tables');
    expect(busy).toEqual(
      sentence(
        `Another process (pid ${process.pid}) is writing to ${tables}: wait until it has finished, or stop it, and try again.`,
      ),
    );
  });
});
