// What the suites of the gate have found, from the reports that they leave in `test-results/`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

const folder = join(root, 'test-results');

/** No report of an earlier run is taken for one of this run. */
export function clearReports() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

/** Undefined when the suite left none. */
export function readReport(name) {
  const file = join(folder, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

const isCutShort = ({ status, assertionResults }) =>
  (status === 'failed' && assertionResults.length === 0) || assertionResults.some((one) => one.status === 'pending');

/** Counts of a report of Vitest; a file that could not be loaded, or was ended because it hung, is a failure. */
export const vitestCounts = ({ numPassedTests, numFailedTests, testResults }) => ({
  passed: numPassedTests,
  failed: numFailedTests + testResults.filter(isCutShort).length,
});

/** Counts of a report of Playwright; what passed at the second go has passed. */
export const playwrightCounts = ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected });
