import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';
import { createSystemTraceDeps } from './system-trace-deps.ts';
import { createTrace, type TraceDeps } from './trace.ts';
import { createWideLog } from './wide-log.ts';

function steppingDeps(stepMs = 1): TraceDeps {
  let now = 0;
  let drawn = 0;
  return {
    nowMs: () => {
      now += stepMs;
      return now;
    },
    randomHex: (bytes) => (++drawn).toString(16).padStart(2 * bytes, '0'),
  };
}

const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('trace', () => {
  test('continues the trace of a well-formed traceparent with a span id of its own', () => {
    const trace = createTrace({ traceparent: parent }, steppingDeps());
    expect(trace.traceId).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(trace.spanId).not.toBe('b7ad6b7169203331');
    expect(trace.traceparent()).toBe(`00-${trace.traceId}-${trace.spanId}-01`);
  });

  test('begins a new trace for an ill-formed traceparent', () => {
    for (const traceparent of ['', 'x', `${parent}-extra`, parent.toUpperCase(), parent.slice(0, -1)]) {
      expect(createTrace({ traceparent }, steppingDeps()).traceId).not.toBe('0af7651916cd43dd8448eb211c80319c');
    }
  });

  test('takes a traceparent of a later version, none with ids of zeros, and hands tracestate on', () => {
    const later = createTrace({ traceparent: `cc${parent.slice(2)}-more`, tracestate: 'a=1' }, steppingDeps());
    expect(later.traceId).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(later.parentSpanId).toBe('b7ad6b7169203331');
    expect(later.headers()).toEqual({
      traceparent: later.traceparent(),
      tracestate: 'a=1',
      'x-request-id': later.requestId,
    });
    for (const traceparent of [
      parent.replace('0af7651916cd43dd8448eb211c80319c', '0'.repeat(32)),
      `ff${parent.slice(2)}`,
    ]) {
      const fresh = createTrace({ traceparent, tracestate: 'a=1' }, steppingDeps());
      expect([fresh.parentSpanId, fresh.tracestate]).toEqual([undefined, undefined]);
    }
  });

  test('keeps a well-formed request id and replaces any other', () => {
    expect(createTrace({ requestId: 'abcd-1234' }, steppingDeps()).requestId).toBe('abcd-1234');
    for (const requestId of ['short', 'a'.repeat(65), 'line\nbreak--', '<script>alert']) {
      expect(createTrace({ requestId }, steppingDeps()).requestId).not.toBe(requestId);
    }
  });

  test('a stage that fails is timed too, sync and async', async () => {
    const trace = createTrace({}, steppingDeps());
    expect(() =>
      trace.span('sync', () => {
        throw new Error('a');
      }),
    ).toThrow('a');
    await expect(trace.span('async', () => Promise.reject(new Error('b')))).rejects.toThrow('b');
    expect(trace.spans.map((span) => span.stage)).toEqual(['sync', 'async']);
  });

  test('Server-Timing adds up equal stages and ends with the total', () => {
    const trace = createTrace({}, steppingDeps());
    trace.record('scan', 1.5);
    trace.record('scan', 2);
    trace.record('encode', 0.25);
    expect(trace.serverTiming()).toMatch(/^scan;dur=3\.500, encode;dur=0\.250, total;dur=\d+\.\d{3}$/);
  });

  test('the real randomness gives ids of the asked length, all different', () => {
    const deps = createSystemTraceDeps();
    const ids = new Set(Array.from({ length: 2000 }, () => deps.randomHex(8)));
    expect(ids.size).toBe(2000);
    expect([...ids].every((id) => /^[0-9a-f]{16}$/.test(id))).toBe(true);
  });
});

describe('metrics', () => {
  test('a finished request is counted by route, method and status, and each stage is filed', async () => {
    const metrics = createMetrics({ service: 'x', version: '1.2.3', processMetrics: false, openScanners: () => 7 });
    const spans = [{ stage: 'scan', durationMs: 2 }];
    metrics.observeRequest({ route: 'objects', method: 'GET', status: 200, durationMs: 3, spans });
    metrics.observeUpstream({ upstream: 'cutout API', outcome: 'ok', durationMs: 4 });
    const text = await metrics.exposition();
    expect(text).toContain('portal_requests_total{route="objects",method="GET",status="200",service="x"} 1');
    expect(text).toContain('portal_stage_duration_seconds_count{service="x",route="objects",stage="scan"} 1');
    expect(text).toContain('portal_stage_duration_seconds_sum{service="x",route="objects",stage="total"} 0.003');
    expect(text).toContain('portal_upstream_duration_seconds_count{service="x",upstream="cutout API",outcome="ok"} 1');
    expect(text).toContain('portal_open_scanners{service="x"} 7');
    expect(text).toContain('version="1.2.3"');
  });

  test('requests in flight go back to zero however often their end is told', () => {
    const metrics = createMetrics({ service: 'x', version: '0', processMetrics: false });
    const ends = [metrics.requestBegan(), metrics.requestBegan()];
    expect(metrics.inFlight()).toBe(2);
    for (const end of [...ends, ...ends]) end();
    expect(metrics.inFlight()).toBe(0);
  });
});

describe('wide log', () => {
  test('one JSON line a request holds ids, stages, notes, and the words of the error', () => {
    const lines: string[] = [];
    const log = createWideLog({ service: 'x', version: '1', destination: { write: (line) => lines.push(line) } });
    const trace = createTrace({ requestId: 'request-1' }, steppingDeps());
    trace.record('scan', 1.23456);
    trace.note('rows', 12);
    const error = new Error('outer', { cause: new Error('inner') });
    log.request({ trace, route: 'objects', method: 'GET', path: `/${'p'.repeat(2000)}`, status: 500, error });
    expect(lines).toHaveLength(1);
    const line = JSON.parse(lines[0] ?? '');
    expect(line).toMatchObject({ level: 'error', service: 'x', requestId: 'request-1', rows: 12, status: 500 });
    expect(line.stages).toEqual({ scan: 1.235 });
    expect(line.error).toMatchObject({ message: 'outer', cause: { message: 'inner' } });
    expect(line.path.length).toBeLessThan(300);
  });

  test('whatever the words of a request, its line is the JSON of them', () => {
    const lines: string[] = [];
    const log = createWideLog({ service: 'x"y', version: '1', destination: { write: (line) => lines.push(line) } });
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }));
    const note = fc.oneof(text, fc.integer(), fc.boolean());
    fc.assert(
      fc.property(text, text, fc.dictionary(fc.stringMatching(/^[a-z]\w*$/), note), (route, path, notes) => {
        lines.length = 0;
        const trace = createTrace({}, steppingDeps());
        trace.record(route, 2);
        for (const [name, value] of Object.entries(notes)) trace.note(name, value);
        log.request({ trace, route, method: 'GET', path: path.slice(0, 200), status: 200, bytes: 7 });
        const fixed = {
          level: 'info',
          service: 'x"y',
          version: '1',
          requestId: trace.requestId,
          traceId: trace.traceId,
        };
        const said = {
          ...fixed,
          route,
          method: 'GET',
          path: path.slice(0, 200),
          status: 200,
          stages: { [route]: 2 },
          bytes: 7,
        };
        const line: Record<string, unknown> = JSON.parse(lines[0] ?? '');
        expect({ ...line, time: '', ms: 0, msg: '' }).toEqual({ ...said, ...notes, time: '', ms: 0, msg: '' });
        expect(lines[0]?.endsWith('}\n')).toBe(true);
      }),
    );
  });
});
