import { connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** What a proxy does with connections; `pass` lets everything through. */
export type Fault = 'pass' | 'refuse' | 'reset' | 'stall' | 'slow' | 'close-when-idle';

export interface FaultyProxy {
  readonly port: number;
  /** From now on every connection, also those that are open, has this fault; `share` of the answers only where it is given. */
  misbehave(fault: Fault, share?: number): void;
  /** Connections open now. */
  open(): number;
  /** Connections that a fault met so far. */
  hit(): number;
  close(): Promise<void>;
}

export interface FaultyProxyOptions {
  readonly target: number;
  /** Numbers that are replaced by others of as many digits in what the target answers: ports that it sends callers to. */
  readonly ports?: ReadonlyMap<number, number>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

const slowBytesPerSecond = 1_000;
const idleMs = 60_000;

/** At most so many bytes a second, as long as `isSlow` says so. */
function slowed(isSlow: () => boolean): Transform {
  let timer: NodeJS.Timeout | undefined;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let at = 0;
      timer = setInterval(() => {
        const end = isSlow() ? at + slowBytesPerSecond / 10 : chunk.length;
        this.push(chunk.subarray(at, end));
        at = end;
        if (at < chunk.length) return;
        clearInterval(timer);
        done();
      }, 100);
    },
    destroy(error, done) {
      clearInterval(timer);
      done(error);
    },
  });
}

function replaced(ports: ReadonlyMap<number, number>): (chunk: Buffer) => Buffer {
  if (ports.size === 0) return (chunk) => chunk;
  const pattern = new RegExp(`(?<!\\d)(${[...ports.keys()].join('|')})(?!\\d)`, 'g');
  return (chunk) =>
    Buffer.from(
      chunk.toString('latin1').replace(pattern, (port) => String(ports.get(Number(port)))),
      'latin1',
    );
}

interface Faults {
  readonly current: () => Fault;
  /** Whether what happens now meets this fault; counted. */
  readonly meets: (fault: Fault) => boolean;
}

/** Carries what both say to the other, or as the faults have it. */
function carry(
  { client, upstream }: { client: Socket; upstream: Socket },
  { current, meets }: Faults,
  edit: (chunk: Buffer) => Buffer,
): void {
  let isStalled = false;
  let slow: Transform | undefined;
  client.on('data', (chunk) => {
    if (meets('stall')) isStalled = true;
    if (!isStalled) upstream.write(chunk);
  });
  upstream.on('data', (chunk: Buffer) => {
    if (isStalled || client.destroyed) return;
    if (meets('reset')) {
      // Half of an answer, then a reset.
      client.write(chunk.subarray(0, chunk.length >> 1), () => client.resetAndDestroy());
      return;
    }
    if (meets('slow') && slow === undefined) {
      slow = slowed(() => current() === 'slow');
      slow.pipe(client);
    }
    (slow ?? client).write(edit(chunk));
  });
  client.once('close', () => slow?.destroy());
}

/** A TCP proxy on loopback that behaves badly when told to. */
export async function startFaultyProxy({
  target,
  ports = new Map(),
  random,
}: FaultyProxyOptions): Promise<FaultyProxy> {
  let fault: Fault = 'pass';
  let share = 1;
  let hit = 0;
  const sockets = new Set<Socket>();
  const edit = replaced(ports);
  const meets = (one: Fault): boolean => {
    const isMet = fault === one && (share >= 1 || random() < share);
    if (isMet) hit++;
    return isMet;
  };

  const server = createServer((client) => {
    if (meets('refuse')) return void client.resetAndDestroy();
    const upstream = connect({ port: target, host: '127.0.0.1' });
    sockets.add(client);
    client.once('close', () => {
      sockets.delete(client);
      upstream.destroy();
    });
    upstream.once('close', () => client.destroy());
    for (const socket of [client, upstream]) socket.on('error', () => {});
    client.setTimeout(idleMs, () => fault === 'close-when-idle' && client.destroy());
    carry({ client, upstream }, { current: () => fault, meets }, edit);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    misbehave(next, only = 1) {
      fault = next;
      share = only;
      // A server that is away takes its connections along.
      if (next === 'refuse' && only >= 1) for (const socket of sockets) socket.destroy();
    },
    open: () => sockets.size,
    hit: () => hit,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
