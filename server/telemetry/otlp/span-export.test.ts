import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { parseSettings } from '#server/env/parse-settings.ts';
import { createSystemTraceDeps } from '../system-trace-deps.ts';
import { createTrace } from '../trace.ts';
import type { RequestEnd, WideLog } from '../wide-log.ts';
import { isExporting, type OtlpEnv, otlpEnvShape, samplerFrom } from './otlp-settings.ts';
import { createSpanExport, withSpanExport } from './span-export.ts';

const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const quiet = {
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  OTEL_SDK_DISABLED: 'false',
  OTEL_TRACES_EXPORTER: 'otlp',
  OTEL_TRACES_SAMPLER: 'parentbased_always_on',
  OTEL_TRACES_SAMPLER_ARG: 1,
} as const satisfies OtlpEnv;

interface Received {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

async function collector(status = 200): Promise<{ endpoint: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    received.push({ url: request.url, headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endings.push(() => server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // The exporter of OpenTelemetry reads its address from the environment itself.
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = endpoint;
  endings.push(() => {
    delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  });
  return { endpoint, received };
}

function exportTo(env: OtlpEnv, warnings: string[] = []) {
  const { randomHex } = createSystemTraceDeps();
  return createSpanExport({
    env,
    service: 'object-api',
    version: '1.2.3',
    wallMs: () => 1_700_000_000_250.5,
    randomHex,
    warn: (message) => warnings.push(message),
  });
}

function endOfRequest(over: Partial<RequestEnd> = {}): RequestEnd {
  let now = 0;
  const trace = createTrace({ traceparent: parent }, { ...createSystemTraceDeps(), nowMs: () => ++now });
  trace.span('scan', () => undefined);
  trace.note('rows', 7);
  return { trace, route: 'ztf/objects', method: 'GET', path: '/api/v1/objects', status: 200, bytes: 12, ...over };
}

test('a request becomes a server span of the caller with a span below it for each stage', async () => {
  const { endpoint, received } = await collector();
  const spans = exportTo({ ...quiet, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  const end = endOfRequest();
  spans?.ended(end);
  await spans?.close();
  expect(received).toHaveLength(1);
  expect(received[0]?.url).toBe('/v1/traces');
  const [resource] = JSON.parse(String(received[0]?.body)).resourceSpans;
  const names = Object.fromEntries(
    resource.resource.attributes.map((a: { key: string; value: { stringValue: string } }) => [
      a.key,
      a.value.stringValue,
    ]),
  );
  expect(names).toMatchObject({ 'service.name': 'object-api', 'service.version': '1.2.3' });
  const [request, stage] = resource.scopeSpans[0].spans;
  expect(request).toMatchObject({
    name: 'GET ztf/objects',
    kind: 2,
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: end.trace.spanId,
    parentSpanId: 'b7ad6b7169203331',
  });
  expect(request.attributes).toContainEqual({ key: 'http.response.status_code', value: { intValue: 200 } });
  expect(request.attributes).toContainEqual({ key: 'portal.rows', value: { intValue: 7 } });
  expect(BigInt(request.endTimeUnixNano) - BigInt(request.startTimeUnixNano)).toBe(3_000_000n);
  expect(stage).toMatchObject({ name: 'scan', kind: 1, parentSpanId: end.trace.spanId });
  expect(BigInt(stage.startTimeUnixNano) - BigInt(request.startTimeUnixNano)).toBe(1_000_000n);
});

test('a failed request is a span with an error, and protobuf is what goes out unless said otherwise', async () => {
  const { endpoint, received } = await collector();
  const spans = exportTo({
    ...quiet,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  });
  spans?.ended(endOfRequest({ status: 502, error: new Error('The collector of words') }));
  await spans?.close();
  expect(received[0]?.headers['content-type']).toBe('application/x-protobuf');
  expect(received[0]?.body.includes('The collector of words')).toBe(true);
});

test('the protocol that is set for traces goes before the one for all signals', async () => {
  const { endpoint, received } = await collector();
  const spans = exportTo({
    ...quiet,
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  });
  spans?.ended(endOfRequest());
  await spans?.close();
  expect(received[0]?.headers['content-type']).toBe('application/x-protobuf');
});

test.each([
  ['TRUE', false],
  ['True', false],
  ['FALSE', true],
  ['false', true],
])('OTEL_SDK_DISABLED=%s in any case of letters', (OTEL_SDK_DISABLED, exporting) => {
  const env = { OTEL_SDK_DISABLED, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
  expect(isExporting(parseSettings(z.object(otlpEnvShape), env))).toBe(exporting);
});

test('nothing is sent, and nothing is loaded, unless an endpoint is set and the export is not switched off', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
  expect(exportTo(quiet)).toBeUndefined();
  expect(exportTo({ ...quiet, ...endpoint, OTEL_SDK_DISABLED: 'true' })).toBeUndefined();
  expect(exportTo({ ...quiet, ...endpoint, OTEL_TRACES_EXPORTER: 'none' })).toBeUndefined();
});

test('a request whose caller does not sample is not exported', async () => {
  const { endpoint, received } = await collector();
  const spans = exportTo({ ...quiet, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  const trace = createTrace({ traceparent: parent.replace(/01$/, '00') }, createSystemTraceDeps());
  spans?.ended({ ...endOfRequest(), trace });
  await spans?.close();
  expect(received).toHaveLength(0);
});

test('a collector that refuses costs a warning, not the request', async () => {
  const { endpoint } = await collector(400);
  const warnings: string[] = [];
  const spans = exportTo({ ...quiet, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, warnings);
  const lines: RequestEnd[] = [];
  const log = { request: (end: RequestEnd) => lines.push(end) } as unknown as WideLog;
  withSpanExport(log, spans).request(endOfRequest());
  await spans?.close();
  expect(lines).toHaveLength(1);
  expect(warnings).toEqual([expect.stringContaining('did not take 2 spans')]);
});

test('a ratio samples its share of traces, the same ones in every service', () => {
  const { randomHex } = createSystemTraceDeps();
  const ids = Array.from({ length: 4000 }, () => randomHex(16));
  const quarter = samplerFrom({ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: 0.25 });
  const kept = ids.filter((id) => quarter(undefined, id));
  expect(kept.length).toBeGreaterThan(800);
  expect(kept.length).toBeLessThan(1200);
  expect(ids.filter((id) => quarter(false, id))).toEqual(kept);
  const based = samplerFrom({ OTEL_TRACES_SAMPLER: 'parentbased_always_off', OTEL_TRACES_SAMPLER_ARG: 1 });
  expect([based(undefined, 'f'.repeat(32)), based(true, '0'.repeat(32))]).toEqual([false, true]);
});
