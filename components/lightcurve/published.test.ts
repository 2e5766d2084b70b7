import { expect, test } from 'vitest';
import { createPublished } from './published.ts';

test('a newer form takes the place of the older, and only the newest is taken back', () => {
  const store = createPublished<{ id: string; state: string }>();
  let told = 0;
  store.subscribe(() => {
    told += 1;
  });
  const takeBackFirst = store.publish({ id: 'a', state: 'waiting' });
  store.publish({ id: 'b', state: 'ready' });
  const takeBackSecond = store.publish({ id: 'a', state: 'ready' });
  expect(store.get().map(({ id, state }) => `${id} ${state}`)).toEqual(['a ready', 'b ready']);
  takeBackFirst();
  expect(store.get()).toHaveLength(2);
  takeBackSecond();
  expect(store.get().map(({ id }) => id)).toEqual(['b']);
  expect(told).toBe(4);
});
