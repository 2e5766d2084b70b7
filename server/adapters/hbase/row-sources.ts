import { PortalError } from '#domain/failure.ts';
import type { KeyRange, Row } from '#server/ports/wide-row-store.ts';
import { type RowReader, rowCountOfCellSet, rowsOfCellSet } from './cell-set.ts';
import { FramedRows } from './framed-rows.ts';
import { rowsOfJson } from './json-rows.ts';
import { type Columns, scanPath, tablePath } from './request-paths.ts';
import { garbled } from './rest-failure.ts';
import type { RestHttp } from './rest-http.ts';
import type { RowMemory } from './row-memory.ts';
import type { Shapes } from './shapes.ts';
import { unexpected } from './table-schemas.ts';

export const protobuf = 'application/x-protobuf';
const json = 'application/json';
const xml = 'text/xml';

/** Rows of one request or scanner of the server, some at a time. */
export interface RowSource {
  /** The next rows, of which there may be none yet; undefined at the end. */
  next(): Promise<readonly Row[] | undefined>;
  /** Frees what the server holds for it; also in the middle of `next`. */
  close(): void;
}

export interface SourceDeps {
  readonly http: RestHttp;
  readonly shapes: Shapes;
  /** One for all: what it remembers between rows is worth as much to other requests. */
  readonly reader: RowReader;
  readonly maxRowBytes: number;
  /** What rows are to lie in, where they are gone before it is cleared. */
  readonly memory?: RowMemory | undefined;
  /** Called with the bytes of each piece read. */
  readonly onBytes: (bytes: number) => void;
}

export interface SourceRequest {
  readonly table: string;
  readonly columns: Columns;
  /** Rows still wanted; infinite without a limit. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
  /** Many ranges are answered as JSON instead of protobuf. */
  readonly isJson?: boolean;
}

/** One range in one request, streamed; the connection is broken off when it is left early, which ends the server's scan. */
export function statelessSource(
  deps: SourceDeps,
  request: SourceRequest,
  range: KeyRange & { readonly reversed: boolean },
): RowSource {
  const frames = new FramedRows(deps.reader, deps.maxRowBytes, deps.memory);
  const limit = range.reversed ? request.limit + 1 : request.limit;
  const path = scanPath(request.table, range, { columns: request.columns, limit, reversed: range.reversed });
  const opened = deps.http.stream({ method: 'GET', path, accept: protobuf, signal: request.signal });
  opened.catch(() => {});
  let isOver = false;
  return {
    async next() {
      if (isOver) return undefined;
      const body = await opened;
      const piece = await body.next();
      if (piece !== undefined) {
        deps.onBytes(piece.length);
        return frames.push(piece);
      }
      isOver = true;
      return frames.end();
    },
    close() {
      isOver = true;
      opened.then(
        (body) => body.close(),
        () => {},
      );
    },
  };
}

const jsonPageRows = 500;

