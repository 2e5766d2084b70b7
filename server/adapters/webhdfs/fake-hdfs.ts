import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer in place of the right one, in the shapes that Hadoop 3.4 was seen to send. */
export type Misbehaviour =
  | 'reset'
  | 'silent'
  | 'half'
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> };

export interface FakeNode {
  readonly url: string;
  /** What it was asked, in order: `OPEN /lake/a offset=0`. */
  readonly asked: URL[];
  /** Connections it has taken. */
  connections: number;
  /** Asked before every answer. */
  behave: (url: URL) => Misbehaviour | undefined;
  close(): Promise<void>;
}

export interface FakeHdfs {
  readonly nameNode: FakeNode;
  readonly standby: FakeNode;
  readonly dataNode: FakeNode;
  readonly otherDataNode: FakeNode;
  readonly files: Map<string, Buffer>;
  readonly headers: IncomingMessage['headers'][];
  close(): Promise<void>;
}

/** As Hadoop writes its exceptions. */
export function exception(status: number, name: string, message: string): Misbehaviour {
  const body = JSON.stringify({ RemoteException: { exception: name, javaClassName: `org.apache.${name}`, message } });
  return { status, body, headers: { 'content-type': 'application/json' } };
}

export const standbyAnswer = exception(
  403,
  'StandbyException',
  'Operation category READ is not supported in state standby. Visit https://s.apache.org/sbnn-error',
);

type Answering = (request: IncomingMessage, url: URL, response: ServerResponse) => void;

async function startNode(answer: Answering, headers: IncomingMessage['headers'][]): Promise<FakeNode> {
  const asked: URL[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://fake');
    asked.push(url);
    headers.push(request.headers);
    const how = node.behave(url);
    if (how === 'silent') return;
    if (how === 'reset') return void request.socket.destroy();
    if (how === 'half') {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('abc', () => request.socket.destroy());
      return;
    }
    if (how === undefined) return answer(request, url, response);
    response.writeHead(how.status, how.headers).end(how.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const node: FakeNode = {
    url: `http://127.0.0.1:${port}`,
    asked,
    connections: 0,
    behave: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  server.on('connection', () => node.connections++);
  return node;
}

function send(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function refuse(response: ServerResponse, how: Misbehaviour): void {
  if (typeof how === 'object') response.writeHead(how.status, how.headers).end(how.body);
}

const pathOf = (url: URL): string => decodeURIComponent(url.pathname.replace('/webhdfs/v1', ''));

const missing = (path: string): Misbehaviour => exception(404, 'FileNotFoundException', `File does not exist: ${path}`);

function statusOf(name: string, bytes: Buffer | undefined): Record<string, unknown> {
  const type = bytes === undefined ? 'DIRECTORY' : 'FILE';
  return {
    pathSuffix: name,
    type,
    length: bytes?.length ?? 0,
    modificationTime: 1_795_370_823_132,
    blockSize: 1 << 27,
  };
}

function answerOfDataNode(files: Map<string, Buffer>): Answering {
  return (request, url, response) => {
    const path = pathOf(url);
    if (request.method === 'PUT') {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        files.set(path, Buffer.concat(pieces));
        response.writeHead(201, { 'content-length': '0', connection: 'close' }).end();
      });
      return;
    }
    const bytes = files.get(path);
    if (bytes === undefined) return refuse(response, missing(path));
    const start = Number(url.searchParams.get('offset'));
    if (start > bytes.length) return refuse(response, exception(403, 'EOFException', 'Cannot seek after EOF'));
    const part = bytes.subarray(start, start + Number(url.searchParams.get('length')));
    response.writeHead(200, { 'content-length': String(part.length), connection: 'close' }).end(part);
  };
}

type Places = (url: URL) => string;

function answerOfNameNode(files: Map<string, Buffer>, placed: Places): Answering {
  const redirect = (url: URL, response: ServerResponse): void => {
    const target = new URL(`${placed(url)}${url.pathname}`);
    for (const [name, value] of url.searchParams) if (name !== 'delegation') target.searchParams.set(name, value);
    target.searchParams.set('namenoderpcaddress', '127.0.0.1:8020');
    if (url.searchParams.has('delegation')) target.searchParams.set('delegation', 'block-token');
    response.writeHead(307, { location: target.href, 'content-length': '0' }).end();
  };
  const isFolder = (path: string): boolean => [...files.keys()].some((one) => one.startsWith(`${path}/`));
  const operations: Record<string, (url: URL, response: ServerResponse) => void> = {
    OPEN(url, response) {
      const path = pathOf(url);
      const bytes = files.get(path);
      const start = Number(url.searchParams.get('offset'));
      if (bytes === undefined) return refuse(response, missing(path));
      if (start >= bytes.length && start > 0) {
        const words = `Offset=${start} out of the range [0, ${bytes.length}); OPEN, path=${path}`;
        return refuse(response, exception(403, 'IOException', words));
      }
      redirect(url, response);
    },
    CREATE: redirect,
    GET_BLOCK_LOCATIONS(_url, response) {
      const { hostname, port } = new URL(placed(new URL('http://any')));
      const location = {
        hostName: hostname,
        ipAddr: hostname,
        infoPort: Number(port),
        infoSecurePort: 0,
        xferPort: 9866,
      };
      send(response, { LocatedBlocks: { locatedBlocks: [{ locations: [location] }] } });
    },
    GETFILESTATUS(url, response) {
      const path = pathOf(url);
      if (!files.has(path) && !isFolder(path)) return refuse(response, missing(path));
      send(response, { FileStatus: statusOf('', files.get(path)) });
    },
    LISTSTATUS_BATCH(_url, response) {
      send(response, {
        DirectoryListing: { partialListing: { FileStatuses: { FileStatus: [] } }, remainingEntries: 0 },
      });
    },
    RENAME(url, response) {
      const [from, to] = [pathOf(url), url.searchParams.get('destination') ?? ''];
      const bytes = files.get(from);
      if (bytes === undefined) return refuse(response, missing(from));
      files.delete(from);
      files.set(to, bytes);
      response.writeHead(200, { 'content-length': '0' }).end();
    },
    DELETE: (url, response) => send(response, { boolean: files.delete(pathOf(url)) }),
  };
  return (_request, url, response) => operations[url.searchParams.get('op') ?? '']?.(url, response);
}

/** Two NameNodes (the second in standby, unless told otherwise) and two DataNodes that hold the same files. */
export async function startFakeHdfs(): Promise<FakeHdfs> {
  const files = new Map<string, Buffer>();
  const headers: IncomingMessage['headers'][] = [];
  const dataNode = await startNode(answerOfDataNode(files), headers);
  const otherDataNode = await startNode(answerOfDataNode(files), headers);
  let creations = 0;
  const placed: Places = (url) => {
    const isExcluded = url.searchParams.get('excludedatanodes') === '127.0.0.1:9866';
    const isOther = isExcluded || (url.searchParams.get('op') === 'CREATE' && creations++ % 3 === 2);
    return isOther ? otherDataNode.url : dataNode.url;
  };
  const nameNode = await startNode(answerOfNameNode(files, placed), headers);
  const standby = await startNode(answerOfNameNode(files, placed), headers);
  standby.behave = () => standbyAnswer;
  const nodes = [nameNode, standby, dataNode, otherDataNode];
  return {
    nameNode,
    standby,
    dataNode,
    otherDataNode,
    files,
    headers,
    close: async () => void (await Promise.all(nodes.map((node) => node.close()))),
  };
}
