import { afterEach, expect, test, vi } from 'vitest';
import { queryPortal } from './query.ts';

afterEach(() => vi.unstubAllGlobals());

function answering(body: string, status = 200, type = 'application/json') {
  const fetched = vi.fn(
    async (_url: string) =>
      new Response(body, { status, headers: { 'content-type': type, 'x-request-id': 'request-9' } }),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

test('an answer is the data of the procedure, asked for by a plain address', async () => {
  const fetched = answering('{"result":{"data":{"alertId":"3072410265715010069"}}}');
  const alert = await queryPortal('alert', { objectId: 'ZTF21aaxtctv', alertId: '3072410265715010069' });
  expect(alert.alertId).toBe('3072410265715010069');
  const url = new URL(fetched.mock.calls[0]?.[0] ?? '', 'http://portal');
  expect([url.pathname, JSON.parse(url.searchParams.get('input') ?? '')]).toEqual([
    '/api/trpc/alert',
    { objectId: 'ZTF21aaxtctv', alertId: '3072410265715010069' },
  ]);
});

test('a failure has the words, the kind and the request id of the server', async () => {
  answering('{"error":{"message":"ZTF has no object X.","data":{"kind":"not-found","requestId":"request-8"}}}', 404);
  await expect(queryPortal('summary', { objectId: 'X' })).rejects.toMatchObject({
    message: 'ZTF has no object X.',
    kind: 'not-found',
    requestId: 'request-8',
  });
  answering('<html>', 502, 'text/html');
  await expect(queryPortal('summary', { objectId: 'X' })).rejects.toMatchObject({
    message: 'HTTP 502',
    kind: 'unknown',
    requestId: 'request-9',
  });
});
