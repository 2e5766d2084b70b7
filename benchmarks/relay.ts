import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An upstream seen from outside: hands requests on as they come, and notes when their answers were whole. */
export interface Relay {
  readonly url: string;
  /** When the newest answer for an address with these words had been handed on, `performance.now()`; NaN before the first. */
  answeredMs(words: string): number;
  close(): void;
}

export async function startRelay(target: string): Promise<Relay> {
  const answered: { readonly address: string; readonly atMs: number }[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = '/' } = incoming;
    const asked = request(target + url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.on('end', () => answered.push({ address: url, atMs: performance.now() }));
    });
    asked.on('error', () => outgoing.destroy());
    incoming.pipe(asked);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    answeredMs: (words) => answered.findLast(({ address }) => address.includes(words))?.atMs ?? Number.NaN,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
