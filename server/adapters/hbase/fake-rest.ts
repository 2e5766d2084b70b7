import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { compareKeys } from '#server/ports/keys.ts';
import type { NewRow, Row } from '#server/ports/wide-row-store.ts';
import { RowReader, rowsOfCellSet } from './cell-set.ts';
import { encodedRow } from './encode-row.ts';
import { createShapes } from './shapes.ts';

/** What a fake does wrong with one request; undefined lets it answer as it should. */
export type Misdeed = (request: { method: string; path: string; accept: string }, response: ServerResponse) => boolean;

export interface FakeRest {
  readonly url: string;
  readonly scanners: ReadonlySet<string>;
  /** Method and path of every request. */
  readonly requests: string[];
  /** Headers of the latest request. */
  headers(): IncomingMessage['headers'];
  /** Connections open now. */
  sockets(): number;
  misbehave(misdeed: Misdeed | undefined): void;
  close(): Promise<void>;
}

type Cells = Map<string, { readonly value: Uint8Array; readonly timestampMs: number }>;
type Table = Map<string, Cells>;

export interface FakeRestOptions {
  /** Rows of a chunk of a stateless answer. */
  readonly fetchRows?: number;
  /** Path that a gateway puts in front. */
  readonly prefix?: string;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const textOf = (text: string): string => Buffer.from(text, 'base64').toString();

const newRowOf = (key: string, cells: Cells, columns: readonly string[]): NewRow | undefined => {
  const wanted = [...cells].filter(([name]) => columns.length === 0 || columns.includes(name));
  wanted.sort(([a], [b]) => compareKeys(a, b));
  const timestampMs = Math.max(0, ...wanted.map(([, cell]) => cell.timestampMs));
  return wanted.length === 0
    ? undefined
    : { key, timestampMs, cells: wanted.map(([name, { value }]) => [name, value]) };
};

function jsonOf(rows: readonly NewRow[]): string {
  const list = rows.map(({ key, timestampMs, cells }) => ({
    key: base64(key),
    Cell: [...cells].map(([column, value]) => ({
      column: base64(column),
      timestamp: timestampMs,
      $: Buffer.from(value).toString('base64'),
    })),
  }));
  return JSON.stringify({ Row: list });
}

const cellSetOf = (rows: readonly NewRow[]): Buffer => Buffer.concat(rows.map((row) => encodedRow(row).bytes));

/** Chunks as HBase REST sends them: the length in front of each is cut to 16 bits. */
export function framed(rows: readonly NewRow[], fetchRows: number, limit: number): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < rows.length || (at === 0 && limit < fetchRows); at += fetchRows) {
    const body = cellSetOf(rows.slice(at, at + fetchRows));
    chunks.push(Buffer.from([(body.length >> 8) & 0xff, body.length & 0xff]), body);
  }
  return Buffer.concat(chunks);
}

interface Call {
  readonly method: string;
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly isJson: boolean;
  readonly body: Buffer;
}

interface Reply {
  readonly status: number;
  readonly body?: string | Buffer;
  readonly location?: string;
}

const notFound: Reply = {
  status: 404,
  body: 'Not found\r\norg.apache.hadoop.hbase.TableNotFoundException: no table\r\n',
};

class FakeTables {
  readonly tables = new Map<string, { families: string[]; rows: Table }>();
  readonly scanners = new Map<string, { rows: NewRow[]; at: number }>();
  readonly #fetchRows: number;
  #scannerCount = 0;

  constructor(fetchRows: number) {
    this.#fetchRows = fetchRows;
  }

  answer(call: Call): Reply {
    const [name = '', what = '', ...more] = call.parts;
    if (name === '')
      return { status: 200, body: JSON.stringify({ table: [...this.tables.keys()].map((one) => ({ name: one })) }) };
    if (what === 'schema') return this.#schema(name, call);
    const table = this.tables.get(name)?.rows;
    if (what === 'scanner' && more.length === 1) return this.#scanner(more[0] ?? '', call);
    if (table === undefined) return what === 'multiget' ? notFound : { status: 500, body: 'Server Error' };
    if (what === '*') return this.#scan(table, call);
    if (what === 'multiget') return this.#multiGet(table, more[0] ?? '', call);
    if (what === 'scanner') return this.#openScanner(name, table, call);
    if (call.method === 'PUT') return this.#put(table, call.body);
    return this.#delete(table, what, more);
  }

