import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { createSystemClock } from '#server/resilience/clock.ts';
import { createManualClock } from '#server/resilience/manual-clock.ts';
import { createTrace } from '#server/telemetry/trace.ts';
import { createCutoutClient } from './cutout-api.ts';
import { type FakeAnswer, type FakeUpstream, sendJson, startFakeUpstream } from './fake-upstream.ts';
import { createObjectApi } from './object-api.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function fake(answer: FakeAnswer): Promise<FakeUpstream> {
  const server = await startFakeUpstream(answer);
  opened.push(server);
  return server;
}

const options = { clock: createSystemClock(), random: () => 0, timeoutMs: 2000 };

function objectApi(url: string, timeoutMs = 2000) {
  const api = createObjectApi({ ...options, timeoutMs, baseUrls: { ztf: `${url}/ztf`, lsst: `${url}/lsst/` } });
  opened.push(api);
  return api;
}

const query = { route: 'objects', args: { objectId: 'ZTF21aaxtctv' } } as const;
const failure = (promise: Promise<unknown>): Promise<PortalError> =>
  promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => (error instanceof PortalError ? error : Promise.reject(error)),
  );

test('rows come with exact ids as text, whatever their size, and with numbers as numbers', async () => {
  const server = await fake((_, response) =>
    sendJson(response, '[{"i:candid":3072410265715010069,"i:jd":2460826.91,"i:rb":null},{"i:candid":-1,"i:fid":2}]'),
  );
  expect(await objectApi(server.url).rows('ztf', query)).toEqual([
    { 'i:candid': '3072410265715010069', 'i:jd': 2460826.91, 'i:rb': null },
    { 'i:candid': '-1', 'i:fid': 2 },
  ]);
  expect(server.requests[0]?.path).toBe('/ztf/api/v1/objects');
  expect(Object.fromEntries(server.requests[0]?.args ?? [])).toEqual({
    objectId: 'ZTF21aaxtctv',
    'output-format': 'json',
  });
});

test('trace, request id and the address of the person are handed on', async () => {
  const server = await fake((_, response) => sendJson(response, '[]'));
  const trace = createTrace(
    { requestId: 'request-1' },
    { nowMs: () => 0, randomHex: (bytes) => 'a'.repeat(bytes * 2) },
  );
  await objectApi(server.url).rows('lsst', query, { trace, forwardedFor: '203.0.113.7' });
  const { headers, path } = server.requests[0] ?? { headers: {} };
  expect(headers).toMatchObject({
    traceparent: trace.traceparent(),
    'x-request-id': 'request-1',
    'x-forwarded-for': '203.0.113.7',
  });
  expect(path).toBe('/lsst/api/v1/objects');
  expect(trace.spans.map(({ stage }) => stage)).toEqual(['upstream', 'parse']);
});

test('calls share kept-alive connections', async () => {
  const server = await fake((_, response) => sendJson(response, '[]'));
  const api = objectApi(server.url);
  for (let i = 0; i < 5; i++) await api.rows('ztf', query);
  expect(server.connections()).toBe(1);
});

test.each([
  [
    400,
    "{'status': 'error', 'text': 'A value for `objectId` is required. \\n'}",
    'bad-request',
    /A value for `objectId` is required/,
  ],
  [404, '{"message": "no such alert"}', 'not-found', /no such alert/],
  [410, '', 'gone', /410/],
  [500, '{"message": "Internal Server Error"}', 'upstream-failed', /answered 500/],
  [504, '<html>nginx</html>', 'upstream-timeout', /answered 504/],
])('an answer of %i is a failure that names the API', async (status, body, kind, words) => {
  const server = await fake((_, response) => void response.writeHead(status).end(body));
  const error = await failure(objectApi(server.url).rows('ztf', query));
  expect(error).toMatchObject({ kind, dependency: 'object API', message: expect.stringMatching(words) });
  expect(server.requests).toHaveLength(1);
});

test('503 is tried again; what then comes is the answer', async () => {
  let calls = 0;
  const server = await fake((_, response) => {
    calls += 1;
    if (calls < 3) response.writeHead(503, { 'retry-after': '0' }).end();
    else sendJson(response, '[]');
  });
  expect(await objectApi(server.url).rows('ztf', query)).toEqual([]);
  expect(calls).toBe(3);
});

