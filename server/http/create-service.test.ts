import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PortalError } from '#domain/failure.ts';
import { jsonAnswer } from './answer.ts';
import { Refusal } from './refusal.ts';
import type { Route } from './request-context.ts';
import { echo, endServices, fails, get, lines, listening, post, service } from './test-service.ts';

afterEach(endServices);

describe('arguments', () => {
  test('any query argument makes the query the whole payload, for POST too, and the first of repeated ones wins', async () => {
    const response = await service().fetch(post('/api/v1/echo?objectId=a&objectId=b', '{"objectId":"body","n":3}'));
    expect(await response.json()).toEqual({ objectId: 'a', n: 1 });
  });

  test('a JSON body keeps integers beyond 2^53 exact, and null counts as absent', async () => {
    const schema = z.object({ candid: z.string(), n: z.number().optional() });
    const route: Route = {
      name: 'exact',
      paths: ['/api/v1/exact'],
      methods: ['POST'],
      handle: (context) => jsonAnswer(context.parse(schema)),
    };
    const response = await service({}, [route]).fetch(
      post('/api/v1/exact', '{"candid":3072410265715010069,"n":null,"text":"12345678901234567890"}'),
    );
    expect(await response.json()).toEqual({ candid: '3072410265715010069' });
  });

  test('a GET without arguments is answered with the description', async () => {
    const response = await service().fetch(get('/api/v1/echo'));
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toBe('Echo what was asked');
  });

  test.each([
    [
      '{}',
      400,
      "{'status': 'error', 'text': 'A value for `objectId` is required. See https://api.ztf.fink-portal.org \\n'}",
    ],
    ['{"objectId":12}', 400, '`12`'],
    ['{"objectId":"a","n":11}', 400, '`n`'],
    ['{"objectId":"a\\u0000b"}', 400, 'control characters'],
    ['[]', 400, 'JSON object'],
    [
      '{"objectId":',
      400,
      '{"message": "The browser (or proxy) sent a request that this server could not understand."}\n',
    ],
  ])('body %s is refused with %i in the form of the spec', async (body, status, words) => {
    const response = await service().fetch(post('/api/v1/echo', body));
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(words);
  });

  test('a body that is no UTF-8 is malformed, not a body of other characters', async () => {
    const body = Buffer.concat([Buffer.from('{"objectId":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    const headers = { 'content-type': 'application/json' };
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(body);
        controller.close();
      },
    });
    for (const init of [{ body }, { body: stream, duplex: 'half' }]) {
      const request = new Request('http://test/api/v1/echo', { method: 'POST', headers, ...init });
      expect((await service().fetch(request)).status).toBe(400);
    }
  });

  test('a POST without a JSON content type is refused with 415', async () => {
    const response = await service().fetch(post('/api/v1/echo', 'objectId=a', 'application/x-www-form-urlencoded'));
    expect(response.status).toBe(415);
    expect(await response.text()).toBe(
      `{"message": "Did not attempt to load JSON data because the request Content-Type was not 'application/json'."}\n`,
    );
  });

  test('a body beyond the limit is refused with 413, with and without a declared length', async () => {
    const { url } = await listening(service({ limits: { bodyBytes: 2000 } }));
    const big = JSON.stringify({ objectId: 'x'.repeat(3000) });
    const headers = { 'content-type': 'application/json' };
    const declared = await fetch(`${url}/api/v1/echo`, { method: 'POST', headers, body: big });
    const stream = new Blob([big]).stream();
    const chunked = await fetch(`${url}/api/v1/echo`, {
      method: 'POST',
      headers,
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect([declared.status, chunked.status]).toEqual([413, 413]);
  });

  test('whatever the bytes of query and body, the answer is below 500 and comes', async () => {
    const made = service();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.json(),
        async (name, text, json) => {
          const query = `?${encodeURIComponent(name)}=${encodeURIComponent(text)}&objectId=${encodeURIComponent(text)}`;
          for (const request of [get(`/api/v1/echo${query}`), post('/api/v1/echo', json), post('/api/v1/echo', text)]) {
            expect((await made.fetch(request)).status).toBeLessThan(500);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a body nested a million levels deep is refused, not fatal', async () => {
    const deep = `{"objectId":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect((await service().fetch(post('/api/v1/echo', deep))).status).toBe(400);
  });
});

describe('transport', () => {
  test('doubled slashes are merged without a redirect; a trailing slash is a 404', async () => {
    const made = service();
    expect((await made.fetch(get('//api//v1/echo?objectId=a'))).status).toBe(200);
    expect((await made.fetch(get('///ztf/api/v1/echo?objectId=a'))).status).toBe(200);
    expect((await made.fetch(get('/api/v1/echo/?objectId=a'))).status).toBe(404);
  });

  test('HEAD has the headers of GET and no body', async () => {
    const response = await service().fetch(get('/api/v1/echo?objectId=a', {}, 'HEAD'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe('');
  });

  test('OPTIONS says what is allowed; other methods get 405 with the JSON of the spec', async () => {
    const made = service();
    const options = await made.fetch(get('/api/v1/echo', {}, 'OPTIONS'));
    expect([options.status, options.headers.get('allow')]).toEqual([200, 'GET, HEAD, OPTIONS, POST']);
    const put = await made.fetch(get('/api/v1/echo', {}, 'PUT'));
    expect(put.status).toBe(405);
    expect(put.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
    expect(await put.text()).toBe('{"message": "The method is not allowed for the requested URL."}\n');
  });

  test('CORS headers are on answers and errors of routes, not on the 404 of an unknown path', async () => {
    const made = service();
    for (const path of ['/api/v1/echo?objectId=a', '/api/v1/echo?x=1']) {
      const { headers } = await made.fetch(get(path));
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-headers')).toBe('Content-Type,Authorization');
      expect(headers.get('access-control-allow-methods')).toBe('GET,PUT,POST,DELETE,OPTIONS');
    }
    const unknown = await made.fetch(get('/nowhere'));
    expect([...unknown.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('scripts of other origins may read the headers that an answer says more with', async () => {
    const { headers } = await service().fetch(get('/api/v1/echo?objectId=a'));
    const exposed = (headers.get('access-control-expose-headers') ?? '').split(',');
    expect(exposed).toEqual(expect.arrayContaining(['X-Request-Id', 'X-Result-Truncated', 'Content-Disposition']));
  });

  test.each([
    ['GET', '/nowhere', 404, 'unknown'],
    ['POST', '/nowhere', 404, 'unknown'],
    ['OPTIONS', '/api/v1/echo', 200, 'echo'],
    ['PUT', '/api/v1/echo', 405, 'echo'],
  ])('%s %s has its log line and its request id too', async (method, path, status, route) => {
    const response = await service().fetch(get(path, { 'x-request-id': 'my-request-2' }, method));
    expect([response.status, response.headers.get('x-request-id')]).toEqual([status, 'my-request-2']);
    const logged = lines.map((line): unknown => JSON.parse(line));
    expect(logged).toEqual([expect.objectContaining({ requestId: 'my-request-2', route, method, status })]);
  });

  test('request id and stages come back, and the log line carries both', async () => {
    const response = await service().fetch(get('/api/v1/echo?objectId=a', { 'x-request-id': 'my-request-1' }));
    expect(response.headers.get('x-request-id')).toBe('my-request-1');
    expect(response.headers.get('server-timing')).toMatch(/parse;dur=.*total;dur=/);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requestId: 'my-request-1', route: 'echo', status: 200 });
  });

  test('long text is compressed when accepted, short text and refused codings are not', async () => {
    const long: Route = { ...echo, name: 'long', paths: ['/api/v1/long'], handle: () => jsonAnswer('x'.repeat(5000)) };
    const { url } = await listening(service({}, [long]));
    const coding = async (accept: string, path: string) =>
      (await fetch(`${url}${path}?a=1`, { headers: { 'accept-encoding': accept } })).headers.get('content-encoding');
    expect(await coding('gzip, br', '/api/v1/long')).toBe('br');
    expect(await coding('gzip', '/api/v1/long')).toBe('gzip');
    expect(await coding('br;q=0, identity', '/api/v1/long')).toBeNull();
    expect(await coding('gzip, br', '/api/v1/echo')).toBeNull();
  });
});

describe('errors', () => {
  const routes = [
    fails('unknown-id', new PortalError('not-found', 'No alert `12`.')),
    fails(
      'exact',
      new Refusal('bad-request', "Invalid character at col 0 parsing angle 'kfdlkj'", { form: 'exception' }),
    ),
    fails('crash', new TypeError('secret words')),
    fails('upstream', new PortalError('upstream-failed', 'The lake does not answer.', { dependency: 'lake' })),
  ];

  test('refusals are the repr of a Python dict, exceptions the repr of the exception', async () => {
    const made = service({}, routes);
    const unknown = await made.fetch(get('/api/v1/unknown-id?a=1'));
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get('cache-control')).toBe('no-store');
    expect(await unknown.text()).toBe("{'status': 'error', 'text': 'No alert `12`.\\n'}");
    expect(await (await made.fetch(get('/api/v1/exact?a=1'))).text()).toBe(
      `{'status': 'error', 'text': ValueError("Invalid character at col 0 parsing angle 'kfdlkj'")}`,
    );
  });

  test('words of the form plain go out as they are', async () => {
    const words = new Refusal('bad-request', '\n        no such trend\n', { form: 'plain' });
    const response = await service({ routes: [fails('plain', words)] }).fetch(get('/api/v1/plain?x=1'));
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toBe('\n        no such trend\n');
  });

  test('problem+json when Accept names JSON and not */*', async () => {
    const made = service({}, routes);
    const problem = await made.fetch(get('/api/v1/unknown-id?a=1', { accept: 'application/json' }));
    expect(problem.headers.get('content-type')).toBe('application/problem+json');
    expect(await problem.json()).toMatchObject({ status: 404, kind: 'not-found', detail: 'No alert `12`.' });
    const any = await made.fetch(get('/api/v1/unknown-id?a=1', { accept: 'application/json, text/plain, */*' }));
    expect(any.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test('the words of an unknown error stay in the log; the client gets the request id', async () => {
    const response = await service({}, routes).fetch(get('/api/v1/crash?a=1'));
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"message": "Internal Server Error"}\n');
    expect(lines[0]).toContain('secret words');
    expect(lines[0]).toContain(response.headers.get('x-request-id'));
  });

  test('a failing dependency is a 502 with its words', async () => {
    const response = await service({}, routes).fetch(get('/api/v1/upstream?a=1'));
    expect([response.status, await response.text()]).toEqual([502, '{"message": "The lake does not answer."}\n']);
  });
});
