import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { parseExactJson } from '#server/contracts/exact-json.ts';
import type { Service } from '#server/http/create-service.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { firstCandid, firstJd, sampleAlert, writeSampleAlerts } from './testing/sample-alerts.ts';
import { createFakeCutouts, createSampleApi, type FakeCutouts } from './testing/sample-api.ts';

type Row = Record<string, unknown>;

const folder = mkdtempSync(join(tmpdir(), 'object-api-'));
let store: WideRowStore;
let api: Service;
let cutouts: FakeCutouts;

const repr = (text: string): string => `{'status': 'error', 'text': '${text}'}`;

async function ask(path: string, init?: RequestInit): Promise<Response> {
  return api.fetch(new Request(`http://test${path}`, init));
}

function post(path: string, body: unknown): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
}

async function rowsOf(response: Response): Promise<Row[]> {
  const text = await response.text();
  expect([response.status, text.slice(0, 300)]).toEqual([200, expect.any(String)]);
  const rows = parseExactJson(text);
  if (!Array.isArray(rows)) throw new Error('no rows');
  return rows;
}

beforeAll(async () => {
  store = createLmdbStore({ path: folder });
  const limits = [
    { 'i:jd': firstJd - 2, 'i:fid': 2, 'i:diffmaglim': Math.fround(19.5) },
    {
      'i:jd': firstJd - 1,
      'i:fid': 2,
      'i:diffmaglim': Math.fround(19.5),
      'i:magpsf': Math.fround(19.2),
      'i:rb': 0.1,
      'i:nbad': 3,
    },
    {
      'i:jd': firstJd,
      'i:fid': 1,
      'i:diffmaglim': Math.fround(20.5),
      'i:magpsf': Math.fround(19.1),
      'i:rb': 0.1,
      'i:nbad': 3,
    },
  ];
  const many = Array.from({ length: 5 }, (_, k) => sampleAlert('ZTF21abfmbix', k));
  await writeSampleAlerts(store, [
    ...many.map((alert, k) => (k === 0 ? { ...alert, history: limits } : alert)),
    sampleAlert('ZTF21abfmbiy', 0, { 'd:tns': undefined, 'd:anomaly_score': undefined, 'd:lc_features_g': undefined }),
    sampleAlert('ZTF22zzzzzzz', 3, { 'i:drb': Number.NaN, 'd:from_upper': true, 'i:ssnamenr': 'é/"null' }),
  ]);
});

