import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wideRowStoreContract } from '#server/ports/wide-row-store.contract.ts';
import type { NewRow, Row, WideRowStore } from '#server/ports/wide-row-store.ts';
import { createLmdbStore } from './lmdb-store.ts';

const fixedWidths = new Map([
  ['d:x', 1],
  ['i:a', 4],
  ['i:mag', 4],
]);

wideRowStoreContract('LMDB', async () => {
  const path = await mkdtemp(join(tmpdir(), 'lmdb-'));
  const store = createLmdbStore({ path, fixedWidths });
  return { store, remove: () => rm(path, { recursive: true, force: true }) };
});

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const rowOf = (key: string, cells: Readonly<Record<string, string>>): NewRow => ({
  key,
  timestampMs: 1,
  cells: Object.entries(cells).map(([name, text]) => [name, bytes(text)] as const),
});

function cellsOf(row: Row | undefined): Record<string, string> {
  const cells: Record<string, string> = {};
  for (const [index, name] of row?.columns.entries() ?? []) {
    cells[name] = Buffer.from(row?.bytes.subarray(row.starts[index], row.ends[index]) ?? []).toString('latin1');
  }
  return cells;
}

const many = Array.from({ length: 2000 }, (_, i) => rowOf(`k${String(i).padStart(5, '0')}`, { 'i:a': 'x' }));

async function keysOf(rows: AsyncIterable<Row>): Promise<string[]> {
  const keys: string[] = [];
  for await (const row of rows) keys.push(row.key);
  return keys;
}

const newWriterScript = fileURLToPath(new URL('./endless-writer.fixture.ts', import.meta.url));

