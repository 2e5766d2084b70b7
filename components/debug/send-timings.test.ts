import { afterEach, expect, test, vi } from 'vitest';
import { sendTimingsTo } from './send-timings.ts';

afterEach(() => vi.unstubAllGlobals());

test('timings are sent once, when the page is left, without what people typed', () => {
  const listeners = new Map<string, () => void>();
  const sent: { url: string; body: string }[] = [];
  const document = { visibilityState: 'visible' };
  vi.stubGlobal('document', document);
  vi.stubGlobal('location', { pathname: '/search', origin: 'http://portal' });
  vi.stubGlobal('addEventListener', (name: string, listener: () => void) => listeners.set(name, listener));
  vi.stubGlobal('removeEventListener', (name: string) => listeners.delete(name));
  vi.stubGlobal('navigator', { sendBeacon: (url: string, body: string) => sent.push({ url, body }) });
  vi.stubGlobal('performance', {
    getEntriesByType: (type: string) =>
      type === 'navigation' ? [{ name: 'http://portal/search?q=my+secret#x', startTime: 0, duration: 5 }] : [],
    getEntriesByName: () => [],
  });
  sendTimingsTo('http://telemetry/beacon');
  const change = listeners.get('visibilitychange');
  change?.();
  expect(sent).toEqual([]);
  document.visibilityState = 'hidden';
  change?.();
  expect(listeners.size).toBe(0);
  expect(sent.map(({ url }) => url)).toEqual(['http://telemetry/beacon']);
  expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ page: '/search', calls: [{ path: '/search' }] });
  expect(sent[0]?.body).not.toContain('secret');
});
