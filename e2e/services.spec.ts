import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { lightcurveFromArrow } from '#components/lightcurve/read-arrow.ts';
import { frameFromBytes } from '#domain/stamps/frame.ts';
import { stampKinds } from '#domain/stamps/locator.ts';
import { alertsOf, demoObjectId, latestAlertOf, misspelled } from './object-id.ts';
import { addresses } from './stack/addresses.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const immutable = 'public, max-age=31536000, immutable';
const once = { maxRedirects: 0 };

test.describe('addresses of objects', () => {
  test('the one spelling answers, others lead to it with their query', async ({ request }) => {
    const objectId = demoObjectId();
    expect((await request.get(`/${objectId}`, once)).status()).toBe(200);
    for (const other of [objectId.toLowerCase(), objectId.toUpperCase(), `%20${objectId}`, `${objectId}/`]) {
      const response = await request.get(`/${other}?unit=flux`, once);
      expect([other, response.status()]).toEqual([other, 308]);
      expect(new URL(response.headers().location ?? '', addresses.web).href).toBe(
        `${addresses.web}/${objectId}?unit=flux`,
      );
    }
    const rubin = await request.get('/LSST-AP-DO-170587115923532323', once);
    expect([rubin.status(), new URL(rubin.headers().location ?? '', addresses.web).pathname]).toEqual([
      308,
      '/170587115923532323',
    ]);
  });

  test('no address leads to another host', async ({ request }) => {
    for (const path of ['//example.org', '/%2F%2Fexample.org', '/\\example.org', '/https:%2F%2Fexample.org']) {
      const response = await request.get(`${addresses.web}${path}`, once);
      const { location } = response.headers();
      if (location !== undefined) expect(new URL(location, addresses.web).origin, path).toBe(addresses.web);
      expect(response.status(), path).toBeLessThan(500);
    }
  });

  test('an address that is no text is refused, not stumbled over', async ({ request }) => {
    for (const path of ['/%E0%A4%A', '/%00', '/data/ztf/%FF.arrow', `/${demoObjectId()}?unit=%E0%A4%A`]) {
      const response = await request.get(path, once);
      expect(response.status(), path).toBeLessThan(500);
    }
  });

  test('what is no page is 404, and no cache keeps it', async ({ request }) => {
    // Crawlers are waited for, so that their status is true however busy this machine is.
    const headers = { 'user-agent': 'examplebot/1.0' };
    const wrong = misspelled(demoObjectId());
    for (const path of [`/${wrong}`, '/no-such-page', '/no/such/page', '/api/no-such']) {
      const response = await request.get(path, { ...once, headers });
      expect([path, response.status()]).toEqual([path, 404]);
      expect(response.headers()['cache-control'] ?? 'no-store', path).toMatch(/no-store|no-cache/);
    }
  });
});

test.describe('pages', () => {
  test('a page says what it may load, and nothing of who served it', async ({ request }) => {
    const response = await request.get(`/${demoObjectId()}`);
    const headers = response.headers();
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('geolocation=(self)'),
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('set-cookie');
    const policy = new Map(
      (headers['content-security-policy'] ?? '').split('; ').map((directive): [string, string] => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values.join(' ')];
      }),
    );
    expect(policy.get('default-src')).toBe("'self'");
    expect(policy.get('object-src')).toBe("'none'");
    expect(policy.get('frame-ancestors')).toBe("'none'");
    expect(policy.get('script-src')).toMatch(/'nonce-[A-Za-z0-9+/]{22}=='/);
    expect(policy.get('script-src')).not.toMatch(/'unsafe-(inline|eval)'|https?:/);
    // The viewer of the sky is WebAssembly; no page without it may run any.
    expect(policy.get('script-src')).toContain("'wasm-unsafe-eval'");
    for (const path of ['/', '/search?q=ZTF99aa', '/about'])
      expect((await request.get(path)).headers()['content-security-policy']).not.toContain('unsafe-eval');
  });

  test('each answer has a nonce of its own, and every script of the page carries it', async ({ request }) => {
    const nonces = new Set<string>();
    for (let k = 0; k < 2; k++) {
      const response = await request.get(`/${demoObjectId()}`);
      const nonce = /'nonce-([^']+)'/.exec(response.headers()['content-security-policy'] ?? '')?.[1] ?? '';
      nonces.add(nonce);
      const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    }
    expect(nonces.size).toBe(2);
  });

  test('a request keeps the id that it came with; one that could be an attack gets a new one', async ({ request }) => {
    const objectId = demoObjectId();
    for (const path of [`/${objectId}`, `/data/ztf/${objectId}.arrow`]) {
      const kept = await request.get(path, { headers: { 'x-request-id': 'e2e-request-1' } });
      expect(kept.headers()['x-request-id'], path).toBe('e2e-request-1');
      const replaced = await request.get(path, { headers: { 'x-request-id': '<script>alert(1)</script>' } });
      expect(replaced.headers()['x-request-id'], path).toMatch(/^[0-9a-f]{16}$/);
    }
  });
});

