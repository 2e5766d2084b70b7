import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { sideBySide } from './side-by-side.ts';

describe('work side by side', () => {
  test('is done once an item, in their order, so many at a time', async () => {
    const begun: number[] = [];
    let underWay = 0;
    let most = 0;
    await sideBySide([0, 1, 2, 3, 4, 5, 6], 3, async (item) => {
      begun.push(item);
      most = Math.max(most, ++underWay);
      await turn();
      underWay--;
    });
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(most).toBe(3);
  });

  test('begins nothing after a failure, and ends only when what was under way has ended', async () => {
    const begun: string[] = [];
    const ended: string[] = [];
    const work = async (item: string): Promise<void> => {
      begun.push(item);
      if (item === 'broken') throw new Error('the disk is full');
      for (let turns = 0; turns < 3; turns++) await turn();
      ended.push(item);
    };
    await expect(sideBySide(['slow', 'broken', 'later', 'last'], 2, work)).rejects.toThrow('the disk is full');
    expect(begun).toEqual(['slow', 'broken']);
    expect(ended).toEqual(['slow']);
  });
});
