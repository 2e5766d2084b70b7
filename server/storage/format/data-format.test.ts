import { describe, expect, test } from 'vitest';
import { memoryFiles } from '#server/storage/lake/memory-files.ts';
import { checkFormat, currentFormat, migrateFormat, readFormat, writeFormat } from './data-format.ts';

describe('the format of the data', () => {
  test('is unknown where there is no data, and then nothing is refused', async () => {
    const folder = memoryFiles();
    expect(await readFormat(folder)).toBeUndefined();
    await expect(checkFormat(folder)).resolves.toBeUndefined();
  });

  test('is what was written', async () => {
    const folder = memoryFiles();
    await writeFormat(folder);
    expect(await readFormat(folder)).toBe(currentFormat);
    await expect(checkFormat(folder)).resolves.toBeUndefined();
  });

  test.each(['', '{}', '{"format":0}', '{"format":"1"}', 'null'])(
    'is refused when it can not be read: %j',
    async (text) => {
      const folder = memoryFiles({ 'format.json': Buffer.from(text) });
      await expect(readFormat(folder)).rejects.toThrow('tells no format version');
    },
  );

  test('that is older asks for a migration, one that is newer for a newer program', async () => {
    const folder = memoryFiles();
    await writeFormat(folder, 2);
    await expect(checkFormat(folder, 3)).rejects.toThrow('npm run admin -- migrate');
    await expect(checkFormat(folder, 1)).rejects.toThrow('newer version of this program');
    await expect(migrateFormat(folder, [], 1)).rejects.toThrow('newer version of this program');
  });

  test('is migrated step by step; after a step that failed the next run goes on from there', async () => {
    const folder = memoryFiles();
    await writeFormat(folder, 1);
    const ran: string[] = [];
    let isBroken = true;
    const steps = [
      { from: 1, title: 'one', run: async () => void ran.push('one') },
      {
        from: 2,
        title: 'two',
        run: async () => {
          if (isBroken) throw new Error('disk full');
          ran.push('two');
        },
      },
    ];
    await expect(migrateFormat(folder, steps, 3)).rejects.toThrow('disk full');
    expect(await readFormat(folder)).toBe(2);
    isBroken = false;
    expect(await migrateFormat(folder, steps, 3)).toEqual(['two']);
    expect(ran).toEqual(['one', 'two']);
    expect(await readFormat(folder)).toBe(3);
  });

  test('with no way to the present one is refused', async () => {
    const folder = memoryFiles();
    await writeFormat(folder, 1);
    await expect(migrateFormat(folder, [], 2)).rejects.toThrow('no way from format 1 to 2');
  });
});
