import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from '@playwright/test';
import { demoObjectId, latestAlertOf } from './object-id.ts';
import { addresses, ports } from './stack/addresses.ts';

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** As written: clients that tidy addresses would take the malice out. */
function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: ports.web, path, method, headers, timeout: 20_000 };
    const sent = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer to ${method} ${path.slice(0, 100)}`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

function expectRefused(answered: Answered, what: string): void {
  expect([what, answered.status >= 400 && answered.status < 500, answered.status]).toEqual([
    what,
    true,
    answered.status,
  ]);
  expect(answered.headers['x-request-id'], what).toMatch(/^[\w-]{8,64}$/);
  expect(answered.headers['cache-control'] ?? '', what).toMatch(/no-store/);
  expect(answered.text, what).not.toMatch(/node_modules|at \w+ \(|\.tsx?:\d+/);
}

const places = (): readonly string[] => {
  const objectId = demoObjectId();
  return ['', `${objectId}`, 'embed', 'search', 'about', 'data/ztf', `data/ztf/${objectId}`, 'og', 'api/trpc', 'api'];
};

test('steps between folders, control characters and broken escapes are refused in every folder', async () => {
  const tricks = [
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e/x.arrow',
    '%2E%2E%2Fx.png',
    '..%5c..%5cx',
    '%00',
    'x%00.png',
    '%0a%0dset-cookie:a=b',
    '%7f',
    '%ff',
    '%C0%AF',
    '%E0%A4%A',
    '%',
    '%zz',
  ];
  for (const place of places()) {
    for (const trick of tricks) {
      const path = `${place === '' ? '' : `/${place}`}/${trick}`;
      expectRefused(await ask(path), path);
    }
  }
});

test('arguments with control characters or broken escapes are refused, on pages too', async () => {
  for (const place of places()) {
    for (const query of ['q=%00', 'q=%ff', 'unit=%1b', 'input=%E0%A4%A', 'a=%']) {
      const path = `/${place}?${query}`;
      expectRefused(await ask(path), path);
    }
  }
});

test('an address of 10 kB is refused with the reason, one of a megabyte without being read', async () => {
  for (const place of places()) {
    expect((await ask(`/${place}?q=${'a'.repeat(10_000)}`)).status).toBe(414);
    const socket = connect(ports.web, '127.0.0.1');
    const answer = new Promise<string>((resolve, reject) => {
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('error', () => resolve(text));
      socket.on('close', () => resolve(text));
      socket.setTimeout(20_000, () => reject(new Error('no answer')));
    });
    socket.write(`GET /${place}?q=${'a'.repeat(1_000_000)} HTTP/1.1\r\nHost: portal\r\n\r\n`);
    // A closed connection may lose the words; an answer, if any, is 431.
    expect(await answer).toMatch(/^(HTTP\/1\.1 431 |$)/);
  }
  expect((await ask('/api/health')).status).toBe(200);
});

test('what is sent is refused, and not waited for', async () => {
  for (const place of places()) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
      const answered = await ask(`/${place}`, {
        method,
        body: method === 'POST' ? 'x'.repeat(2_000_000) : undefined,
      }).catch(
        // The connection may be closed while the body is still under way.
        () => undefined,
      );
      if (answered === undefined) continue;
      expectRefused(answered, `${method} /${place}`);
      expect([answered.status, answered.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
    }
    expect((await ask(`/${place}`, { method: 'OPTIONS' })).status).toBeLessThan(500);
    expect((await ask(`/${place}`, { method: 'HEAD' })).status).toBeLessThan(500);
  }
});

test('procedures refuse what they do not take', async () => {
  const objectId = demoObjectId();
  const input = (value: unknown) => encodeURIComponent(JSON.stringify(value));
  const paths = [
    'summary',
    'summary?input=',
    'summary?input=x',
    'summary?input=null',
    'summary?input=[]',
    `summary?input=${input({})}`,
    `summary?input=${input({ objectId: 7 })}`,
    `summary?input=${input({ objectId: [objectId] })}`,
    `summary?input=${input({ objectId: '' })}`,
    `summary?input=${input({ objectId: 'a'.repeat(65) })}`,
    `summary?input=${input({ objectId: '__proto__' })}`,
    `alert?input=${input({ objectId })}`,
    `alert?input=${input({ objectId, alertId: '-1' })}`,
    `alert?input=${input({ objectId, alertId: 1e300 })}`,
    `search?input=${input({ text: 'a'.repeat(2000) })}`,
    `search?input=${input({ text: {} })}`,
    `__proto__?input=${input({})}`,
    'constructor',
    'no.such.procedure',
    '',
    `${Array.from({ length: 300 }, () => 'summary').join(',')}?batch=1&input=%7B%7D`,
    'summary,summary?batch=1&input=[',
    'summary?batch=1&input=7',
  ];
  for (const path of paths) expectRefused(await ask(`/api/trpc/${path}`), path);
});

test('binary routes refuse what they do not take', async ({ request }) => {
  const objectId = demoObjectId();
  const { alertId } = await latestAlertOf(request, objectId);
  const paths = [
    `data/ztf/${objectId}`,
    `data/ztf/${objectId}.csv`,
    `data/ZTF/${objectId}.arrow`,
    `data/hst/${objectId}.arrow`,
    `data/lsst/${objectId}.arrow`,
    'data/ztf/.arrow',
    `data/ztf/${'a'.repeat(3000)}.arrow`,
    `data/ztf/${objectId}/${alertId}.stamps?precision=most`,
    `data/ztf/${objectId}/${alertId}.stamps?precision=`,
    `data/ztf/${objectId}/0.stamps`,
    `data/ztf/${objectId}/9223372036854775808.stamps`,
    `data/ztf/-/${alertId}/Noise.fits`,
    `data/ztf/${objectId}/${alertId}/Science.png`,
    `data/ztf/${objectId}/${alertId}/Science.fits/more`,
    'og/.png',
    'og/x.png',
    `og/${objectId}.jpg`,
  ];
  for (const path of paths) expectRefused(await ask(`/${path}`), path);
});

test('view, search and unknown parameters of any form never break a page', async () => {
  const objectId = demoObjectId();
  const odd = ['', '0', '-1', 'NaN', '1e999', '9'.repeat(400), 'null', '[]', '<script>alert(1)</script>', '😀', "'--"];
  for (const name of ['alert', 'unit', 'stretch', 'page', 'sort', 'q', 'x', '__proto__', 'constructor']) {
    for (const value of odd) {
      const query = `${name}=${encodeURIComponent(value)}&${name}=${encodeURIComponent(value)}`;
      for (const page of [objectId, 'search', `embed/${objectId}`]) {
        const { status, text } = await ask(`/${page}?${query}`);
        expect([page, query, status < 500]).toEqual([page, query, true]);
        expect(text).not.toContain('<script>alert(1)');
      }
    }
  }
});

test('headers of a navigation that no browser sends are no failure of ours', async () => {
  const objectId = demoObjectId();
  const headers: readonly Readonly<Record<string, string>>[] = [
    { rsc: '1' },
    { rsc: '1', 'next-router-state-tree': 'garbage' },
    { rsc: '1', 'next-router-state-tree': '%00' },
    { rsc: '1', 'next-router-prefetch': 'x', 'next-router-segment-prefetch': '/../x' },
    { 'next-action': 'x' },
    { accept: '\u00ff' },
    { cookie: 'theme=%00; theme=<script>; =; a' },
    { 'x-forwarded-for': 'a'.repeat(4000), 'x-forwarded-host': 'example.org', 'x-request-id': '<script>' },
    { 'if-none-match': '"'.repeat(4000) },
    { range: 'bytes=9-1' },
    { host: 'example.org' },
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  ];
  for (const path of [`/${objectId}`, '/', '/about', '/search?q=x', `/data/ztf/${objectId}.arrow`]) {
    for (const given of headers) {
      const answered = await ask(path, { headers: given });
      expect([path, given, answered.status < 500]).toEqual([path, given, true]);
      expect(answered.headers['x-request-id']).toMatch(/^[\w-]{8,64}$/);
    }
  }
});

test('what is no HTTP is told so', async () => {
  for (const words of [
    'hello\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n',
    'GET /\u0001 HTTP/1.1\r\n\r\n',
  ]) {
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(ports.web, new URL(addresses.web).hostname);
      let heard = '';
      socket.on('data', (chunk) => {
        heard += chunk.toString();
      });
      socket.on('close', () => resolve(heard));
      socket.on('error', reject);
      socket.setTimeout(10_000, () => reject(new Error('no answer')));
      socket.write(words);
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toMatch(/x-request-id: \w{16}\r\n/);
  }
});
