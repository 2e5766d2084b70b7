import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { parseExactJson } from '#server/contracts/exact-json.ts';
import type { Service } from '#server/http/create-service.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import type { ApiDeps } from '../routes/api-deps.ts';
import { createFakeCutouts, createSampleApi, type FakeCutouts } from '../testing/sample-api.ts';
import { writeWireData } from './wire-data.ts';

export type WireObject = Readonly<Record<string, unknown>>;

/** An answer, read once. */
export interface WireAnswer {
  readonly status: number;
  readonly type: string | null;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The rows of a JSON table; integers beyond 2⁵³ are decimal text. */
  rows(): readonly WireObject[];
}

export interface Wire {
  readonly api: Service;
  readonly store: WideRowStore;
  readonly cutouts: FakeCutouts;
  ask(path: string, init?: RequestInit): Promise<WireAnswer>;
  post(path: string, body: unknown, init?: RequestInit): Promise<WireAnswer>;
}

async function read(response: Response): Promise<WireAnswer> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = Buffer.from(bytes).toString('utf8');
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    headers: response.headers,
    bytes,
    text,
    rows() {
      expect([response.status, text.slice(0, 300)]).toEqual([200, expect.any(String)]);
      const parsed = parseExactJson(text);
      if (!Array.isArray(parsed)) throw new Error(`no rows: ${text.slice(0, 100)}`);
      return parsed;
    },
  };
}

/** The object API over a scratch store with the data of the wire tests, for the tests of this file. */
export function wireOf(
  openStore: (options: { readonly path: string }) => WideRowStore,
  more: (store: WideRowStore) => Partial<ApiDeps> = () => ({}),
): Wire {
  const folder = mkdtempSync(join(tmpdir(), 'wire-'));
  const store = openStore({ path: folder });
  let cutouts = createFakeCutouts();
  const make = (): Service => createSampleApi(store, cutouts.client, { level: 'silent' }, more(store));
  let api = make();
  beforeAll(() => writeWireData(store), 60_000);
  beforeEach(() => {
    cutouts = createFakeCutouts();
    api = make();
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const ask: Wire['ask'] = async (path, init) => read(await api.fetch(new Request(`http://test${path}`, init)));
  return {
    get api() {
      return api;
    },
    store,
    get cutouts() {
      return cutouts;
    },
    ask,
    post(path, body, init = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const headers = { 'content-type': 'application/json', ...init.headers };
      return ask(path, { method: 'POST', ...init, headers, body: text });
    },
  };
}

/** One line of a section: what it says in our words, what is asked, and what comes back. */
export interface WireRow {
  readonly says: string;
  readonly get?: string;
  readonly post?: readonly [path: string, body: unknown];
  readonly init?: RequestInit;
  /** 200 unless given. */
  readonly status?: number;
  readonly type?: string;
  readonly text?: string | RegExp;
  /** Headers by name in lower case; null: it isn't there. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Number of rows, or what they must be. */
  readonly rows?: number | ((rows: readonly WireObject[]) => void);
  readonly check?: (answer: WireAnswer) => void | Promise<void>;
}

export const html = 'text/html; charset=utf-8';
export const json = 'application/json';

/** The error body of the API for plain words; a line feed at their end is written as two characters. */
export function reprText(words: string): string {
  return `{'status': 'error', 'text': '${words}'}`;
}

async function checkRow(wire: Wire, row: WireRow): Promise<void> {
  const { get, post, init, status = 200, type, text, headers = {}, rows, check } = row;
  const answer = post === undefined ? await wire.ask(get ?? '', init) : await wire.post(...post, init);
  expect([answer.status, answer.text.slice(0, 300)]).toEqual([status, expect.any(String)]);
  if (type !== undefined) expect(answer.type).toBe(type);
  if (typeof text === 'string') expect(answer.text).toBe(text);
  if (text instanceof RegExp) expect(answer.text).toMatch(text);
  for (const [name, value] of Object.entries(headers)) expect([name, answer.headers.get(name)]).toEqual([name, value]);
  if (typeof rows === 'number') expect(answer.rows()).toHaveLength(rows);
  if (typeof rows === 'function') rows(answer.rows());
  await check?.(answer);
}

/** One test a row, named after the section and what it says. */
export function testRows(wire: Wire, section: string, rows: readonly WireRow[]): void {
  for (const row of rows) test(`§${section} ${row.says}`, () => checkRow(wire, row));
}

/** Values of one column. */
export function valuesOf(rows: readonly WireObject[], column: string): unknown[] {
  return rows.map((row) => row[column]);
}
