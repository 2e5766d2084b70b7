// What the suites of the gate have found, from the reports that they leave in `test-results/`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
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

const firstLine = (text = '') => stripVTControlCharacters(text).split('\n', 1)[0].slice(0, 300);
const inProject = (file) => relative(root, file);

const isCutShort = ({ status, assertionResults }) =>
  (status === 'failed' && assertionResults.length === 0) || assertionResults.some((one) => one.status === 'pending');

/** Counts of a report of Vitest; a file that could not be loaded, or was ended because it hung, is a failure. */
export const vitestCounts = ({ numPassedTests, numFailedTests, testResults }) => ({
  passed: numPassedTests,
  failed: numFailedTests + testResults.filter(isCutShort).length,
});

/** Counts of a report of Playwright; what passed at the second go has passed. */
export const playwrightCounts = ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected });

/** A line for each failed test, so that who sees only the end of a long output knows what to look at. */
export const vitestFailures = ({ testResults }) =>
  testResults.flatMap((file) => [
    ...file.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(
        ({ fullName, failureMessages }) => `${inProject(file.name)} > ${fullName}: ${firstLine(failureMessages[0])}`,
      ),
    ...(isCutShort(file) ? [`${inProject(file.name)} was not run to its end: ${firstLine(file.message)}`] : []),
  ]);

const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

/** A line for each browser test that failed, and for each that passed only at its second go. */
export const playwrightFailures = ({ suites }) =>
  suites.flatMap(specsOf).flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ status, results }) => {
        const failed = results.find(({ error }) => error !== undefined);
        const outcome = status === 'flaky' ? 'passed at its second go' : 'failed';
        return `${file} > ${title} ${outcome}: ${firstLine(failed?.error.message)}`;
      }),
  );
