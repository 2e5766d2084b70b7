import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { portalFor } from './testing/fake-apis.ts';

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

test('with METRICS_PORT the metrics of the portal are there, and gone from its own addresses', async () => {
  const port = await freePort();
  const portal = portalFor('http://127.0.0.1:9', { METRICS_PORT: String(port) });
  try {
    await portal.openMetrics();
    await portal.openMetrics();
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(text).toContain('portal_requests_in_flight{service="web"} 0');
    expect((await portal.health.metrics()).status).toBe(404);
  } finally {
    portal.close();
  }
});

test('without METRICS_PORT the portal answers them itself', async () => {
  const portal = portalFor('http://127.0.0.1:9');
  await portal.openMetrics();
  expect((await portal.health.metrics()).status).toBe(200);
  portal.close();
});
