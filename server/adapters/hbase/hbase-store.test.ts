import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keysOf, kindOf, newRow } from '#server/ports/contract-kit.ts';
import { contractTables, wideRowStoreContract } from '#server/ports/wide-row-store.contract.ts';
import { prefixRange, type WideRowStore } from '#server/ports/wide-row-store.ts';
import { createSystemClock } from '#server/resilience/clock.ts';
import { type FakeRest, startFakeRest } from './fake-rest.ts';
import { createHbaseStore, type HbaseStoreOptions } from './hbase-store.ts';

const layoutsOf = (tables: readonly string[]) => tables.map((name) => ({ name, families: ['d', 'i', 'v'] }));

const opened = (url: string, options: Partial<HbaseStoreOptions> = {}): WideRowStore =>
  createHbaseStore({
    url,
    timeoutMs: 60_000,
    clock: createSystemClock(),
    now: Date.now,
    random: () => 0,
    layouts: layoutsOf(contractTables),
    ...options,
  });

for (const [form, fetchRows] of [
  ['protobuf', 10],
  ['json', 10],
] as const) {
  wideRowStoreContract(`HBase REST as a fake speaks it (${form}, ${fetchRows} rows a chunk)`, async () => {
    const fake = await startFakeRest({ fetchRows });
    const store = opened(fake.url, { form });
    return { store, remove: () => fake.close(), missingTables: 'upstream-failed' };
  });
}

const keys = Array.from({ length: 500 }, (_, i) => `k_${String(i).padStart(4, '0')}`);
const everything = [{ start: '' }];
const apart = Array.from({ length: 20 }, (_, i) => prefixRange(`k_00${String(i * 3).padStart(2, '0')}`));

