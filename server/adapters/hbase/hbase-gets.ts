import { PortalError } from '#domain/failure.ts';
import { keyAfter } from '#server/ports/keys.ts';
import type { GetOptions, Row, WideRowStore } from '#server/ports/wide-row-store.ts';
import { type RowReader, rowsOfCellSet } from './cell-set.ts';
import { rowsOfJson } from './json-rows.ts';
import { isOnlyScannable, multiGetPaths } from './request-paths.ts';
import { garbled } from './rest-failure.ts';
import type { RestHttp } from './rest-http.ts';
import { protobuf } from './row-sources.ts';
import type { Shapes } from './shapes.ts';
import { type TableSchemas, unexpected } from './table-schemas.ts';

const getsAtOnce = 4;
const pathLengthAtMost = 6_000;

export interface GetsDeps {
  readonly http: RestHttp;
  readonly schemas: TableSchemas;
  readonly shapes: Shapes;
  readonly reader: RowReader;
  readonly scan: WideRowStore['scan'];
  readonly again: <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;
  readonly isJsonOnly: boolean;
}

export interface RowGets {
  /** Rows in the order of `keys`. */
  get(table: string, keys: readonly string[], options: GetOptions): Promise<readonly (Row | undefined)[]>;
  /** The same, cells without their values where the server can leave them out. */
  names(table: string, keys: readonly string[], signal?: AbortSignal): Promise<readonly (Row | undefined)[]>;
}

interface Found {
  readonly rows: readonly Row[];
  readonly bytes: number;
}

const noColumns: readonly string[] = Object.freeze([]);
const noPlaces = new Int32Array();

const withoutCells = (row: Row): Row => ({ ...row, columns: noColumns, starts: noPlaces, ends: noPlaces });

async function readOnce({ http, shapes, reader }: GetsDeps, path: string, how: HowToRead): Promise<Found> {
  const accept = how.isJson ? 'application/json' : protobuf;
  const { status, body } = await http.ask({ method: 'GET', path, accept, signal: how.signal });
  if (status === 404) return { rows: [], bytes: 0 };
  if (status !== 200) throw unexpected(status);
  const rows = how.isJson ? rowsOfJson(body, shapes) : rowsOfCellSet(body, reader);
  return { rows, bytes: body.length };
}

interface HowToRead {
  readonly isJson: boolean;
  readonly signal: AbortSignal | undefined;
}

/** One request, repeated while that helps; in JSON where the other form can't be read. */
async function readPath(
  deps: GetsDeps,
  request: { table: string; path: string },
  signal?: AbortSignal,
): Promise<Found> {
  const { schemas, again, isJsonOnly } = deps;
  const { table, path } = request;
  const read = (isJson: boolean): Promise<Found> => again(() => readOnce(deps, path, { isJson, signal }), signal);
  try {
    return await read(isJsonOnly);
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    if (error.kind === 'corrupt' && !isJsonOnly) return await read(true);
    if (error.kind === 'unavailable') {
      schemas.forget(table);
      await schemas.check(table, undefined, signal);
    }
    throw error;
  }
}

async function readPaths(
  deps: GetsDeps,
  request: { readonly table: string; readonly paths: readonly string[] },
  { columns, signal, spent }: GetOptions,
): Promise<Row[]> {
  const left = [...request.paths].reverse();
  const rows: Row[] = [];
  const work = async (): Promise<void> => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      const found = await readPath(deps, { table: request.table, path }, signal);
      for (const row of found.rows) rows.push(columns?.length === 0 ? withoutCells(row) : row);
      if (spent === undefined) continue;
      spent.reads++;
      spent.bytes += found.bytes;
      spent.rows += found.rows.length;
    }
  };
  await Promise.all(Array.from({ length: Math.min(getsAtOnce, left.length) }, work));
  return rows;
}

/** Rows by their keys, many in one request. */
export function createRowGets(deps: GetsDeps): RowGets {
  const { schemas, again } = deps;

  const scanOne = async (table: string, key: string, options: GetOptions): Promise<Row[]> => {
    for await (const row of deps.scan(table, [{ start: key, end: keyAfter(key) }], options)) return [row];
    return [];
  };

  const read = async (
    table: string,
    keys: readonly string[],
    options: GetOptions & { readonly namesOnly: boolean },
  ): Promise<readonly (Row | undefined)[]> => {
    const { columns, signal, namesOnly } = options;
    await again(() => schemas.check(table, columns, signal), signal);
    const wanted = new Set(keys);
    const plain = [...wanted].filter((key) => !isOnlyScannable(key));
    const paths = multiGetPaths(table, plain, { columns, namesOnly, maxLength: pathLengthAtMost });
    const found = await readPaths(deps, { table, paths }, options);
    for (const key of wanted) if (isOnlyScannable(key)) found.push(...(await scanOne(table, key, options)));
    const byKey = new Map<string, Row>();
    for (const row of found) {
      if (!wanted.has(row.key)) throw garbled('it has a row that nobody asked for');
      byKey.set(row.key, row);
    }
    return keys.map((key) => byKey.get(key));
  };

  return {
    get: (table, keys, options) => read(table, keys, { ...options, namesOnly: false }),
    names: (table, keys, signal) => read(table, keys, { namesOnly: true, ...(signal === undefined ? {} : { signal }) }),
  };
}
