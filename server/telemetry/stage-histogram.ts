import { Histogram, type Registry } from 'prom-client';

const bounds = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
] as const;

/** Upper bounds of the buckets of all durations, seconds. */
export const durationBuckets: readonly number[] = bounds;

interface Series {
  readonly route: string;
  readonly stage: string;
  /** Of each bucket alone; what is longer than the last one is in none. */
  readonly counts: Float64Array;
  count: number;
  sum: number;
}

interface Sample {
  readonly metricName: string;
  readonly labels: Partial<Record<'le', number | string>>;
  readonly sharedLabels: { readonly route: string; readonly stage: string };
  readonly value: number;
}

/**
 * A histogram of seconds by route and stage. A request files seven stages, and prom-client sorts and joins labels for each of them:
 * here they are two look-ups, and samples are made when somebody asks.
 */
export class StageHistogram extends Histogram<'route' | 'stage'> {
  readonly #routes = new Map<string, Map<string, Series>>();
  readonly #about: { readonly name: string; readonly help: string };

  constructor(about: { readonly name: string; readonly help: string; readonly registers: Registry[] }) {
    super({ ...about, labelNames: ['route', 'stage'], buckets: [...bounds] });
    this.#about = { name: about.name, help: about.help };
  }

  /** Files one duration. */
  file(route: string, stage: string, seconds: number): void {
    let stages = this.#routes.get(route);
    if (stages === undefined) {
      stages = new Map();
      this.#routes.set(route, stages);
    }
    let series = stages.get(stage);
    if (series === undefined) {
      series = { route, stage, counts: new Float64Array(bounds.length), count: 0, sum: 0 };
      stages.set(stage, series);
    }
    series.count++;
    series.sum += seconds;
    for (let at = 0; at < bounds.length; at++) {
      if (seconds > (bounds[at] ?? 0)) continue;
      series.counts[at] = (series.counts[at] ?? 0) + 1;
      return;
    }
  }

  #samples(): Sample[] {
    const { name } = this.#about;
    return [...this.#routes.values()].flatMap((stages) =>
      [...stages.values()].flatMap(({ route, stage, counts, count, sum }) => {
        const sharedLabels = { route, stage };
        const metricName = `${name}_bucket`;
        let below = 0;
        const buckets = bounds.map((le, at): Sample => {
          below += counts[at] ?? 0;
          return { metricName, labels: { le }, sharedLabels, value: below };
        });
        return [
          ...buckets,
          { metricName, labels: { le: '+Inf' }, sharedLabels, value: count },
          { metricName: `${name}_sum`, labels: {}, sharedLabels, value: sum },
          { metricName: `${name}_count`, labels: {}, sharedLabels, value: count },
        ];
      }),
    );
  }

  /** What the registry writes the exposition from. */
  async getForPromString() {
    return { ...this.#about, type: 'histogram', aggregator: 'sum', values: this.#samples() };
  }

  override async get(): ReturnType<Histogram<'route' | 'stage'>['get']> {
    const values = this.#samples().map(({ metricName, labels, sharedLabels, value }) => ({
      metricName,
      labels: { ...labels, ...sharedLabels },
      value,
      exemplar: null,
    }));
    return { ...(await super.get()), values };
  }

  /** The class above calls it while there is nothing yet. */
  override reset(): void {
    super.reset();
    if (#routes in this) this.#routes.clear();
  }
}