test('a connection that breaks, or nobody listening, is told as the API being away', async () => {
  const server = await fake((_, response) => void response.destroy());
  expect(await failure(objectApi(server.url).rows('ztf', query))).toMatchObject({
    kind: 'unavailable',
    dependency: 'object API',
  });
  expect(server.requests).toHaveLength(3);
  expect(await failure(objectApi('http://127.0.0.1:9').rows('ztf', query))).toMatchObject({ kind: 'unavailable' });
});

test('a slow API fails at the deadline, and is not left working', async () => {
  const server = await fake(() => {});
  expect(await failure(objectApi(server.url, 50).rows('ztf', query))).toMatchObject({
    kind: 'upstream-timeout',
    dependency: 'object API',
  });
  await expect.poll(() => server.abandoned()).toBe(1);
});

test('a body that stops in the middle fails at the deadline', async () => {
  const server = await fake((_, response) => void response.writeHead(200).write('[{"i:jd":'));
  expect(await failure(objectApi(server.url, 50).rows('ztf', query))).toMatchObject({ kind: 'upstream-timeout' });
});

test('the caller giving up ends the call', async () => {
  const server = await fake(() => {});
  const controller = new AbortController();
  const outcome = failure(objectApi(server.url).rows('ztf', query, { signal: controller.signal }));
  await expect.poll(() => server.requests.length).toBe(1);
  controller.abort();
  expect(await outcome).toMatchObject({ kind: 'aborted' });
  await expect.poll(() => server.abandoned()).toBe(1);
});

test.each([
  '',
  '<html>',
  '{"a":1}',
  '[1]',
  '[[1]]',
  '[{"i:jd":[1]}]',
  '[{"i:jd":1}',
  '"text"',
  'null',
  '[{"i:jd":{}}]',
])('%j is no answer of the object API', async (text) => {
  const server = await fake((_, response) => sendJson(response, text));
  expect(await failure(objectApi(server.url).rows('ztf', query))).toMatchObject({
    kind: 'upstream-failed',
    dependency: 'object API',
  });
});

test('bytes that are no UTF-8 are no answer, and packed answers are unpacked', async () => {
  const server = await fake(({ args }, response) => {
    if (args.get('objectId') === 'packed')
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('[{"a":1}]'));
    else response.writeHead(200).end(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]));
  });
  const api = objectApi(server.url);
  expect(await failure(api.rows('ztf', query))).toMatchObject({ kind: 'upstream-failed' });
  expect(await api.rows('ztf', { ...query, args: { objectId: 'packed' } })).toEqual([{ a: 1 }]);
});

test('an API that is away is not asked for a while, and the refusal says when again', async () => {
  const server = await fake((_, response) => void response.destroy());
  const api = objectApi(server.url);
  for (let i = 0; i < 10; i++) await failure(api.rows('ztf', query));
  const made = server.requests.length;
  expect(await failure(api.rows('ztf', query))).toMatchObject({ kind: 'unavailable', retryAfterSeconds: 5 });
  expect(server.requests.length).toBe(made);
  expect(api.state('lsst')).toBe('closed');
});

test('an API that says who failed behind it is told by that name, and goes on being asked', async () => {
  const problem = (dependency: string) => JSON.stringify({ status: 502, detail: 'It can’t be reached.', dependency });
  const server = await fake(({ args }, response) => {
    const named = args.get('objectId') === 'own' ? 'table store' : 'SsODNet name resolver';
    response.writeHead(502, { 'content-type': 'application/problem+json' }).end(problem(named));
  });
  const [far, own] = [objectApi(server.url), objectApi(server.url)];
  for (let i = 0; i < 11; i++)
    expect(await failure(far.rows('ztf', query))).toMatchObject({
      dependency: 'SsODNet name resolver',
      message: 'The object API answered 502: It can’t be reached.',
    });
  expect(far.state('ztf')).toBe('closed');
  for (let i = 0; i < 10; i++) {
    const error = await failure(own.rows('ztf', { ...query, args: { objectId: 'own' } }));
    expect(error.dependency).toBe('object API');
  }
  expect(own.state('ztf')).toBe('open');
});

test('what an API has beyond the common wire is read from its index; a server without one has nothing', async () => {
  const ours = await fake((_, response) =>
    sendJson(response, '{"service":"object-api","version":"1","extensions":["stamp-locations"]}'),
  );
  const theirs = await fake((_, response) => void response.writeHead(404).end('<html>'));
  expect((await objectApi(ours.url).index('ztf')).extensions.has('stamp-locations')).toBe(true);
  const api = objectApi(theirs.url);
  expect((await api.index('ztf')).extensions.size).toBe(0);
  await api.index('ztf');
  expect(theirs.requests).toHaveLength(1);
});

function framed(...parts: (Uint8Array | null)[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part?.length ?? 0);
      return part === null ? [length] : [length, part];
    }),
  );
}
const fits = (fill: number) => Buffer.concat([Buffer.from('SIMPLE  =  T'), Buffer.alloc(2880 * 2 - 12, fill)]);

test('the three stamps of an alert come in one call, byte by byte, a missing one as null', async () => {
  const server = await fake((_, response) => void response.writeHead(200).end(framed(fits(1), null, fits(3))));
  const client = createCutoutClient({ ...options, baseUrl: `${server.url}/cutout/` });
  opened.push(client);
  const stamps = await client.stamps({
    survey: 'ztf',
    hdfsPath: '/year=2024/x.parquet',
    alertId: '3072410265715010069',
  });
  expect(stamps).toEqual({ Science: fits(1), Template: null, Difference: fits(3) });
  expect(server.requests[0]?.path).toBe('/cutout/api/v1/stamps');
  expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
    survey: 'ztf',
    hdfsPath: '/year=2024/x.parquet',
    alertId: '3072410265715010069',
  });
});

test.each([
  ['cut short', framed(fits(1), null).subarray(0, 3000)],
  ['too long', Buffer.concat([framed(fits(1), null, null), Buffer.alloc(1)])],
  ['no FITS', framed(Buffer.alloc(4000, 60), null, null)],
])('stamps that are %s are refused', async (_, body) => {
  const server = await fake((__, response) => void response.writeHead(200).end(body));
  const client = createCutoutClient({ ...options, baseUrl: server.url });
  opened.push(client);
  const error = await failure(client.stamps({ survey: 'ztf', hdfsPath: '/x.parquet', alertId: '1' }));
  expect(error).toMatchObject({ kind: 'upstream-failed', dependency: 'cutout API' });
});

test('a stamp of `/cutouts` is FITS, or there is none; a page sent as file is a failure', async () => {
  const bodies: Readonly<Record<string, Buffer>> = {
    Science: fits(7),
    Template: Buffer.alloc(0),
    Difference: Buffer.from('<html>Internal Server Error</html>'),
  };
  const server = await fake(({ args }, response) => void response.writeHead(200).end(bodies[args.get('kind') ?? '']));
  const api = objectApi(server.url);
  const alert = { objectId: 'ZTF21aaxtctv', candid: '3072410265715010069' };
  expect(await api.stampFits('ztf', { alert, kind: 'Science' })).toEqual(fits(7));
  expect(await api.stampFits('ztf', { alert, kind: 'Template' })).toBeUndefined();
  expect(await failure(api.stampFits('ztf', { alert, kind: 'Difference' }))).toMatchObject({ kind: 'upstream-failed' });
});

test('the index is read once before it is needed; later looks keep nobody waiting', async () => {
  let isSlow = false;
  const server = await fake((_, response) => {
    if (!isSlow) sendJson(response, '{"service":"object-api","version":"1","extensions":["stamp-locations"]}');
  });
  const clock = createManualClock();
  const baseUrls = { ztf: server.url, lsst: server.url };
  const api = createObjectApi({ ...options, clock, baseUrls });
  opened.push(api);
  await Promise.all([api.index('ztf'), api.index('ztf')]);
  expect(server.requests).toHaveLength(1);
  isSlow = true;
  await clock.advance(61_000);
  expect((await api.index('ztf')).extensions.has('stamp-locations')).toBe(true);
  await expect.poll(() => server.requests.length).toBe(2);
});