describe('HBase REST in trouble', () => {
  let fake: FakeRest;
  let store: WideRowStore;
  beforeEach(async () => {
    fake = await startFakeRest();
    store = opened(fake.url);
    await store.write(
      'few',
      keys.map((key) => newRow(key, { 'i:n': key })),
    );
  });
  afterEach(async () => {
    fake.misbehave(undefined);
    await store.close();
    await fake.close();
  });
  const isRead = (path: string): boolean => path.startsWith('/few/*') || path.startsWith('/few/multiget');

  it('goes on behind the last row it had when a connection breaks, without losing or doubling one', async () => {
    const sent = await fetch(`${fake.url}/few/*`, { headers: { accept: 'application/x-protobuf' } });
    const whole = Buffer.from(await sent.arrayBuffer());
    let cuts = 0;
    fake.misbehave(({ path }, response) => {
      if (!isRead(path) || cuts++ > 0) return false;
      response.writeHead(200, { 'content-length': whole.length });
      response.write(whole.subarray(0, whole.length / 2), () => response.destroy());
      return true;
    });
    expect(await keysOf(store.scan('few', everything))).toEqual(keys);
    expect(fake.requests.filter((one) => one.includes('/few/*'))).toHaveLength(3);
  });

  it('asks again after 503, and says unavailable when it stays', async () => {
    let refusals = 2;
    fake.misbehave(({ path }, response) => {
      if (!isRead(path) || refusals-- <= 0) return false;
      response.writeHead(503).end('Unavailable\r\njava.io.IOException: region on the move\r\n');
      return true;
    });
    expect(await keysOf(store.scan('few', everything))).toEqual(keys);
    refusals = 100;
    expect(await kindOf(() => keysOf(store.scan('few', everything)))).toBe('unavailable');
    expect(await kindOf(() => store.get('few', ['k_0001']))).toBe('unavailable');
  });

  it('goes on in JSON after an answer that can not be read, and says corrupt when that can not be read either', async () => {
    let isAll = false;
    fake.misbehave(({ path, accept }, response) => {
      if (!isRead(path) || (!isAll && accept.includes('json'))) return false;
      response.writeHead(200).end(Buffer.from('not what was asked for'));
      return true;
    });
    expect(await keysOf(store.scan('few', everything, { reversed: true }))).toEqual([...keys].reverse());
    expect((await store.get('few', ['k_0007', 'none'])).map((row) => row?.key)).toEqual(['k_0007', undefined]);
    isAll = true;
    expect(await kindOf(() => keysOf(store.scan('few', everything)))).toBe('corrupt');
    expect(await kindOf(() => store.get('few', ['k_0007']))).toBe('corrupt');
  });

  it('says corrupt, never nothing, when the end of an answer is missing', async () => {
    fake.misbehave(({ path }, response) => {
      if (!isRead(path)) return false;
      const row = Buffer.from([0, 40, 0x0a, 38, 0x0a, 3]);
      response.writeHead(200, { 'content-length': row.length }).end(row);
      return true;
    });
    expect(await kindOf(() => keysOf(store.scan('few', everything)))).toBe('corrupt');
  });

  it('gives up silence after the time it was given, before an answer and within one', async () => {
    await store.close();
    store = opened(fake.url, { timeoutMs: 300 });
    fake.misbehave(({ path }) => isRead(path));
    expect(await kindOf(() => keysOf(store.scan('few', everything)))).toBe('upstream-timeout');
    fake.misbehave(({ path }, response) => {
      if (!isRead(path)) return false;
      response.writeHead(200).write(Buffer.from([0]));
      return true;
    });
    expect(await kindOf(() => keysOf(store.scan('few', everything)))).toBe('upstream-timeout');
    expect(store.open().scanners).toBe(0);
  });

  it('asks once for many ranges, in JSON too', async () => {
    for (const form of ['protobuf', 'json'] as const) {
      const formed = opened(fake.url, { form });
      const before = fake.requests.length;
      expect(await keysOf(formed.scan('few', apart))).toHaveLength(20);
      const sent = fake.requests.slice(before).filter((one) => !one.includes('/schema') && one !== 'GET /');
      const asked = sent.map((one) => one.replace(/s\d+\?.*$/, '')).filter((one) => !one.startsWith('DELETE'));
      expect(asked).toEqual(['PUT /few/scanner', 'GET /few/scanner/']);
      await formed.close();
    }
  });

  it('has the next rows of many ranges on their way while those before are used, and none that nobody wants', async () => {
    const many = Array.from({ length: 1_200 }, (_, i) => `m_${String(i).padStart(4, '0')}`);
    await store.write(
      'few',
      many.map((key) => newRow(key, { 'i:n': key })),
    );
    const tens = Array.from({ length: 120 }, (_, i) => prefixRange(`m_${String(i).padStart(3, '0')}`));
    const pages = (): number => fake.requests.filter((one) => one.startsWith('GET /few/scanner/')).length;
    const scan = store.scan('few', tens)[Symbol.asyncIterator]();
    await scan.next();
    await expect.poll(pages).toBe(2);
    for (let count = 1; count < many.length; count++) expect((await scan.next()).value?.key).toBe(many[count]);
    expect(await scan.next()).toEqual({ done: true, value: undefined });
    expect(pages()).toBe(3);
    expect(await keysOf(store.scan('few', tens, { limit: 500 }))).toEqual(many.slice(0, 500));
    expect(pages()).toBe(4);
    await expect.poll(() => fake.scanners.size).toBe(0);
  });

  it('frees scanner and connection of a scan that is aborted or left, also while it waits', async () => {
    for (const ranges of [everything, apart]) {
      const stop = new AbortController();
      const scan = store.scan('few', ranges, { signal: stop.signal })[Symbol.asyncIterator]();
      await scan.next();
      stop.abort();
      expect(await kindOf(() => scan.next())).toBe('aborted');
      for await (const _ of store.scan('few', ranges)) break;
    }
    fake.misbehave(({ path }) => isRead(path));
    const stop = new AbortController();
    const waiting = kindOf(() => keysOf(store.scan('few', everything, { signal: stop.signal })));
    setTimeout(() => stop.abort(), 20);
    expect(await waiting).toBe('aborted');
    await expect.poll(() => [store.open().scanners, fake.scanners.size]).toEqual([0, 0]);
  });

  it('says what is wrong with refused credentials, a redirect and a lost scanner', async () => {
    fake.misbehave((_, response) => response.writeHead(401).end() !== undefined);
    expect(await kindOf(() => store.ping())).toBe('upstream-failed');
    fake.misbehave((_, response) => response.writeHead(302, { location: 'https://login' }).end() !== undefined);
    expect(await kindOf(() => store.ping())).toBe('upstream-failed');
    fake.misbehave(({ method, path }, response) => {
      if (method !== 'GET' || !path.includes('/scanner/')) return false;
      return response.writeHead(404).end() !== undefined;
    });
    expect(await kindOf(() => keysOf(store.scan('few', apart)))).toBe('unavailable');
    await fake.close();
    expect(await kindOf(() => store.ping())).toBe('unavailable');
  });

  it('reads no more of an answer than it was told to', async () => {
    const small = opened(fake.url, { maxBodyBytes: 200, form: 'json' });
    expect(await kindOf(() => keysOf(small.scan('few', everything)))).toBe('too-large');
    await small.close();
  });

  it('shows each of many visits at once its own rows, though visits before left the memory they lie in', async () => {
    const seen = async (from: number, most: number): Promise<string[]> => {
      const found: string[] = [];
      const ranges = [{ start: keys[from] ?? '', end: keys[from + 40] }];
      await store.visit?.('few', ranges, {}, ({ key, columns, bytes, starts, ends }) => {
        const place = columns.indexOf('i:n');
        found.push(`${key} ${Buffer.from(bytes.subarray(starts[place], ends[place]))}`);
        return found.length < most;
      });
      return found;
    };
    for (let round = 0; round < 3; round++) {
      const visits = Array.from({ length: 40 }, (_, i) => seen(i * 11, i % 3 === 0 ? 7 : 40));
      for (const [i, found] of (await Promise.all(visits)).entries()) {
        const wanted = keys.slice(i * 11, i * 11 + (i % 3 === 0 ? 7 : 40)).map((key) => `${key} ${key}`);
        expect(found).toEqual(wanted);
      }
    }
  });

  it('keeps its connections and opens no more than it may', async () => {
    const narrow = opened(fake.url, { maxSockets: 4 });
    const before = fake.sockets();
    await Promise.all(Array.from({ length: 60 }, () => keysOf(narrow.scan('few', [prefixRange('k_00')]))));
    expect(fake.sockets() - before).toBeLessThanOrEqual(4);
    await narrow.close();
  });
});

