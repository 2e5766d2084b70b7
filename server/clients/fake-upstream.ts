import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly args: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface FakeUpstream {
  readonly url: string;
  readonly requests: readonly FakeRequest[];
  /** Requests whose client left before the answer. */
  abandoned(): number;
  connections(): number;
  close(): Promise<void>;
}

export type FakeAnswer = (request: FakeRequest, response: ServerResponse) => void | Promise<void>;

/** A server of any wire on a free port of this machine, for tests: it keeps what it was asked. */
export async function startFakeUpstream(answer: FakeAnswer): Promise<FakeUpstream> {
  const requests: FakeRequest[] = [];
  let abandoned = 0;
  let connections = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const body = Buffer.concat(chunks).toString();
    const seen: FakeRequest = {
      method: request.method ?? '',
      path: pathname,
      args: searchParams,
      headers: request.headers,
      body,
    };
    requests.push(seen);
    response.on('close', () => {
      if (!response.writableFinished) abandoned += 1;
    });
    await answer(seen, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    abandoned: () => abandoned,
    connections: () => connections,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

export function sendJson(response: ServerResponse, text: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}
