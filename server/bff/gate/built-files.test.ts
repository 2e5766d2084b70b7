import { createServer, request as httpRequest, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createBuiltFiles } from './built-files.ts';

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

const script = 'export const answer = 42;'.repeat(200);
const immutable = { 'cache-control': 'public, max-age=31536000, immutable', etag: 'W/"1"' };

/** Stands for Next: packs in two pieces, and counts how often it is asked. */
async function serve(head: Record<string, string> = immutable, status = 200) {
  const files = createBuiltFiles();
  let asked = 0;
  const answer = (response: ServerResponse) => {
    asked += 1;
    const packed = gzipSync(script);
    response.setHeader('content-encoding', 'gzip');
    response.writeHead(status, head);
    response.write(packed.subarray(0, 20));
    response.end(packed.subarray(20));
    return true;
  };
  const server = createServer((request, response) => void files(request, response, () => answer(response)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(server);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { port, asked: () => asked };
}

function get(port: number, path: string, headers: Record<string, string> = { 'accept-encoding': 'gzip, br' }) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: gunzipSync(Buffer.concat(chunks)).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('a file of the build is packed once, and then answered with the same bytes and headers', async () => {
  const { port, asked } = await serve();
  const first = await get(port, '/_next/static/chunks/a.js');
  const second = await get(port, '/_next/static/chunks/a.js');
  expect(asked()).toBe(1);
  expect(second).toMatchObject({ status: 200, text: script });
  expect(second.headers).toMatchObject({ ...immutable, 'content-encoding': 'gzip' });
  expect(first.text).toBe(script);
  await get(port, '/_next/static/chunks/b.js');
  expect(asked()).toBe(2);
});

test('a part of a file, a file that is known to the browser, and one that must not be packed are asked of Next', async () => {
  const { port, asked } = await serve();
  const path = '/_next/static/chunks/a.js';
  await get(port, path);
  const packs = { 'accept-encoding': 'gzip' };
  for (const headers of [
    { ...packs, range: 'bytes=0-9' },
    { ...packs, 'if-none-match': 'W/"1"' },
    { ...packs, 'if-modified-since': 'Mon, 23 Nov 2026 01:51:38 GMT' },
    { 'accept-encoding': 'identity' },
    { 'accept-encoding': 'gzip;q=0' },
  ])
    await get(port, path, headers);
  expect(asked()).toBe(6);
});

test('nothing is kept that may change: no page, no error, no file of the development server, no address with a query', async () => {
  const file = '/_next/static/chunks/a.js';
  for (const [server, path] of [
    [await serve(), '/ZTF21aaxtctv'],
    [await serve(immutable, 404), file],
    [await serve({ 'cache-control': 'no-store, must-revalidate' }), file],
    [await serve(), `${file}?v=1`],
  ] as const) {
    await get(server.port, path);
    await get(server.port, path);
    expect(server.asked()).toBe(2);
  }
});