beforeEach(() => {
  cutouts = createFakeCutouts();
  api = createSampleApi(store, cutouts.client);
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('answers without a query', () => {
  test.each([
    ['/api/v1/objects', 'Get object data based on ZTF ID'],
    ['/ztf/api/v1/cutouts', 'Get cutout data based on ZTF ID'],
    ['/api/v1/latests', 'Get object data based their class'],
    ['//api/v1/conesearch', 'Get object data based on coordinates'],
    ['/lsst/api/v1/sources', 'Get diaSource data based on Rubin diaObjectId'],
    ['/lsst/api/v1/objects', 'Get diaObject & aggregated data based on Rubin diaObjectId'],
    ['/lsst/api/v1/cutouts', 'Get cutout alert data based on Rubin diaSourceId'],
    ['/lsst/api/v1/schema', 'Retrieve the data schema for a given endpoint for Fink/Rubin API'],
  ])('GET %s is the description, as text', async (path, words) => {
    const response = await ask(path);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect([response.status, await response.text()]).toEqual([200, words]);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('the index announces what is ours', async () => {
    for (const [path, survey] of [
      ['/api/v1/', 'ztf'],
      ['/lsst/api/v1/', 'lsst'],
      ['/ztf/api/v1', 'ztf'],
    ]) {
      const index = await (await ask(path ?? '')).json();
      expect(index).toMatchObject({
        service: 'object-api',
        survey,
        surveys: ['ztf', 'lsst'],
        extensions: ['stamp-locations', 'forced-photometry'],
      });
      expect(index.routes).toContain('cutouts');
    }
  });

  test('a trailing slash, and a path that no route has, are 404', async () => {
    expect((await ask('/api/v1/objects/?objectId=x')).status).toBe(404);
    expect((await ask('/api/v1/nothing')).status).toBe(404);
  });
});

describe('refusals are those of the API, to the byte', () => {
  test('a missing argument', async () => {
    const response = await post('/api/v1/objects', {});
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.status).toBe(400);
    expect(await response.text()).toBe(
      repr('A value for `objectId` is required. See https://api.ztf.fink-portal.org \\n'),
    );
  });

  test('an unknown output format', async () => {
    const response = await ask('/api/v1/objects?objectId=ZTF21abfmbix&output-format=toto');
    expect(response.status).toBe(400);
    expect(await response.text()).toBe(
      repr('Output format `toto` is not supported. Choose among json, csv, votable, or parquet\\n'),
    );
  });

  test.each([
    [
      '/api/v1/conesearch',
      { ra: 'kfdlkj', dec: 'lkfdjf', radius: 5 },
      `{'status': 'error', 'text': ValueError("Invalid character at col 0 parsing angle 'kfdlkj'")}`,
    ],
    [
      '/api/v1/conesearch',
      { ra: 1, dec: 2, radius: 18001 },
      repr('`radius` cannot be bigger than 18,000 arcseconds (5 degrees).\\n'),
    ],
    [
      '/api/v1/cutouts',
      { objectId: 'X', kind: 'Science', 'output-format': 'GIF' },
      repr('output-format must be one of: PNG, FITS, or array.\\n'),
    ],
    [
      '/api/v1/cutouts',
      { objectId: 'X', kind: 'All' },
      repr('The option `kind=All` is only compatible with `output-format=array`.\\n'),
    ],
    [
      '/lsst/api/v1/conesearch',
      { ra: 1, dec: 2, radius: 5, startdate: 60000, columns: 'r:ra' },
      repr('You need to specify f:firstDiaSourceMjdTaiFink in the columns to filter on dates.\\n'),
    ],
  ])('%s %o', async (path, body, words) => {
    const response = await post(path, body);
    expect([response.status, await response.text()]).toEqual([400, words]);
  });

  test('a body that is no JSON, or not said to be', async () => {
    const malformed = await post('/api/v1/objects', '{');
    expect([malformed.status, await malformed.text()]).toEqual([
      400,
      '{"message": "The browser (or proxy) sent a request that this server could not understand."}\n',
    ]);
    expect((await ask('/api/v1/objects', { method: 'POST', body: 'objectId=x' })).status).toBe(415);
    expect((await ask('/api/v1/objects', { method: 'DELETE' })).status).toBe(405);
  });

  test('a trend that a class does not have', async () => {
    const response = await post('/api/v1/latests', { class: 'Unknown', trend: 'low_state' });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(
      /^\n {8}low_state trend is only implemented for the `\(CTA\) Blazar low state` class\./,
    );
  });

  test('problem+json for those who ask for JSON by name', async () => {
    const response = await ask('/api/v1/conesearch?ra=kf&dec=1&radius=1', { headers: { accept: 'application/json' } });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 400, kind: 'bad-request' });
  });
});

describe('objects', () => {
  test('an unknown id is an empty list', async () => {
    const response = await post('/api/v1/objects', { objectId: 'ldfksjflkdsjf' });
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'application/json',
      '[]',
    ]);
  });

  test('all alerts of an object, newest first, 64-bit ids exact, by GET and by POST', async () => {
    const rows = await rowsOf(await ask('/api/v1/objects?objectId=ZTF21abfmbix'));
    expect(rows.map((row) => row['i:candid'])).toEqual([4n, 3n, 2n, 1n, 0n].map((k) => String(firstCandid + k)));
    expect(await rowsOf(await post('/ztf/api/v1/objects', { objectId: 'ZTF21abfmbix' }))).toEqual(rows);
  });

  test('several ids, and the beginning of ids; each row once', async () => {
    const both = await rowsOf(
      await post('/api/v1/objects', { objectId: ' ZTF21abfmbix , ZTF21abfmbiy', columns: 'i:objectId' }),
    );
    expect(both).toHaveLength(6);
    const partial = await rowsOf(await ask('/api/v1/objects?objectId=ZTF21abfmbi&columns=i:objectId'));
    expect(partial).toHaveLength(6);
    const nested = await rowsOf(await ask('/api/v1/objects?objectId=ZTF21abfmbix,ZTF21abf&columns=i:objectId'));
    expect(nested).toHaveLength(6);
  });

  test('columns asked for, and nothing else; names that no row has are left out', async () => {
    const rows = await rowsOf(await ask('/api/v1/objects?objectId=ZTF22zzzzzzz&columns=i:jd,%20i:candid,i:nothing'));
    expect(rows).toEqual([{ 'i:candid': String(firstCandid + 3n), 'i:jd': expect.any(Number) }]);
    expect((await ask('/api/v1/objects?objectId=ZTF22zzzzzzz&columns=v:classification')).status).toBe(400);
    expect((await ask('/api/v1/objects?objectId=ZTF22zzzzzzz&columns=magpsf')).status).toBe(400);
  });

  test('a lacking text is nan, a lacking number null, a lacking feature list []; nulls=clean makes them null', async () => {
    const rows = await rowsOf(await ask('/api/v1/objects?objectId=ZTF21abfmbi'));
    const lacking = rows.find((row) => row['i:objectId'] === 'ZTF21abfmbiy');
    expect(lacking).toMatchObject({
      'd:tns': 'nan',
      'd:anomaly_score': null,
      'd:lc_features_g': '[]',
      'd:blazar_stats_m0': -1,
    });
    const clean = await rowsOf(await ask('/api/v1/objects?objectId=ZTF21abfmbi&nulls=clean'));
    const cleaned = clean.find((row) => row['i:objectId'] === 'ZTF21abfmbiy');
    expect(cleaned).toMatchObject({
      'd:tns': null,
      'd:anomaly_score': null,
      'd:lc_features_g': null,
      'd:blazar_stats_m0': null,
    });
  });

  test('fillers and computed columns come last, in the order of the API', async () => {
    const [row = {}] = await rowsOf(await ask('/api/v1/objects?objectId=ZTF22zzzzzzz'));
    const names = Object.keys(row);
    const stored = names.slice(0, names.indexOf('d:blazar_stats_m0'));
    expect(stored).toEqual([...stored].sort());
    expect(names.slice(stored.length)).toEqual([
      'd:blazar_stats_m0',
      'd:blazar_stats_m1',
      'd:blazar_stats_m2',
      'v:classification',
      'v:rate',
      'v:sigma(rate)',
      'v:g-r',
      'v:sigma(g-r)',
      'v:rate(g-r)',
      'v:sigma(rate(g-r))',
      'v:lastdate',
      'v:firstdate',
      'v:lapse',
      'v:constellation',
    ]);
    expect(row).toMatchObject({
      'd:from_upper': true,
      'i:drb': null,
      'i:ssnamenr': 'é/"null',
      'v:constellation': 'Virgo',
    });
    expect(row['v:lastdate']).toBe('2023-02-28 06:08:38.400');
    expect(row['v:lapse']).toBeCloseTo(3 * 1.002 + 3.25, 6);
  });

  test('text is ASCII with / escaped, and ids=string makes 64-bit integers text', async () => {
    const text = await (
      await ask('/api/v1/objects?objectId=ZTF22zzzzzzz&ids=string&columns=i:candid,i:ssnamenr,i:fid')
    ).text();
    expect(text).toBe(`[{"i:candid":"${firstCandid + 3n}","i:fid":2,"i:ssnamenr":"\\u00e9\\/\\"null"}]`);
  });

  test('upper limits and bad measurements are numbers, tagged, without those of a valid epoch', async () => {
    const rows = await rowsOf(await ask('/api/v1/objects?objectId=ZTF21abfmbix&withupperlim=True'));
    expect(rows.map((row) => row['d:tag'])).toEqual([
      'valid',
      'valid',
      'valid',
      'valid',
      'valid',
      'badquality',
      'upperlim',
    ]);
    expect(rows.at(-1)).toMatchObject({
      'i:jd': firstJd - 2,
      'i:fid': 2,
      'i:diffmaglim': 19.5,
      'i:candid': -1,
      'i:magpsf': null,
      'd:cdsxmatch': null,
      'v:classification': null,
      'd:blazar_stats_m0': null,
    });
    expect(rows.at(-2)).toMatchObject({ 'i:magpsf': 19.2, 'i:candid': -1 });
    expect(await rowsOf(await ask('/api/v1/objects?objectId=ZTF21abfmbix&withupperlim=true'))).toHaveLength(5);
    const narrow = await rowsOf(await ask('/api/v1/objects?objectId=ZTF21abfmbix&withupperlim=True&columns=i:magpsf'));
    expect(Object.keys(narrow[0] ?? {})).toEqual(['i:magpsf', 'd:tag']);
    expect(narrow).toHaveLength(7);
  });

  test('stamps come as arrays, one call an alert that names it exactly; a failed call leaves empty ones and says so', async () => {
    const rows = await rowsOf(
      await post('/api/v1/objects', { objectId: 'ZTF21abfmbix', withcutouts: true, columns: 'i:jd,i:candid' }),
    );
    expect(rows[0]).toEqual({
      'i:candid': String(firstCandid + 4n),
      'i:jd': expect.any(Number),
      'b:cutoutScience_stampData': [
        [1, 2.5, null],
        [-3.25, 0.00001, 0],
      ],
      'b:cutoutTemplate_stampData': expect.any(Array),
      'b:cutoutDifference_stampData': expect.any(Array),
    });
    expect(cutouts.asked).toHaveLength(5);
    expect(cutouts.asked.find(({ candid }) => candid === String(firstCandid))).toEqual({
      hdfsPath: `/year=2023/month=02/day=25/part-${firstCandid}.parquet`,
      objectId: 'ZTF21abfmbix',
      candid: String(firstCandid),
      kind: 'All',
      return_type: 'array',
      locator: `1 year=2023/month=02/day=25/part-${firstCandid}.parquet 4,100,0 104,100,0 -`,
    });
    cutouts.failure = new PortalError('unavailable', 'down');
    const failed = await post('/api/v1/objects', {
      objectId: 'ZTF22zzzzzzz',
      withcutouts: true,
      'cutout-kind': 'Science',
      columns: 'i:fid',
    });
    expect(failed.headers.get('x-cutouts-failed')).toBe('1');
    expect(await failed.json()).toEqual([{ 'i:fid': 2, 'b:cutoutScience_stampData': [] }]);
    expect(await rowsOf(await post('/api/v1/objects', { objectId: 'none', withcutouts: true }))).toEqual([]);
  });

  test('CSV, VOTable and Parquet carry the same rows', async () => {
    const query = '/api/v1/objects?objectId=ZTF21abfmbix&columns=i:jd,i:candid,i:magpsf,i:objectId&output-format=';
    const csv = await ask(`${query}csv`);
    expect(csv.headers.get('content-type')).toBe('application/csv');
    const lines = (await csv.text()).split('\n');
    expect(lines[0]).toBe('i:candid,i:jd,i:magpsf,i:objectId');
    expect(lines[1]).toMatch(new RegExp(`^${firstCandid + 4n},2460004.758,18\\.\\d+,ZTF21abfmbix$`));
    const votable = await ask(`${query}votable`);
    expect(votable.headers.get('content-type')).toBe('text/xml');
    expect(await votable.text()).toContain('<FIELD ID="i_magpsf" datatype="double" name="i:magpsf" ucd="phot.mag');
    const parquet = await ask(`${query}parquet`);
    expect(parquet.headers.get('content-type')).toBe('parquet');
    const rows = await parquetReadObjects({ file: await parquet.arrayBuffer() });
    expect(rows[0]).toMatchObject({ 'i:candid': firstCandid + 4n, 'i:objectId': 'ZTF21abfmbix' });
    for (const format of ['csv', 'parquet', 'votable']) {
      const whole = await ask(`/api/v1/objects?objectId=ZTF21abfmbi&withupperlim=True&output-format=${format}`);
      expect([format, whole.status]).toEqual([format, 200]);
      expect((await ask(`/api/v1/objects?objectId=none&output-format=${format}`)).status).toBe(200);
    }
  });

  test('stages and cost are told of every request', async () => {
    const response = await ask('/api/v1/objects?objectId=ZTF21abfmbix');
    const timing = response.headers.get('server-timing') ?? '';
    for (const stage of ['parse', 'scan', 'sort', 'decode', 'encode', 'total'])
      expect(timing).toContain(`${stage};dur=`);
    expect(response.headers.get('x-request-id')).toBeTruthy();
  });
});

