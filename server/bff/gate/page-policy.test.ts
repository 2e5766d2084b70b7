import { describe, expect, test } from 'vitest';
import { createPagePolicy, isPage, refusalOfSpelling } from './page-policy.ts';

const sky = 'https://sky.example.org';
const settings = { hipsHosts: [sky], telemetryUrl: undefined, isDevelopment: false };
const objectPath = '/ZTF21aaxtctv';

function directives(policy: string): ReadonlyMap<string, string> {
  return new Map(policy.split('; ').map((line) => [line.split(' ')[0] ?? '', line.split(' ').slice(1).join(' ')]));
}

describe('the policy of a page', () => {
  test('lets scripts run by nonce only', () => {
    const policy = directives(createPagePolicy(settings)('n0nce', '/search'));
    expect(policy.get('script-src')).toBe("'self' 'nonce-n0nce' 'strict-dynamic'");
    expect(policy.get('connect-src')).toBe("'self'");
    expect(policy.get('frame-ancestors')).toBe("'none'");
  });

  test('names the servers of the sky, and lets WebAssembly run, on object pages only, and nowhere without such servers', () => {
    const policyOf = createPagePolicy(settings);
    expect(policyOf('n', objectPath)).toContain("'wasm-unsafe-eval'");
    for (const name of ['img-src', 'connect-src'])
      expect(directives(policyOf('n', objectPath)).get(name)).toContain(sky);
    for (const path of ['/', '/search', '/embed/ZTF21aaxtctv', '/ZTF21'])
      expect(policyOf('n', path)).not.toContain(sky);
    expect(createPagePolicy({ ...settings, hipsHosts: [] })('n', objectPath)).not.toContain('wasm-unsafe-eval');
  });

  test('lets other sites frame what is to be embedded, and nothing else', () => {
    const framed = (path: string) => directives(createPagePolicy(settings)('n', path)).get('frame-ancestors');
    expect(framed('/embed/ZTF21aaxtctv')).toBe('*');
    for (const path of ['/', objectPath, '/embedded', '/search']) expect(framed(path)).toBe("'none'");
  });

  test('lets timings go where they are sent, and the development server work', () => {
    const telemetryUrl = 'https://timings.example.org/take';
    const policy = directives(createPagePolicy({ ...settings, telemetryUrl, isDevelopment: true })('n', '/'));
    expect(policy.get('connect-src')).toBe("'self' https://timings.example.org ws:");
    expect(policy.get('script-src')).toContain("'unsafe-eval'");
  });
});

test.each([
  ['/ztf21aaxtctv', objectPath],
  ['/ZTF21AAXTCTV/?tab=alerts', `${objectPath}?tab=alerts`],
  ['/ZTF21aaxtctv?alert=1', undefined],
  ['/%20ZTF21aaxtctv', objectPath],
  ['/lsst-170587115523932323', '/170587115523932323'],
  ['/about', undefined],
  ['/%FF', undefined],
])('%s is led to %s', (url, location) => expect(refusalOfSpelling(url)?.headers?.location).toBe(location));

test('built files, data and images are no pages', () => {
  for (const path of ['/_next/static/a.js', '/data/ztf/a.arrow', '/og/a.png', '/icon.svg', '/api/trpc/summary'])
    expect(isPage(path)).toBe(false);
  for (const path of ['/', objectPath, '/search', '/embed/ZTF21aaxtctv', '/database']) expect(isPage(path)).toBe(true);
});
