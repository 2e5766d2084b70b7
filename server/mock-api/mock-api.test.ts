import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { stampImage } from '#domain/stamps/fits-image.ts';
import { surveyOfObjectId, surveys } from '#domain/surveys/index.ts';
import { parseExactJson } from '#server/contracts/exact-json.ts';
import type { Service } from '#server/http/create-service.ts';
import { createMetrics } from '#server/telemetry/metrics.ts';
import { createSystemTraceDeps } from '#server/telemetry/system-trace-deps.ts';
import { createWideLog } from '#server/telemetry/wide-log.ts';
import { createMockApi } from './app.ts';
import { hugeRows, namedFailures, slowMs } from './failures.ts';
import { type Fixtures, readFixtures } from './fixtures.ts';

let fixtures: Fixtures;
let service: Service;

function createTestMock(requestTimeoutMs = 60_000): Service {
  return createMockApi({
    fixtures,
    version: '0',
    defaultSurvey: 'ztf',
    trace: createSystemTraceDeps(),
    metrics: createMetrics({ service: 'mock-api', version: '0', processMetrics: false }),
    log: createWideLog({ service: 'mock-api', version: '0', level: 'silent' }),
    limits: { requestTimeoutMs },
  });
}

beforeAll(async () => {
  fixtures = await readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));
  service = createTestMock();
});

