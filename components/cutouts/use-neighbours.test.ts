import { expect, test } from 'vitest';
import type { StampFrame } from '#domain/stamps/frame.ts';
import { createFrameStore } from './frame-store.ts';
import { createHold, mayPrefetch, neighboursOf } from './use-neighbours.ts';

test('two epochs to each side, nearest first, and fewer at the ends', () => {
  const list = ['a', 'b', 'c', 'd', 'e'];
  expect(neighboursOf(list, 'c', 2)).toEqual(['d', 'b', 'e', 'a']);
  expect(neighboursOf(list, 'a', 2)).toEqual(['b', 'c']);
  expect(neighboursOf(list, 'x', 2)).toEqual([]);
});

test('walking on cancels what fell behind, and nothing that is still near', () => {
  const asked: string[] = [];
  const cancelled: string[] = [];
  const store = createFrameStore({
    mostKept: 10,
    load: (url, signal) => {
      asked.push(url);
      signal.addEventListener('abort', () => cancelled.push(url));
      return new Promise<StampFrame>(() => {});
    },
  });
  const hold = createHold(store);
  hold.only(['b', 'c']);
  hold.only(['c', 'd']);
  expect([asked, cancelled]).toEqual([['b', 'c', 'd'], ['b']]);
  hold.only([]);
  expect(cancelled).toEqual(['b', 'c', 'd']);
});

test('nothing is loaded ahead where little data is wanted', () => {
  expect([{ saveData: true }, { saveData: false }, {}, undefined].map(mayPrefetch)).toEqual([false, true, true, true]);
});
