import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import { packetOf, plainPacket } from '#server/ingest/testing/packets.ts';
import { ingestInto, scratchFolder } from '#server/ingest/testing/scratch.ts';
import { admin } from './testing/run-admin.ts';

const folder = scratchFolder();
const from = join(folder.path, 'from');
const to = join(folder.path, 'to');

beforeAll(async () => {
  const files = createLocalFiles({ root: join(folder.path, 'packets') });
  for (let i = 0; i < 4; i++) await files.write(`${i}.avro`, [packetOf(plainPacket(i))]);
  await files.close();
  await ingestInto(from, [join(folder.path, 'packets')]);
});
afterAll(folder.remove);

test('lake and tables are copied from store to store, and the copy is whole', async () => {
  const lake = await admin(from, 'copy', 'lake', 'local', `local:${to}/lake`);
  expect(lake).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^\d+ files?, \d+ bytes, the same in local and/),
  });
  const again = await admin(from, 'copy', 'lake', 'local', `local:${to}/lake`);
  expect(again.out).toMatch(/^(\d+) files?, .*; \1 were there before\n$/);
  expect(await admin(from, 'copy', 'tables', 'lmdb', `lmdb:${to}/tables`)).toMatchObject({ status: 0 });
  expect((await admin(to, 'verify')).out).toBe((await admin(from, 'verify')).out);
});

test.each([
  [['copy', 'everything', 'local', 'webhdfs'], /lake and tables can be copied/],
  [['copy', 'lake', 'local', 'local'], /two different places/],
  [['copy', 'lake', 'local', 'ftp:/x'], /local, local:FOLDER, webhdfs/],
  [['copy', 'lake', 'local', 'webhdfs:/x'], /WEBHDFS_URL/],
  [['copy', 'tables', 'lmdb', 'hbase'], /HBASE_URL/],
  [['copy', 'tables', 'hbase:x', 'lmdb'], /lmdb, lmdb:FOLDER, hbase are/],
])('%j is refused in words', async (args, words) => {
  const { status, err } = await admin(from, ...args);
  expect([status, err]).toEqual([1, expect.stringMatching(words)]);
});