describe('an LMDB store', () => {
  let path: string;
  const stores: WideRowStore[] = [];
  const opened = (options: { readOnly?: boolean; writesBriefly?: boolean } = {}): WideRowStore => {
    const store = createLmdbStore({ path, fixedWidths, ...options });
    stores.push(store);
    return store;
  };
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'lmdb-')), 'tables');
  });
  /** A process that writes until it is killed: at the latest after its test, which may have run out of time. */
  const writers: ChildProcess[] = [];
  const startWriter = () => {
    const writer = spawn(process.execPath, ['--import', 'tsx', newWriterScript, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    writers.push(writer);
    return writer;
  };
  afterEach(async () => {
    for (const writer of writers.splice(0)) writer.kill('SIGKILL');
    for (const store of stores.splice(0)) await store.close();
    await rm(join(path, '..'), { recursive: true, force: true });
  });

  it('says that there is no data yet to a reader that came first, and serves it later without a restart', async () => {
    const reader = opened({ readOnly: true });
    const noData = { kind: 'unavailable', message: expect.stringContaining('no data yet') };
    await expect(reader.ping()).rejects.toMatchObject(noData);
    await expect(reader.get('t', ['k'])).rejects.toMatchObject(noData);
    await expect(reader.get('t', [])).rejects.toMatchObject(noData);
    await expect(reader.tables()).rejects.toMatchObject(noData);
    await expect(keysOf(reader.scan('t', [{ start: '' }]))).rejects.toMatchObject(noData);
    expect(reader.open().scanners).toBe(0);
    const writer = opened();
    await reader.ping();
    expect(await reader.get('t', ['k'])).toEqual([undefined]);
    await writer.write('t', [rowOf('k', { 'i:a': '1' })]);
    expect(cellsOf((await reader.get('t', ['k']))[0])).toEqual({ 'i:a': '1' });
    expect(await reader.tables()).toEqual(['t']);
  });

  it('shows a reader rows of shapes and tables that came after it was opened', async () => {
    const writer = opened();
    await writer.write('t', [rowOf('1', { 'i:mag': 'abcd' })]);
    const reader = opened({ readOnly: true });
    expect(cellsOf((await reader.get('t', ['1']))[0])).toEqual({ 'i:mag': 'abcd' });
    await writer.write('u', [rowOf('2', { 'i:mag': 'abcd', 'd:new': 'text' })]);
    expect(cellsOf((await reader.get('u', ['2']))[0])).toEqual({ 'd:new': 'text', 'i:mag': 'abcd' });
    expect(cellsOf((await reader.get('u', ['2'], { columns: ['d:new'] }))[0])).toEqual({ 'd:new': 'text' });
    await expect(reader.write('u', [])).rejects.toThrow('reading only');
  });

  it('keeps its shapes when it is opened again, and makes no second one', async () => {
    const first = opened();
    await first.write('t', [rowOf('1', { 'i:mag': 'abcd', 'd:t': 'x' })]);
    await first.close();
    const again = opened();
    await again.write('t', [rowOf('2', { 'd:t': 'yy', 'i:mag': 'efgh' })]);
    const [a, b] = await again.get('t', ['1', '2']);
    expect(a?.columns).toBe(b?.columns);
    expect(cellsOf(b)).toEqual({ 'd:t': 'yy', 'i:mag': 'efgh' });
  });

  it('keeps cells of an unusual width, as schema rows have them', async () => {
    const store = opened();
    await store.write('t', [
      rowOf('schema_1', { 'i:mag': 'float', 'i:a': '' }),
      rowOf('x', { 'i:mag': 'abcd', 'i:a': 'abcd' }),
    ]);
    const [schema, x] = await store.get('t', ['schema_1', 'x']);
    expect(cellsOf(schema)).toEqual({ 'i:a': '', 'i:mag': 'float' });
    expect(cellsOf(x)).toEqual({ 'i:a': 'abcd', 'i:mag': 'abcd' });
  });

  it('gives back any cells under any columns, whole and projected', async () => {
    const store = opened();
    const names = ['i:mag', 'i:a', 'd:x', 'd:t', 'i:é', 'v:w'];
    const cells = fc.dictionary(
      fc.constantFrom(...names),
      fc.string({ unit: fc.constantFrom('\0', 'a', 'ÿ'), maxLength: 6 }),
      {
        minKeys: 1,
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 6 }), fc.subarray(names), async (rows, wanted) => {
        await store.write(
          'any',
          rows.map((row, index) => rowOf(String(index), row)),
        );
        const keys = rows.map((_, index) => String(index));
        expect((await store.get('any', keys)).map(cellsOf)).toEqual(rows.map((row) => ({ ...row })));
        const projected = await store.get('any', keys, { columns: wanted });
        for (const [index, row] of rows.entries()) {
          const left = Object.fromEntries(Object.entries(row).filter(([name]) => wanted.includes(name)));
          expect(cellsOf(projected[index])).toEqual(left);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('goes on reading when it has lost its place among the readers', async () => {
    const writer = opened();
    await writer.write('t', many);
    const reader = opened({ readOnly: true });
    await writer.close();
    expect(await keysOf(reader.scan('t', [{ start: '' }]))).toHaveLength(many.length);
    const loseReaders = async (): Promise<void> => {
      const file = join(path, 'lock.mdb');
      const bytes = await readFile(file);
      const handle = await open(file, 'r+');
      for (let at = 0; at + 4 <= bytes.length; at += 8) {
        if (bytes.readUInt32LE(at) === process.pid) await handle.write(Buffer.alloc(4), 0, 4, at);
      }
      await handle.close();
    };
    await loseReaders();
    const all = await Promise.all([
      keysOf(reader.scan('t', [{ start: '' }])),
      keysOf(reader.scan('t', [{ start: '' }])),
    ]);
    expect(all.map((keys) => keys.length)).toEqual([many.length, many.length]);
    await loseReaders();
    expect((await reader.get('t', ['k00001', 'k00002'])).map((row) => row?.key)).toEqual(['k00001', 'k00002']);
    await loseReaders();
    expect(await reader.tables()).toEqual(['t']);
    expect(reader.open().scanners).toBe(0);
  });

  it('reads on while its own first and later commits are under way', async () => {
    const store = opened();
    for (const table of ['t', 'u']) {
      let isWriting = true;
      const writing = store.write(table, many).finally(() => {
        isWriting = false;
      });
      let reads = 0;
      while (isWriting) {
        expect([0, 2]).toContain((await store.get(table, ['k00001', 'k00002'])).filter(Boolean).length);
        reads++;
        await new Promise((resolve) => setImmediate(resolve));
      }
      await writing;
      expect(reads).toBeGreaterThan(1);
      expect(await keysOf(store.scan(table, [{ start: '' }]))).toHaveLength(many.length);
    }
  });

  it('pins no snapshot: a long scan meets rows that were written after it began', async () => {
    const store = opened();
    const keys = Array.from({ length: 2000 }, (_, i) => `k${String(i).padStart(5, '0')}`);
    await store.write(
      't',
      keys.map((key) => rowOf(key, { 'i:a': 'x' })),
    );
    const seen: string[] = [];
    for await (const row of store.scan('t', [{ start: '' }])) {
      if (seen.length === 0) await store.write('t', [rowOf('k01999z', { 'i:a': 'new' })]);
      seen.push(row.key);
    }
    expect(seen).toEqual([...keys, 'k01999z']);
  });

  it('refuses a second writer in one sentence that says what to do', async () => {
    const first = opened();
    expect(() => createLmdbStore({ path })).toThrow(
      `Another process (pid ${process.pid}) is writing to ${path}: wait until it has finished, or stop it, and try again.`,
    );
    await first.close();
    await createLmdbStore({ path }).close();
    await expect(readFile(join(path, 'writer.lock'))).rejects.toThrow('ENOENT');
  });

  it('takes over the lock of a writer that is dead, or whose number another program has now', async () => {
    await opened().close();
    const dead = spawnSync('true').pid;
    for (const text of [`${dead} 123\n`, `${process.pid} 1\n`, '', 'garbage\n']) {
      await writeFile(join(path, 'writer.lock'), text);
      await createLmdbStore({ path }).close();
    }
  });

  it('says when its folder can not be written or is no folder', async () => {
    await writeFile(path, 'a file');
    expect(() => createLmdbStore({ path })).toThrow("can't be written");
  });

  it('says when it is closed', async () => {
    const store = opened();
    await store.write('t', [rowOf('1', { 'i:a': 'x' })]);
    const scan = store.scan('t', [{ start: '' }]);
    await store.close();
    await store.close();
    await expect(store.get('t', ['1'])).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(keysOf(scan)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(store.open().scanners).toBe(0);
  });

  it('loses nothing it reported, and keeps no half batch, when its writer is killed', async () => {
    const writer = startWriter();
    let reported = -1;
    const lines = createInterface({ input: writer.stdout });
    lines.on('line', (line) => {
      reported = Number(line);
      if (reported === 8) writer.kill('SIGKILL');
    });
    const reader = opened({ readOnly: true });
    await once(writer, 'exit');
    expect(reported).toBeGreaterThanOrEqual(8);
    for (const store of [reader, opened()]) {
      const [first, second] = [
        await keysOf(store.scan('a', [{ start: '' }])),
        await keysOf(store.scan('b', [{ start: '' }])),
      ];
      expect(first).toEqual(second);
      expect(first.length % 50).toBe(0);
      expect(first.length / 50).toBeGreaterThan(reported);
    }
  });

  it('writes between the writes of others when opened for reading and brief writes, and not while somebody else writes', async () => {
    const writer = startWriter();
    await once(createInterface({ input: writer.stdout }), 'line');
    const brief = opened({ writesBriefly: true });
    expect((await brief.get('a', ['000000_0']))[0]?.key).toBe('000000_0');
    const note = [rowOf('note', { 'd:own': 'x' })];
    await expect(brief.write('notes', note)).rejects.toMatchObject({ kind: 'unavailable' });
    writer.kill('SIGKILL');
    await once(writer, 'exit');
    await brief.write('notes', note);
    expect(cellsOf((await brief.get('notes', ['note']))[0])).toEqual({ 'd:own': 'x' });

    const script = `import { createLmdbStore } from ${JSON.stringify(new URL('./lmdb-store.ts', import.meta.url).href)};
      const store = createLmdbStore({ path: process.argv[1] });
      await store.write('notes', [{ key: 'other', timestampMs: 1, cells: [['d:other', Buffer.from('y')]] }]);
      await store.close();`;
    const args = ['--import', 'tsx', '--input-type=module', '-e', script, path];
    const child = spawnSync(process.execPath, args, { timeout: 25_000, killSignal: 'SIGKILL' });
    expect([child.status, String(child.stderr)]).toEqual([0, '']);
    await brief.write('notes', [rowOf('third', { 'd:third': 'z' })]);
    const rows = await brief.get('notes', ['note', 'other', 'third']);
    expect(rows.map(cellsOf)).toEqual([{ 'd:own': 'x' }, { 'd:other': 'y' }, { 'd:third': 'z' }]);
    expect((await keysOf(brief.scan('a', [{ start: '' }]))).length % 50).toBe(0);
  }, 30_000);

  it('lets scans and reads go on undisturbed while it writes briefly', async () => {
    const writer = opened();
    await writer.write('t', many);
    await writer.close();
    const brief = opened({ writesBriefly: true });
    const writes = Array.from({ length: 20 }, (_, k) => brief.write('notes', [rowOf(`n${k}`, { [`d:x${k}`]: 'y' })]));
    const scans = Array.from({ length: 4 }, async () => {
      const keys: string[] = [];
      for await (const row of brief.scan('t', [{ start: '' }])) {
        keys.push(row.key);
        if (keys.length % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return keys;
    });
    for (const keys of await Promise.all(scans)) expect(keys).toEqual(many.map(({ key }) => key));
    await Promise.all(writes);
    expect(await keysOf(brief.scan('notes', [{ start: '' }]))).toHaveLength(20);
    expect(brief.open().scanners).toBe(0);
  });
});
