// What observing a request costs: the same service with telemetry on, exported too, and off, called in turns in one process.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createService, type Service } from '#server/http/create-service.ts';
import type { Route } from '#server/http/request-context.ts';
import { createMetrics, type Metrics } from '#server/telemetry/metrics.ts';
import { createSpanExport, withSpanExport } from '#server/telemetry/otlp/span-export.ts';
import { createSystemTraceDeps } from '#server/telemetry/system-trace-deps.ts';
import type { TraceDeps } from '#server/telemetry/trace.ts';
import { createWideLog, type WideLog } from '#server/telemetry/wide-log.ts';
import { type Figure, median, printFigures } from './measure.ts';

const service = 'bench';
const version = '0.0.0';
const stages = ['parse', 'scan', 'decode', 'sort', 'encode'];
const budgetMicroseconds = 50;
const turns = 400;
const callsATurn = 25;

/** A route with the stages and notes of `objects`, and no work in them. */
const route: Route = {
  name: 'ztf/objects',
  paths: ['/api/v1/objects'],
  methods: ['GET'],
  handle({ trace }) {
    for (const stage of stages) trace.span(stage, () => undefined);
    trace.note('rows', 30);
    trace.note('readBytes', 40_000);
    return { contentType: 'application/json', body: '[]' };
  },
};

const request = () => new Request('http://127.0.0.1/api/v1/objects?objectId=ZTF99aaaaaab');

interface Observed {
  readonly trace: TraceDeps;
  readonly metrics: Metrics;
  readonly log: WideLog;
}

function observed(): Observed {
  const destination = pino.destination({ dest: '/dev/null', sync: false, minLength: 4096 });
  return {
    trace: createSystemTraceDeps(),
    metrics: createMetrics({ service, version, processMetrics: false }),
    log: createWideLog({ service, version, destination }),
  };
}

/** Clock stopped, nothing counted, nothing written. */
function blind(): Observed {
  const nothing = (): void => undefined;
  const metrics = createMetrics({ service, version, processMetrics: false });
  return {
    trace: { nowMs: () => 0, randomHex: (bytes) => '0'.repeat(2 * bytes) },
    metrics: { ...metrics, observeRequest: nothing, requestBegan: () => nothing },
    log: { request: nothing, info: nothing, warn: nothing, error: nothing },
  };
}

async function exporting(): Promise<Observed & { close(): Promise<void> }> {
  const collector = createServer((incoming, response) => {
    incoming.resume().on('end', () => response.writeHead(200).end());
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const address = collector.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${address.port}`;
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = endpoint;
  const parts = observed();
  const spans = createSpanExport({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_SDK_DISABLED: 'false',
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_TRACES_SAMPLER: 'always_on',
      OTEL_TRACES_SAMPLER_ARG: 1,
    },
    service,
    version,
    wallMs: Date.now,
    randomHex: parts.trace.randomHex,
    warn: (message) => process.stderr.write(`${message}\n`),
  });
  return {
    ...parts,
    log: withSpanExport(parts.log, spans),
    async close() {
      await spans?.close();
      collector.close();
    },
  };
}

async function microsecondsACall(target: Service): Promise<number> {
  const beganMs = performance.now();
  for (let index = 0; index < callsATurn; index++) {
    const response = await target.fetch(request());
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`answered ${response.status}`);
  }
  return ((performance.now() - beganMs) * 1000) / callsATurn;
}

const exported = await exporting();
const parts: Readonly<Record<string, Observed>> = { off: blind(), on: observed(), exported };
const targets = new Map(
  Object.entries(parts).map(([name, { trace, metrics, log }]) => [
    name,
    createService({ name: service, version, routes: [route], trace, metrics, log, limits: { ratePerSecond: 0 } }),
  ]),
);
const times = new Map([...targets.keys()].map((name) => [name, [] as number[]]));
for (let turn = 0; turn < turns; turn++) {
  for (const [name, target] of targets) {
    const taken = await microsecondsACall(target);
    if (turn >= turns / 4) times.get(name)?.push(taken);
  }
}
await exported.close();
const of = (name: string): number => median(times.get(name) ?? []);
const figures: Figure[] = [
  { name: 'request without telemetry', value: of('off'), unit: 'µs' },
  {
    name: 'spans, metrics and log line add',
    value: of('on') - of('off'),
    unit: 'µs',
    budget: budgetMicroseconds,
  },
  { name: 'with export to a collector they add', value: of('exported') - of('off'), unit: 'µs' },
];
printFigures(figures);