  #schema(name: string, { method, body }: Call): Reply {
    if (method === 'PUT') {
      const wanted: { ColumnSchema: { name: string }[] } = JSON.parse(body.toString());
      this.tables.set(name, { families: wanted.ColumnSchema.map((family) => family.name), rows: new Map() });
      return { status: 201 };
    }
    const found = this.tables.get(name);
    if (found === undefined) return notFound;
    const list = found.families.map((family) => ({ name: family }));
    return { status: 200, body: JSON.stringify({ name, ColumnSchema: list }) };
  }

  #rowsOf(table: Table, columns: readonly string[], isIn: (key: string) => boolean): NewRow[] {
    const keys = [...table.keys()].filter(isIn).sort(compareKeys);
    return keys.flatMap((key) => newRowOf(key, table.get(key) ?? new Map(), columns) ?? []);
  }

  #scan(table: Table, { query, isJson }: Call): Reply {
    const reversed = query.get('reversed') === 'true';
    const [start, end] = [query.get('startrow') ?? '', query.get('endrow') ?? ''];
    const isIn = (key: string): boolean =>
      reversed
        ? (start === '' || compareKeys(key, start) <= 0) && (end === '' || compareKeys(key, end) > 0)
        : compareKeys(key, start) >= 0 && (end === '' || compareKeys(key, end) < 0 || (start === end && key === start));
    const rows = this.#rowsOf(table, query.getAll('column'), isIn);
    if (reversed) rows.reverse();
    const limit = Number(query.get('limit') ?? 2 ** 31 - 1);
    const some = rows.slice(0, limit);
    return { status: 200, body: isJson ? jsonOf(some) : framed(some, this.#fetchRows, limit) };
  }

  #multiGet(table: Table, wanted: string, { query, isJson }: Call): Reply {
    const columns = wanted === '' ? [] : wanted.split(',');
    const rows = query.getAll('row').flatMap((encodedKey) => {
      const key = decodeURIComponent(encodedKey);
      return newRowOf(key, table.get(key) ?? new Map(), columns) ?? [];
    });
    if (rows.length === 0) return { status: 404, body: 'No rows found.\r\n' };
    return { status: 200, body: isJson ? jsonOf(rows) : cellSetOf(rows) };
  }

  #openScanner(name: string, table: Table, { body }: Call): Reply {
    const xml = body.toString();
    const filter = /<filter>(.*)<\/filter>/.exec(xml)?.[1]?.replace(/&lt;/g, '<').replace(/&amp;/g, '&') ?? '{}';
    const parsed: { ranges?: { startRow: string; stopRow: string }[]; filters?: (typeof parsed)[] } =
      JSON.parse(filter);
    const ranges = (parsed.ranges ?? parsed.filters?.[0]?.ranges ?? []).map(
      ({ startRow, stopRow }) => [textOf(startRow), textOf(stopRow)] as const,
    );
    const columns = [...xml.matchAll(/<column>([^<]*)<\/column>/g)].map(([, column = '']) => textOf(column));
    const isIn = (key: string): boolean =>
      ranges.some(([start, stop]) => compareKeys(key, start) >= 0 && (stop === '' || compareKeys(key, stop) < 0));
    const id = `s${this.#scannerCount++}`;
    this.scanners.set(id, { rows: this.#rowsOf(table, columns, isIn), at: 0 });
    return { status: 201, location: `/${name}/scanner/${id}` };
  }

  #scanner(id: string, { method, query, isJson }: Call): Reply {
    const found = this.scanners.get(id);
    if (method === 'DELETE') return { status: this.scanners.delete(id) ? 200 : 404 };
    if (found === undefined) return { status: 404, body: 'Not found\r\n' };
    const rows = found.rows.slice(found.at, found.at + Number(query.get('n')));
    found.at += rows.length;
    if (rows.length === 0) return { status: 204 };
    return { status: 200, body: isJson ? jsonOf(rows) : cellSetOf(rows) };
  }

  #put(table: Table, body: Buffer): Reply {
    for (const row of rowsOfCellSet(body, new RowReader(createShapes()))) this.#putRow(table, row);
    return { status: 200 };
  }

  #putRow(table: Table, row: Row): void {
    const cells: Cells = table.get(row.key) ?? new Map();
    for (const [index, name] of row.columns.entries()) {
      const value = row.bytes.slice(row.starts[index], row.ends[index]);
      cells.set(name, { value, timestampMs: row.timestampMs });
    }
    table.set(row.key, cells);
  }

  #delete(table: Table, key: string, [columns = '', time = '']: readonly string[]): Reply {
    const cells = table.get(key);
    const names = columns.split(',');
    for (const [name, { timestampMs }] of cells ?? []) {
      const isNamed = names.some((one) => name === one || name.startsWith(`${one}:`));
      if (isNamed && timestampMs <= Number(time)) cells?.delete(name);
    }
    if (cells?.size === 0) table.delete(key);
    return { status: 200 };
  }
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
};

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    }),
  );

/** HBase REST as far as the adapter asks it, in memory, on loopback; tables as in {@link FakeTables}. */
export async function startFakeRest({ fetchRows = 10, prefix = '' }: FakeRestOptions = {}): Promise<FakeRest> {
  const fake = new FakeTables(fetchRows);
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let misdeed: Misdeed | undefined;
  let headers: IncomingMessage['headers'] = {};
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const target = request.url ?? '/';
    const { method = 'GET' } = request;
    headers = request.headers;
    requests.push(`${method} ${target}`);
    const accept = headers.accept ?? '';
    if (misdeed?.({ method, path: target, accept }, response) === true) return;
    if (!target.startsWith(prefix)) return void response.writeHead(404).end();
    const url = new URL(target.slice(prefix.length), 'http://fake');
    const parts = url.pathname.split('/').slice(1).map(decodeURIComponent);
    const reply = fake.answer({ method, parts, query: url.searchParams, isJson: accept.includes('json'), body });
    const location = reply.location === undefined ? {} : { location: `http://inside${prefix}${reply.location}` };
    response.writeHead(reply.status, { 'content-type': accept, ...location });
    response.end(reply.body);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    requests,
    get scanners() {
      return new Set(fake.scanners.keys());
    },
    headers: () => headers,
    sockets: () => sockets.size,
    misbehave(next) {
      misdeed = next;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