/** One range as JSON, page after page: three times slower, and without chunk lengths that could be mistaken. */
export function jsonSource(
  deps: SourceDeps,
  request: SourceRequest,
  range: KeyRange & { readonly reversed: boolean },
): RowSource {
  let left: KeyRange | undefined = range;
  let wanted = request.limit;
  const { reversed } = range;
  return {
    async next() {
      if (left === undefined || wanted <= 0) return undefined;
      const limit = Math.min(wanted, jsonPageRows) + (reversed ? 1 : 0);
      const path = scanPath(request.table, left, { columns: request.columns, limit, reversed });
      const { status, body } = await deps.http.ask({ method: 'GET', path, accept: json, signal: request.signal });
      if (status !== 200) throw unexpected(status);
      deps.onBytes(body.length);
      const bound = left;
      const page = rowsOfJson(body, deps.shapes);
      const rows = page.filter(({ key }) => !reversed || key !== bound.end);
      const last = rows.at(-1)?.key;
      wanted -= rows.length;
      if (page.length < limit || last === undefined) left = undefined;
      else left = reversed ? { start: bound.start, end: last } : { ...bound, start: `${last}\0` };
      return rows;
    },
    close() {
      left = undefined;
    },
  };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const scannerRows = 500;

function filterOf(ranges: readonly KeyRange[], columns: Columns): unknown {
  const multi = {
    type: 'MultiRowRangeFilter',
    ranges: ranges.map(({ start, end }) => ({
      startRow: base64(start),
      startRowInclusive: true,
      stopRow: base64(end ?? ''),
      stopRowInclusive: false,
    })),
  };
  if (columns === undefined || columns.length > 0) return multi;
  const filters = [multi, { type: 'FirstKeyOnlyFilter' }, { type: 'KeyOnlyFilter' }];
  return { type: 'FilterList', op: 'MUST_PASS_ALL', filters };
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** A scanner over `[first start, last end)` that seeks from range to range; `batch` counts cells and must never cut a row. */
function scannerXml(ranges: readonly KeyRange[], columns: Columns, rows: number): string {
  const start = base64(ranges[0]?.start ?? '');
  const end = base64(ranges.at(-1)?.end ?? '');
  const wanted = (columns ?? []).map((column) => `<column>${base64(column)}</column>`).join('');
  const filter = escaped(JSON.stringify(filterOf(ranges, columns)));
  const bounds = `${start === '' ? '' : ` startRow="${start}"`}${end === '' ? '' : ` endRow="${end}"`}`;
  return `<Scanner${bounds} batch="1000000000" caching="${rows}">${wanted}<filter>${filter}</filter></Scanner>`;
}

/** Opens a scanner. @returns its path */
async function openedScanner(
  { http }: SourceDeps,
  { table, columns, signal }: SourceRequest,
  how: { readonly ranges: readonly KeyRange[]; readonly rowsAtOnce: number },
): Promise<string> {
  const bytes = Buffer.from(scannerXml(how.ranges, columns, how.rowsAtOnce));
  const body = { bytes, contentType: xml };
  const { status, location } = await http.ask({ method: 'PUT', path: `${tablePath(table)}/scanner`, body, signal });
  if (status !== 201 || location === undefined) throw unexpected(status);
  const opened = http.pathOf(location);
  if (!/\/scanner\/[\w-]+$/.test(opened)) throw garbled('the address of a scanner is none');
  return opened;
}

/** The next page of a scanner, undefined behind the last. */
async function nextPage(
  { http, onBytes }: SourceDeps,
  request: SourceRequest,
  path: string,
): Promise<Buffer | undefined> {
  const { isJson, signal } = request;
  const { status, body } = await http.ask({ method: 'GET', path, accept: isJson ? json : protobuf, signal });
  if (status === 204) return undefined;
  if (status === 404 || status === 410)
    throw new PortalError('unavailable', 'The table store lost a scan.', { dependency: 'table store' });
  if (status !== 200) throw unexpected(status);
  onBytes(body.length);
  return body;
}

/**
 * Many ranges, ascending and apart, through one scanner of the server. It is deleted at the end, when left early, and after failures. While
 * a full page is read and used, the server is at work on the next one.
 */
export function multiRangeSource(deps: SourceDeps, request: SourceRequest, ranges: readonly KeyRange[]): RowSource {
  const rowsAtOnce = Math.min(scannerRows, Math.max(1, request.limit));
  let path: string | undefined;
  let ahead: Promise<Buffer | undefined> | undefined;
  let left = request.limit;
  let isOver = false;

  const free = (): void => {
    if (path !== undefined) deps.http.ask({ method: 'DELETE', path }).catch(() => {});
    path = undefined;
  };
  const ask = (from: string): Promise<Buffer | undefined> => nextPage(deps, request, `${from}?n=${rowsAtOnce}`);
  /** Counts a page and asks for the one behind it, if there may be one. */
  const goOn = (from: string, count: number): void => {
    left -= count;
    if (count < rowsAtOnce) isOver = true;
    if (isOver || left <= 0) return;
    ahead = ask(from);
    ahead.catch(() => {});
  };
  const read = (from: string, page: Buffer): readonly Row[] => {
    if (!request.isJson) {
      goOn(from, rowCountOfCellSet(page));
      return rowsOfCellSet(page, deps.reader, deps.memory);
    }
    const rows = rowsOfJson(page, deps.shapes);
    goOn(from, rows.length);
    return rows;
  };

  return {
    async next() {
      if (isOver) return undefined;
      try {
        path ??= await openedScanner(deps, request, { ranges, rowsAtOnce });
        const from = path;
        const page = isOver ? undefined : await (ahead ?? ask(from));
        ahead = undefined;
        if (page !== undefined && !isOver) return read(from, page);
        isOver = true;
        return undefined;
      } catch (error) {
        isOver = true;
        throw error;
      } finally {
        if (isOver) free();
      }
    },
    close() {
      isOver = true;
      free();
    },
  };
}
