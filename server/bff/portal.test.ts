import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { type FakeRequest, type FakeUpstream, sendJson } from '#server/clients/fake-upstream.ts';
import type { Portal } from './deps.ts';
import { portalFor, rubinId, rubinSource, startFakeApis, ztfCandid, ztfId, ztfRows } from './testing/fake-apis.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

type Override = (request: FakeRequest, response: ServerResponse) => boolean;

async function start(
  override?: Override,
  settings?: Readonly<Record<string, string>>,
): Promise<{ api: FakeUpstream; portal: Portal }> {
  const api = await startFakeApis(override);
  const portal = portalFor(api.url, settings);
  opened.push(api, portal);
  return { api, portal };
}

const headers = new Headers();
const failure = (promise: Promise<unknown>): Promise<PortalError> =>
  promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => (error instanceof PortalError ? error : Promise.reject(error)),
  );
const pathsOf = (api: FakeUpstream) => api.requests.map(({ path }) => path);

describe('the in-process caller', () => {
  test('all that a page asks about an object costs one upstream call, also between requests', async () => {
    const { api, portal } = await start();
    const caller = portal.createCaller(headers, '/{objectId}');
    const [summary, lightcurve, alert, stamps] = await Promise.all([
      caller.summary({ objectId: ztfId }),
      caller.lightcurve({ objectId: ztfId }),
      caller.alert({ objectId: ztfId, alertId: ztfCandid }),
      caller.stamps({ objectId: ztfId, alertId: ztfCandid }),
    ]);
    await portal.createCaller(headers, '/{objectId}').summary({ objectId: ztfId });
    expect(pathsOf(api)).toEqual(['/ztf/api/v1/objects']);
    expect(api.requests[0]?.args.get('withupperlim')).toBe('True');
    expect(summary).toMatchObject({
      objectId: ztfId,
      latest: { alertId: ztfCandid },
      freshness: { stale: false, ageSeconds: 0 },
    });
    expect(lightcurve.alertId).toEqual(['1786383461515015007', ztfCandid]);
    expect(lightcurve.mag).toEqual(Float64Array.of(17.263, 17.263));
    expect(alert.alertId).toBe(ztfCandid);
    expect(stamps.frameUrl).toBe(`/data/ztf/${ztfId}/${ztfCandid}.stamps`);
  });

  test('a Rubin object comes from its sources and its own row, ids exact', async () => {
    const { api, portal } = await start();
    const summary = await portal.createCaller(headers, '/').summary({ objectId: rubinId });
    expect(pathsOf(api).toSorted()).toEqual(['/lsst/api/v1/objects', '/lsst/api/v1/sources']);
    expect(summary).toMatchObject({ survey: 'lsst', latest: { alertId: rubinSource }, labels: [{ text: 'QSO' }] });
  });

  test('every kind of failure keeps its name and the API that failed', async () => {
    const { portal } = await start(
      ({ args }, response) => {
        const id = args.get('objectId') ?? '';
        if (id.endsWith('a')) response.writeHead(500).end();
        else if (id.endsWith('b')) response.end('not json');
        else if (!id.endsWith('c')) return false;
        return true;
      },
      { OBJECT_API_TIMEOUT_MS: '600' },
    );
    const caller = portal.createCaller(headers, '/{objectId}');
    const kinds: Readonly<Record<string, string>> = {
      ZTF21aaaaaaa: 'upstream-failed',
      ZTF21aaaaaab: 'upstream-failed',
      ZTF21aaaaaac: 'upstream-timeout',
      ZTF21aaaaaad: 'not-found',
      nonsense: 'bad-request',
    };
    for (const [objectId, kind] of Object.entries(kinds))
      expect((await failure(caller.summary({ objectId }))).kind).toBe(kind);
    expect((await failure(caller.lightcurve({ objectId: 'ZTF21aaaaaac' }))).dependency).toBe('object API');
    expect((await failure(caller.alert({ objectId: ztfId, alertId: '5' }))).kind).toBe('not-found');
    expect((await failure(caller.alert({ objectId: ztfId, alertId: '-5' }))).kind).toBe('bad-request');
  });

  test('when the API fails, what it said before is shown and says its age', async () => {
    let isDown = false;
    const { portal } = await start(
      (_, response) => {
        if (isDown) response.writeHead(500).end();
        return isDown;
      },
      { OBJECT_FRESH_MS: '0' },
    );
    await portal.createCaller(headers, '/').summary({ objectId: ztfId });
    isDown = true;
    const { freshness } = await portal.createCaller(headers, '/').summary({ objectId: ztfId });
    expect(freshness.stale).toBe(true);
    expect((await failure(portal.createCaller(headers, '/').summary({ objectId: rubinId }))).kind).toBe(
      'upstream-failed',
    );
  });
});

describe('search', () => {
  test('a whole id, a beginning, a class: the rows, and the calls that were made', async () => {
    const { portal } = await start();
    const caller = portal.createCaller(headers, '/');
    const whole = await caller.search({ text: ztfId });
    expect(whole).toMatchObject({
      understood: { kind: 'object' },
      rows: [{ objectId: ztfId, detections: 2 }],
      truncated: false,
    });
    const partial = await caller.search({ text: 'ztf21acos' });
    expect(partial.rows.map(({ objectId }) => objectId)).toEqual(['ZTF21acoshvx', ztfId]);
    expect(partial.calls[0]?.url).toMatch(/\/ztf\/api\/v1\/objects\?objectId=ZTF21acos&columns=/);
    const byClass = await caller.search({ text: 'sn candidate' });
    expect(byClass.calls[0]?.url).toMatch(/\/latests\?class=SN\+candidate&n=100/);
    const nothing = await caller.search({ text: 'hello' });
    expect(nothing).toMatchObject({ understood: { kind: 'nothing' }, rows: [], calls: [] });
  });

  test('a designation asks both surveys; alerts without an object are counted, unknown names have none', async () => {
    const { portal } = await start(({ path, args }, response) => {
      if (!path.endsWith('/sso')) return false;
      const isKnown = args.get('n_or_d') === '2015BC557';
      const row = '"r:diaSourceId":7,"r:ra":1,"r:dec":2,"r:midpointMjdTai":60623.2,"r:band":"r","r:psfFlux":9';
      const rows = path.startsWith('/lsst') ? `[{"r:diaObjectId":0,${row}},{"r:diaObjectId":null,${row}}]` : ztfRows;
      if (isKnown) sendJson(response, rows);
      else response.writeHead(400).end('{"message": "Nobodyknows is not a valid name or number according to quaero."}');
      return true;
    });
    const caller = portal.createCaller(headers, '/');
    const known = await caller.search({ text: 'K15Bt7C' });
    expect(known.rows).toMatchObject([{ objectId: ztfId, detections: 2 }]);
    expect(known.withoutObject).toEqual([{ survey: 'lsst', alerts: 2 }]);
    expect(known.calls.map(({ url }) => new URL(url).pathname)).toEqual(['/ztf/api/v1/sso', '/lsst/api/v1/sso']);
    for (const { args } of known.calls) expect(args).toMatchObject({ n_or_d: '2015BC557' });
    expect(await caller.search({ text: 'sso=Nobodyknows' })).toMatchObject({
      understood: { kind: 'solar-system' },
      rows: [],
    });
    expect(await caller.search({ text: 'Nobodyknows' })).toMatchObject({ understood: { kind: 'nothing' }, calls: [] });
  });

  test('a resolver that is away fails a stated name and not a guessed one', async () => {
    const { portal } = await start(({ path }, response) => {
      if (!path.endsWith('/sso')) return false;
      response.writeHead(502).end('{"message": "The SsODNet name resolver can’t be reached."}');
      return true;
    });
    const caller = portal.createCaller(headers, '/');
    expect((await failure(caller.search({ text: 'sso=Ceres' }))).kind).toBe('unavailable');
    const guessed = await caller.search({ text: 'Ceres' });
    expect(guessed.understood).toMatchObject({
      kind: 'nothing',
      reason: expect.stringContaining('could not be asked'),
    });
  });

  test('a cone asks both surveys, and one that fails is said', async () => {
    const { portal } = await start(({ path }, response) => {
      if (path !== '/lsst/api/v1/conesearch') return false;
      response.writeHead(500).end();
      return true;
    });
    const cone = await portal.createCaller(headers, '/').search({ text: '49.155133 44.144 r=10' });
    expect(cone.rows).toMatchObject([{ objectId: ztfId, className: 'SN candidate' }]);
    expect(cone.rows[0]?.separationArcsec).toBeCloseTo(0.978 * 3.6, 1);
    expect(cone.failures).toEqual([{ survey: 'lsst', message: 'The object API answered 500.' }]);
  });

  test('an unknown id is answered with those one slip away', async () => {
    const { portal } = await start();
    const similar = await portal.createCaller(headers, '/').similar({ objectId: 'ZTF21acoshvz' });
    expect(similar.map(({ objectId }) => objectId)).toEqual(['ZTF21acoshvx', ztfId]);
    expect(await portal.createCaller(headers, '/').similar({ objectId: rubinId })).toEqual([]);
  });
});

test('every column of one alert, as the object API writes it, with what the schema says', async () => {
  const { api, portal } = await start();
  const ask = async (alertId: string) => {
    const input = encodeURIComponent(JSON.stringify({ objectId: ztfId, alertId }));
    return (await portal.trpc(new Request(`http://portal/api/trpc/alertFields?input=${input}`))).json();
  };
  const fields: { column: string; value: string; doc: string }[] = (await ask(ztfCandid)).result.data;
  expect(fields.find(({ column }) => column === 'i:jd')).toMatchObject({
    value: '2459540.88346',
    doc: expect.stringMatching(/\w/),
  });
  expect(fields.find(({ column }) => column === 'i:candid')?.value).toBe(ztfCandid);
  expect(fields.map(({ column }) => column)).toEqual(fields.map(({ column }) => column).toSorted());
  expect(api.requests.at(-1)?.args.has('columns')).toBe(false);
  expect((await ask('7')).error.data.httpStatus).toBe(404);
});

