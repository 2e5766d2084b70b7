import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { fileStoreContract } from '#server/ports/file-store.contract.ts';
import { createSystemClock } from '#server/resilience/clock.ts';
import type { ExchangeOutcome } from './exchange.ts';
import { fieldOf } from './remote-exception.ts';
import { createWebHdfsFiles, type WebHdfsOptions } from './webhdfs-files.ts';

const url = process.env.WEBHDFS_URL ?? '';
const run = randomUUID().slice(0, 8);

function filesBelow(root: string, more: Partial<WebHdfsOptions> = {}) {
  return createWebHdfsFiles({
    nameNodes: [url],
    root,
    user: 'root',
    timeoutMs: 20_000,
    silentMs: 10_000,
    clock: createSystemClock(),
    random: Math.random,
    uniqueText: () => randomUUID().slice(0, 8),
    now: Date.now,
    ...more,
  });
}

async function removeAll(root: string): Promise<void> {
  await fetch(`${url}/webhdfs/v1${root}?op=DELETE&recursive=true&user.name=root`, { method: 'DELETE' });
}

/** Writes a file of blocks of 1 MiB, the shortest that HDFS allows. */
async function putInBlocks(path: string, bytes: Buffer): Promise<void> {
  const query = 'op=CREATE&user.name=root&overwrite=true&blocksize=1048576&noredirect=true';
  const placed: unknown = await (await fetch(`${url}/webhdfs/v1${path}?${query}`, { method: 'PUT' })).json();
  const status = await new Promise((resolve, reject) => {
    const sent = request(String(fieldOf(placed, 'Location')), { method: 'PUT' }, (answer) =>
      resolve(answer.statusCode),
    );
    sent.on('error', reject);
    sent.end(bytes);
  });
  expect(status).toBe(201);
}

fileStoreContract('HDFS', async () => {
  const root = `/contract-${run}`;
  return { files: filesBelow(root), remove: () => removeAll(root) };
});

describe('HDFS', () => {
  const root = `/tests-${run}`;
  const calls: ExchangeOutcome[] = [];
  const files = filesBelow(root, { observe: (call) => calls.push(call) });
  const peersOf = async (work: () => Promise<unknown>): Promise<string[]> => {
    calls.length = 0;
    await work();
    return calls.map(({ upstream }) => upstream);
  };
  afterAll(async () => {
    await files.close();
    await removeAll(root);
  });

  it('asks the NameNode once for the DataNode of a file, then reads with one exchange a range', async () => {
    await files.write('one/block', [Buffer.alloc(100_000, 1)]);
    expect(await peersOf(() => files.read('one/block', 10, 20))).toEqual(['NameNode', 'DataNode']);
    expect(await peersOf(() => files.read('one/block', 70_000, 80_000))).toEqual(['DataNode']);
    expect(await peersOf(() => files.read('one/block', 0, 100_000))).toEqual(['DataNode']);
  });

  it('reads a file of many blocks right across all of their borders', async () => {
    const bytes = Buffer.alloc(3 * 1_048_576 + 12_345);
    for (let i = 0; i < bytes.length; i++) bytes[i] = (i * 2_654_435_761) >>> 24;
    await putInBlocks(`${root}/many/blocks`, bytes);
    for (const [start, end] of [
      [0, bytes.length],
      [1_048_570, 1_048_580],
      [1_048_576, 2_097_152],
      [2_097_151, 3_145_729],
      [3_145_728, bytes.length + 10],
    ] as const) {
      expect(bytes.subarray(start, end).equals((await files.read('many/blocks', start, end)) ?? Buffer.of())).toBe(
        true,
      );
    }
  });

  it('reads the new bytes of a file that somebody else replaced or took away', async () => {
    await files.write('other/file', [Buffer.from('old bytes')]);
    await files.read('other/file', 0, 3);
    const other = filesBelow(root);
    await other.write('other/file', [Buffer.from('new')]);
    expect(Buffer.from((await files.read('other/file', 0, 9)) ?? []).toString()).toBe('new');
    await other.remove('other/file');
    expect(await files.read('other/file', 0, 9)).toBeUndefined();
    await other.close();
  });

  it('writes and reads names with blanks, signs of addresses and letters of all kinds', async () => {
    for (const name of ['a b', 'a+b', 'a%20b', 'a?b=c&d', 'a#b', 'é', '星', "a'b", 'a;b', 'year=2024']) {
      await files.write(`names/${name}/f`, [Buffer.from(name)]);
      expect(Buffer.from((await files.read(`names/${name}/f`, 0, 99)) ?? []).toString()).toBe(name);
    }
  });

  it('lists folders of more entries than one answer holds', async () => {
    const names = Array.from({ length: 1_100 }, (_, i) => `f${String(i).padStart(4, '0')}`);
    for (let i = 0; i < names.length; i += 50)
      await Promise.all(
        names
          .slice(i, i + 50)
          .map((name) => fetch(`${url}/webhdfs/v1${root}/long/${name}?op=MKDIRS&user.name=root`, { method: 'PUT' })),
      );
    await files.write('long/last/x', []);
    const found: string[] = [];
    for await (const path of files.list('long')) found.push(path);
    expect(found).toEqual(['long/last/x']);
  }, 120_000);

  it('keeps no socket in use when nothing is under way', async () => {
    const reads = Array.from({ length: 50 }, (_, i) => {
      const stop = new AbortController();
      const read = files.read('one/block', i * 10, i * 10 + 1_000, { signal: stop.signal });
      if (i % 3 === 0) stop.abort();
      return read.catch((error: unknown) => error);
    });
    await Promise.all(reads);
    await expect.poll(() => files.sockets()).toBe(0);
  });
});
