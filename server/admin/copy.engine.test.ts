import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAdmin } from '#server/admin/cli.ts';
import { packetOf, plainPacket } from '#server/ingest/testing/packets.ts';
import { ingestInto, scratchFolder } from '#server/ingest/testing/scratch.ts';

const { WEBHDFS_URL = '', HBASE_URL = '' } = process.env;
const folder = scratchFolder();
const from = join(folder.path, 'from');
const back = join(folder.path, 'back');
const root = `/copied-${randomUUID().slice(0, 8)}`;

async function admin(dataDir: string, ...args: readonly string[]): Promise<string> {
  let text = '';
  const status = await runAdmin(args, {
    env: { DATA_DIR: dataDir, WEBHDFS_URL, WEBHDFS_USER: 'root', HBASE_URL, WEBHDFS_TIMEOUT_MS: '60000' },
    signal: new AbortController().signal,
    async out(more) {
      text += more;
    },
    err(more) {
      if (!/^(\S+ \(\d+ bytes\)|\S+: \d+ rows)\n$/.test(more)) text += more;
    },
  });
  return `${status}: ${text}`;
}

/** What other tests left would be in the way: a copy must not find other rows. */
async function dropTables(): Promise<void> {
  const answer = await fetch(`${HBASE_URL}/`, { headers: { accept: 'text/plain' } });
  for (const table of (await answer.text()).split('\n').filter((name) => name !== ''))
    await fetch(`${HBASE_URL}/${table}/schema`, { method: 'DELETE' });
}

beforeAll(async () => {
  await dropTables();
  mkdirSync(join(folder.path, 'packets'));
  for (let i = 0; i < 8; i++) writeFileSync(join(folder.path, 'packets', `${i}.avro`), packetOf(plainPacket(i)));
  await ingestInto(from, [join(folder.path, 'packets')]);
});
afterAll(async () => {
  await dropTables();
  await fetch(`${WEBHDFS_URL}/webhdfs/v1${root}?op=DELETE&recursive=true&user.name=root`, { method: 'DELETE' });
  folder.remove();
});

test('a lake goes to HDFS and back without a byte changed', async () => {
  expect(await admin(from, 'copy', 'lake', 'local', `webhdfs:${root}`)).toMatch(/^0: \d+ files?, \d+ bytes, the same/);
  expect(await admin(back, 'copy', 'lake', `webhdfs:${root}`, 'local')).toMatch(
    /^0: \d+ files?, .* 0 were there before/,
  );
  expect(await admin(from, 'copy', 'lake', 'local', `local:${back}/lake`)).toMatch(
    /^0: (\d+) files?, .*; \1 were there/,
  );
});

test('tables go to HBase and back without a cell changed', async () => {
  expect(await admin(from, 'copy', 'tables', 'lmdb', 'hbase')).toMatch(/^0: \d+ rows, the same/);
  expect(await admin(back, 'copy', 'tables', 'hbase', 'lmdb')).toMatch(/^0: \d+ rows, the same/);
  expect(await admin(back, 'verify')).toBe(await admin(from, 'verify'));
});
