import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createTnsDump } from './tns-dump.ts';

const bot = { id: '123456', name: 'a bot', apiKey: 'k e&y' };
const zip = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(200_000, 7)]);

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

interface Asked {
  readonly line: string;
  readonly agent: string | undefined;
  readonly body: string;
}

/** A service that notes what it was asked and answers in pieces; `stop` leaves it silent after the first piece. */
async function serving(status: number, body: Buffer, stop = false): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece) => {
      text += piece;
    });
    request.on('end', () => {
      asked.push({ line: `${request.method} ${request.url}`, agent: request.headers['user-agent'], body: text });
      response.writeHead(status, { 'content-type': 'application/zip' });
      response.write(body.subarray(0, 3));
      if (!stop) response.end(body.subarray(3));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

test('the list comes byte for byte, asked for as the service wants to be asked', async () => {
  const { url, asked } = await serving(200, zip);
  const dump = createTnsDump({ baseUrl: url, bot, silenceMs: 5000 });
  expect((await bytesOf(dump.list(undefined))).equals(zip)).toBe(true);
  expect((await bytesOf(dump.list('2026-11-21'))).equals(zip)).toBe(true);
  const agent = 'tns_marker{"tns_id":123456,"type":"bot","name":"a bot"}';
  const folder = '/system/files/tns_public_objects';
  expect(asked).toEqual([
    { line: `POST ${folder}/tns_public_objects.csv.zip`, agent, body: 'api_key=k+e%26y' },
    { line: `POST ${folder}/tns_public_objects_20261121.csv.zip`, agent, body: 'api_key=k+e%26y' },
  ]);
});

test.each([
  [404, 'not-found', 'has no list of 2026-11-21'],
  [401, 'upstream-failed', 'refused TNS_BOT_ID'],
  [403, 'upstream-failed', 'refused TNS_BOT_ID'],
  [429, 'rate-limited', 'answered 429'],
  [500, 'upstream-failed', 'answered 500'],
  [503, 'unavailable', 'answered 503'],
])('an answer %i is a failure of its kind that says what to do', async (status, kind, words) => {
  const { url } = await serving(status, Buffer.from('{"id_message":"no"}'));
  const list = createTnsDump({ baseUrl: url, bot, silenceMs: 5000 }).list('2026-11-21');
  await expect(bytesOf(list)).rejects.toMatchObject({ kind, message: expect.stringContaining(words) });
});

test('a page instead of the list, and an empty answer, are no list', async () => {
  for (const body of [Buffer.from('<html>sorry</html>'), Buffer.alloc(0), zip.subarray(0, 3)]) {
    const { url } = await serving(200, body);
    const list = createTnsDump({ baseUrl: url, bot, silenceMs: 5000 }).list(undefined);
    await expect(bytesOf(list)).rejects.toMatchObject({ kind: 'upstream-failed' });
    server?.closeAllConnections();
  }
});

test('silence has an end, and whoever stops is not kept', async () => {
  const { url } = await serving(200, zip, true);
  const dump = createTnsDump({ baseUrl: url, bot, silenceMs: 80 });
  await expect(bytesOf(dump.list(undefined))).rejects.toMatchObject({ kind: 'upstream-timeout' });
  const stop = new AbortController();
  const waiting = bytesOf(createTnsDump({ baseUrl: url, bot, silenceMs: 60_000 }).list(undefined, stop.signal));
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ kind: 'aborted' });
});

test('without an address, a registration or a server it says so before or instead of asking', async () => {
  const off = createTnsDump({ baseUrl: undefined, bot, silenceMs: 80 }).list(undefined);
  await expect(bytesOf(off)).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('TNS_URL=none'),
  });
  const nobody = createTnsDump({ baseUrl: 'http://127.0.0.1:9', bot: undefined, silenceMs: 80 }).list(undefined);
  await expect(bytesOf(nobody)).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('TNS_API_KEY'),
  });
  const away = createTnsDump({ baseUrl: 'http://127.0.0.1:9', bot, silenceMs: 5000 }).list(undefined);
  await expect(bytesOf(away)).rejects.toMatchObject({ kind: 'unavailable', dependency: 'Transient Name Server' });
});
