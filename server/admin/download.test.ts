import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scratchFolder } from '#server/ingest/testing/scratch.ts';
import { adminWith } from './testing/run-admin.ts';

const folder = scratchFolder();
const golden: { zip: string } = JSON.parse(
  readFileSync(new URL('../ingest/loads/tns-zip.golden.json', import.meta.url), 'utf8'),
);
const zip = Buffer.from(golden.zip, 'base64');
let server: Server;
let env: Record<string, string>;

beforeAll(async () => {
  server = createServer((request, response) => {
    const isWhole = request.url?.endsWith('/tns_public_objects.csv.zip');
    if (isWhole) response.end(zip);
    else if (request.url?.includes('_20261121')) response.destroy();
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  env = {
    DATA_DIR: join(folder.path, 'data'),
    TNS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    TNS_BOT_ID: '1',
    TNS_BOT_NAME: 'bot',
    TNS_API_KEY: 'key',
  };
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await folder.remove();
});

test('the list of the Transient Name Server is downloaded, and what was downloaded can be loaded', async () => {
  const path = join(folder.path, 'tns.zip');
  const fetched = await adminWith(env, 'download', 'tns', path);
  expect(fetched).toEqual({ status: 0, out: expect.stringContaining(`npm run admin -- load tns ${path}`), err: '' });
  expect(readFileSync(path).equals(zip)).toBe(true);
  // One line of that list is made to be refused.
  expect(await adminWith(env, 'load', 'tns', path)).toMatchObject({
    status: 3,
    out: expect.stringMatching(/\d rows in/),
  });
});

test('a download that broke, a day without list, a wrong day or name leave no file and say why', async () => {
  const path = join(folder.path, 'none.zip');
  const ways: readonly (readonly [args: readonly string[], words: string])[] = [
    [['tns', path, '2026-11-21'], "can't be reached"],
    [['tns', path, '2026-11-20'], 'has no list of 2026-11-20'],
    [['tns', path, '2026-02-30'], 'YYYY-MM-DD'],
    [['gaia', path], 'there is: tns'],
  ];
  for (const [args, words] of ways)
    expect(await adminWith(env, 'download', ...args)).toEqual({
      status: 1,
      out: '',
      err: expect.stringContaining(words),
    });
  expect(existsSync(path)).toBe(false);
  expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('without a registration nothing is asked', async () => {
  const { TNS_API_KEY: _, ...unregistered } = env;
  const { status, err } = await adminWith(unregistered, 'download', 'tns', join(folder.path, 'none.zip'));
  expect([status, err]).toEqual([1, expect.stringContaining('TNS_API_KEY')]);
});
