import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { durationBuckets, StageHistogram } from './stage-histogram.ts';

export interface MetricsOptions {
  /** Name of the process, the label `service` of every series: `web`, `object-api`, … */
  readonly service: string;
  readonly version: string;
  /** Scanners and cursors open now, asked at each scrape. */
  readonly openScanners?: () => number;
  /** Garbage collection, event loop and memory of the process; off in tests that compare registries. */
  readonly processMetrics?: boolean;
}

export interface RequestOutcome {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly durationMs: number;
  readonly spans: readonly { readonly stage: string; readonly durationMs: number }[];
}

export interface UpstreamOutcome {
  /** The dependency as people know it: `object API`, `cutout API`, … */
  readonly upstream: string;
  /** `ok`, or the kind of failure. */
  readonly outcome: string;
  readonly durationMs: number;
}

/** What one process counts. Series names are the same in all services, told apart by the label `service`. */
export interface Metrics {
  /** Counts a finished request and files each of its stages. */
  observeRequest(outcome: RequestOutcome): void;
  observeUpstream(outcome: UpstreamOutcome): void;
  /** Requests under way; returns what ends it. */
  requestBegan(): () => void;
  inFlight(): number;
  /** Text of the Prometheus exposition format. */
  exposition(): Promise<string>;
  readonly contentType: string;
  readonly registry: Registry;
}

/** Requests are counted by a text and become a series when somebody asks: their labels cost more than the count. */
function createRequestCounter(registers: Registry[]): (route: string, method: string, status: number) => void {
  const counts = new Map<string, { readonly labels: Record<'route' | 'method' | 'status', string>; count: number }>();
  new Counter({
    name: 'portal_requests_total',
    help: 'Requests answered, 499 where the client left first',
    labelNames: ['route', 'method', 'status'] as const,
    registers,
    collect() {
      for (const held of counts.values()) {
        if (held.count > 0) this.inc(held.labels, held.count);
        held.count = 0;
      }
    },
  });
  return (route, method, status) => {
    const key = `${status} ${method} ${route}`;
    const held = counts.get(key);
    if (held !== undefined) held.count++;
    else counts.set(key, { labels: { route, method, status: String(status) }, count: 1 });
  };
}

function createInstruments(registry: Registry) {
  const registers = [registry];
  return {
    stages: new StageHistogram({
      name: 'portal_stage_duration_seconds',
      help: 'Time spent in one stage of a request; the stage `total` is the whole request',
      registers,
    }),
    upstream: new Histogram({
      name: 'portal_upstream_duration_seconds',
      help: 'Time until a dependency answered, or failed',
      labelNames: ['upstream', 'outcome'] as const,
      buckets: [...durationBuckets],
      registers,
    }),
    requests: createRequestCounter(registers),
  };
}

/** A registry of its own, so that two services can live in one process (tests, the mock). */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service: options.service });
  const { stages, upstream, requests } = createInstruments(registry);
  let inFlight = 0;
  new Gauge({
    name: 'portal_requests_in_flight',
    help: 'Requests under way',
    registers: [registry],
    collect() {
      this.set(inFlight);
    },
  });
  new Gauge({
    name: 'portal_build_info',
    help: 'Always 1; the version is in the label',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version: options.version }, 1);
  const { openScanners } = options;
  if (openScanners) {
    new Gauge({
      name: 'portal_open_scanners',
      help: 'Scanners, cursors and reads open in the stores of this process',
      registers: [registry],
      collect() {
        this.set(openScanners());
      },
    });
  }
  if (options.processMetrics ?? true) collectDefaultMetrics({ register: registry });

  return {
    observeRequest({ route, method, status, durationMs, spans }) {
      requests(route, method, status);
      stages.file(route, 'total', durationMs / 1000);
      for (const span of spans) stages.file(route, span.stage, span.durationMs / 1000);
    },
    observeUpstream: ({ upstream: name, outcome, durationMs }) =>
      upstream.observe({ upstream: name, outcome }, durationMs / 1000),
    requestBegan() {
      inFlight++;
      let open = true;
      return () => {
        if (open) inFlight--;
        open = false;
      };
    },
    inFlight: () => inFlight,
    exposition: () => registry.metrics(),
    contentType: registry.contentType,
    registry,
  };
}
