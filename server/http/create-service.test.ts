import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PortalError } from '#domain/failure.ts';
import { createMetrics } from '#server/telemetry/metrics.ts';
import { createSystemTraceDeps } from '#server/telemetry/system-trace-deps.ts';
import { createWideLog } from '#server/telemetry/wide-log.ts';
import { jsonAnswer } from './answer.ts';
import { trustedProxiesFrom } from './client-address.ts';
import { createService, type Service } from './create-service.ts';
import { Refusal } from './refusal.ts';
import type { RequestContext, Route } from './request-context.ts';
import type { ServiceOptions } from './service-options.ts';

const echoSchema = z.object({ objectId: z.string().min(1), n: z.coerce.number().int().min(1).max(10).default(1) });

const echo: Route = {
  name: 'echo',
  paths: ['/api/v1/echo', '/ztf/api/v1/echo'],
  methods: ['GET', 'POST'],
  emptyGet: 'Echo what was asked',
  handle: (context) => jsonAnswer(context.parse(echoSchema)),
};

function fails(name: string, error: unknown): Route {
  return { name, paths: [`/api/v1/${name}`], methods: ['GET'], handle: () => Promise.reject(error) };
}

const waits: Route = {
  name: 'waits',
  paths: ['/api/v1/waits'],
  methods: ['GET'],
  handle: async ({ args, signal }) => {
    await new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, Number(args.ms ?? 20));
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    });
    return jsonAnswer({ id: args.id });
  },
};

const ignoresSignal: Route = {
  name: 'deaf',
  paths: ['/api/v1/deaf'],
  methods: ['GET'],
  handle: async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return jsonAnswer({});
  },
};

let chunksMade = 0;
let streamsEnded = 0;
const streams: Route = {
  name: 'streams',
  paths: ['/api/v1/streams'],
  methods: ['GET'],
  handle: ({ args }) => ({
    contentType: 'text/csv',
    body: (async function* () {
      try {
        for (let i = 0; i < Number(args.n); i++) {
          chunksMade++;
          await new Promise((resolve) => setImmediate(resolve));
          yield Buffer.from(`${i},`.repeat(100));
        }
      } finally {
        streamsEnded++;
      }
    })(),
  }),
};

const lines: string[] = [];
const services: Service[] = [];

function service(extra: Partial<ServiceOptions> = {}, routes: readonly Route[] = []): Service {
  const made = createService({
    name: 'test-api',
    version: '9.9.9',
    routes: [echo, waits, ignoresSignal, streams, ...routes],
    trace: createSystemTraceDeps(),
    metrics: createMetrics({ service: 'test-api', version: '9.9.9', processMetrics: false }),
    log: createWideLog({ service: 'test-api', version: '9.9.9', destination: { write: (line) => lines.push(line) } }),
    ...extra,
  });
  services.push(made);
  return made;
}

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Request(`http://localhost${path}`, { headers, method });
const post = (path: string, body: string, type = 'application/json') =>
  new Request(`http://localhost${path}`, { method: 'POST', body, headers: { 'content-type': type } });

afterEach(async () => {
  await Promise.all(services.splice(0).map((made) => made.shutdown()));
  lines.length = 0;
});

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
    expect((await made.fetch(get('/nowhere'))).headers.get('access-control-allow-origin')).toBeNull();
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

async function listening(made: Service) {
  return made.listen({ host: '127.0.0.1', port: 0 });
}

describe('limits', () => {
  test('a request past its deadline is answered 504, also when the handler ignores the signal', async () => {
    const made = service({ limits: { requestTimeoutMs: 50 } });
    expect((await made.fetch(get('/api/v1/waits?ms=5000'))).status).toBe(504);
    expect((await made.fetch(get('/api/v1/deaf?a=1'))).status).toBe(504);
  });

  test('more requests than allowed at once get 503 with Retry-After, and the place is free afterwards', async () => {
    const made = service({ limits: { concurrency: 2 } });
    const held = [made.fetch(get('/api/v1/waits?ms=100')), made.fetch(get('/api/v1/waits?ms=100'))];
    const third = await made.fetch(get('/api/v1/waits?ms=1'));
    expect([third.status, third.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await Promise.all(held)).map((response) => response.status)).toEqual([200, 200]);
    expect((await made.fetch(get('/api/v1/waits?ms=1'))).status).toBe(200);
  });

  test('loopback is exempt from the rate limit unless told otherwise; health is always exempt', async () => {
    const limits = { ratePerSecond: 1, rateBurst: 2 };
    const statuses = async (url: string, path: string, headers = {}) => {
      const got: number[] = [];
      for (let i = 0; i < 4; i++) got.push((await fetch(`${url}${path}`, { headers })).status);
      return got;
    };
    const free = await listening(service({ limits }));
    expect(await statuses(free.url, '/api/v1/echo?objectId=a')).toEqual([200, 200, 200, 200]);
    const bound = await listening(service({ limits: { ...limits, rateLoopback: true } }));
    expect(await statuses(bound.url, '/api/v1/echo?objectId=a')).toEqual([200, 200, 429, 429]);
    expect(await statuses(bound.url, '/health')).toEqual([200, 200, 200, 200]);
  });

  test('X-Forwarded-For names the client only where the proxy is trusted', async () => {
    const limits = { ratePerSecond: 1, rateBurst: 1 };
    const twice = async (url: string) => {
      const headers = { 'x-forwarded-for': '203.0.113.9' };
      await fetch(`${url}/api/v1/echo?objectId=a`, { headers });
      return (await fetch(`${url}/api/v1/echo?objectId=a`, { headers })).status;
    };
    expect(await twice((await listening(service({ limits }))).url)).toBe(200);
    const trusting = service({ limits, trustedProxies: trustedProxiesFrom('loopback') });
    expect(await twice((await listening(trusting)).url)).toBe(429);
  });
});

