import { connect, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { trustedProxiesFrom } from '#server/resilience/client-address.ts';
import { createMetrics } from '#server/telemetry/metrics.ts';
import { createWideLog } from '#server/telemetry/wide-log.ts';
import { jsonAnswer } from './answer.ts';
import type { Service } from './create-service.ts';
import type { RequestContext, Route } from './request-context.ts';
import { echo, endServices, get, listening, service, streamed, waits } from './test-service.ts';

afterEach(endServices);

/** Resolves when a request to the service is under way. */
const underWay = (made: Service): Promise<void> =>
  expect
    .poll(async () => (await made.fetch(get('/metrics'))).text())
    .toContain('portal_requests_in_flight{service="test-api"} 1');

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

  test('requests that are answered in the turn in which they came take places together', async () => {
    const { port, url } = await listening(service({ limits: { concurrency: 4 } }));
    const sockets = Array.from({ length: 10 }, () => connect(port, '127.0.0.1'));
    const ask = (socket: Socket): Promise<string> =>
      new Promise((resolve) => {
        socket.once('data', (answer) => resolve(answer.toString()));
        socket.write('GET /api/v1/echo?objectId=a HTTP/1.1\r\nHost: x\r\n\r\n');
      });
    for (const socket of sockets) expect(await ask(socket)).toContain(' 200 ');
    const answers = await Promise.all(sockets.map(ask));
    for (const socket of sockets) socket.destroy();
    expect(answers.filter((text) => text.startsWith('HTTP/1.1 200 '))).toHaveLength(4);
    expect(answers.filter((text) => /^HTTP\/1\.1 503 [\s\S]*retry-after: 1/i.test(text))).toHaveLength(6);
    expect((await fetch(`${url}/api/v1/echo?objectId=a`)).status).toBe(200);
  });

  test('a connection that was told so is not read again for a while, however soon it asks; others are', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const made = service({ limits: { concurrency: 1 } });
    const { port } = await listening(made);
    const sockets: Socket[] = [];
    const opened = (): Socket => {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      return socket;
    };
    const ask = (socket: Socket, path: string): Promise<string> => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
      return new Promise((resolve) => socket.once('data', (answer) => resolve(answer.toString())));
    };
    try {
      const held = ask(opened(), '/api/v1/waits?ms=100');
      await underWay(made);
      const hasty = opened();
      expect(await ask(hasty, '/api/v1/echo?objectId=a')).toContain(' 503 ');
      let second = '';
      const again = ask(hasty, '/api/v1/echo?objectId=a').then((answer) => {
        second = answer;
      });
      const other = opened();
      for (let k = 0; k < 5; k++) expect(await ask(other, '/health')).toContain(' 200 ');
      expect(second).toBe('');
      await vi.advanceTimersByTimeAsync(100);
      expect(await held).toContain(' 200 ');
      await vi.advanceTimersByTimeAsync(1_000);
      await again;
      expect(second).toContain(' 200 ');
    } finally {
      for (const socket of sockets) socket.destroy();
      vi.useRealTimers();
    }
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

  test('metrics with a port of their own are answered there only, and end with the service', async () => {
    const at: string[] = [];
    const log = createWideLog({ service: 'x', version: '1', destination: { write: (line) => at.push(line) } });
    const made = service({ log, metricsAt: { host: '127.0.0.1', port: 0 } });
    const { url } = await listening(made);
    const metricsUrl = /http:[^"]*metrics/.exec(at.join())?.[0] ?? '';
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    expect(await (await fetch(metricsUrl)).text()).toContain('route="unknown",method="GET",status="404"');
    await made.shutdown();
    await expect(fetch(metricsUrl)).rejects.toThrow();
  });
});

describe('shutdown', () => {
  test('what is under way is finished, new connections are refused', async () => {
    const made = service();
    const { url } = await listening(made);
    const held = fetch(`${url}/api/v1/waits?ms=200&id=7`);
    await underWay(made);
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
    await underWay(made);
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
    const before = streamed.ended;
    const response = await fetch(`${url}/api/v1/streams?n=1000000`, { signal: controller.signal });
    await response.body?.getReader().read();
    controller.abort();
    await expect.poll(() => streamed.ended).toBe(before + 1);
    expect(streamed.chunks).toBeLessThan(100_000);
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
