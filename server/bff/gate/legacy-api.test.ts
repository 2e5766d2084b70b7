import { expect, test } from 'vitest';
import { isLegacyApi, type LegacyApi, legacyRefusal } from './legacy-api.ts';

const gone: LegacyApi = {
  apiUrl: 'https://api.example.org/ztf',
  portalUrl: 'https://portal.example.org',
  isRedirecting: false,
};

test('an old address is gone and names the new one, in words and in headers', () => {
  const refusal = legacyRefusal('/api/v1/objects?objectId=ZTF21aaxtctv', gone);
  expect(refusal?.status).toBe(410);
  expect(refusal?.detail).toContain('https://api.example.org/ztf/api/v1/objects.');
  expect(refusal?.headers).toMatchObject({
    deprecation: '@1738195200',
    link: '<https://api.example.org/ztf/api/v1/objects>; rel="successor-version", <https://portal.example.org/migration>; rel="deprecation"',
  });
});

test('a route that was renamed names its successor', () => {
  expect(legacyRefusal('//api/v1/explorer', gone)?.detail).toContain('/api/v1/conesearch.');
  expect(legacyRefusal('/api/v1/columns/', gone)?.detail).toContain('/api/v1/schema.');
});

test('what was no route is not repeated in words, page or links', () => {
  const refusal = legacyRefusal('/api/v1/<img src=x>;y', gone);
  expect(refusal?.detail).toContain('programs ask https://api.example.org/ztf/api/v1/.');
  expect(JSON.stringify(refusal)).not.toContain('img');
});

test('a redirect keeps method, name and arguments', () => {
  const refusal = legacyRefusal('/api/v1/explorer?ra=1&dec=2&x=%2F..%2F', { ...gone, isRedirecting: true });
  expect(refusal?.status).toBe(308);
  expect(refusal?.headers?.location).toBe('https://api.example.org/ztf/api/v1/explorer?ra=1&dec=2&x=%2F..%2F');
});

test('other addresses are none of its business', () => {
  for (const path of ['/', '/api/v10', '/api/trpc/object', '/ZTF21aaxtctv', '/x/api/v1/objects']) {
    expect(isLegacyApi(path)).toBe(false);
    expect(legacyRefusal(path, gone)).toBeUndefined();
  }
});
