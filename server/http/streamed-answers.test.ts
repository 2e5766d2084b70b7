import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import type { Answer } from './answer.ts';
import { notModified } from './conditional.ts';
import type { Route } from './request-context.ts';
import { endServices, get, lines, listening, service } from './test-service.ts';

afterEach(endServices);

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What the source of the stream saw. */
const seen = { pieces: 0, ended: 0 };

async function* pieces(count: number, failsAt = -1): AsyncGenerator<Uint8Array> {
  try {
    for (let k = 0; k < count; k++) {
      await nextTurn();
      if (k === failsAt) throw new PortalError('upstream-failed', 'The store went away.');
      seen.pieces++;
      yield k % 3 === 1 ? Buffer.alloc(0) : Buffer.from(`${k},`.repeat(1000));
    }
  } finally {
    seen.ended++;
  }
}

const streams: Route = {
  name: 'long',
  paths: ['/api/v1/long'],
  methods: ['GET'],
  handle: ({ args }): Answer => ({
    contentType: 'text/csv',
    body: pieces(Number(args.n), Number(args.failsAt ?? -1)),
    trailers: { names: ['Server-Timing', 'X-Result-Truncated'], values: () => ({ 'x-result-truncated': '7' }) },
  }),
};

const tagged: Route = {
  name: 'tagged',
  paths: ['/api/v1/tagged'],
  methods: ['GET'],
  handle: ({ header }): Answer =>
    notModified('"abc"', 'text/csv', header) ?? {
      contentType: 'text/csv',
      headers: { etag: '"abc"' },
      body: 'row,'.repeat(1000),
    },
};

const given: Uint8Array[] = [];
const lent = ['one,', 'two,', 'three'].map((text) => Buffer.from(text.repeat(900)));

const lending: Route = {
  name: 'lending',
  paths: ['/api/v1/lending'],
  methods: ['GET'],
  handle: ({ args }): Answer => ({
    contentType: 'text/csv',
    body: args.streams === 'yes' ? lentChunks() : lent,
    release: (bytes) => void given.push(bytes),
  }),
};

async function* lentChunks(): AsyncGenerator<Uint8Array> {
  for (const piece of lent) {
    await nextTurn();
    yield piece;
  }
}

interface Raw {
  readonly socket: Socket;
  /** Resolves with all that came when the server closed. */
  readonly all: Promise<string>;
  text(): string;
}

function ask(port: number, request: string): Raw {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk;
  });
  const all = new Promise<string>((resolve) => socket.on('close', () => resolve(text)).on('error', () => {}));
  socket.write(request);
  return { socket, all, text: () => text };
}

const request = (path: string, ...headers: string[]): string =>
  [`GET ${path} HTTP/1.1`, 'host: x', 'connection: close', ...headers, '', ''].join('\r\n');

const lastChunk = '\r\n0\r\n';

