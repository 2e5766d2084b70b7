import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { peerHeader } from './request-scope.ts';
import { encodingHeader, installServerHooks } from './server-hooks.ts';

test('a packed body says so, and a client cannot choose its own address', async () => {
  expect(encodingHeader()).toBeUndefined();
  installServerHooks();
  installServerHooks();
  const server = createServer((request, response) => {
    response.appendHeader(encodingHeader() ?? '', 'gzip');
    response.end(gzipSync(String(request.headers[peerHeader])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const response = await fetch(`http://127.0.0.1:${port}`, { headers: { [peerHeader]: '203.0.113.7' } });
  expect([response.headers.get('content-encoding'), await response.text()]).toEqual(['gzip', '127.0.0.1']);
  await new Promise((resolve) => server.close(resolve));
});

test('a path whose escapes are no text is taken by its letters, any other as it is', async () => {
  installServerHooks();
  const server = createServer((request, response) => response.end(request.url));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const seen = async (path: string): Promise<string> => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  expect(await seen('/%E0%A4%A?q=%E0')).toBe('/%25E0%25A4%25A?q=%E0');
  expect(await seen('/%C3%A9?q=1?2')).toBe('/%C3%A9?q=1?2');
  await new Promise((resolve) => server.close(resolve));
});
