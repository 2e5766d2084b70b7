import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locatorFromText, textFromLocator } from '#domain/stamps/locator.ts';
import { memoryFiles } from '#server/storage/lake/memory-files.ts';
import { lakePathFrom } from './reading/lake-path.ts';
import { createSmallLake, createTestApi, partsOf, post, smallFits, smallPath } from './test-lake.ts';

const hdfsPath = `/${smallPath}`;
const alertId = (k: number): string => String(9_200_000_000_000_000_000n + BigInt(k));

function locatorText(lake: Awaited<ReturnType<typeof createSmallLake>>, k: number): string {
  const locator = lake.locators.get(alertId(k));
  if (!locator) throw new Error(`no locator of alert ${k}`);
  return textFromLocator(locator);
}

describe('cutouts', () => {
  test('an array is nested lists with the bare NaN, or null when asked', async () => {
    const { service } = createTestApi((await createSmallLake()).files);
    const ask = { hdfsPath, kind: 'Science', objectId: 'ZTF99caaaaaa', candid: alertId(2), return_type: 'array' };
    const response = await service.fetch(post('cutouts', ask));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect((await response.text()).slice(0, 22)).toBe('[[[6.0,NaN,8.0,9.0,10.');
    const nulls = await (await service.fetch(post('cutouts', { ...ask, nan: 'null' }))).json();
    expect(nulls[0][0].slice(0, 3)).toEqual([6, null, 8]);
  });

  test('All gives Science, Template, Difference in this order, and an empty array for a stamp that is not there', async () => {
    const { service } = createTestApi((await createSmallLake()).files);
    const text = await (
      await service.fetch(post('cutouts', { hdfsPath, kind: 'All', objectId: 'ZTF99baaaaaa', candid: alertId(1) }))
    ).text();
    expect(JSON.parse(text.replaceAll('NaN', 'null')).map((rows: number[][]) => rows[0]?.[0])).toEqual([3, 4, 5]);
    const missing = await service.fetch(
      post('cutouts', { hdfsPath, kind: 'All', objectId: 'ZTF99caaaaaa', candid: alertId(2) }),
    );
    expect(JSON.parse((await missing.text()).replaceAll('NaN', 'null'))[1]).toEqual([]);
  });

  test('FITS is byte-identical to what was ingested, named after the object', async () => {
    const { service } = createTestApi((await createSmallLake()).files);
    const response = await service.fetch(
      post('cutouts', {
        hdfsPath,
        kind: 'Difference',
        objectId: 'ZTF99eaaaaaa',
        candid: alertId(4),
        return_type: 'FITS',
      }),
    );
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=ZTF99eaaaaaa.fits');
    expect(Buffer.from(await response.arrayBuffer()).equals(smallFits(14))).toBe(true);
  });

  test('a candid given as a JSON integer beyond 2^53 is exact', async () => {
    const { service } = createTestApi((await createSmallLake()).files);
    const body = `{"hdfsPath":"${hdfsPath}","kind":"Science","objectId":"ZTF99daaaaaa","candid":${alertId(3)}}`;
    const headers = { 'content-type': 'application/json' };
    const response = await service.fetch(new Request('http://x/api/v1/cutouts', { method: 'POST', headers, body }));
    expect((await response.text()).startsWith('[[[9.0,')).toBe(true);
  });

  test('without a candid the first alert of the object in the file is taken', async () => {
    const { service } = createTestApi((await createSmallLake(12)).files);
    const response = await service.fetch(post('cutouts', { hdfsPath, kind: 'Science', objectId: 'ZTF99aaaaaaa' }));
    expect((await response.text()).startsWith('[[[0.0,')).toBe(true);
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  test('with a locator a stamp nobody has read before costs one range read', async () => {
    const lake = await createSmallLake();
    const reads: string[] = [];
    const files = {
      ...lake.files,
      read: (...args: Parameters<typeof lake.files.read>) => {
        reads.push(args[0]);
        return lake.files.read(...args);
      },
    };
    const { service } = createTestApi(files);
    const ask = {
      hdfsPath,
      kind: 'Science',
      objectId: 'ZTF99faaaaaa',
      candid: alertId(5),
      locator: locatorText(lake, 5),
    };
    expect((await (await service.fetch(post('cutouts', ask))).text()).startsWith('[[[15.0,')).toBe(true);
    expect(reads).toEqual([smallPath]);
  });

  test('a GET without arguments describes them', async () => {
    const { service } = createTestApi(memoryFiles());
    const { args } = await (await service.fetch(new Request('http://x/api/v1/cutouts'))).json();
    expect(args.map((each: { name: string }) => each.name).slice(0, 3)).toEqual(['hdfsPath', 'kind', 'objectId']);
    expect(args[0]).toMatchObject({ required: true });
  });

  test('the index announces cutouts, and stamps as an extension', async () => {
    const { service } = createTestApi(memoryFiles());
    const index = await (await service.fetch(new Request('http://x//api/v1/'))).json();
    expect(index).toEqual({ service: 'cutout-api', version: '0', routes: ['cutouts'], extensions: ['stamps'] });
  });
});

test('the locator of another alert is refused, for one stamp and for three', async () => {
  const lake = await createSmallLake();
  const { service } = createTestApi(lake.files);
  const ask = { hdfsPath, locator: locatorText(lake, 5) };
  const one = { ...ask, kind: 'Science', objectId: 'ZTF99eaaaaaa', candid: alertId(4) };
  for (const request of [post('cutouts', one), post('stamps', { ...ask, survey: 'ztf', alertId: alertId(4) })]) {
    const response = await service.fetch(request);
    expect([response.status, response.headers.get('cache-control')]).toEqual([400, 'no-store']);
    expect(await response.text()).toContain(`its page is that of alert ${alertId(5)}`);
  }
});

describe('stamps', () => {
  test('three length-prefixed FITS, with and without locator, a missing one as length 0', async () => {
    const lake = await createSmallLake();
    const { service } = createTestApi(lake.files);
    for (const locator of [undefined, locatorText(lake, 2)]) {
      const response = await service.fetch(post('stamps', { survey: 'ztf', hdfsPath, alertId: alertId(2), locator }));
      expect(response.headers.get('cache-control')).toContain('immutable');
      const parts = partsOf(await response.arrayBuffer());
      expect(parts.Science.equals(smallFits(6))).toBe(true);
      expect(parts.Template).toHaveLength(0);
      expect(parts.Difference.equals(smallFits(8))).toBe(true);
    }
  });

  test('an hdfsPath that begins with the root of the lake means the same file', async () => {
    const { service } = createTestApi((await createSmallLake()).files);
    const response = await service.fetch(
      post('stamps', { survey: 'ztf', hdfsPath: `/data/lake/${smallPath}`, alertId: alertId(0) }),
    );
    expect(response.status).toBe(200);
  });
});

describe('refusals', () => {
  const base = { survey: 'ztf', hdfsPath, alertId: alertId(0) };
  test.each([
    ['an unknown alert', { ...base, alertId: '12' }, 404],
    ['a file that is not there', { ...base, hdfsPath: '/year=1/x.parquet' }, 404],
    ['a path with dots', { ...base, hdfsPath: '/../../etc/passwd.parquet' }, 400],
    ['dots after a real folder', { ...base, hdfsPath: '/year=2026/../../x.parquet' }, 400],
    ['a scheme', { ...base, hdfsPath: 'file:///etc/x.parquet' }, 400],
    ['hdfs and a host', { ...base, hdfsPath: 'hdfs://host:8020/x.parquet' }, 400],
    ['another kind of file', { ...base, hdfsPath: '/etc/passwd' }, 400],
    ['a backslash', { ...base, hdfsPath: '/a\\..\\b.parquet' }, 400],
    ['a NUL', { ...base, hdfsPath: '/a\u0000.parquet' }, 400],
    ['a path of a megabyte', { ...base, hdfsPath: `/${'a'.repeat(1_000_000)}.parquet` }, 400],
    ['an id that is no number', { ...base, alertId: '1e5' }, 400],
    ['an id of 65 bits', { ...base, alertId: '9999999999999999999' }, 400],
    ['an unknown survey', { ...base, survey: 'sdss' }, 400],
    ['a locator of another form', { ...base, locator: '2 x 1,1,1 - -' }, 400],
    ['a locator of another file', { ...base, locator: '1 other.parquet 4,100,0 - -' }, 400],
    ['a locator into the middle of a page', { ...base, locator: `1 ${smallPath} 100,900,0 - -` }, 400],
    ['a locator beyond the end', { ...base, locator: `1 ${smallPath} 99999999,900,0 - -` }, 400],
    ['a locator of a huge page', { ...base, locator: `1 ${smallPath} 4,999999999,0 - -` }, 400],
    ['no path', { survey: 'ztf', alertId: '1' }, 400],
  ])('%s → %#', async (_, body, status) => {
    const { service } = createTestApi((await createSmallLake()).files);
    const response = await service.fetch(post('stamps', body));
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toMatch(/^\{'status': 'error', 'text': /);
  });

  test.each([
    [
      { hdfsPath, kind: 'All', objectId: 'ZTF99aaaaaaa', return_type: 'FITS' },
      400,
      /return_type=All is not allowed for FITS\.\\n/,
    ],
    [{ hdfsPath, kind: 'Nope', objectId: 'ZTF99aaaaaaa' }, 400, /`kind`.*Science, Template, Difference, All/],
    [{ hdfsPath, kind: 'Science', objectId: 'X' }, 400, /`objectId`/],
    [{ hdfsPath, kind: 'Science' }, 400, /A value for `objectId` is required/],
    [{ hdfsPath, kind: 'Science', objectId: 'ZTF99zzzzzzz' }, 404, /no alert of object/],
    [{ hdfsPath, kind: 'Template', objectId: 'ZTF99caaaaaa', candid: alertId(2) }, 404, /no Template stamp/],
    [{ kind: 'Science', objectId: 'ZTF99aaaaaaa' }, 400, /A value for `hdfsPath` is required/],
  ])('cutouts %j → %i', async (body, status, words) => {
    const { service } = createTestApi((await createSmallLake()).files);
    const response = await service.fetch(post('cutouts', body));
    expect([response.status, await response.text()]).toEqual([status, expect.stringMatching(words)]);
  });

  test('whatever the arguments, the answer is below 500', async () => {
    const lake = await createSmallLake();
    const { service } = createTestApi(lake.files);
    const value = fc.oneof(
      fc.string(),
      fc.json(),
      fc.integer(),
      fc.double(),
      fc.constant(null),
      fc.bigInt().map(String),
    );
    const known = (good: string) => fc.oneof(fc.constant(good), value);
    const page = fc.tuple(fc.nat(200_000), fc.nat(20_000), fc.nat(5)).map((numbers) => numbers.join(','));
    const locator = fc.tuple(page, page, page).map((pages) => `1 ${smallPath} ${pages.join(' ')}`);
    const body = fc.record(
      {
        survey: known('ztf'),
        hdfsPath: known(hdfsPath),
        alertId: known(alertId(1)),
        objectId: known('ZTF99baaaaaa'),
        candid: known(alertId(1)),
        kind: known('Science'),
        return_type: known('FITS'),
        locator: fc.oneof(locator, value),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(body, async (fields) => {
        expect((await service.fetch(post('stamps', fields))).status).toBeLessThan(500);
        expect((await service.fetch(post('cutouts', fields))).status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });

  test('paths are normalised below the root, and only below it', () => {
    expect(lakePathFrom('/a//b.parquet', '/lake')).toBe('a/b.parquet');
    expect(lakePathFrom('/lake/a/b.parquet', '/lake')).toBe('a/b.parquet');
    expect(lakePathFrom('/lakeside/b.parquet', '/lake')).toBe('lakeside/b.parquet');
    expect(lakePathFrom('/a.parquet', '/')).toBe('a.parquet');
  });
});

test('locators of the small lake are of the form that the row keeps', async () => {
  const lake = await createSmallLake();
  expect(locatorFromText(locatorText(lake, 0))?.path).toBe(smallPath);
});