const get = (path: string): Promise<Response> => service.fetch(new Request(`http://x${path}`));
const post = (path: string, body: unknown): Promise<Response> => {
  const headers = { 'content-type': 'application/json' };
  return service.fetch(new Request(`http://x${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
};
const rowsOf = async (path: string): Promise<Record<string, unknown>[]> => {
  const parsed = parseExactJson(await (await get(path)).text());
  if (!Array.isArray(parsed)) throw new Error('no rows');
  return parsed;
};
const failureNamed = (name: string) => {
  const found = namedFailures.find((failure) => failure.name === name);
  if (!found) throw new Error(name);
  return found;
};

describe('names', () => {
  test('every failure has an id of each survey, grammatical, simulated, and only one', () => {
    const ids = namedFailures.flatMap(({ ids }) => Object.values(ids));
    expect(new Set(ids).size).toBe(2 * namedFailures.length);
    for (const { ids } of namedFailures) {
      for (const survey of surveys) {
        expect(surveyOfObjectId(ids[survey.id])?.id).toBe(survey.id);
        expect(survey.isSimulatedId(ids[survey.id])).toBe(true);
      }
    }
  });
});

describe('object API', () => {
  test('objects: newest first, 64-bit ids as JSON integers, exact', async () => {
    const [object] = fixtures.all('ztf');
    const path = `/api/v1/objects?objectId=${object?.objectId}`;
    const text = await (await get(path)).text();
    expect(text).toMatch(/"i:candid":9\d{18}[,}]/);
    const rows = await rowsOf(path);
    expect(rows.map((row) => row['i:candid'])).toEqual(object?.rows.map((row) => row['i:candid']));
    const times = rows.map((row) => Number(row['i:jd']));
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  test('columns, limits and formats are those of the API', async () => {
    const id = fixtures.all('ztf').find(({ upper }) => upper.length > 0)?.objectId;
    const [few] = await rowsOf(`/ztf/api/v1/objects?objectId=${id}&columns=i:jd,i:magpsf`);
    expect(Object.keys(few ?? {}).sort()).toEqual(['i:jd', 'i:magpsf']);
    const all = await rowsOf(`/api/v1/objects?objectId=${id}&withupperlim=True`);
    expect(new Set(all.map((row) => row['d:tag']))).toEqual(new Set(['valid', 'upperlim']));
    expect(all.find((row) => row['d:tag'] === 'upperlim')).toMatchObject({ 'i:candid': -1, 'i:magpsf': null });
    const csv = await (await get(`/api/v1/objects?objectId=${id}&output-format=csv&columns=i:jd`)).text();
    expect(csv.split('\n')[0]).toBe('i:jd');
    expect((await get(`/api/v1/objects?objectId=${id}&output-format=toto`)).status).toBe(400);
    expect(await rowsOf('/api/v1/objects?objectId=ZTF18nothere')).toEqual([]);
  });

  test('a partial id finds what begins with it, failures only by their whole id', async () => {
    const ids = new Set(
      (await rowsOf('/api/v1/objects?objectId=ZTF99&columns=i:objectId')).map((row) => row['i:objectId']),
    );
    expect(ids.size).toBe(fixtures.all('ztf').length);
  });

  test('conesearch finds the object at its place, with its separation', async () => {
    const [object] = fixtures.all('ztf');
    const row = object?.rows[0];
    const found = await rowsOf(`/api/v1/conesearch?ra=${row?.['i:ra']}&dec=${row?.['i:dec']}&radius=5`);
    expect(found[0]).toMatchObject({ 'i:objectId': object?.objectId, 'v:separation_degree': 0 });
    expect((await get('/api/v1/conesearch?ra=x&dec=1&radius=5')).status).toBe(400);
  });

  test('latests gives alerts of a class', async () => {
    const wanted = String(fixtures.all('ztf')[0]?.rows[0]?.['v:classification']);
    const rows = await rowsOf(`/api/v1/latests?class=${encodeURIComponent(wanted)}&n=3`);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row['v:classification'] === wanted)).toBe(true);
  });

  test('what the tabs of an object ask for has an answer of its form', async () => {
    const all = fixtures.all('ztf').flatMap(({ rows }) => rows);
    const asteroid = all.find((row) => /^\d+$/.test(String(row['i:ssnamenr'])))?.['i:ssnamenr'];
    const tracklet = all.find((row) => String(row['d:tracklet']).startsWith('TRCK'))?.['d:tracklet'];
    const own = await rowsOf(`/api/v1/sso?n_or_d=${asteroid}&columns=i:ssnamenr`);
    expect(new Set(own.map((row) => row['i:ssnamenr']))).toEqual(new Set([asteroid]));
    const withEphemeris = await get(`/api/v1/sso?n_or_d=${asteroid}&withEphem=True`);
    expect([withEphemeris.status, await withEphemeris.text()]).toEqual([502, expect.stringContaining('ephemerides')]);
    expect((await rowsOf(`/api/v1/tracklet?id=${tracklet}`)).length).toBeGreaterThan(0);
    for (const path of ['metadata?objectId=all', 'resolver?resolver=tns&name=x', 'tracklet?id=TRCK_1999'])
      expect(await rowsOf(`/api/v1/${path}`)).toEqual([]);
    const classes = await (await get('/api/v1/classes')).json();
    expect(classes['Fink classifiers']).toContain('SN candidate');
  });

  test('Rubin: sources, objects, schema and index', async () => {
    const [object] = fixtures.all('lsst');
    const sources = await rowsOf(`/lsst/api/v1/sources?diaObjectId=${object?.objectId}`);
    expect(sources).toHaveLength(object?.rows.length ?? 0);
    const objects = await rowsOf(`/lsst/api/v1/objects?diaObjectId=${object?.objectId}`);
    expect(String(objects[0]?.['r:diaObjectId'])).toBe(object?.objectId);
    expect((await get('/lsst/api/v1/schema')).status).toBe(200);
    expect(await (await get('/lsst/api/v1/')).json()).toMatchObject({
      survey: 'lsst',
      extensions: ['stamp-locations', 'forced-photometry'],
    });
  });

  test('cutouts: PNG, FITS and arrays of any alert of an object', async () => {
    const [object] = fixtures.all('ztf');
    const last = object?.rows.at(-1)?.['i:candid'];
    const base = `/api/v1/cutouts?objectId=${object?.objectId}&candid=${last}&kind=Science`;
    const png = Buffer.from(await (await get(base)).arrayBuffer());
    expect(png.toString('latin1', 1, 4)).toBe('PNG');
    const fits = new Uint8Array(await (await get(`${base}&output-format=FITS`)).arrayBuffer());
    expect(stampImage(fits).width).toBe(63);
    const array = await (await get(`${base}&output-format=array`)).text();
    expect(array.startsWith('{"b:cutoutScience_stampData":[[')).toBe(true);
    expect((await get('/api/v1/cutouts?objectId=ZTF18nothere&kind=Science')).status).toBe(404);
  });
});

describe('cutout API', () => {
  test.each(['ztf', 'lsst'] as const)('%s: stamp-locations lead to three FITS', async (survey) => {
    const [object] = fixtures.all(survey);
    const locations = await rowsOf(`/${survey}/api/v1/stamp-locations?objectId=${object?.objectId}`);
    expect(locations).toHaveLength(object?.rows.length ?? 0);
    const { hdfsPath, alertId } = locations[0] ?? {};
    const response = await post('/cutout/api/v1/stamps', { survey, hdfsPath, alertId });
    const bytes = Buffer.from(await response.arrayBuffer());
    const length = bytes.readUInt32BE(0);
    expect(stampImage(bytes.subarray(4, 4 + length)).width).toBeGreaterThanOrEqual(30);
  });

  test('unknown places and alerts are 404', async () => {
    const [object] = fixtures.all('ztf');
    const ask = (hdfsPath: string, alertId: string) =>
      post('/cutout/api/v1/stamps', { survey: 'ztf', hdfsPath, alertId });
    expect((await ask('/mock/ztf/ZTF18nothere.parquet', '1')).status).toBe(404);
    expect((await ask(`/mock/ztf/${object?.objectId}.parquet`, '1')).status).toBe(404);
    expect((await ask('/etc/passwd', '1')).status).toBe(404);
  });
});

describe('failures', () => {
  const objectsOf = (name: string) => get(`/api/v1/objects?objectId=${failureNamed(name).ids.ztf}`);
  const sourcesOf = (name: string) => get(`/lsst/api/v1/sources?diaObjectId=${failureNamed(name).ids.lsst}`);

  test.each([
    ['failing', 500],
    ['busy', 503],
    ['limited', 429],
    ['proxy', 504],
    ['gone', 410],
  ])('%s answers %i for both surveys', async (name, status) => {
    expect([(await objectsOf(name)).status, (await sourcesOf(name)).status]).toEqual([status, status]);
  });

  test('slow comes late, and whole', async () => {
    const began = performance.now();
    expect((await objectsOf('slow')).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThan(slowMs - 50);
  });

  test('hanging ends with the deadline of the service, or when the client leaves', async () => {
    const impatient = createTestMock(100);
    const path = `http://x/api/v1/objects?objectId=${failureNamed('hanging').ids.ztf}`;
    expect((await impatient.fetch(new Request(path))).status).toBe(504);
  });

  test('malformed is 200 and no JSON; a cut body breaks the connection', async () => {
    const malformed = await objectsOf('malformed');
    expect(malformed.status).toBe(200);
    await expect(malformed.json()).rejects.toThrow();
    await expect(objectsOf('cut').then((response) => response.text())).rejects.toThrow();
  });

  test('empty has no rows, huge has 5,000 with ids of their own, sparse lacks cells', async () => {
    expect(await (await objectsOf('empty')).json()).toEqual([]);
    const huge = await rowsOf(`/api/v1/objects?objectId=${failureNamed('huge').ids.ztf}&columns=i:candid,i:jd`);
    expect(huge).toHaveLength(hugeRows);
    expect(new Set(huge.map((row) => row['i:candid'])).size).toBe(hugeRows);
    const sparse = await rowsOf(`/api/v1/objects?objectId=${failureNamed('sparse').ids.ztf}`);
    expect(sparse.some((row) => Object.values(row).includes('nan'))).toBe(true);
  });

  test.each([
    ['failing stamps', 500],
    ['busy stamps', 503],
    ['gone stamps', 404],
    ['malformed stamps', 200],
    ['empty stamps', 200],
  ])('%s: the light curve is there, stamps answer %i', async (name, status) => {
    const { ids } = failureNamed(name);
    const [row] = await rowsOf(`/api/v1/objects?objectId=${ids.ztf}&columns=i:candid`);
    const hdfsPath = `/mock/ztf/${ids.ztf}.parquet`;
    const response = await post('/cutout/api/v1/stamps', {
      survey: 'ztf',
      hdfsPath,
      alertId: String(row?.['i:candid']),
    });
    expect(response.status).toBe(status);
    if (name === 'empty stamps') expect((await response.arrayBuffer()).byteLength).toBe(12);
  });
});

test('whatever the arguments, a route without a named failure answers below 500', async () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.constantFrom('ZTF99', 'Science', 'PNG', 'json', '9'),
  );
  const names = [
    'objectId',
    'diaObjectId',
    'diaSourceId',
    'kind',
    'output-format',
    'ra',
    'dec',
    'radius',
    'n',
    'class',
    'columns',
    'hdfsPath',
    'alertId',
    'survey',
    'startdate',
    'candid',
  ];
  const query = fc.dictionary(fc.constantFrom(...names), value);
  const paths = ['objects', 'cutouts', 'latests', 'conesearch', 'schema', 'stamp-locations'].flatMap((name) => [
    `/api/v1/${name}`,
    `/lsst/api/v1/${name}`,
  ]);
  const path = fc.constantFrom(...paths, '/lsst/api/v1/sources', '/cutout/api/v1/stamps', '/cutout/api/v1/cutouts');
  await fc.assert(
    fc.asyncProperty(path, query, async (route, args) => {
      expect((await get(`${route}?${new URLSearchParams(args)}`)).status).toBeLessThan(500);
    }),
    { numRuns: 300 },
  );
});
