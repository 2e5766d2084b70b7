import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Fetch } from '../service/outside-http.ts';

/** A request as a fake service sees it. */
export interface FakeServiceRequest {
  readonly method: string;
  /** Path and query as they came, still encoded. */
  readonly target: string;
  readonly url: URL;
  readonly body: string;
}

export interface FakeServiceAnswer {
  readonly status?: number;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What a fake service answers: the same for tests over HTTP, in process, and the mock. */
export type FakeServiceHandler = (request: FakeServiceRequest) => FakeServiceAnswer;

/** A `fetch` that is answered in this process, and keeps what it was asked. */
export function fetchFrom(handler: FakeServiceHandler): {
  readonly fetch: Fetch;
  readonly asked: FakeServiceRequest[];
} {
  const asked: FakeServiceRequest[] = [];
  const fetch: Fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const request = {
      method: init?.method ?? 'GET',
      target: `${url.pathname}${url.search}`,
      url,
      body: typeof init?.body === 'string' ? init.body : '',
    };
    asked.push(request);
    const { status = 200, contentType, headers, body } = handler(request);
    const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);
    return new Response(bytes, { status, headers: { 'content-type': contentType, ...headers } });
  };
  return { fetch, asked };
}

/** What a service does to those who ask, besides answering. */
export type Mishap =
  | 'none'
  | 'error page'
  | 'status 500'
  | 'stalled'
  | 'garbled'
  | 'too long'
  | 'redirect'
  | 'broken off';

export interface FakeService {
  readonly url: string;
  readonly asked: readonly FakeServiceRequest[];
  mishap: Mishap;
  close(): Promise<void>;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

/** A service over HTTP on a port of this machine, a free one unless it is said which, well or ill. */
export async function startFakeService(handler: FakeServiceHandler, port = 0): Promise<FakeService> {
  const asked: FakeServiceRequest[] = [];
  const fake = { mishap: 'none' as Mishap };
  const server = createServer(async (incoming, response) => {
    const target = incoming.url ?? '/';
    const body = await textOf(incoming);
    const request = { method: incoming.method ?? '', target, url: new URL(target, 'http://fake'), body };
    asked.push(request);
    switch (fake.mishap) {
      case 'none': {
        const answer = handler(request);
        response.writeHead(answer.status ?? 200, { 'content-type': answer.contentType, ...answer.headers });
        response.end(answer.body);
        return;
      }
      case 'stalled':
        return;
      case 'error page':
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Down for maintenance</body></html>');
        return;
      case 'status 500':
        response.writeHead(500, { 'content-type': 'text/plain' }).end('Traceback (most recent call last)');
        return;
      case 'garbled':
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(Buffer.from([0xff, 0xfe, 0x7b, 0x22, 0x80]));
        return;
      case 'too long':
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(Buffer.alloc(300_000, 0x20));
        return;
      case 'redirect':
        response.writeHead(302, { location: 'http://127.0.0.2:1/elsewhere' }).end();
        return;
      case 'broken off':
        response.writeHead(200, { 'content-length': '100000' }).write('{"da');
        response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return Object.assign(fake, {
    url: `http://127.0.0.1:${portOf(server)}`,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
