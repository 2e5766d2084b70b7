interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export function vitestCounts(report: unknown): Counts;
export function vitestFailures(report: unknown): string[];
export function playwrightFailures(report: unknown): string[];