test.describe('binary routes', () => {
  test('the light curve as Arrow: every alert, kept for a moment, and not sent twice', async ({ request }) => {
    const objectId = demoObjectId();
    const path = `/data/ztf/${objectId}.arrow`;
    const response = await request.get(path);
    expect(response.status()).toBe(200);
    const headers = response.headers();
    expect(headers).toMatchObject({
      'content-type': 'application/vnd.apache.arrow.stream',
      'cache-control': 'public, max-age=15, must-revalidate',
      'content-disposition': `inline; filename="${objectId}.arrow"`,
      'x-content-type-options': 'nosniff',
    });
    expect(headers['server-timing']).toMatch(/encode;dur=/);
    const curve = lightcurveFromArrow(new Uint8Array(await response.body()));
    expect([curve.survey, curve.objectId]).toEqual(['ztf', objectId]);
    const alerts = await alertsOf(request, objectId);
    expect(alerts.length).toBeGreaterThan(5);
    expect(curve.alertId).toEqual(expect.arrayContaining(alerts.map(({ alertId }) => alertId)));
    const again = await request.get(path, { headers: { 'if-none-match': headers.etag ?? '' } });
    expect([again.status(), (await again.body()).length]).toEqual([304, 0]);
  });

  test('the three stamps of an alert in one body, for ever', async ({ request }) => {
    const objectId = demoObjectId();
    const { alertId } = await latestAlertOf(request, objectId);
    const response = await request.get(`/data/ztf/${objectId}/${alertId}.stamps`);
    expect(response.status()).toBe(200);
    expect(response.headers()).toMatchObject({
      'content-type': 'application/octet-stream',
      'cache-control': immutable,
    });
    const frame = frameFromBytes(new Uint8Array(await response.body()));
    for (const kind of stampKinds) expect([frame[kind]?.width, frame[kind]?.height], kind).toEqual([63, 63]);
  });

  test('a FITS file is the same by the portal and by the API', async ({ request }) => {
    const objectId = demoObjectId();
    const { alertId } = await latestAlertOf(request, objectId);
    for (const kind of stampKinds) {
      const response = await request.get(`/data/ztf/${objectId}/${alertId}/${kind}.fits`);
      expect([kind, response.status()]).toEqual([kind, 200]);
      expect(response.headers()).toMatchObject({
        'content-type': 'application/fits',
        'cache-control': immutable,
        'content-disposition': `inline; filename="${objectId}_${alertId}_${kind}.fits"`,
      });
      const bytes = await response.body();
      expect(bytes.subarray(0, 9).toString('latin1')).toBe('SIMPLE  =');
      expect(bytes.length % 2880).toBe(0);
      const params = { objectId, candid: alertId, kind, 'output-format': 'FITS' };
      const direct = await request.get(`${addresses.objectApi}/ztf/api/v1/cutouts`, { params });
      expect(bytes.equals(await direct.body())).toBe(true);
    }
  });

  test('the picture of a link is a PNG of 1200 × 630', async ({ request }) => {
    const response = await request.get(`/og/${demoObjectId()}.png`);
    expect(response.status()).toBe(200);
    expect(response.headers()).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'public, max-age=300' });
    const bytes = await response.body();
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
  });

  test('failures are problems with the request id, and no cache keeps them', async ({ request }) => {
    const objectId = demoObjectId();
    const { alertId } = await latestAlertOf(request, objectId);
    const wrong = misspelled(objectId);
    const cases: readonly (readonly [status: number, path: string])[] = [
      [404, `/data/ztf/${wrong}.arrow`],
      [404, `/data/lsst/${objectId}.arrow`],
      [404, `/data/sdss/${objectId}.arrow`],
      [404, `/data/ztf/${objectId}.csv`],
      [400, '/data/ztf/nothing.arrow'],
      [404, `/data/ztf/${objectId}/1.stamps`],
      [400, `/data/ztf/${objectId}/abc.stamps`],
      [400, `/data/ztf/${objectId}/${alertId}.stamps?precision=none`],
      [404, `/data/ztf/${objectId}/${alertId}/Nothing.fits`],
      [404, `/data/ztf/${objectId}/1/Science.fits`],
      [404, `/og/${wrong}.png`],
    ];
    for (const [status, path] of cases) {
      const response = await request.get(path);
      const headers = response.headers();
      expect([path, response.status(), headers['content-type'], headers['cache-control']]).toEqual([
        path,
        status,
        'application/problem+json',
        'no-store',
      ]);
      expect(await response.json()).toMatchObject({ status, requestId: headers['x-request-id'] });
    }
  });
});

test.describe('health', () => {
  test('every process says that it lives, and in which version', async ({ request }) => {
    const processes = {
      web: `${addresses.web}/api/health`,
      'object-api': `${addresses.objectApi}/health`,
      'cutout-api': `${addresses.cutoutApi}/health`,
      'mock-api': `${addresses.mockApi}/health`,
    };
    for (const [service, url] of Object.entries(processes)) {
      const response = await request.get(url);
      expect(response.headers()['cache-control']).toBe('no-store');
      expect(await response.json()).toMatchObject({ status: 'ok', service, version });
    }
  });

  test('the web server is ready when both APIs answer, and counts what it does', async ({ request }) => {
    const ready = await request.get('/api/ready');
    expect([ready.status(), await ready.json()]).toEqual([200, expect.objectContaining({ failed: [] })]);
    await request.get(`/data/ztf/${demoObjectId()}.arrow`);
    await request.get(`/embed/${demoObjectId()}`);
    const metrics = await (await request.get('/api/metrics')).text();
    expect(metrics).toMatch(/portal_requests_total\{[^}]*route="\/data\/\{survey\}\/\{objectId\}\.arrow"[^}]*\} \d+/);
    expect(metrics).toMatch(/portal_requests_total\{[^}]*route="\/embed\/\{objectId\}"[^}]*\} \d+/);
    expect(metrics).toContain(`portal_build_info{version="${version}",service="web"} 1`);
  });

  test('the services say what they can do', async ({ request }) => {
    const object = await (await request.get(`${addresses.objectApi}/api/v1/`)).json();
    expect(object).toMatchObject({ service: 'object-api', version, survey: 'ztf', surveys: ['ztf', 'lsst'] });
    expect(object.extensions).toContain('stamp-locations');
    const cutout = await (await request.get(`${addresses.cutoutApi}/api/v1/`)).json();
    expect(cutout).toMatchObject({ service: 'cutout-api', version, extensions: ['stamps'] });
  });
});
