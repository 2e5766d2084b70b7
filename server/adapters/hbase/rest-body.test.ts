import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '#server/resilience/clock.ts';
import { createRestHttp } from './rest-http.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const blockBytes = 65_536;
const blocks = 400;
const block = (index: number): Buffer => Buffer.alloc(blockBytes, index % 251);

interface Serving {
  readonly url: string;
  readonly sockets: Set<Socket>;
  /** Blocks that the server could give away. */
  sent(): number;
}

/** Sends an answer of many blocks, each once the one before it was taken; `/short` is one small piece. */
async function serving(): Promise<Serving> {
  const sockets = new Set<Socket>();
  let sent = 0;
  const server: Server = createServer(async (request, response) => {
    if (request.url === '/short') return void response.end('short');
    let isGone = false;
    let go = (): void => {};
    response.on('drain', () => go());
    response.on('close', () => {
      isGone = true;
      go();
    });
    for (sent = 0; sent < blocks && !isGone; sent++) {
      if (!response.write(block(sent)))
        await new Promise<void>((resolve) => {
          go = resolve;
        });
    }
    response.end();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It has no port.');
  return { url: `http://127.0.0.1:${address.port}`, sockets, sent: () => sent };
}

function httpOf(url: string) {
  const clock = createSystemClock({ keepsAlive: true });
  const http = createRestHttp({ url, timeoutMs: 10_000, maxBodyBytes: 1 << 20, maxSockets: 4, clock });
  closing.push(() => http.close());
  return http;
}

describe('an answer that is read piece by piece', () => {
  it('comes whole and in order, and the server waits for a reader who waits', async () => {
    const server = await serving();
    const http = httpOf(server.url);
    const body = await http.stream({ method: 'GET', path: '/long' });
    await expect.poll(() => server.sent()).toBeGreaterThan(0);
    const parts: Buffer[] = [];
    for (let piece = await body.next(); piece !== undefined; piece = await body.next()) {
      parts.push(piece);
      if (parts.length === 3) expect(server.sent()).toBeLessThan(blocks);
    }
    const expected = Buffer.concat(Array.from({ length: blocks }, (_, index) => block(index)));
    expect(Buffer.concat(parts).equals(expected)).toBe(true);
    await expect(body.next()).rejects.toMatchObject({ kind: 'internal' });
  });

  it('keeps its connection when it came whole, read to its end or not, and closes it when it is left before', async () => {
    const server = await serving();
    const http = httpOf(server.url);
    for (let round = 0; round < 5; round++) {
      const body = await http.stream({ method: 'GET', path: '/short' });
      expect((await body.next())?.toString()).toBe('short');
      if (round % 2 === 0) expect(await body.next()).toBeUndefined();
      else body.close();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(server.sockets.size).toBe(1);
    const long = await http.stream({ method: 'GET', path: '/long' });
    await long.next();
    long.close();
    await expect.poll(() => server.sockets.size).toBe(0);
    expect(server.sent()).toBeLessThan(blocks);
  });

  it('says so when the connection breaks in the middle, after all that came before', async () => {
    const server = await serving();
    const http = httpOf(server.url);
    const body = await http.stream({ method: 'GET', path: '/long' });
    await body.next();
    for (const socket of server.sockets) socket.destroy();
    const rest = (async () => {
      while ((await body.next()) !== undefined);
    })();
    await expect(rest).rejects.toMatchObject({ kind: 'unavailable' });
  });
});