describe.each(['yes', 'no'])('a body in pieces (streamed: %s)', (streams) => {
  test.each(['identity', 'gzip', 'br'])('is whole, and each piece is given back once (%s)', async (coding) => {
    given.length = 0;
    const { port } = await listening(service({}, [lending]));
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/lending?streams=${streams}`, {
      headers: { 'accept-encoding': coding },
    });
    expect(response.headers.get('content-encoding') ?? 'identity').toBe(coding);
    expect(await response.text()).toBe(Buffer.concat(lent).toString());
    await expect.poll(() => given.length).toBe(lent.length);
    expect(given).toEqual(lent);
  });
});

test.each(['identity', 'gzip', 'br'])(
  'a whole stream ends with its trailers, announced before it (%s)',
  async (coding) => {
    const { port } = await listening(service({}, [streams]));
    const text = await ask(port, request('/api/v1/long?n=6', `accept-encoding: ${coding}`)).all;
    expect(text).toMatch(/^HTTP\/1\.1 200/);
    expect(text).toMatch(/\r\ntrailer: Server-Timing, X-Result-Truncated\r\n/i);
    expect(text.endsWith('\r\n0\r\nx-result-truncated: 7\r\n\r\n')).toBe(true);
  },
);

test('HTTP/1.0 has neither chunks nor trailers', async () => {
  const { port } = await listening(service({}, [streams]));
  const text = await ask(port, 'GET /api/v1/long?n=3 HTTP/1.0\r\nhost: x\r\n\r\n').all;
  expect(text).not.toMatch(/trailer|chunked/i);
  expect(text.endsWith(`${'0,'.repeat(1000)}${'2,'.repeat(1000)}`)).toBe(true);
});

test.each(['identity', 'gzip', 'br'])(
  'a failure in mid-stream breaks the connection: no clean end (%s)',
  async (coding) => {
    const made = service({}, [streams]);
    const { port } = await listening(made);
    const text = await ask(port, request('/api/v1/long?n=9&failsAt=5', `accept-encoding: ${coding}`)).all;
    expect(text).toMatch(/^HTTP\/1\.1 200/);
    if (coding === 'identity') expect(text).toContain('0,0,0,');
    expect(text).not.toContain(lastChunk);
    expect(text).not.toContain('x-result-truncated: 7');
    expect(lines.join('')).toContain('The store went away.');
    expect(lines.join('')).toContain('"status":502');
  },
);

/** A body of one piece, of which the rest comes, or fails, only once it is told to go on. */
function heldBody(rest: () => Promise<string>): { readonly route: Route; goOn(): void } {
  let goOn: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const body = async function* () {
    yield Buffer.from('first');
    await held;
    yield Buffer.from(await rest());
  };
  return { route: { ...streams, handle: () => ({ contentType: 'text/csv', body: body() }) }, goOn: () => goOn() };
}

/**
 * What a client over HTTP/1.0 sees at the end of its connection. The client is one that has read all that came before: libuv, where it
 * finds a reset together with bytes, tells of a clean end instead.
 */
async function endsOf(raw: Raw, breaks: () => void): Promise<readonly string[]> {
  const ends: string[] = [];
  raw.socket.on('end', () => ends.push('end')).on('error', (error) => ends.push(String(error)));
  await expect.poll(raw.text).toMatch(firstPiece);
  breaks();
  await raw.all;
  return ends;
}

/** As it is, or at the end of a flush of deflate. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: bytes.
const firstPiece = /(first|\x00\x00\xff\xff)$/;

test.each(['identity', 'gzip'])('a failure in mid-stream is an error over HTTP/1.0 too (%s)', async (coding) => {
  const { route, goOn } = heldBody(() => Promise.reject(new PortalError('upstream-failed', 'The store went away.')));
  const { port } = await listening(service({}, [route]));
  const raw = ask(port, `GET /api/v1/long HTTP/1.0\r\naccept-encoding: ${coding}\r\n\r\n`);
  expect(await endsOf(raw, goOn)).toEqual([expect.stringContaining('ECONNRESET')]);
});

test('a source that stalls in mid-stream is an error over HTTP/1.0 too', async () => {
  const { route } = heldBody(async () => '');
  const { port } = await listening(service({ limits: { requestTimeoutMs: 500 } }, [route]));
  const raw = ask(port, 'GET /api/v1/long HTTP/1.0\r\n\r\n');
  expect(await endsOf(raw, () => {})).toEqual([expect.stringContaining('ECONNRESET')]);
});

test.each(['gzip', 'br'])('the first piece goes out before the second is there (%s)', async (coding) => {
  const { route, goOn } = heldBody(async () => 'second');
  const { port } = await listening(service({}, [route]));
  const raw = ask(port, request('/api/v1/long', `accept-encoding: ${coding}`));
  await expect.poll(() => raw.text().split('\r\n\r\n')[1]?.length ?? 0).toBeGreaterThan(5);
  goOn();
  expect(await raw.all).toContain(lastChunk);
});

test('a client that does not read is not read for, and its source ends when it leaves', async () => {
  const { port } = await listening(service({}, [streams]));
  seen.pieces = 0;
  seen.ended = 0;
  const raw = ask(port, request('/api/v1/long?n=1000000'));
  raw.socket.pause();
  await expect.poll(() => seen.pieces).toBeGreaterThan(0);
  let before = -1;
  while (before !== seen.pieces) {
    before = seen.pieces;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(before).toBeLessThan(100_000);
  raw.socket.destroy();
  await expect.poll(() => seen.ended).toBe(1);
  expect(seen.pieces).toBeLessThanOrEqual(before + 2);
});

test('a client that takes nothing for as long as a request may last is let go, and its source ends', async () => {
  const { port } = await listening(service({ limits: { requestTimeoutMs: 300 } }, [streams]));
  seen.ended = 0;
  const raw = ask(port, request('/api/v1/long?n=1000000'));
  raw.socket.pause();
  await expect.poll(() => seen.ended, { timeout: 5000 }).toBe(1);
  raw.socket.destroy();
});

test('equal bytes have one tag, each coding its own, and who holds them is told so', async () => {
  const made = service({}, [tagged]);
  const tagOf = async (headers: Record<string, string>) => {
    const response = await made.fetch(get('/api/v1/tagged', headers));
    return [response.status, response.headers.get('etag'), (await response.text()).length > 0];
  };
  expect(await tagOf({ 'accept-encoding': 'identity' })).toEqual([200, '"abc"', true]);
  expect(await tagOf({ 'accept-encoding': 'br' })).toEqual([200, '"abc-br"', true]);
  expect(await tagOf({ 'accept-encoding': 'gzip' })).toEqual([200, '"abc-gzip"', true]);
  const told = [304, '"abc-br"', false];
  expect(await tagOf({ 'accept-encoding': 'br', 'if-none-match': '"x", W/"abc-br"' })).toEqual(told);
  expect(await tagOf({ 'accept-encoding': 'br', 'if-none-match': '*' })).toEqual(told);
  expect(await tagOf({ 'accept-encoding': 'br', 'if-none-match': '"abc"' })).toEqual([304, '"abc"', false]);
  expect(await tagOf({ 'accept-encoding': 'br', 'if-none-match': '"abc-gzip"' })).toEqual([200, '"abc-br"', true]);
  expect(await tagOf({ 'if-none-match': '"abc-br", "other"' })).toEqual([200, '"abc"', true]);
});

test('a 304 has no body, no length and no type, but says what it varies by', async () => {
  const { port } = await listening(service({}, [tagged]));
  const text = await ask(port, request('/api/v1/tagged', 'if-none-match: "abc"')).all;
  expect(text).toMatch(/^HTTP\/1\.1 304/);
  expect(text).toMatch(/\r\nvary: Accept-Encoding\r\n/i);
  expect(text).not.toMatch(/\r\ncontent-(?:length|type|encoding)/i);
  expect(text.endsWith('\r\n\r\n')).toBe(true);
});
