import { describe, expect, it } from 'vitest';
import { memoryFiles } from '#server/storage/lake/memory-files.ts';
import {
  checkFormat,
  currentFormat,
  type Migration,
  migrateData,
  migrateFormat,
  migrations,
  readFormat,
  writeFormat,
} from './data-format.ts';

const holding = (text: string): ReturnType<typeof memoryFiles> => memoryFiles({ 'format.json': Buffer.from(text) });

/** Steps that note what they did. */
function steps(...froms: number[]): { list: Migration[]; ran: number[] } {
  const ran: number[] = [];
  const list = froms.map((from) => ({
    from,
    title: `step ${from}`,
    run: async () => {
      ran.push(from);
    },
  }));
  return { list, ran };
}

describe('the format of the data', () => {
  it('is written and read back', async () => {
    const folder = memoryFiles();
    expect(await readFormat(folder)).toBeUndefined();
    await checkFormat(folder);
    await writeFormat(folder);
    expect(await readFormat(folder)).toBe(currentFormat);
    await checkFormat(folder);
  });

  it('is refused in one sentence when it is newer, or older, than the program', async () => {
    await expect(checkFormat(holding('{"format":7}'))).rejects.toThrow(
      `The data was written by a newer version of this program (format 7, this one knows ${currentFormat}): update the program, or set DATA_DIR to another folder.`,
    );
    await expect(checkFormat(holding('{"format":1}'), 2)).rejects.toThrow('run `npm run admin -- migrate`');
  });

  it.each(['', 'x', '[]', '{}', 'null', '{"format":0}', '{"format":1.5}', '{"format":"1"}'])(
    'is not guessed from %j',
    async (text) => {
      await expect(readFormat(holding(text))).rejects.toMatchObject({ kind: 'corrupt' });
    },
  );

  it('is brought up to date step by step, each recorded before the next', async () => {
    const folder = holding('{"format":1}');
    const { list, ran } = steps(3, 1, 2);
    expect(await migrateFormat(folder, list, 4)).toEqual(['step 1', 'step 2', 'step 3']);
    expect(ran).toEqual([1, 2, 3]);
    expect(await readFormat(folder)).toBe(4);
    expect(await migrateFormat(folder, list, 4)).toEqual([]);
  });

  it('goes on where a step failed', async () => {
    const folder = holding('{"format":1}');
    const { list, ran } = steps(1, 3);
    const broken: Migration = { from: 2, title: 'broken', run: () => Promise.reject(new RangeError('cut off')) };
    await expect(migrateFormat(folder, [...list, broken], 4)).rejects.toThrow('cut off');
    expect(await readFormat(folder)).toBe(2);
    const whole = { ...broken, run: async () => {} };
    await migrateFormat(folder, [...list, whole], 4);
    expect(ran).toEqual([1, 3]);
  });

  it('of data without format.json is 0, and of no data nothing', async () => {
    const folder = memoryFiles();
    expect(await migrateData(folder, false)).toEqual([]);
    expect(await readFormat(folder)).toBeUndefined();
    expect(await migrateData(folder, true)).toEqual([migrations[0]?.title]);
    expect(await readFormat(folder)).toBe(currentFormat);
  });

  it('has a way from every format there ever was', () => {
    expect(migrations.map(({ from }) => from)).toEqual(Array.from({ length: currentFormat }, (_, i) => i));
  });

  it('newer than the program, or without a way, is not migrated', async () => {
    await expect(migrateData(holding('{"format":7}'), true)).rejects.toThrow('newer version');
    await expect(migrateFormat(holding('{"format":1}'), migrations, 3)).rejects.toThrow('no way from format 1 to 3');
  });
});