describe('cutouts', () => {
  test('an unknown object, and an unknown alert of a known one, are 404', async () => {
    for (const args of [{ objectId: 'ZTF99none' }, { objectId: 'ZTF21abfmbix', candid: '123' }]) {
      const response = await post('/api/v1/cutouts', { ...args, kind: 'Science' });
      expect(response.status).toBe(404);
      expect(await response.text()).toMatch(/^\{'status': 'error', 'text': '/);
    }
  });

  test('arrays: the newest alert unless one is named, as text or as number; NaN is bare unless nan=null', async () => {
    const one = await ask('/api/v1/cutouts?objectId=ZTF21abfmbix&kind=Science&output-format=array');
    expect(await one.text()).toBe(`{"b:cutoutScience_stampData":${sampleText()}}`);
    expect(cutouts.asked[0]?.candid).toBe(String(firstCandid + 4n));
    await post(
      '/api/v1/cutouts',
      `{"objectId":"ZTF21abfmbix","kind":"Science","output-format":"array","candid":${firstCandid}}`,
    );
    expect(cutouts.asked[1]?.candid).toBe(String(firstCandid));
    const all = await ask('/api/v1/cutouts?objectId=ZTF21abfmbix&kind=All&output-format=array&nan=null');
    expect(Object.keys(await all.json())).toEqual([
      'b:cutoutDifference_stampData',
      'b:cutoutScience_stampData',
      'b:cutoutTemplate_stampData',
    ]);
  });

  test('FITS is handed through as a file', async () => {
    const response = await ask('/api/v1/cutouts?objectId=ZTF21abfmbix&kind=Template&output-format=FITS');
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=ZTF21abfmbix_Template.fits');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(cutouts.fits));
  });

  test('PNG is a picture of the stamp', async () => {
    cutouts.fits = sampleFits();
    const response = await ask('/api/v1/cutouts?objectId=ZTF21abfmbix&kind=Science&colormap=viridis');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=ZTF21abfmbix_Science.png');
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  test('a cutout API that fails is named, and never becomes a file', async () => {
    cutouts.failure = new PortalError('unavailable', 'The cutout API can’t be reached.', { dependency: 'cutout API' });
    const response = await ask('/api/v1/cutouts?objectId=ZTF21abfmbix&kind=Science&output-format=FITS');
    expect(response.status).toBe(503);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('stamp-locations tells where all stamps of an object are, by GET and POST', async () => {
    const locations = await (await ask('/ztf/api/v1/stamp-locations?objectId=ZTF21abfmbix')).json();
    expect(locations).toHaveLength(5);
    expect(locations[0]).toEqual({
      objectId: 'ZTF21abfmbix',
      alertId: String(firstCandid + 4n),
      hdfsPath: `/year=2023/month=02/day=25/part-${firstCandid + 4n}.parquet`,
      locator: expect.stringMatching(/^1 /),
    });
    expect(await (await post('/api/v1/stamp-locations', { objectId: 'ZTF21abfmbi' })).json()).toEqual([]);
    expect((await post('/api/v1/stamp-locations', {})).status).toBe(400);
  });
});

function sampleText(): string {
  return '[[1.0,2.5,NaN],[-3.25,1e-05,0.0]]';
}

function sampleFits(): Buffer {
  const cards = [
    'SIMPLE  =                    T',
    'BITPIX  =                  -32',
    'NAXIS   =                    2',
    'NAXIS1  =                    3',
    'NAXIS2  =                    3',
    'END',
  ];
  const bytes = Buffer.alloc(5760);
  bytes.write(
    cards
      .map((card) => card.padEnd(80))
      .join('')
      .padEnd(2880),
    'latin1',
  );
  for (let pixel = 0; pixel < 9; pixel++) bytes.writeFloatBE(pixel === 4 ? 100 : pixel, 2880 + pixel * 4);
  return bytes;
}
