import { afterEach, expect, test, vi } from 'vitest';
import { bytesFromFrame } from '#domain/stamps/frame.ts';
import { loadFrame } from './load-frame.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const body = bytesFromFrame({ Science: null, Template: null, Difference: null });

function answering(...statuses: readonly number[]) {
  vi.useFakeTimers();
  const left = [...statuses];
  const fetched = vi.fn(async (_url: string) => {
    const status = left.shift() ?? 200;
    if (status === 0) throw new TypeError('no network');
    return new Response(body, { status });
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

async function outcome(): Promise<string> {
  const loading = loadFrame('/a.stamps', new AbortController().signal).then(
    () => 'shown',
    (error: Error) => error.message,
  );
  await vi.runAllTimersAsync();
  return await loading;
}

test.each([
  { statuses: [200], calls: 1, end: 'shown' },
  { statuses: [0, 0, 200], calls: 3, end: 'shown' },
  { statuses: [503, 200], calls: 2, end: 'shown' },
  { statuses: [503, 503], calls: 2, end: 'HTTP 503' },
  { statuses: [404], calls: 1, end: 'HTTP 404' },
  { statuses: [0, 0, 0], calls: 3, end: 'no network' },
])('answers of $statuses end as $end after $calls calls', async ({ statuses, calls, end }) => {
  const fetched = answering(...statuses);
  expect(await outcome()).toBe(end);
  expect(fetched).toHaveBeenCalledTimes(calls);
});
