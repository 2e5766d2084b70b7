import { connect, type Socket } from 'node:net';
import type { Call } from './measure.ts';

const headEnd = Buffer.from('\r\n\r\n');

/** The request as it goes over the wire. */
function requestOf({ url, method = 'GET', json, headers = {} }: Call): Buffer {
  const { host, pathname, search } = new URL(url);
  const body = json === undefined ? '' : JSON.stringify(json);
  const own =
    json === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const lines = Object.entries({ host, ...headers, ...own }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

/** Bytes of an answer that are still to come behind those at hand; undefined while its head is not whole. */
function bytesLeft(begun: Buffer): number | undefined {
  const end = begun.indexOf(headEnd);
  if (end < 0) return undefined;
  const head = begun.toString('latin1', 0, end);
  if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(`answered ${head.slice(0, 40)} under load`);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error('answered without a length under load');
  return end + headEnd.length + Number(length) - begun.length;
}

interface Load {
  readonly next: () => Buffer;
  readonly endMs: number;
  readonly answered: () => void;
}

/** One caller on a connection of its own: the next request goes out when the last byte of an answer is there. */
function callerOn(socket: Socket, { next, endMs, answered }: Load): Promise<void> {
  return new Promise((resolve, reject) => {
    let begun: Buffer | undefined;
    let left: number | undefined;
    const ask = (): void => {
      if (performance.now() >= endMs) {
        socket.destroy();
        resolve();
      } else socket.write(next());
    };
    socket.setNoDelay(true).once('connect', ask).once('error', reject);
    socket.once('close', () => reject(new Error('the connection was closed under load')));
    socket.on('data', (piece) => {
      try {
        if (left === undefined) {
          begun = begun === undefined ? piece : Buffer.concat([begun, piece]);
          left = bytesLeft(begun);
        } else left -= piece.length;
        if (left !== 0) return;
        begun = undefined;
        left = undefined;
        answered();
        ask();
      } catch (error) {
        socket.destroy();
        reject(error);
      }
    });
  });
}

/**
 * Requests a second that `clients` callers get in `seconds`, each one call after another. They share two cores with the server, so they do
 * no more than a caller must: plain sockets, status and length read, bodies counted and thrown away.
 */
export async function throughput(calls: (index: number) => Call, { clients = 8, seconds = 4 } = {}): Promise<number> {
  const { hostname, port } = new URL(calls(0).url);
  const endMs = performance.now() + seconds * 1_000;
  let asked = 0;
  let done = 0;
  const load: Load = {
    next: () => requestOf(calls(asked++)),
    endMs,
    answered: () => void done++,
  };
  await Promise.all(
    Array.from({ length: clients }, () => callerOn(connect({ host: hostname, port: Number(port) }), load)),
  );
  return done / seconds;
}
