import type { ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { frameFromBytes } from '#domain/stamps/frame.ts';
import type { FakeRequest, FakeUpstream } from '#server/clients/fake-upstream.ts';
import type { Portal } from '../deps.ts';
import { portalFor, rubinId, rubinSource, stampOf, startFakeApis, ztfCandid, ztfId } from '../testing/fake-apis.ts';
import type { DrawSearch } from './search-preview.ts';

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

const request = (path: string, headers: Record<string, string> = {}) =>
  new Request(`http://portal${path}`, { headers });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const pathsOf = (api: FakeUpstream) => api.requests.map(({ path }) => path);

function askStamps(portal: Portal, query = '', headers: Record<string, string> = {}): Promise<Response> {
  const parts = { survey: 'ztf', objectId: ztfId, file: `${ztfCandid}.stamps` };
  return portal.binary.stamps(request(`/data/ztf/${ztfId}/${ztfCandid}.stamps${query}`, headers), parts);
}

describe('stamps', () => {
  test('cost one place and one call, are immutable, and the second view costs nothing', async () => {
    const { api, portal } = await start();
    const response = await askStamps(portal);
    expect([response.status, response.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    const frame = frameFromBytes(await bytesOf(response));
    expect(frame.Science?.pixels[11]).toBeCloseTo(111, 1);
    const made = pathsOf(api).toSorted();
    expect(made).toEqual(['/cutout/api/v1/', '/cutout/api/v1/stamps', '/ztf/api/v1/', '/ztf/api/v1/stamp-locations']);
    const exact = frameFromBytes(await bytesOf(await askStamps(portal, '?precision=full')));
    expect(exact.Difference).toMatchObject({
      precision: 'exact',
      width: 4,
      height: 3,
      pixels: Float32Array.from({ length: 12 }, (_, i) => i - 6),
    });
    expect(api.requests).toHaveLength(4);
  });

  test('an ETag spares sending them again, packed or not', async () => {
    const { portal } = await start();
    const packed = await askStamps(portal, '?precision=full', { 'accept-encoding': 'gzip, br' });
    const body = await bytesOf(packed);
    expect(packed.headers.get('content-encoding') === 'gzip' ? gunzipSync(body) : body).toEqual(
      await bytesOf(await askStamps(portal, '?precision=full')),
    );
    const again = await askStamps(portal, '?precision=full', { 'if-none-match': packed.headers.get('etag') ?? '' });
    expect([again.status, (await bytesOf(again)).length]).toEqual([304, 0]);
  });

  test('an ETag is that of one alert, form, precision and packing', async () => {
    const { portal } = await start();
    const tagOf = async (query: string) => (await askStamps(portal, query)).headers.get('etag');
    expect(await tagOf('')).toBe(`"FSF2-ztf-${ztfCandid}-display"`);
    expect(await tagOf('?precision=full')).toBe(`"FSF2-ztf-${ztfCandid}-full"`);
    const other = await askStamps(portal, '', { 'if-none-match': `"FSF2-ztf-${ztfCandid}-full"` });
    expect(other.status).toBe(200);
  });

  test('an API without our extensions, or no cutout API at all, is asked for three FITS at once', async () => {
    const isForeign: Override = ({ path }, response) => {
      if (!/\/api\/v1\/$|stamp-locations|^\/cutout/.test(path)) return false;
      response.writeHead(404).end();
      return true;
    };
    const either: readonly Readonly<Record<string, string>>[] = [{}, { CUTOUT_API_URL: 'none' }];
    for (const settings of either) {
      const { api, portal } = await start(isForeign, settings);
      const frame = frameFromBytes(await bytesOf(await askStamps(portal, '?precision=full')));
      expect([frame.Science?.pixels[0], frame.Template?.pixels[0], frame.Difference]).toEqual([100, 200, null]);
      const cutouts = api.requests.filter(({ path }) => path === '/ztf/api/v1/cutouts');
      expect(cutouts.map(({ args }) => args.get('kind')).toSorted()).toEqual(['Difference', 'Science', 'Template']);
      expect(cutouts[0]?.args.get('candid')).toBe(ztfCandid);
    }
  });

  test('failures and missing stamps are never kept by caches', async () => {
    const { portal } = await start(({ path }, response) => {
      if (path !== '/cutout/api/v1/stamps') return false;
      response.writeHead(404).end("{'status': 'error', 'text': 'no such alert\\n'}");
      return true;
    });
    const response = await askStamps(portal);
    expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect(await response.json()).toMatchObject({ kind: 'not-found', requestId: response.headers.get('x-request-id') });
  });

  test.each([
    ['ztf', ztfId, '1.fits', 404],
    ['hst', ztfId, `${ztfCandid}.stamps`, 404],
    ['ztf', '../../etc', `${ztfCandid}.stamps`, 400],
    ['ztf', ztfId, '-1.stamps', 400],
    ['ztf', ztfId, `${'9'.repeat(30)}.stamps`, 400],
    ['ztf', ztfId, '5.stamps', 404],
  ])('/data/%s/%s/%s answers %4$i', async (survey, objectId, file, status) => {
    const { portal } = await start();
    expect((await portal.binary.stamps(request('/data/x'), { survey, objectId, file })).status).toBe(status);
  });

  test('one of many viewers leaving does not take the stamp from the others', async () => {
    const { api, portal } = await start();
    const leaving = new AbortController();
    const parts = { survey: 'ztf', objectId: ztfId, file: `${ztfCandid}.stamps` };
    const first = portal.binary.stamps(new Request('http://portal/data', { signal: leaving.signal }), parts);
    const others = [askStamps(portal), askStamps(portal)];
    leaving.abort();
    expect((await first).status).toBe(499);
    for (const other of others) expect((await other).status).toBe(200);
    expect(pathsOf(api).filter((path) => path === '/cutout/api/v1/stamps')).toHaveLength(1);
  });
});

describe('FITS', () => {
  test('is the file of the packet, byte by byte', async () => {
    const { portal } = await start();
    const parts = { survey: 'ztf', objectId: ztfId, alertId: ztfCandid, file: 'Template.fits' };
    const response = await portal.binary.fits(request('/data/x'), parts);
    expect(await bytesOf(response)).toEqual(stampOf.Template);
    expect(response.headers.get('content-disposition')).toBe(`inline; filename="${ztfId}_${ztfCandid}_Template.fits"`);
    expect((await portal.binary.fits(request('/data/x'), { ...parts, file: 'Noise.fits' })).status).toBe(404);
  });

  test('a Rubin alert without object is found by its own id', async () => {
    const { api, portal } = await start();
    const parts = { survey: 'lsst', objectId: '-', alertId: rubinSource, file: 'Science.fits' };
    expect((await portal.binary.fits(request('/data/x'), parts)).status).toBe(200);
    const place = api.requests.find(({ path }) => path === '/lsst/api/v1/stamp-locations');
    expect(Object.fromEntries(place?.args ?? [])).toEqual({ diaSourceId: rubinSource });
  });
});

describe('light curve and picture', () => {
  test('a light curve is kept for seconds only, so that a new alert shows within a minute', async () => {
    const { portal } = await start();
    const response = await portal.binary.arrow(request('/data/x'), { survey: 'lsst', file: `${rubinId}.arrow` });
    expect([response.status, response.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=15, must-revalidate',
    ]);
    for (const [survey, file, status] of [
      ['ztf', `${rubinId}.arrow`, 404],
      ['ztf', 'x.arrow', 400],
      ['ztf', `${ztfId}.csv`, 404],
    ] as const)
      expect((await portal.binary.arrow(request('/data/x'), { survey, file })).status).toBe(status);
  });

  test('the picture of a link is a PNG of its drawing, made once for an alert', async () => {
    const { portal } = await start();
    let drawn = 0;
    const draw = () => {
      drawn += 1;
      return '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="63"><text y="40" font-size="30">x</text></svg>';
    };
    const [first] = [
      await portal.binary.preview(request('/og/x'), `${ztfId}.png`, draw),
      await portal.binary.preview(request('/og/x'), `${ztfId}.png`, draw),
    ];
    expect((await bytesOf(first)).subarray(1, 4).toString()).toBe('PNG');
    expect([first.status, drawn]).toEqual([200, 1]);
    expect((await portal.binary.preview(request('/og/x'), 'ZTF21aaaaaad.png', draw)).status).toBe(404);
  });

  test('the picture of a search is drawn from what it finds, once for some minutes, and refused without words', async () => {
    const { api, portal } = await start();
    const drawn: unknown[] = [];
    const draw: DrawSearch = ({ text, result }) => {
      drawn.push([text, result.rows.map(({ objectId }) => objectId)]);
      return '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="63"/>';
    };
    const ask = (q: string) => portal.binary.searchPreview(request(`/og/search.png?q=${encodeURIComponent(q)}`), draw);
    const first = await ask(ztfId.slice(0, 8));
    const asked = api.requests.length;
    const second = await ask(ztfId.slice(0, 8));
    expect(api.requests).toHaveLength(asked);
    expect([first.status, first.headers.get('cache-control'), second.status]).toEqual([
      200,
      'public, max-age=300',
      200,
    ]);
    expect((await bytesOf(second)).subarray(1, 4).toString()).toBe('PNG');
    expect(drawn).toEqual([[ztfId.slice(0, 8), ['ZTF21acoshvx', ztfId]]]);
    for (const q of ['', ' ', 'x'.repeat(401)]) {
      const refused = await ask(q);
      const { detail } = JSON.parse((await bytesOf(refused)).toString());
      expect([refused.status, detail]).toEqual([400, expect.stringMatching(/^`q` /)]);
    }
  });
});
