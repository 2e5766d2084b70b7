import { afterEach, expect, test, vi } from 'vitest';
import { cancelled, portalTrpc } from './portal-trpc.ts';
import { portalQueryClient } from './query-client.tsx';
import { wordsOfFailure } from './query-rules.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  portalQueryClient().clear();
});

const input = { objectId: 'ZTF21aaxtctv', alertId: '3072410265715010069' };

function answering(body: string, status = 200) {
  const fetched = vi.fn(
    async (_url: string, _init?: RequestInit) =>
      new Response(body, { status, headers: { 'content-type': 'application/json' } }),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

const read = () => portalQueryClient().fetchQuery(portalTrpc().alert.queryOptions(input, cancelled));

test('an answer is the data of the procedure, asked for once by a plain address', async () => {
  const fetched = answering('{"result":{"data":{"alertId":"3072410265715010069"}}}');
  expect((await read()).alertId).toBe('3072410265715010069');
  await read();
  expect(fetched).toHaveBeenCalledTimes(1);
  const [address, request] = fetched.mock.calls[0] ?? [''];
  const url = new URL(address, 'http://portal');
  expect(request?.method).toBe('GET');
  expect([url.pathname, JSON.parse(url.searchParams.get('input') ?? '')]).toEqual(['/api/trpc/alert', input]);
});

test('a refusal is not asked for again, and keeps its words and request id', async () => {
  const fetched = answering(
    '{"error":{"message":"ZTF has no object X.","code":-32004,"data":{"httpStatus":404,"requestId":"request-8"}}}',
    404,
  );
  const failure = await read().catch((error: unknown) => error);
  expect(wordsOfFailure(failure)).toBe('ZTF has no object X (request request-8)');
  expect(fetched).toHaveBeenCalledTimes(1);
});

test('a read that nobody waits for is cancelled', async () => {
  let signal: AbortSignal | null | undefined;
  vi.stubGlobal('fetch', (_url: string, init?: RequestInit) => {
    signal = init?.signal;
    return new Promise(() => {});
  });
  const options = portalTrpc().alert.queryOptions(input, cancelled);
  const reading = read().catch(() => {});
  await vi.waitFor(() => expect(signal).toBeDefined());
  await portalQueryClient().cancelQueries({ queryKey: options.queryKey });
  expect(signal?.aborted).toBe(true);
  await reading;
});
