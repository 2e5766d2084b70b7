import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kindOf } from './contract-kit.ts';
import type { FileStore } from './file-store.ts';
import type { Spent } from './wide-row-store.ts';

export interface FilesUnderTest {
  readonly files: FileStore;
  readonly remove: () => Promise<void>;
}

const textOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString('latin1');

async function listed(files: FileStore, path: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const one of files.list(path)) paths.push(one);
  return paths;
}

/** The suite that every {@link FileStore} must pass; `make` gives an empty, writable store. */
export function fileStoreContract(name: string, make: () => Promise<FilesUnderTest>): void {
  describe(`${name} keeps the contract of file stores`, () => {
    let under: FilesUnderTest;
    let files: FileStore;

    beforeAll(async () => {
      under = await make();
      files = under.files;
      await files.write('a/digits.txt', [Buffer.from('0123456789')]);
    });
    afterAll(async () => {
      await files.close();
      await under.remove();
    });

    it('reads any range, less where the file ends before', async () => {
      expect(textOf(await files.read('a/digits.txt', 0, 10))).toBe('0123456789');
      expect(textOf(await files.read('a/digits.txt', 3, 5))).toBe('34');
      expect(textOf(await files.read('a/digits.txt', 8, 100))).toBe('89');
      expect(textOf(await files.read('a/digits.txt', 5, 5))).toBe('');
      expect(textOf(await files.read('a/digits.txt', 10, 12))).toBe('');
      expect(textOf(await files.read('a/digits.txt', 4000, 4001))).toBe('');
    });

    it('says undefined for what is missing, also where a folder is meant or a file is in the way', async () => {
      for (const path of ['a/none', 'none/none', 'a', 'a/digits.txt/x']) {
        expect(await files.read(path, 0, 1)).toBeUndefined();
        expect(await files.stat(path)).toBeUndefined();
      }
      expect(await listed(files, 'none')).toEqual([]);
      await expect(files.remove('a/none')).resolves.toBeUndefined();
    });

    it('knows how long a file is and when it was made', async () => {
      const stats = await files.stat('a/digits.txt');
      expect(stats?.length).toBe(10);
      expect(stats?.modifiedMs).toBeGreaterThan(1_600_000_000_000);
    });

    it('lists the files below a folder, ascending', async () => {
      for (const path of ['l/b/2', 'l/b.txt', 'l/b/10', 'l/a', 'l/é', 'l/c/d/e']) await files.write(path, []);
      expect(await listed(files, 'l')).toEqual(['l/a', 'l/b.txt', 'l/b/10', 'l/b/2', 'l/c/d/e', 'l/é']);
      expect(await listed(files, 'l/b')).toEqual(['l/b/10', 'l/b/2']);
      expect(await listed(files, '')).toEqual(expect.arrayContaining(['a/digits.txt', 'l/a']));
    });

    it('writes many chunks as one file, replaces a file whole, and shows the new one at once', async () => {
      async function* chunks(): AsyncGenerator<Uint8Array> {
        for (let i = 0; i < 50; i++) yield Buffer.alloc(1000, 65 + (i % 26));
      }
      await files.write('w/x', chunks());
      expect((await files.stat('w/x'))?.length).toBe(50_000);
      expect(textOf(await files.read('w/x', 999, 1001))).toBe('AB');
      await files.write('w/x', [Buffer.from('new')]);
      expect(textOf(await files.read('w/x', 0, 100))).toBe('new');
      expect((await files.stat('w/x'))?.length).toBe(3);
    });

    it('shows the old file or the new one, never half of it', async () => {
      const of = (letter: string): Buffer => Buffer.alloc(200_000, letter);
      await files.write('w/atomic', [of('a')]);
      let isDone = false;
      const writes = (async () => {
        for (const letter of 'bcdefgh')
          await files.write('w/atomic', [of(letter).subarray(0, 7), of(letter).subarray(7)]);
      })().finally(() => {
        isDone = true;
      });
      while (!isDone) {
        const bytes = await files.read('w/atomic', 0, 200_000);
        expect(bytes?.length).toBe(200_000);
        expect(new Set(bytes).size).toBe(1);
      }
      await writes;
      expect(textOf(await files.read('w/atomic', 0, 1))).toBe('h');
    });

    it('leaves the old file, and nothing else, when a write fails or is given up', async () => {
      await files.write('f/keep', [Buffer.from('old')]);
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield Buffer.from('half');
        throw new RangeError('no more');
      }
      expect(await kindOf(() => files.write('f/keep', broken()))).not.toBe('no failure');
      const stop = new AbortController();
      async function* slow(): AsyncGenerator<Uint8Array> {
        yield Buffer.from('half');
        stop.abort();
        yield Buffer.from('rest');
      }
      expect(await kindOf(() => files.write('f/keep', slow(), { signal: stop.signal }))).toBe('aborted');
      expect(textOf(await files.read('f/keep', 0, 10))).toBe('old');
      expect(await listed(files, 'f')).toEqual(['f/keep']);
    });

    it('removes files', async () => {
      await files.write('r/x', [Buffer.from('1')]);
      await files.read('r/x', 0, 1);
      await files.remove('r/x');
      expect(await files.read('r/x', 0, 1)).toBeUndefined();
      expect(await listed(files, 'r')).toEqual([]);
      await files.write('r/x', [Buffer.from('2')]);
      expect(textOf(await files.read('r/x', 0, 1))).toBe('2');
    });

    const bad = [
      '..',
      '../x',
      'a/../../x',
      '/etc/passwd',
      'a//x',
      './a',
      'a/',
      '',
      'a\0b',
      'a\nb',
      'a\\..\\x',
      'x'.repeat(300),
      'a/'.repeat(5000),
    ];
    it.each(bad.map((path) => [JSON.stringify(path).slice(0, 24), path]))('refuses the path %s', async (_, path) => {
      expect(await kindOf(() => files.read(path, 0, 1))).toBe('bad-request');
      expect(await kindOf(() => files.stat(path))).toBe('bad-request');
      expect(await kindOf(() => files.write(path, []))).toBe('bad-request');
      expect(await kindOf(() => files.remove(path))).toBe('bad-request');
      if (path !== '') expect(await kindOf(() => listed(files, path))).toBe('bad-request');
    });

    it.each([
      [-1, 1],
      [2, 1],
      [0.5, 1],
      [0, Number.NaN],
      [0, Number.POSITIVE_INFINITY],
      [0, 2 ** 40],
    ])('refuses the range %d to %d', async (start, end) => {
      expect(await kindOf(() => files.read('a/digits.txt', start, end))).toBe('bad-request');
    });

    it('refuses to begin for a request that is already given up', async () => {
      const signal = AbortSignal.abort();
      expect(await kindOf(() => files.read('a/digits.txt', 0, 1, { signal }))).toBe('aborted');
      expect(await kindOf(() => files.stat('a/digits.txt', { signal }))).toBe('aborted');
      expect(await kindOf(() => files.write('never', [], { signal }))).toBe('aborted');
      expect(await files.stat('never')).toBeUndefined();
    });

    it('counts reads and bytes', async () => {
      const spent: Spent = { reads: 0, bytes: 0, rows: 0 };
      await files.read('a/digits.txt', 2, 6, { spent });
      await files.read('a/digits.txt', 8, 20, { spent });
      expect(spent).toEqual({ reads: 2, bytes: 6, rows: 0 });
    });

    it('gives each of many reads at once what it gives alone', async () => {
      const paths = Array.from({ length: 120 }, (_, i) => `many/${i}`);
      await Promise.all(paths.map((path, i) => files.write(path, [Buffer.from(`file ${i}`)])));
      const reads = Array.from({ length: 600 }, async (_, i) => {
        const index = (i * 7) % paths.length;
        expect(textOf(await files.read(paths[index] ?? '', 5, 100))).toBe(String(index));
      });
      await Promise.all(reads);
    });

    it('answers when asked whether it is there', async () => {
      await expect(files.ping()).resolves.toBeUndefined();
    });
  });
}