describe('a gateway before HBase REST', () => {
  it('is spoken to below its path with the header it wants, scanners too', async () => {
    const fake = await startFakeRest({ prefix: '/gateway/default/hbase' });
    const authorization = 'Bearer abc';
    const store = opened(`${fake.url}/`, { headers: () => ({ authorization }) });
    await store.write(
      'few',
      keys.map((key) => newRow(key, { 'i:n': key })),
    );
    expect(await keysOf(store.scan('few', apart))).toHaveLength(20);
    expect(await keysOf(store.scan('few', everything))).toHaveLength(500);
    expect(fake.headers().authorization).toBe(authorization);
    expect(fake.requests.every((one) => one.includes(' /gateway/default/hbase/'))).toBe(true);
    await store.close();
    await fake.close();
  });

  it('is refused when its address is none', () => {
    for (const url of ['hbase:8080', 'ftp://host', 'http://u:p@host', 'http://host/?x=1', ''])
      expect(() => opened(url)).toThrow(/must be an http/);
  });

  it('that answers with a page of its own is a failure, not an empty table', async () => {
    const server = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const store = opened(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
    expect(await kindOf(() => store.tables())).toBe('corrupt');
    expect(await kindOf(() => store.get('few', ['a']))).toBe('corrupt');
    await store.close();
    server.close();
  });
});
