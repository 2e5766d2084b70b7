import { afterEach, expect, test, vi } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { bytesFrom, HttpFailure, isWorthRetrying, retryDelayMs, wordsOfFailure } from './query-rules.ts';

afterEach(() => vi.unstubAllGlobals());

const refused = (httpStatus: number) =>
  Object.assign(new Error('ZTF has no object X.'), { data: { httpStatus, requestId: 'request-8' } });

test('only what never arrived, and what was busy, is asked for again', () => {
  const network = new TypeError('Failed to fetch');
  expect([0, 1, 2].map((failures) => isWorthRetrying(failures, network))).toEqual([true, true, false]);
  expect([0, 1].map((failures) => isWorthRetrying(failures, new HttpFailure(503, null)))).toEqual([true, false]);
  expect(isWorthRetrying(0, refused(429))).toBe(true);
  for (const status of [400, 404, 410, 500, 502, 504]) {
    expect(isWorthRetrying(0, new HttpFailure(status, null))).toBe(false);
    expect(isWorthRetrying(0, refused(status))).toBe(false);
  }
  expect(isWorthRetrying(0, new PortalError('corrupt', 'The light curve came without its survey.'))).toBe(false);
});

test('a busy server is given a second, a lost connection less', () => {
  expect([retryDelayMs(0, new HttpFailure(503, null)), retryDelayMs(0, new TypeError('x'))]).toEqual([1000, 400]);
});

test('a failure has the words and the request id of the server', async () => {
  expect(wordsOfFailure(refused(404))).toBe('ZTF has no object X (request request-8)');
  const answer = new Response('', { status: 502, headers: { 'x-request-id': 'request-9' } });
  vi.stubGlobal('fetch', async () => answer);
  const failed = bytesFrom('/data/ztf/X.arrow', new AbortController().signal);
  await expect(failed).rejects.toMatchObject({ status: 502, message: 'HTTP 502, request request-9' });
});
