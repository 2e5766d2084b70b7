import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { portalFor, startFakeApis, ztfCandid, ztfId } from '../testing/fake-apis.ts';
import { refusalOfAddress } from './address-rules.ts';
import type { Gate } from './gate.ts';
import { requestNote } from './request-note.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

type Answer = (server: { end(text: string, status?: number): void }, request: IncomingMessage) => void;

/** A server behind the gate, as Next is; `answer` stands for Next. */
async function serve(gate: Gate, answer: Answer = ({ end }) => end('page')): Promise<number> {
  const server: Server = createServer((request, response) => {
    gate(request, response, () => {
      answer({ end: (text, status = 200) => void response.writeHead(status).end(text) }, request);
      return true;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function start(settings: Readonly<Record<string, string>> = {}) {
  const api = await startFakeApis();
  const portal = portalFor(api.url, settings);
  opened.push(api, portal);
  return { api, portal };
}

function ask(port: number, path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, headers, method, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('programs that ask the portal are told where the API is, whatever their method', async () => {
  const { portal } = await start({ PUBLIC_OBJECT_API_URL: 'https://api.example.org' });
  const port = await serve(portal.gate);
  const post = await ask(port, '/api/v1/objects', {}, 'POST');
  expect([post.status, post.headers['content-type']]).toEqual([410, 'application/problem+json']);
  expect(JSON.parse(post.text).detail).toContain('https://api.example.org/ztf/api/v1/objects');
  expect(post.headers.deprecation).toBe('@1738195200');
  const redirecting = await start({ PUBLIC_OBJECT_API_URL: 'https://api.example.org', LEGACY_API: 'redirect' });
  const moved = await ask(await serve(redirecting.portal.gate), '/api/v1/objects?objectId=a', {}, 'POST');
  expect([moved.status, moved.headers.location]).toEqual([
    308,
    'https://api.example.org/ztf/api/v1/objects?objectId=a',
  ]);
});

test('a page has a policy with a nonce of its own, told to Next and to the browser alike; data has none', async () => {
  const { portal } = await start();
  const told: (string | undefined)[] = [];
  const port = await serve(portal.gate, ({ end }, request) => {
    told.push([request.headers['content-security-policy']].flat()[0]);
    end('page');
  });
  const forged = { 'content-security-policy': "script-src 'nonce-mine'" };
  const answers = [await ask(port, `/${ztfId}`, forged), await ask(port, `/${ztfId}`)];
  const policies = answers.map(({ headers }) => headers['content-security-policy']);
  expect(policies).toEqual(told);
  for (const policy of policies) expect(policy).toMatch(/'nonce-[A-Za-z0-9+/]{22}=='/);
  expect(new Set(policies).size).toBe(2);
  expect((await ask(port, '/data/ztf/x.arrow')).headers).not.toHaveProperty('content-security-policy');
});

test('another spelling of an object id leads to the page, whatever else the address says', async () => {
  const { portal } = await start();
  const moved = await ask(await serve(portal.gate), `/${ztfId.toLowerCase()}?tab=alerts`);
  expect([moved.status, moved.headers.location]).toEqual([308, `/${ztfId}?tab=alerts`]);
});

describe('data', () => {
  const alert = `/data/ztf/${ztfId}/${ztfCandid}`;
  const plain = [`/data/ztf/${ztfId}.arrow`, `${alert}.stamps`, `${alert}.stamps?precision=full`];

  test('is answered without Next, with what the route handlers of Next would answer, and measured by its route', async () => {
    const { portal } = await start();
    const { binary } = portal;
    let passedOn = 0;
    const port = await serve(portal.gate, ({ end }) => {
      passedOn += 1;
      end('Next');
    });
    const parts = { survey: 'ztf', objectId: ztfId };
    const web = (path: string) => new Request(`http://portal${path}`);
    const expected = [
      await binary.arrow(web('/'), { survey: 'ztf', file: `${ztfId}.arrow` }),
      await binary.stamps(web('/'), { ...parts, file: `${ztfCandid}.stamps` }),
      await binary.stamps(web('/?precision=full'), { ...parts, file: `${ztfCandid}.stamps` }),
      await binary.fits(web('/'), { ...parts, alertId: ztfCandid, file: 'Science.fits' }),
      await binary.fits(web('/'), { ...parts, alertId: ztfCandid, file: 'Noise.fits' }),
    ];
    for (const [index, path] of [...plain, `${alert}/Science.fits`, `${alert}/Noise.fits`].entries()) {
      const answered = await ask(port, path);
      const web = expected[index];
      expect(answered.status).toBe(web?.status);
      for (const name of ['content-type', 'etag', 'cache-control', 'content-disposition', 'vary'])
        expect(answered.headers[name] ?? null).toBe(web?.headers.get(name));
      if (answered.status === 200) expect(answered.text).toBe(await web?.text());
      expect(answered.headers['x-content-type-options']).toBe('nosniff');
    }
    expect(passedOn).toBe(0);
    const metrics = async () => (await portal.health.metrics()).text();
    await expect
      .poll(metrics)
      .toContain('portal_requests_total{route="/data/{survey}/{objectId}/{alertId}.stamps",method="GET",status="200"');
  });

  test('of a HEAD is its head; an address with escapes, or of another form, is left to Next', async () => {
    const { portal } = await start();
    const port = await serve(portal.gate, ({ end }) => end('Next'));
    const head = await ask(port, `${alert}.stamps`, {}, 'HEAD');
    expect([head.status, head.text, Number(head.headers['content-length'])]).toEqual([200, '', expect.any(Number)]);
    for (const path of ['/data', '/data/ztf', `/data/ztf/${ztfId}%2Earrow`, `${alert}/x/Science.fits`])
      expect((await ask(port, path)).text).toBe('Next');
    expect((await ask(port, `${alert}.stamps`, {}, 'OPTIONS')).text).toBe('Next');
  });

  test('that its reader has is not sent again', async () => {
    const { portal } = await start();
    const port = await serve(portal.gate);
    const { headers } = await ask(port, `${alert}.stamps`);
    const again = await ask(port, `${alert}.stamps`, { 'if-none-match': String(headers.etag) });
    expect([again.status, again.text]).toEqual([304, '']);
  });
});

describe('limits', () => {
  const tight = { RATE_LIMIT_PER_SECOND: '1', RATE_LIMIT_BURST: '2', TRUST_PROXY: 'loopback' };

  test('one client beyond its rate gets 429 and when to come back; others, health and files of the build go on', async () => {
    const { portal } = await start(tight);
    const port = await serve(portal.gate);
    const from = (address: string, path = '/') => ask(port, path, { 'x-forwarded-for': address });
    expect([(await from('203.0.113.1')).status, (await from('203.0.113.1')).status]).toEqual([200, 200]);
    const refused = await from('203.0.113.1', '/data/ztf/x.arrow');
    expect([refused.status, refused.headers['retry-after'], refused.headers['cache-control']]).toEqual([
      429,
      '1',
      'no-store',
    ]);
    for (const path of ['/api/health', '/api/ready', '/api/metrics', '/_next/static/x.js'])
      expect((await from('203.0.113.1', path)).status).toBe(200);
    expect((await from('203.0.113.2')).status).toBe(200);
    const page = await ask(port, '/', { 'x-forwarded-for': '203.0.113.1', accept: 'text/html' });
    expect([page.status, page.headers['content-type']]).toEqual([429, 'text/html; charset=utf-8']);
    expect(page.text).toContain(String(page.headers['x-request-id']));
  });

  test('this machine is exempt unless told otherwise, and nobody names an address to the portal that trusts no proxy', async () => {
    const untrusting = { ...tight, TRUST_PROXY: '' };
    const statuses = async (settings: Readonly<Record<string, string>>) => {
      const { portal } = await start(settings);
      const port = await serve(portal.gate);
      const seen: number[] = [];
      for (let i = 0; i < 4; i++) seen.push((await ask(port, '/', { 'x-forwarded-for': `203.0.113.${i}` })).status);
      return seen;
    };
    expect(await statuses(untrusting)).toEqual([200, 200, 200, 200]);
    expect(await statuses({ ...untrusting, RATE_LIMIT_LOOPBACK: 'on' })).toEqual([200, 200, 429, 429]);
  });

  test('beyond what is taken on at once the answer is 503 and when to come back, and the place is free again after', async () => {
    const { portal } = await start({ MAX_CONCURRENT_REQUESTS: '1' });
    const waiting: (() => void)[] = [];
    const port = await serve(portal.gate, ({ end }) => void waiting.push(() => end('late')));
    const first = ask(port, '/');
    await expect.poll(() => waiting.length).toBe(1);
    const second = await ask(port, '/');
    expect([second.status, second.headers['retry-after']]).toEqual([503, '1']);
    waiting[0]?.();
    expect((await first).text).toBe('late');
    const third = ask(port, '/');
    await expect.poll(() => waiting.length).toBe(2);
    waiting[1]?.();
    expect((await third).status).toBe(200);
  });
});

test('the APIs are told who asks: the address that trusted proxies vouch for, never what a client claims', async () => {
  const told = async (settings: Readonly<Record<string, string>>) => {
    const { api, portal } = await start(settings);
    const port = await serve(portal.gate, ({ end }) => {
      const caller = portal.createCaller(new Headers(), '/{objectId}');
      void caller.summary({ objectId: ztfId }).then(() => end('page'));
    });
    await ask(port, `/${ztfId}`, { 'x-forwarded-for': '198.51.100.4, 203.0.113.9' });
    return api.requests[0]?.headers['x-forwarded-for'];
  };
  expect(await told({})).toBe('127.0.0.1');
  expect(await told({ TRUST_PROXY: 'loopback' })).toBe('203.0.113.9');
});

test('a page is measured from its arrival to its end, with the status that was sent', async () => {
  const { portal } = await start();
  const port = await serve(portal.gate, ({ end }) => {
    const caller = portal.createCaller(new Headers(), '/{objectId}');
    void caller.summary({ objectId: ztfId }).then(() => {
      const note = requestNote();
      if (note !== undefined) note.status = 502;
      caller.finish();
      end('page');
    });
  });
  const answered = await ask(port, `/${ztfId}`, { 'x-request-id': 'request-1' });
  expect([answered.status, answered.headers['x-request-id']]).toEqual([502, 'request-1']);
  expect(answered.headers['server-timing']).toMatch(/^route;dur=.*upstream;dur=.*procedure\.summary;dur=.*total;dur=/);
  await expect
    .poll(async () => (await portal.health.metrics()).text())
    .toMatch(/portal_requests_total\{route="\/\{objectId\}",method="GET",status="502",service="web"\} 1/);
});

describe('addresses', () => {
  test('whatever the address, it is refused with a 4xx or is text without control characters', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('%', '%00', '%2f', '..', '/', '%2e%2e', '?', '#', '%ff', '\\', '%5C', '//'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const url = `/${pieces.join('')}`;
        const refusal = refusalOfAddress('GET', url);
        if (refusal !== undefined) return refusal.status >= 400 && refusal.status < 500;
        const path = decodeURIComponent(url.split(/[?#]/)[0] ?? '');
        return [...path].every((letter) => letter >= ' ' && letter !== '\u007f') && !path.split('/').includes('..');
      }),
    );
  });

  test.each([
    ['GET', '/ZTF21acoshvy', undefined],
    ['HEAD', '/', undefined],
    ['GET', '/2020%20AB1', undefined],
    ['GET', '/search?q=SN%0ACandidate%20%E2%98%85', undefined],
    ['GET', `/?q=${'a'.repeat(9000)}`, 414],
    ['GET', '/data/ztf/%2e%2e/x.arrow', 400],
    ['GET', '/..%2fetc', 400],
    ['GET', '/a%00', 400],
    ['GET', '/%FF', 400],
    ['GET', '/search?q=%00', 400],
    ['GET', 'http://example.org/', 400],
    ['POST', '/api/trpc/summary', 405],
    ['DELETE', '/', 405],
  ])('%s %s', (method, url, status) => expect(refusalOfAddress(method, url)?.status).toBe(status));
});