describe('health', () => {
  test('health tells the version; ready names the dependency that failed, also one that never answers', async () => {
    const made = service({
      ready: {
        lake: async () => {},
        'table store': () => Promise.reject(new PortalError('unavailable', 'no data yet')),
      },
    });
    expect(await (await made.fetch(get('/health'))).json()).toEqual({
      status: 'ok',
      service: 'test-api',
      version: '9.9.9',
    });
    const ready = await made.fetch(get('/ready'));
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({
      status: 'not ready',
      failed: ['table store'],
      checks: { lake: 'ok', 'table store': 'no data yet' },
    });
    const hanging = service({ ready: { lake: () => new Promise(() => {}) } });
    expect((await hanging.fetch(get('/ready'))).status).toBe(503);
  });

  test('metrics count by route, with stages', async () => {
    const made = service();
    await made.fetch(get('/api/v1/echo?objectId=a'));
    const text = await (await made.fetch(get('/metrics'))).text();
    expect(text).toContain('portal_requests_total{route="echo",method="GET",status="200",service="test-api"} 1');
    expect(text).toContain('portal_requests_in_flight{service="test-api"} 0');
  });
});

describe('shutdown', () => {
  test('what is under way is finished, new connections are refused', async () => {
    const made = service();
    const { url } = await listening(made);
    const held = fetch(`${url}/api/v1/waits?ms=200&id=7`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const stopped = made.shutdown();
    expect(await (await held).json()).toEqual({ id: '7' });
    await stopped;
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });

  test('what does not end within the bound is aborted with 503', async () => {
    const made = service({ limits: { shutdownTimeoutMs: 50 } });
    const { url } = await listening(made);
    const held = fetch(`${url}/api/v1/waits?ms=60000`).then(
      (response) => response.status,
      () => 'closed',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await made.shutdown();
    expect([503, 'closed']).toContain(await held);
  });

  test('a taken port is told in one sentence', async () => {
    const { port } = await listening(service());
    await expect(service().listen({ host: '127.0.0.1', port })).rejects.toThrow(/is taken by another program/);
  });
});

describe('isolation', () => {
  test('1,000 interleaved requests, a third aborted: each gets its own answer and the counters return to zero', async () => {
    const metrics = createMetrics({ service: 'x', version: '0', processMetrics: false });
    let open = 0;
    const counted: Route = {
      ...waits,
      name: 'counted',
      paths: ['/api/v1/counted'],
      handle: async (context: RequestContext) => {
        open++;
        try {
          return await waits.handle(context);
        } finally {
          open--;
        }
      },
    };
    const { url } = await listening(service({ metrics, limits: { concurrency: 2000 } }, [counted]));
    const outcomes = await Promise.all(
      Array.from({ length: 1000 }, async (_, id) => {
        const controller = new AbortController();
        if (id % 3 === 0) setTimeout(() => controller.abort(), id % 17);
        try {
          const response = await fetch(`${url}/api/v1/counted?id=${id}&ms=${id % 29}`, { signal: controller.signal });
          const body: unknown = await response.json();
          return JSON.stringify(body) === `{"id":"${id}"}`;
        } catch {
          return id % 3 === 0;
        }
      }),
    );
    expect(outcomes.every(Boolean)).toBe(true);
    await expect.poll(() => [open, metrics.inFlight()]).toEqual([0, 0]);
  });

  test('a stream that the client leaves is ended at its source', async () => {
    const { url } = await listening(service());
    const controller = new AbortController();
    const before = streamsEnded;
    const response = await fetch(`${url}/api/v1/streams?n=1000000`, { signal: controller.signal });
    await response.body?.getReader().read();
    controller.abort();
    await expect.poll(() => streamsEnded).toBe(before + 1);
    expect(chunksMade).toBeLessThan(100_000);
  });

  test('a whole stream arrives, compressed too', async () => {
    const { url } = await listening(service());
    const expected = Array.from({ length: 50 }, (_, i) => `${i},`.repeat(100)).join('');
    for (const encoding of ['identity', 'gzip', 'br']) {
      const response = await fetch(`${url}/api/v1/streams?n=50`, { headers: { 'accept-encoding': encoding } });
      expect(await response.text()).toBe(expected);
    }
  });
});

describe('sockets', () => {
  test.each([
    ['GET /api/v1/echo?objectId=%zz%00 HTTP/1.1', /^HTTP\/1\.1 [24]\d\d/],
    ['GET \\..\\..\\etc HTTP/1.1', /^HTTP\/1\.1 4\d\d/],
    ['GET /..%2f..%2fetc/passwd HTTP/1.1', /^HTTP\/1\.1 404/],
    [`GET /api/v1/echo?objectId=${'x'.repeat(1_000_000)} HTTP/1.1`, /^HTTP\/1\.1 4\d\d/],
    ['NONSENSE', /^HTTP\/1\.1 4\d\d/],
  ])('the raw request line %.40s gets a 4xx', async (line, expected) => {
    const { port } = await listening(service());
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`));
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('error', () => resolve(text));
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(expected);
  });

  test('gzip of an answer is the answer', async () => {
    const long: Route = { ...echo, paths: ['/api/v1/long'], handle: () => jsonAnswer('y'.repeat(100_000)) };
    const response = await service({}, [long]).fetch(get('/api/v1/long?a=1', { 'accept-encoding': 'gzip' }));
    expect(gunzipSync(Buffer.from(await response.arrayBuffer())).toString()).toBe(JSON.stringify('y'.repeat(100_000)));
  });
});
