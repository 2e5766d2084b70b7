import { Server } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createMetrics } from './metrics.ts';
import { type MetricsPort, metricsEnvShape, metricsPlaceFrom, openMetricsPort } from './metrics-port.ts';

const opened: MetricsPort[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map((port) => port.close()));
});

async function open(port = 0): Promise<MetricsPort> {
  const metrics = createMetrics({ service: 'test', version: '1', processMetrics: false });
  const made = await openMetricsPort(metrics, { host: '127.0.0.1', port });
  opened.push(made);
  return made;
}

test('the port answers GET and HEAD of /metrics, and nothing else', async () => {
  const { url } = await open();
  const got = await fetch(`${url}?name[]=up`);
  expect([got.status, got.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(got.headers.get('content-type')).toMatch(/^text\/plain; version=/);
  expect(await got.text()).toContain('portal_requests_in_flight{service="test"} 0');
  expect(await (await fetch(url, { method: 'HEAD' })).text()).toBe('');
  expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(405);
  expect((await fetch(new URL('/api/v1/objects', url))).status).toBe(404);
});

test('what stands before all other servers of the process does not see a scrape', async () => {
  const seen = vi.spyOn(Server.prototype, 'emit');
  const { url } = await open();
  expect((await fetch(url)).status).toBe(200);
  expect(seen).not.toHaveBeenCalled();
});

test('a taken port is told in a sentence that names the settings', async () => {
  const { url } = await open();
  await expect(open(Number(new URL(url).port))).rejects.toThrow(/can't be opened for metrics.*METRICS_PORT/);
});

test('without METRICS_PORT there is no place, with it the place is this machine unless set', () => {
  const placeOf = (env: Record<string, string>) => metricsPlaceFrom(z.object(metricsEnvShape).parse(env));
  expect(placeOf({})).toBeUndefined();
  expect(placeOf({ METRICS_PORT: '9464' })).toEqual({ host: '127.0.0.1', port: 9464 });
  expect(placeOf({ METRICS_PORT: '9464', METRICS_HOST: '10.0.0.5' })).toEqual({ host: '10.0.0.5', port: 9464 });
  expect(() => placeOf({ METRICS_PORT: '0' })).toThrow();
});
