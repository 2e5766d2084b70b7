import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSelfSigned } from '#server/adapters/testing/self-signed.ts';
import { createSystemClock } from '#server/resilience/clock.ts';
import { createWebHdfsFiles } from './webhdfs-files.ts';

describe('over TLS', () => {
  const { key, cert: ca } = makeSelfSigned('localhost');
  let server: Server;
  let location = '';
  beforeAll(async () => {
    server = createServer({ key, cert: ca }, (request, response) => {
      if (request.url?.includes('op=OPEN')) return response.writeHead(307, { location }).end();
      const FileStatus = { pathSuffix: '', type: 'FILE', length: 3, modificationTime: 1 };
      return response.end(JSON.stringify({ FileStatus }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.close();
  });

  const files = (authorities: string | undefined, host = 'localhost') =>
    createWebHdfsFiles({
      nameNodes: [`https://${host}:${(server.address() as AddressInfo).port}`],
      root: '/lake',
      ca: authorities,
      timeoutMs: 10_000,
      silentMs: 5_000,
      clock: createSystemClock(),
      random: Math.random,
      uniqueText: () => 'x',
      now: Date.now,
    });

  it('a certificate is believed when its authority is named', async () => {
    expect(await files(ca).stat('a')).toEqual({ length: 3, modifiedMs: 1 });
  });

  it('an unknown authority or another host is refused in words', async () => {
    const refusal = { kind: 'upstream-failed', message: /certificate of a NameNode/ };
    await expect(files(undefined).stat('a')).rejects.toMatchObject(refusal);
    await expect(files(ca, '127.0.0.1').stat('a')).rejects.toMatchObject(refusal);
  });

  it('nobody is sent on to plain text', async () => {
    location = 'http://localhost:1/webhdfs/v1/lake/a?op=OPEN';
    await expect(files(ca).read('a', 0, 3)).rejects.toMatchObject({ kind: 'upstream-failed', message: /not safe/ });
  });
});