test('light-curve features are asked for by their columns, once for all alerts; a survey without them is not asked', async () => {
  const { api, portal } = await start();
  const ask = async (objectId: string) => {
    const input = encodeURIComponent(JSON.stringify({ objectId }));
    return (await portal.trpc(new Request(`http://portal/api/trpc/alertFeatures?input=${input}`))).json();
  };
  const { columns, byAlert } = (await ask(ztfId)).result.data;
  expect(columns).toEqual(['d:lc_features_g', 'd:lc_features_r']);
  expect(byAlert[ztfCandid]).toHaveLength(2);
  expect(api.requests.map(({ args }) => args.get('columns'))).toEqual(['i:candid,d:lc_features_g,d:lc_features_r']);
  expect((await ask(rubinId)).result.data).toEqual({ columns: [], byAlert: {} });
  expect(api.requests).toHaveLength(1);
  expect((await ask('nonsense')).error.data.httpStatus).toBe(400);
});

describe('procedures over HTTP', () => {
  const ask = (path: string, input: object, more: RequestInit = {}) =>
    new Request(`http://portal/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, more);

  test('an answer carries request id and timings; ids are text', async () => {
    const { portal } = await start();
    const response = await portal.trpc(
      ask('lightcurve', { objectId: rubinId }, { headers: { 'x-request-id': 'request-7' } }),
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('x-request-id')).toBe('request-7');
    expect(response.headers.get('server-timing')).toMatch(/upstream;dur=/);
    const { result } = await response.json();
    expect(result.data).toMatchObject({
      objectId: rubinId,
      alertId: [rubinSource],
      mag: [expect.any(Number)],
    });
  });

  test('a failure has its status, kind and request id, and nothing of our insides', async () => {
    const { portal } = await start((_, response) => void response.writeHead(500).end() === undefined);
    const cases = [
      [ask('summary', { objectId: ztfId }), 502, 'upstream-failed'],
      [ask('summary', { objectId: 'x' }), 400, 'bad-request'],
      [ask('summary', { objectId: 7 }), 400, 'bad-request'],
      [ask('summary', {}), 400, 'bad-request'],
      [ask('alert', { objectId: ztfId, alertId: 'x' }), 400, 'bad-request'],
      [ask('search', { text: 'a'.repeat(401) }), 400, 'bad-request'],
    ] as const;
    for (const [request, status, kind] of cases) {
      const response = await portal.trpc(request);
      const text = await response.text();
      expect([response.status, JSON.parse(text).error.data.kind]).toEqual([status, kind]);
      expect(JSON.parse(text).error.data.requestId).toBe(response.headers.get('x-request-id'));
      expect(text).not.toMatch(/stack|node_modules|server\/bff/);
    }
  });

  test('unknown paths and too large batches are refused', async () => {
    const { portal } = await start();
    expect((await portal.trpc(new Request('http://portal/api/trpc/nothing'))).status).toBe(404);
    const batch = Array.from({ length: 11 }, () => 'search').join(',');
    expect((await portal.trpc(new Request(`http://portal/api/trpc/${batch}?batch=1&input=%7B%7D`))).status).toBe(400);
  });

  test('requests and upstream calls are counted', async () => {
    const { portal } = await start();
    await portal.trpc(ask('summary', { objectId: ztfId }));
    const text = await (await portal.health.metrics()).text();
    expect(text).toMatch(/portal_requests_total\{route="\/api\/trpc",method="GET",status="200",service="web"\} 1/);
    expect(text).toMatch(
      /portal_upstream_duration_seconds_count\{service="web",upstream="object API",outcome="ok"\} 1/,
    );
  });
});

test('health answers without the APIs, readiness names the one that is away', async () => {
  const { portal, api } = await start();
  expect((await portal.health.ready()).status).toBe(200);
  await api.close();
  expect((await portal.health.health()).status).toBe(200);
  const response = await portal.health.ready();
  expect([response.status, (await response.json()).failed]).toEqual([503, ['object API (ZTF)', 'cutout API']]);
});

test('wrong settings are told all at once, by name', async () => {
  const { portal } = await start();
  expect(portal.env.cutoutApiUrl).toMatch(/\/cutout$/);
  expect(() => portalFor('ftp://x', { DEFAULT_SURVEY: 'hst', CUTOUT_API_URL: '' })).toThrow(
    /OBJECT_API_URL=ftp.*\n.*DEFAULT_SURVEY=hst/,
  );
  expect(() =>
    portalFor('http://x', { PORT: 'abc', TRUST_PROXY: 'nobody', CUTOUT_API_URL: 'foo', HOST: 'a b' }),
  ).toThrow(
    'Wrong settings in the environment:\n' +
      '  HOST=a b: an address or name of this machine\n' +
      '  PORT=abc: a whole number from 0 to 65535\n' +
      '  CUTOUT_API_URL=foo: an http or https address without query, or `none`\n' +
      '  TRUST_PROXY=nobody: TRUST_PROXY: `nobody` is neither an address, nor a CIDR block, nor `loopback`',
  );
});
