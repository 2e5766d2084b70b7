import { mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { ztfAlertColumns } from '#domain/surveys/ztf-columns.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { formats } from '#server/formats/format.ts';
import type { Service } from '#server/http/create-service.ts';
import { type Row, type ScanOptions, visitRows, type WideRowStore } from '#server/ports/wide-row-store.ts';
import { encodeCell } from '#server/storage/cell-codec.ts';
import { lsstTables } from '#server/storage/surveys/lsst.ts';
import { schemaKey, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { type Cell, cellOf, cellSet, rowFor, type TableRow } from '#server/storage/tables/table-row.ts';
import { createFakeCutouts, createSampleApi } from './testing/sample-api.ts';

const { alerts, upper, uppervalid } = ztfTables.byName;
const byClass = ztfTables.byName.class;
const folder = mkdtempSync(join(tmpdir(), 'long-answers-'));
let store: WideRowStore;
let api: Service;
let url: string;
/** Whole rows that the store gives before it fails; all unless set. */
let failsAfter = Number.POSITIVE_INFINITY;
/** Whether long scans are many short visits, as of LMDB, or one that stays open, as of HBase. */
let opensFreely = true;

const types = new Map(ztfAlertColumns.map(({ name, type }) => [name, type]));
const cells = (values: Readonly<Record<string, string | number | bigint>>): Cell[] =>
  Object.entries(values).map(([name, value]) => cellOf(name, types.get(name) ?? 'string', value));

const rowsOfClass = 12_345;
const ids = ['ZTF21aaaaaaa', 'ZTF21aaaaaab', 'ZTF21bbbbbbb'];
const rowsOfId = 5000;

function alertCells(objectId: string, k: number, jd: number): Cell[] {
  return cells({
    'i:objectId': objectId,
    'i:candid': 3_072_410_265_715_000_000n + BigInt(k),
    'i:jd': jd,
    'i:jdstarthist': 2_459_900.5,
    'i:fid': (k % 2) + 1,
    'i:magpsf': Math.fround(18 + (k % 97) / 100),
    'i:sigmapsf': Math.fround(0.1),
    'i:ra': 193.82,
    'i:dec': 2.89,
    'd:cdsxmatch': k % 5 === 0 ? 'é"QSO"' : 'QSO',
    'd:mag_rate': (k % 3) - 1,
    ...(k % 4 === 0 ? { 'd:tns': 'SN Ia' } : {}),
  });
}

const schemaRow = (table: TableShape, columns: readonly { name: string; type: string }[]) => ({
  key: schemaKey('4.0', '6.1'),
  timestampMs: 1,
  cells: columns
    .map(({ name, type }): [string, Uint8Array] => [name, encodeCell('string', type)])
    .filter(([name]) => table.carries(name)),
});

async function writeAll(): Promise<void> {
  const derived = cellOf('d:classification', 'string', 'QSO');
  const ofClass = Array.from({ length: rowsOfClass }, (_, k) =>
    rowFor(byClass, cellSet(alertCells(`ZTF21${k}`, k, 2_460_000.5 + Math.floor(k / 7) / 64), [derived]), 1000 + k),
  );
  const ofIds = ids.flatMap((id, at) =>
    Array.from({ length: rowsOfId }, (_, k) =>
      rowFor(alerts, cellSet(alertCells(id, k, 2_460_000.5 + at / 10 + k / 16)), 1000),
    ),
  );
  const limit = (table: TableShape, k: number, jd: number): TableRow =>
    rowFor(
      table,
      cellSet(cells({ 'i:objectId': ids[0] ?? '', 'i:jd': jd, 'i:fid': 1, 'i:diffmaglim': 20 + k / 10 })),
      1000,
    );
  await store.write(byClass.name, [schemaRow(byClass, ztfAlertColumns), ...ofClass]);
  await store.write(alerts.name, [schemaRow(alerts, ztfAlertColumns), ...ofIds]);
  await store.write(upper.name, [limit(upper, 1, 2_460_000.51), limit(upper, 2, 2_460_001.01)]);
  // The second is of the time of an alert, and left out.
  await store.write(uppervalid.name, [limit(uppervalid, 1, 2_460_000.52), limit(uppervalid, 2, 2_460_000.5)]);
  const sources = [7, 8].flatMap((object) =>
    Array.from({ length: 5100 }, (_, k) => {
      const id = cellOf('r:diaObjectId', 'long', BigInt(object));
      const time = cellOf('r:midpointMjdTai', 'double', 61_000 + k / 8 + object / 100);
      return rowFor(lsstTables.alerts, cellSet([id, time, cellOf('r:diaSourceId', 'long', BigInt(k))]), 1000);
    }),
  );
  const lsstColumns = [
    { name: 'r:diaObjectId', type: 'long' },
    { name: 'r:diaSourceId', type: 'long' },
    { name: 'r:midpointMjdTai', type: 'double' },
    { name: 'r:band', type: 'string' },
  ];
  await store.write(lsstTables.alerts.name, [schemaRow(lsstTables.alerts, lsstColumns), ...sources]);
}

function count(options: ScanOptions | undefined): void {
  if (options?.columns !== undefined || failsAfter-- > 0) return;
  throw new PortalError('upstream-failed', 'The store broke.');
}

/** The store, which breaks when it is told to. */
function breaking(inner: WideRowStore): WideRowStore {
  return {
    ...inner,
    get opensFreely() {
      return opensFreely;
    },
    visit(table, ranges, options, look) {
      return visitRows(inner, { table, ranges, options }, (row) => {
        count(options);
        return look(row);
      });
    },
    async *scan(table, ranges, options): AsyncGenerator<Row> {
      for await (const row of inner.scan(table, ranges, options)) {
        count(options);
        yield row;
      }
    },
  };
}

beforeAll(async () => {
  store = createLmdbStore({ path: folder });
  await writeAll();
  api = createSampleApi(breaking(store), createFakeCutouts().client);
  url = (await api.listen({ host: '127.0.0.1', port: 0 })).url;
}, 120_000);

afterAll(async () => {
  await api.shutdown();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Got {
  readonly response: IncomingMessage;
  readonly body: string;
}

function fetched(path: string, headers: Record<string, string> = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    get(url + path, { headers }, (response) => {
      text(response).then((body) => resolve({ response, body }), reject);
    }).on('error', reject);
  });
}

type WireRow = Record<string, unknown>;
const rowsOf = ({ body }: Got): WireRow[] => JSON.parse(body);
/** What the decision on columns leaves as it is: fillers stand for missing cells in short answers only. */
const comparable = (row: WireRow = {}): WireRow => {
  const kept = Object.entries(row).filter(
    ([name, value]) => /^[iv]:|^d:cds|^d:mag/.test(name) && value !== null && value !== 'nan',
  );
  return Object.fromEntries(kept);
};

describe('latests beyond 10,000 rows', () => {
  const path = '/api/v1/latests?class=QSO&startdate=2010-01-01&n=';

  test('the newest rows are those of the answer that comes at once, in the same order with the same values', async () => {
    const [long, short] = [await fetched(`${path}12000`), await fetched(`${path}10000`)];
    const [longRows, shortRows] = [rowsOf(long), rowsOf(short)];
    expect(long.response.headers['content-length']).toBeUndefined();
    expect(short.response.headers['content-length']).toBeDefined();
    expect(longRows).toHaveLength(12_000);
    for (const [index, row] of shortRows.entries()) {
      if (index % 97 === 0 || index < 50) expect(comparable(longRows[index])).toEqual(comparable(row));
      else expect(longRows[index]?.['i:objectId']).toBe(row['i:objectId']);
    }
  });

  test('all columns of the schema row, in its order, then the computed ones', async () => {
    const rows = rowsOf(await fetched(`${path}12000`));
    const names = Object.keys(rows[0] ?? {});
    const stored = ztfAlertColumns
      .map(({ name }) => name)
      .filter((name) => byClass.carries(name))
      .sort();
    expect(names.filter((name) => !name.startsWith('v:') && stored.includes(name))).toEqual(
      stored.filter((name) => names.includes(name)),
    );
    expect(names.slice(-5)).toEqual(['v:classification', 'v:lastdate', 'v:firstdate', 'v:lapse', 'v:constellation']);
    expect(rows.every((row) => Object.keys(row).length === names.length)).toBe(true);
    expect(rows.find((row) => row['d:tns'] === 'nan')).toBeDefined();
  });

  test('only the columns asked for, and no others', async () => {
    const rows = rowsOf(await fetched(`${path}12000&columns=i:magpsf,i:objectId,i:jd,d:nosuch`));
    expect(rows.every((row) => Object.keys(row).join() === 'i:jd,i:magpsf,i:objectId')).toBe(true);
  });

  test('the limit that cut it short and the time it took are in the trailers', async () => {
    const cut = await fetched(`${path}12000&columns=i:jd`);
    expect(cut.response.headers.trailer).toBe('Server-Timing, X-Result-Truncated');
    expect(cut.response.trailers['x-result-truncated']).toBe('12000');
    expect(cut.response.trailers['server-timing']).toMatch(/scan;dur=.*encode;dur=.*total;dur=/);
    const whole = await fetched(`${path}20000&columns=i:jd`);
    expect(rowsOf(whole)).toHaveLength(rowsOfClass);
    expect(whole.response.trailers['x-result-truncated']).toBeUndefined();
  });

  test('what a trend leaves out was counted before', async () => {
    const rows = rowsOf(await fetched(`${path}12000&trend=rising`));
    expect(rows).toHaveLength(4000);
    expect(rows.every((row) => Number(row['d:mag_rate']) < 0)).toBe(true);
  });

  test.each([...formats.keys()])('%s tells the same rows', async (name) => {
    const { response, body } = await fetched(`${path}12000&columns=i:jd,i:objectId&output-format=${name}`);
    expect(response.headers['content-type']).toBe(formats.get(name)?.contentType);
    if (name === 'ndjson') expect(body.trimEnd().split('\n')).toHaveLength(12_000);
    if (name === 'csv') expect(body.trimEnd().split('\n')).toHaveLength(12_001);
    if (name === 'votable') expect(body).toContain('<INFO name="truncated" value="12000"/>');
    if (name === 'fits') expect(body).toMatch(/NAXIS2 {2}= +12000 .*TRUNCAT = +12000 /);
    if (name === 'parquet') expect(body.endsWith('PAR1')).toBe(true);
    expect(body.length).toBeGreaterThan(10_000);
  });

  test('HEAD has the headers alone', async () => {
    const response = await fetch(`${url}${path}12000`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  test('colours follow from all of an object: more alerts than one answer holds are refused', async () => {
    const { response, body } = await fetched(`${path}10001&color=1`);
    expect([response.statusCode, body]).toEqual([400, expect.stringContaining('`color` is for at most 10000 alerts')]);
    expect((await fetched(`${path}2000001`)).response.statusCode).toBe(400);
  });

  describe.each([true, false])('of a store where a scan begins anew for nothing: %s', (isFree) => {
    beforeAll(() => {
      opensFreely = isFree;
    });
    afterAll(() => {
      opensFreely = true;
    });

    test.each([...formats.keys()])('one that breaks in mid-stream breaks the connection (%s)', async (name) => {
      failsAfter = 11_000;
      try {
        await expect(fetched(`${path}12000&output-format=${name}`)).rejects.toThrow(/aborted|hang up|reset/);
      } finally {
        failsAfter = Number.POSITIVE_INFINITY;
      }
      expect(store.open().scanners).toBe(0);
    });

    test('the rows are the same, and where a limit cuts them', async () => {
      const [whole, cut] = [
        await fetched(`${path}12345&columns=i:candid`),
        await fetched(`${path}11264&columns=i:candid`),
      ];
      expect([rowsOf(whole).length, whole.response.trailers['x-result-truncated']]).toEqual([rowsOfClass, undefined]);
      expect(rowsOf(cut)).toEqual(rowsOf(whole).slice(0, 11_264));
      expect(cut.response.trailers['x-result-truncated']).toBe('11264');
    });

    test('a client that leaves early leaves nothing open; while one waits, nothing is, or its scanner', async () => {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        get(`${url}${path}12000`, resolve).on('error', reject);
      });
      response.pause();
      await expect.poll(() => store.open().scanners).toBe(isFree ? 0 : 1);
      response.destroy();
      await expect.poll(() => store.open().scanners).toBe(0);
    });
  });
});

describe('objects beyond 10,000 rows', () => {
  const path = `/api/v1/objects?objectId=${ids.join()}`;

  test('alerts of all objects newest first, each with the colours and rates that it has alone', async () => {
    const got = await fetched(path);
    const rows = rowsOf(got);
    expect(rows).toHaveLength(ids.length * rowsOfId);
    const times = rows.map((row) => Number(row['i:jd']));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(got.response.trailers['x-result-truncated']).toBeUndefined();
    for (const id of ids) {
      const alone = rowsOf(await fetched(`/api/v1/objects?objectId=${id}`));
      const among = rows.filter((row) => row['i:objectId'] === id);
      for (let k = 0; k < rowsOfId; k += 211) expect(comparable(among[k])).toEqual(comparable(alone[k]));
      expect(among.map((row) => row['v:rate'])).toEqual(alone.map((row) => row['v:rate']));
    }
  });

  test('overlapping ids give each row once; upper limits stand among the alerts', async () => {
    const rows = rowsOf(await fetched(`${path},ZTF21aaa&withupperlim=True&columns=i:jd,i:objectId,i:candid`));
    const tags = rows.map((row) => row['d:tag']);
    expect(tags.filter((tag) => tag === 'valid')).toHaveLength(ids.length * rowsOfId);
    expect(tags.filter((tag) => tag === 'upperlim')).toHaveLength(2);
    expect(tags.filter((tag) => tag === 'badquality')).toHaveLength(1);
    expect(rows.filter((row) => row['i:candid'] === -1)).toHaveLength(3);
    expect(rows.at(-3)?.['d:tag']).toBe('badquality');
  });

  test('stamps of so many are refused', async () => {
    const { response, body } = await fetched(`${path}&withcutouts=True`);
    expect([response.statusCode, body]).toEqual([400, expect.stringContaining('these are more than 10000')]);
  });

  test('sources of Rubin too', async () => {
    const rows = rowsOf(await fetched('/lsst/api/v1/sources?diaObjectId=7,8'));
    expect(rows).toHaveLength(10_200);
    expect(Object.keys(rows[0] ?? {})).toEqual(['r:band', 'r:diaObjectId', 'r:diaSourceId', 'r:midpointMjdTai']);
    const times = rows.map((row) => Number(row['r:midpointMjdTai']));
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });
});

describe('entity tags of answers that come at once', () => {
  const path = `/api/v1/objects?objectId=${ids[0]}`;
  const tagOf = async (query: string, headers: Record<string, string> = {}) => {
    const { response } = await fetched(`${path}${query}`, headers);
    return response.headers.etag ?? '';
  };

  test('who has the answer is told so; other arguments, formats and codings have other tags', async () => {
    const tag = await tagOf('');
    expect(tag).toMatch(/^"[\w-]+"$/);
    const again = await fetched(path, { 'if-none-match': tag });
    expect([again.response.statusCode, again.body, again.response.headers.etag]).toEqual([304, '', tag]);
    const others = await Promise.all([
      tagOf('&output-format=csv'),
      tagOf('&columns=i:jd'),
      tagOf('&ids=string'),
      tagOf('', { 'accept-encoding': 'br' }),
      tagOf('', { 'accept-encoding': 'gzip' }),
    ]);
    expect(new Set([tag, ...others]).size).toBe(6);
  });

  test('a new alert, and an alert written anew, change it', async () => {
    const before = await tagOf('');
    const added = (timestampMs: number) =>
      store.write(alerts.name, [rowFor(alerts, cellSet(alertCells(ids[0] ?? '', 9999, 2_460_900.5)), timestampMs)]);
    await added(500);
    const then = await tagOf('');
    await added(501);
    expect(new Set([before, then, await tagOf('')]).size).toBe(3);
  });

  test('routes whose answers are not of rows alone have tags of their bytes', async () => {
    const { response } = await fetched('/api/v1/conesearch?ra=193.82&dec=2.89&radius=5');
    expect(response.headers.etag).toMatch(/^"[\w-]+"$/);
  });
});
