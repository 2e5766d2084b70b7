interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export function vitestCounts(report: unknown): Counts;
