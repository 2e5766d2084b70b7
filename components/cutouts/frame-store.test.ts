import { expect, test, vi } from 'vitest';
import type { StampFrame } from '#domain/stamps/frame.ts';
import { createFrameStore } from './frame-store.ts';

const empty: StampFrame = { Science: null, Template: null, Difference: null };
const settled = () => new Promise((resolve) => setTimeout(resolve));

function storeOf(load: (url: string, signal: AbortSignal) => Promise<StampFrame> = async () => ({ ...empty })) {
  const spy = vi.fn(load);
  return { load: spy, store: createFrameStore({ load: spy, mostKept: 2 }) };
}

test('many who look at a frame cost one read, and a second look costs none', async () => {
  const { store, load } = storeOf();
  const told = vi.fn();
  const leave = [store.watch('/a', told), store.watch('/a', told)];
  expect(store.get('/a')).toEqual({});
  await settled();
  expect(told).toHaveBeenCalledTimes(2);
  for (const one of leave) one();
  store.watch('/a', told);
  expect(store.get('/a').frame).toEqual(empty);
  expect(load).toHaveBeenCalledTimes(1);
});

test('a frame that nobody waits for any more is cancelled, and asked for anew when somebody does', async () => {
  const signals: AbortSignal[] = [];
  const { store } = storeOf((_url, signal) => {
    signals.push(signal);
    return new Promise(() => {});
  });
  const leave = [store.watch('/a', () => {}), store.watch('/a', () => {})];
  leave[0]?.();
  expect(signals[0]?.aborted).toBe(false);
  leave[1]?.();
  expect(signals[0]?.aborted).toBe(true);
  store.watch('/a', () => {});
  expect([signals.length, signals[1]?.aborted]).toEqual([2, false]);
});

test('a failure is shown, and asking again shows that it is on its way', async () => {
  let fails = true;
  const { store, load } = storeOf(async () => {
    if (fails) throw new Error('away');
    return empty;
  });
  const told = vi.fn();
  store.watch('/a', told);
  await settled();
  expect(store.get('/a').error?.message).toBe('away');
  fails = false;
  store.retry('/a');
  expect(store.get('/a')).toEqual({});
  await settled();
  expect(store.get('/a').frame).toEqual(empty);
  store.retry('/a');
  expect([load.mock.calls.length, told.mock.calls.length]).toEqual([2, 3]);
});

test('those looked at longest ago are forgotten first, and none that is shown', async () => {
  const { store, load } = storeOf();
  store.watch('/shown', () => {});
  for (const url of ['/a', '/b', '/c']) {
    const leave = store.watch(url, () => {});
    await settled();
    leave();
  }
  expect(['/shown', '/a', '/b', '/c'].map((url) => store.get(url).frame !== undefined)).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(load).toHaveBeenCalledTimes(4);
});
